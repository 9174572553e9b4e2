// How the first layer's kernels came to be, epoch by epoch, and what each makes of one picture. The
// maps are calculated here; the slider asks nothing of the server.

const SIDE = 28;
const MAP = 72; // CSS pixels of a map, and of the kernel above it
const KERNEL = 48;
const FRAME_MS = 450;
class Epochs {
  constructor(root) {
    this.slider = element("input", { type: "range", min: 0, step: 1, "aria-label": "Epoch" });
    this.said = element("output");
    this.button = element("button", { type: "button" }, "\u25B6 Play");
    this.list = element("ul", { class: "filters" });
    root.replaceChildren(element("div", { class: "steer" }, this.button, this.slider, this.said), this.list);
    this.slider.addEventListener("input", () => {
      this.stop();
      this.show(Number(this.slider.value));
    });
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
  }

  take(data) {
    // Whoever watches the newest epoch goes on to the next that comes.
    const follows = !this.data || this.data.key !== data.key || this.at === this.data.epochs.length - 1;
    const anew = !this.data || this.data.key !== data.key;
    this.data = data;
    this.picture = numbers(data.picture);
    this.kernels = data.kernels.map(numbers);
    this.biases = data.biases.map(numbers);
    this.filters = this.biases[0].length;
    this.most = Math.max(...this.kernels.map((kernel) => kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
    this.slider.max = data.epochs.length - 1;
    if (anew) this.lay();
    this.highest = this.maps(data.epochs.length - 1).reduce((most, map) => Math.max(most, ...map.map(Math.abs)), 0);
    this.show(follows ? data.epochs.length - 1 : this.at);
  }

  lay() {
    const side = this.data.side;
    this.size = SIDE - (this.data.same ? 0 : side - 1);
    this.canvases = Array.from({ length: this.filters }, (_, filter) => {
      const kernel = element("canvas", { width: side, height: side });
      const map = element("canvas", { width: this.size, height: this.size });
      kernel.style.width = kernel.style.height = `${KERNEL}px`;
      map.style.width = map.style.height = `${MAP}px`;
      this.list.append(element("li", {}, kernel, map, `${filter + 1}`));
      return { kernel, map };
    });
    this.list.replaceChildren(...[...this.list.children].slice(-this.filters));
  }

  maps(at) {
    const { side, same, rectified } = this.data;
    const before = same ? Math.floor((side - 1) / 2) : 0;
    const [kernel, bias] = [this.kernels[at], this.biases[at]];
    const made = Array.from({ length: this.filters }, () => []);
    for (let row = 0; row < this.size; row += 1)
      for (let column = 0; column < this.size; column += 1)
        for (let filter = 0; filter < this.filters; filter += 1) {
          let total = bias[filter];
          for (let n = 0; n < side * side; n += 1) {
            const r = row - before + Math.floor(n / side);
            const c = column - before + (n % side);
            if (r >= 0 && c >= 0 && r < SIDE && c < SIDE)
              total += this.picture[r * SIDE + c] * kernel[n * this.filters + filter];
          }
          made[filter].push(rectified ? Math.max(0, total) : total);
        }
    return made;
  }

  show(at) {
    this.at = at;
    this.slider.value = at;
    const { epochs, side, rectified } = this.data;
    const words = epochs[at] ? `After epoch ${epochs[at]}` : "Before training";
    this.said.textContent = words;
    this.slider.setAttribute("aria-valuetext", words);
    this.maps(at).forEach((map, filter) => {
      const own = Array.from({ length: side * side }, (_, n) => this.kernels[at][n * this.filters + filter]);
      paint(this.canvases[filter].kernel, own, { most: this.most, signed: true });
      paint(this.canvases[filter].map, map, { most: this.highest, signed: !rectified });
    });
  }

  play() {
    if (this.at >= this.data.epochs.length - 1) this.show(0);
    this.button.textContent = "\u275A\u275A Pause";
    this.timer = setInterval(() => {
      if (this.at >= this.data.epochs.length - 1) return this.stop();
      return this.show(this.at + 1);
    }, FRAME_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = "\u25B6 Play";
  }
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".epochs");
  root.epochs ??= new Epochs(root);
  root.epochs.take(data);
  return () => root.epochs.stop();
}
