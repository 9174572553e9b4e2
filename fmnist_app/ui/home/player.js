// Plays a recorded run: two curves, the gap between them shaded, and pictures whose answers flip.
// All words and numbers come with the data; nothing is asked of the server.

const EPOCH_MS = 320;
const MARGIN = { top: 14, bottom: 52, left: 58 };
const LABEL_GAP = 20; // pixels between the two names at the lines' ends
const NARROW = 520; // pixels of the chart below which the names are the short ones
const SVG = "http://www.w3.org/2000/svg";
const CONTROL = {
  playing: ["\u275A\u275A", "Pause"],
  paused: ["\u25B6", "Play"],
  over: ["\u21BB", "Replay"],
};

function draw(tag, attributes, parent, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  parent.append(made);
  return made;
}

class Chart {
  constructor(place, data) {
    this.place = place;
    this.data = data;
    place.style.setProperty("--network", data.colour);
    place.setAttribute("aria-label", data.summary);
  }

  layOut() {
    const { width, height } = this.place.getBoundingClientRect();
    const { seen, fresh, low } = this.data;
    const narrow = width < NARROW;
    this.names = narrow ? this.data.short_names : this.data.names;
    const right = narrow ? 66 : 180;
    const bottom = height - MARGIN.bottom;
    this.x = (epoch) => MARGIN.left + (epoch / seen.length) * (width - MARGIN.left - right);
    this.y = (value) => bottom - ((value - low) / (100 - low)) * (bottom - MARGIN.top);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    this.axes(svg, width - right, bottom);
    const clip = draw("clipPath", { id: "played" }, svg);
    this.clip = draw("rect", { x: 0, y: -20, height: height + 40 }, clip);
    const played = draw("g", { "clip-path": "url(#played)" }, svg);
    const back = [...fresh].map((value, at) => [at, value]).reverse();
    draw("path", { class: "gap", d: `${this.path(seen)}L${this.points(back)}Z` }, played);
    draw("path", { class: "line", d: this.path(fresh) }, played);
    draw("path", { class: "line seen", d: this.path(seen) }, played);
    this.mark = draw("line", { class: "mark", y1: MARGIN.top, y2: bottom }, svg);
    const place = { class: "over", y: bottom - 10, "text-anchor": "end" };
    this.marked = draw("text", place, svg, this.data.mark);
    this.heads = [0, 1].map(() => draw("circle", { class: "head", r: 6 }, svg));
    this.ends = [0, 1].map(() => draw("text", { class: "end" }, svg));
    this.place.replaceChildren(svg);
  }

  axes(svg, right, bottom) {
    const { low } = this.data;
    for (let value = low; value <= 100; value += 10) {
      const y = this.y(value);
      draw("line", { class: "grid", x1: MARGIN.left, x2: right, y1: y, y2: y }, svg);
      draw("text", { x: MARGIN.left - 8, y: y + 5, "text-anchor": "end" }, svg, `${value}\u00a0%`);
    }
    this.counter = draw("text", { class: "count", x: MARGIN.left, y: bottom + 36 }, svg);
  }

  points(pairs) {
    return pairs.map(([at, value]) => `${this.x(at + 1)},${this.y(value)}`).join("L");
  }

  path(values) {
    return `M${this.points(values.map((value, at) => [at, value]))}`;
  }

  show(epoch) {
    const { seen, fresh } = this.data;
    const [at, between] = [Math.floor(epoch) - 1, epoch % 1];
    const now = [seen, fresh].map((values) => {
      const next = values[Math.min(at + 1, values.length - 1)];
      return values[at] + between * (next - values[at]);
    });
    const x = this.x(epoch);
    this.counter.textContent = this.data.counters[at];
    this.clip.setAttribute("width", Math.max(0, x));
    const middle = (this.y(now[0]) + this.y(now[1])) / 2;
    this.point(this.data.memorising_since[at]);
    now.forEach((value, line) => {
      const y = this.y(value);
      const away = line ? Math.max(y, middle + LABEL_GAP / 2) : Math.min(y, middle - LABEL_GAP / 2);
      this.heads[line].setAttribute("cx", x);
      this.heads[line].setAttribute("cy", y);
      this.ends[line].setAttribute("x", x + 12);
      this.ends[line].setAttribute("y", away + 5);
      this.ends[line].textContent = this.names[line];
    });
  }

  point(since) {
    this.marked.style.display = this.mark.style.display = since ? "" : "none";
    if (!since) return;
    this.mark.setAttribute("x1", this.x(since));
    this.mark.setAttribute("x2", this.x(since));
    this.marked.setAttribute("x", this.x(since) - 8);
  }
}

class Player {
  constructor(root, data) {
    this.data = data;
    this.last = data.seen.length;
    this.sentence = root.querySelector(".sentence");
    root.querySelector(".question").textContent = data.question;
    this.button = root.querySelector(".control");
    this.chart = new Chart(root.querySelector(".chart"), data);
    this.answers = data.pictures.map((picture) => this.hang(picture, root));
    this.epoch = matchMedia("(prefers-reduced-motion: reduce)").matches ? this.last : 1;
    this.button.addEventListener("click", () => this.press());
    this.watcher = new ResizeObserver(() => {
      this.chart.layOut();
      this.show();
    });
    this.watcher.observe(root.querySelector(".chart"));
    this.turn(this.epoch < this.last);
  }

  hang({ source, alt }, root) {
    const item = document.createElement("li");
    const picture = Object.assign(new Image(), { src: source, alt });
    const words = document.createElement("span");
    const answer = document.createElement("b");
    const mark = document.createElement("small");
    words.append(answer, mark);
    item.append(picture, words);
    root.querySelector(".pictures").append(item);
    return { answer, mark };
  }

  press() {
    if (this.epoch >= this.last) this.epoch = 1;
    this.turn(!this.playing);
    this.show();
  }

  turn(on) {
    this.playing = on;
    this.before = undefined;
    cancelAnimationFrame(this.frame);
    if (on) this.frame = requestAnimationFrame((now) => this.step(now));
    const [icon, words] = CONTROL[on ? "playing" : this.epoch < this.last ? "paused" : "over"];
    this.button.querySelector("span").textContent = icon;
    this.button.querySelector("b").textContent = words;
  }

  step(now) {
    // A tab that was away goes on where it was.
    const passed = Math.min(now - (this.before ?? now), 100);
    this.before = now;
    this.epoch = Math.min(this.epoch + passed / EPOCH_MS, this.last);
    this.show();
    if (this.epoch < this.last) this.frame = requestAnimationFrame((then) => this.step(then));
    else this.turn(false);
  }

  show() {
    if (!this.chart.heads) return;
    this.chart.show(this.epoch);
    const at = Math.floor(this.epoch) - 1;
    if (at === this.shown) return;
    this.shown = at;
    this.sentence.textContent = this.data.sentences[at];
    this.data.pictures.forEach(({ answers, marks }, place) => {
      const { answer, mark } = this.answers[place];
      answer.textContent = answers[at];
      mark.textContent = marks[at];
    });
  }

  close() {
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
  }
}

export default function ({ parentElement, data }) {
  // Called again whenever the theme changes: what plays goes on, in the new colours.
  const root = parentElement.querySelector(".player");
  root.player ??= new Player(root, data);
  return () => root.player.close();
}
