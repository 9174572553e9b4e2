// Unpacks the test pictures, 784 bytes each, and leaves them where the page's other components find
// them, with word that they are there.

export default async function ({ data }) {
  if (globalThis.fashionTestPictures || !data?.byteLength) return;
  const unpacked = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  globalThis.fashionTestPictures = new Uint8Array(await new Response(unpacked).arrayBuffer());
  globalThis.dispatchEvent(new Event("fashion-test-pictures"));
}
