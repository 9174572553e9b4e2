// One picture's way through a network: every layer's maps, and how each value comes about. All of
// it is calculated here from what came with the page; pointing at something asks nothing of the
// server.

const PIXELS = [3, 2]; // CSS pixels of a value in the strip, the same on every layer: to scale
const MANY = 5; // stages from which on the smaller ones are taken
const COLUMNS = [6, 4]; // of maps beside each other in a layer, with few stages and with many
const UNIT = 18; // CSS pixels of a unit that stands alone
const TALLEST = 270; // CSS pixels that a layer's maps may take below each other
const LARGE = 196; // CSS pixels of the maps below the strip, and on a phone, where two fit
const SMALL = 158;
const NARROW = 640;
const SHOWN_CHANNELS = 6;
const STEP_MS = 140;
const NAMES = { relu: "ReLU", gelu: "GELU", tanh: "tanh", silu: "SiLU" };
const sum = (values) => values.reduce((total, value) => total + value, 0);

const written = (value, digits = 3) =>
  (Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits).replace("-", "\u2212");

// A number that says what it is exactly, to whoever reads the page by machine.
const exact = (value, digits) => element("data", { value }, written(value, digits));

function activated(value, kind) {
  if (kind === "relu") return Math.max(0, value);
  if (kind === "tanh") return Math.tanh(value);
  if (kind === "silu") return value / (1 + Math.exp(-value));
  return value;
}

