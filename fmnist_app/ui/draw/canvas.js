// Mounts the canvas component, and keeps it where it is while the page tells it one thing after the
// other. What is told while something told before is still on its way makes Streamlit end what that
// mounted, although the component is still there: the sheet would be gone, with the strokes on it.

const SCRIPT = "{script}"; // of the component, which lies beside its style
const LEAVING = 1000; // milliseconds, after which a component that was left is out of the page

export default async function (component) {
  const { parentElement } = component;
  const style = parentElement.querySelector("link[rel=stylesheet]");
  const { default: mount } = await import(new URL(SCRIPT, style.href));
  const end = mount(component);
  return () => setTimeout(() => parentElement.isConnected || end(), LEAVING);
}
