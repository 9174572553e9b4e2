// What both components of the Inside page draw with: numbers that came as text, elements, and maps
// as pictures. It stands before each one's own script.

const FOR = [0, 114, 178]; // blue and orange, which all can tell apart
const AGAINST = [213, 94, 0];

const numbers = (text) =>
  new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

// Black to white where nothing is below 0, else orange over white to blue; `most` has full colour.
function colour(value, { most, signed }) {
  const share = most ? Math.max(-1, Math.min(1, value / most)) : 0;
  if (!signed) return [255, 255, 255].map((full) => Math.round(full * Math.max(0, share)));
  const end = share < 0 ? AGAINST : FOR;
  return end.map((full) => Math.round(255 + (full - 255) * Math.abs(share)));
}

function paint(canvas, values, scale) {
  const image = new ImageData(canvas.width, canvas.height);
  values.forEach((value, at) => image.data.set([...colour(value, scale), 255], 4 * at));
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}