// Black or white, whichever stands out more: as WCAG 2 defines the contrast of two colours.
function readable(tone) {
  const [red, green, blue] = tone.map((full) => {
    const share = full / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (light + 0.05) ** 2 > 0.0525 ? "#000" : "#fff";
}

class Stage {
  constructor(data, place) {
    Object.assign(this, data);
    this.place = place;
    this.values = numbers(data.values);
    const [height, width, maps] = data.shape.length === 3 ? data.shape : [1, 1, data.shape[0]];
    Object.assign(this, { height, width, maps });
    this.most = this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    this.signed = this.values.some((value) => value < 0);
    for (const name of ["kernel", "branch", "kept"])
      if (data[name]) this[name] = numbers(data[name]);
  }

  at(row, column, map) {
    const outside = row < 0 || column < 0 || row >= this.height || column >= this.width;
    return outside ? 0 : this.values[(row * this.width + column) * this.maps + map];
  }

  get size() {
    return this.height * this.width > 1 ? `${this.maps} of ${this.height} x ${this.width}` : `${this.maps}`;
  }

  paint(map) {
    const canvas = element("canvas", { width: this.width, height: this.height });
    const own = Array.from({ length: this.width * this.height }, (_, at) => this.values[at * this.maps + map]);
    return paint(canvas, own, this);
  }
}

class Way {
  constructor(root, data) {
    this.root = root;
    this.strip = element("div", { class: "strip" });
    this.bench = element("div", { class: "bench", "aria-live": "off" });
    root.replaceChildren(this.strip, this.bench);
    this.take(data);
  }

  take(data) {
    this.stop();
    this.data = data;
    this.root.style.setProperty("--network", data.colour);
    this.stages = data.stages.map((stage, place) => new Stage(stage, place));
    const known = this.stages[this.stage?.place]?.title === this.stage?.title;
    this.stage = known && this.stage ? this.stages[this.stage.place] : this.stages[1];
    if (!this.stage.shown.includes(this.map)) [this.map] = this.stage.shown;
    const many = Number(this.stages.length >= MANY);
    Object.assign(this, { pixel: PIXELS[many], columns: COLUMNS[many] });
    this.lay();
    this.choose(this.stage, this.map);
  }

  lay() {
    const columns = this.stages.flatMap((stage) => [
      element("span", { class: "arrow", "aria-hidden": "true" }, "\u2192"),
      this.columnOf(stage),
    ]);
    this.strip.replaceChildren(...columns.slice(1));
  }

  columnOf(stage) {
    const column = element("div", { class: "stage" }, element("h4", {}, stage.title));
    if (stage.kind === "scores") {
      column.append(element("small", {}, "Share, and score"), this.scores(stage));
      return column;
    }
    const whole = stage.kind === "picture" ? "28 x 28 pixels" : stage.size;
    column.append(element("small", {}, whole), this.maps(stage));
    const hidden = stage.maps - stage.shown.length;
    if (hidden) column.append(element("small", {}, `and ${hidden} more`));
    return column;
  }

  maps(stage) {
    const alone = stage.width * stage.height === 1;
    const side = alone ? UNIT : stage.width * this.pixel;
    const tall = (alone ? UNIT : stage.height * this.pixel) + 30;
    const rows = Math.max(1, Math.floor(TALLEST / tall));
    const columns = Math.min(this.columns, Math.ceil(stage.shown.length / rows));
    const place = element("div", { class: "maps" });
    place.style.gridTemplateColumns = `repeat(${columns}, max-content)`;
    const most = Math.max(...stage.parts.map(Math.abs), 1e-9);
    stage.shown.forEach((map, at) => place.append(this.button(stage, map, side, stage.parts[at] / most)));
    return place;
  }

  button(stage, map, side, part) {
    const canvas = stage.paint(map);
    canvas.style.width = `${side}px`;
    canvas.style.height = `${(side * stage.height) / stage.width}px`;
    const bar = element("span", { class: "part" });
    bar.style.width = `${Math.abs(part) * 100}%`;
    bar.style.background = `rgb(${part < 0 ? AGAINST : FOR})`;
    const label = stage.kind === "picture" ? "The picture" : `${this.noun(stage)} ${map + 1}`;
    const speaks = part < 0 ? "against" : "for";
    const made = element(
      "button",
      { type: "button", class: "map", "data-map": map, "data-stage": stage.place },
      canvas,
    );
    made.setAttribute("aria-label", stage.kind === "picture" ? label : `${stage.title}, ${label}, speaks ${speaks} ${this.data.wanted}`);
    if (stage.kind !== "picture") {
      made.append(bar, `${map + 1}`);
      made.addEventListener("click", () => this.choose(stage, map));
    } else made.disabled = true;
    return made;
  }

  noun(stage) {
    return stage.width * stage.height > 1 ? "map" : "unit";
  }

  scores(stage) {
    const place = element("div", { class: "scores" });
    this.data.classes.forEach((name, at) => {
      const share = this.data.probabilities[at];
      const bar = element("i");
      bar.style.width = `${100 * share}%`;
      const percent = share > 0.995 ? ">99" : share < 0.005 ? "<1" : Math.round(100 * share);
      const score = element("span", {}, written(stage.values[at], 1));
      const made = element(
        "button",
        { type: "button", class: "score", "data-map": at, "data-stage": stage.place },
        element("span", {}, name),
        element("span", {}, bar),
        score,
      );
      made.setAttribute("aria-label", `${name}: ${percent} %, score ${score.textContent}`);
      made.addEventListener("click", () => this.choose(stage, at));
      place.append(made);
    });
    return place;
  }

  choose(stage, map) {
    this.stop();
    Object.assign(this, { stage, map, channel: undefined });
    for (const button of this.strip.querySelectorAll("button"))
      button.setAttribute(
        "aria-pressed",
        Number(button.dataset.stage) === stage.place && Number(button.dataset.map) === map,
      );
    const [row, column] = this.strongest();
    Object.assign(this, { row, column });
    this.before = this.stages[stage.place - 1];
    this.build();
    this.show();
  }

  strongest() {
    const { stage, map } = this;
    let best = 0;
    for (let at = 0; at < stage.width * stage.height; at += 1)
      if (stage.values[at * stage.maps + map] > stage.values[best * stage.maps + map]) best = at;
    return [Math.floor(best / stage.width), best % stage.width];
  }

  build() {
    const { stage, map } = this;
    const name = stage.kind === "scores" ? this.data.classes[map] : `${this.noun(stage)} ${map + 1}`;
    this.bench.replaceChildren(element("h3", {}, `${stage.title}: ${name}`));
    this.parts = {};
    if (stage.terms) {
      this.bench.append(this.table());
      return;
    }
    const windows = ["convolution", "pooling"].includes(stage.kind);
    this.input = this.mapOf(this.before, this.inputMap(), windows ? "What comes in" : "Before");
    this.parts.sum = element("div", { class: "sum" });
    this.output = this.mapOf(stage, map, "What comes out");
    this.parts.total = element("p", { class: "total" });
    this.parts.channels = element("div", { class: "channels" });
    this.bench.append(this.input.figure, this.parts.sum, this.output.figure, this.parts.total);
    if (stage.kind === "convolution" && this.before.maps > 1) this.bench.append(this.parts.channels);
    if (stage.width * stage.height > 1) {
      this.control = element("button", { type: "button", class: "control" }, "\u25B6 Move the window");
      this.control.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
      this.bench.append(this.control);
      this.follow(this.output);
    }
  }

  mapOf(stage, map, words) {
    const place = element("div", { class: "place" });
    const large = this.root.clientWidth < NARROW ? SMALL : LARGE;
    const scale = large / Math.max(stage.width, stage.height, 1);
    place.style.width = `${stage.width * scale}px`;
    place.style.height = `${stage.height * scale}px`;
    const outline = element("div", { class: "window" });
    place.append(stage.paint(map), outline);
    const label = element("span", {}, words);
    const figure = element("div", { class: "figure" }, label, place);
    return { stage, map, place, outline, figure, label };
  }

  repaint(figure, map) {
    if (figure.map === map) return;
    figure.map = map;
    figure.place.querySelector("canvas").replaceWith(figure.stage.paint(map));
  }

  follow({ place, stage }) {
    place.tabIndex = 0;
    place.setAttribute("role", "application");
    place.setAttribute("aria-label", "The map that comes out; arrow keys move to another value");
    const point = (event) => {
      this.stop();
      const box = place.getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * stage.width);
      const row = Math.floor(((event.clientY - box.top) / box.height) * stage.height);
      this.move(row, column);
    };
    place.addEventListener("pointermove", point);
    place.addEventListener("pointerdown", point);
    place.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (!by) return;
      event.preventDefault();
      this.stop();
      this.move(this.row + by[0], this.column + by[1]);
    });
  }

  move(row, column) {
    const { height, width } = this.stage;
    this.row = Math.max(0, Math.min(height - 1, row));
    this.column = Math.max(0, Math.min(width - 1, column));
    this.show();
  }

  play() {
    this.control.textContent = "\u275A\u275A Pause";
    if (this.row === this.stage.height - 1 && this.column === this.stage.width - 1) this.move(0, 0);
    this.timer = setInterval(() => {
      const at = this.row * this.stage.width + this.column + 1;
      if (at >= this.stage.width * this.stage.height) return this.stop();
      return this.move(Math.floor(at / this.stage.width), at % this.stage.width);
    }, STEP_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.control) this.control.textContent = "\u25B6 Move the window";
  }

  inputMap() {
    const { stage, map } = this;
    if (stage.kind === "convolution") return 0;
    return Math.min(map, this.before.maps - 1);
  }

  outline({ outline, stage, place }, row, column, side) {
    const width = place.clientWidth || parseFloat(place.style.width);
    const scale = width / stage.width;
    Object.assign(outline.style, {
      left: `${column * scale}px`,
      top: `${row * scale}px`,
      width: `${side * scale}px`,
      height: `${side * scale}px`,
    });
  }

  show() {
    const { stage, row, column } = this;
    if (stage.terms) return;
    this.outline(this.output, row, column, 1);
    this[stage.kind]();
  }

  convolution() {
    const { stage, before, row, column } = this;
    const at = stage.shown.indexOf(this.map);
    const { side } = stage;
    const [top, left] = [row - stage.before, column - stage.before];
    const places = Array.from({ length: side * side }, (_, n) => [Math.floor(n / side), n % side]);
    const weight = (r, c, channel) =>
      stage.kernel[((at * side + r) * side + c) * before.maps + channel];
    const sums = Array.from({ length: before.maps }, (_, channel) =>
      sum(places.map(([r, c]) => before.at(top + r, left + c, channel) * weight(r, c, channel))),
    );
    const order = sums.map((_, n) => n).sort((one, other) => Math.abs(sums[other]) - Math.abs(sums[one]));
    const channel = this.channel ?? order[0];
    this.repaint(this.input, channel);
    if (before.maps > 1) this.input.label.textContent = `What comes in: map ${channel + 1}`;
    this.outline(this.input, top, left, side);
    const patch = places.map(([r, c]) => before.at(top + r, left + c, channel));
    const kernel = places.map(([r, c]) => weight(r, c, channel));
    const products = patch.map((value, n) => value * kernel[n]);
    const scale = { signed: true, most: stage.largest };
    this.parts.sum.replaceChildren(
      this.grid(patch, before, side, "patch"),
      element("span", { class: "operator" }, "\u00d7"),
      this.grid(kernel, scale, side, "kernel"),
      element("span", { class: "operator" }, "="),
      this.grid(products, scale, side, "products"),
    );
    const total = sum(sums);
    const whole = before.maps > 1 ? `Sum over ${before.maps} maps ` : "Sum of the products ";
    this.total(whole, total, [["+ bias", stage.bias[at]]], total + stage.bias[at], stage.activation);
    this.channels(sums, order, channel);
  }

  channels(sums, order, channel) {
    const shown = order.slice(0, SHOWN_CHANNELS);
    const others = order.slice(SHOWN_CHANNELS);
    const buttons = shown.map((one) => {
      const made = element("button", { type: "button", class: "came", "aria-pressed": one === channel });
      made.append(`map ${one + 1}: `, exact(sums[one]));
      made.addEventListener("click", () => {
        this.channel = one;
        this.show();
      });
      return made;
    });
    const rest = others.length ? [`${others.length} others: `, exact(sum(others.map((one) => sums[one])))] : [];
    this.parts.channels.replaceChildren("It adds up:", ...buttons, element("span", {}, ...rest));
  }

  pooling() {
    const { stage, before, map } = this;
    const { side } = stage;
    const [top, left] = [this.row * side, this.column * side];
    this.outline(this.input, top, left, side);
    const window = Array.from({ length: side * side }, (_, n) =>
      before.at(top + Math.floor(n / side), left + (n % side), map),
    );
    this.parts.sum.replaceChildren(this.grid(window, before, side, "patch"));
    this.parts.total.replaceChildren("The largest of these: ", this.result(Math.max(...window)));
  }

  normalisation() {
    const at = this.stage.shown.indexOf(this.map);
    const came = this.before.at(this.row, this.column, this.map);
    const scaled = came * this.stage.scale[at];
    this.outline(this.input, this.row, this.column, 1);
    this.parts.total.replaceChildren(
      exact(came), " \u00d7 ", exact(this.stage.scale[at]), " + ", exact(this.stage.shift[at]), " = ",
      this.result(scaled + this.stage.shift[at]),
    );
  }

  activation() {
    const came = this.before.at(this.row, this.column, this.map);
    this.outline(this.input, this.row, this.column, 1);
    this.total("", came, [], came, this.stage.activation);
  }

  residual() {
    const { stage, row, column } = this;
    const at = (row * stage.width + column) * stage.shown.length + stage.shown.indexOf(this.map);
    this.outline(this.input, Math.min(row, this.before.height - 1), column, 1);
    const total = stage.branch[at] + stage.kept[at];
    this.total("Two convolutions made ", stage.branch[at], [["+ what came in", stage.kept[at]]], total, stage.activation);
  }

  mean() {
    this.outline(this.input, 0, 0, this.before.width);
    const count = this.before.width * this.before.height;
    const total = sum(Array.from({ length: count }, (_, n) => this.before.values[n * this.before.maps + this.map]));
    this.parts.total.replaceChildren(
      `The mean of ${count} values: `, exact(total), ` / ${count} = `, this.result(total / count),
    );
  }

  total(words, first, more, before, activation) {
    const parts = [words, exact(first)];
    for (const [name, value] of more) parts.push(` ${name} `, exact(value));
    if (more.length) parts.push(" = ", exact(before));
    const plain = ["linear", "softmax"].includes(activation);
    if (!plain) parts.push(`, through ${NAMES[activation] ?? activation}: `);
    // GELU has no short formula: its value is the one that came.
    const value = activation === "gelu" ? this.stage.at(this.row, this.column, this.map) : activated(before, activation);
    if (!plain) parts.push(this.result(value));
    else parts.at(-1).classList.add("result");
    this.parts.total.replaceChildren(...parts);
  }

  result(value) {
    const made = exact(value);
    made.className = "result";
    return element("b", {}, made);
  }

  grid(values, scale, side, name) {
    const made = element("div", { class: side > 3 ? "grid fine" : "grid", "data-name": name });
    made.style.gridTemplateColumns = `repeat(${side}, 1fr)`;
    for (const value of values) {
      const cell = exact(value, 2);
      const tone = colour(value, scale);
      cell.style.background = `rgb(${tone})`;
      cell.style.color = readable(tone);
      made.append(cell);
    }
    return made;
  }

  table() {
    const { stage } = this;
    const at = stage.shown.indexOf(this.map);
    const { largest, others, count } = stage.terms[at];
    const body = element("tbody");
    const row = (...cells) => body.append(element("tr", {}, ...cells.map((cell) => element("td", {}, cell))));
    for (const [number, value, weight, product] of largest)
      row(this.origin(number), exact(value), exact(weight), exact(product));
    if (count) row(`${count} others`, "", "", exact(others));
    row("bias", "", "", exact(stage.bias[at]));
    const total = sum(largest.map((term) => term[3])) + others + stage.bias[at];
    row(element("b", {}, "Sum"), "", "", this.result(total));
    if (stage.kind !== "scores" && NAMES[stage.activation])
      row(`through ${NAMES[stage.activation]}`, "", "", exact(stage.values[this.map]));
    const head = element("tr", {}, ...["From", "Value", "Weight", "Product"].map((words) => element("th", {}, words)));
    return element("table", {}, element("thead", {}, head), body);
  }

  origin(number) {
    const { width, height, maps } = this.before;
    if (width * height === 1) return `unit ${number + 1}`;
    const place = Math.floor(number / maps);
    return `map ${(number % maps) + 1}, row ${Math.floor(place / width) + 1}, column ${(place % width) + 1}`;
  }

  close() {
    this.stop();
  }
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".inside");
  if (!root.way) root.way = new Way(root, data);
  else if (root.way.data.key !== data.key) root.way.take(data);
  return () => root.way.close();
}
