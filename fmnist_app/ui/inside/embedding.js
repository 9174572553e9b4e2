// All test pictures as points, for one network or two side by side: zoomed, filtered, chosen from,
// and each point shown as its picture. All of it happens here; the server hears only which picture
// is to be looked into.

const SIDE = 28;
const NEAR = 14; // CSS pixels within which a point is pointed at
const FLIGHT_MS = 600; // of points to where a new map has them
const MOST_TILES = 60; // pictures of a choice that are shown
const [LEAST_ZOOM, MOST_ZOOM] = [1, 60];
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const many = (count, one, more) => `${count.toLocaleString("en-US")} ${count === 1 ? one : more}`;

class Embedding {
  constructor(root) {
    this.root = root;
    this.classes = new Set(); // none chosen: all are shown
    this.mistakes = false;
    this.tool = "move";
    this.panes = [];
    this.chosen = []; // by a rectangle
    this.pointed = null; // under the pointer
    this.pinned = null; // pressed
    this.lay();
    this.redraw = () => this.draw();
    this.watch = new ResizeObserver(this.redraw);
  }

  // Each time there is news, for what is left in between is left for good.
  listen() {
    globalThis.addEventListener("fashion-test-pictures", this.redraw);
    this.watch.observe(this.root);
  }

  leave() {
    globalThis.removeEventListener("fashion-test-pictures", this.redraw);
    this.watch.disconnect();
  }

  lay() {
    const button = (words, pressed, press, more = {}) => {
      const made = element("button", { type: "button", "aria-pressed": pressed, ...more }, words);
      made.addEventListener("click", press);
      return made;
    };
    this.chips = element("div", { class: "row", role: "group", "aria-label": "Classes shown" });
    this.tools = ["move", "select"].map((tool) =>
      button(tool === "move" ? "Move" : "Select", tool === this.tool, () => this.take_up(tool)));
    const zoom = (words, label, factor) => {
      const made = element("button", { type: "button", "aria-label": label }, words);
      made.addEventListener("click", () => this.panes.forEach((pane) => pane.zoom(factor)));
      return made;
    };
    this.wrong = button("Mistakes only", false, () => {
      this.mistakes = !this.mistakes;
      this.refresh();
    });
    this.bar = element("div", { class: "row tools" }, ...this.tools, zoom("\u2212", "Zoom out", 1 / 1.6),
      zoom("+", "Zoom in", 1.6), zoom("Whole map", "Whole map", 0));
    this.figures = element("div", { class: "figures" });
    this.picture = element("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
    this.words = element("div", { class: "words", "aria-live": "polite" });
    this.look = button("Look inside", "false", () => this.open(this.shownNow()));
    this.look.removeAttribute("aria-pressed");
    this.closest = element("div", { class: "tiles", role: "group", "aria-label": "The ten nearest" });
    this.summary = element("p", { "aria-live": "polite" });
    this.tiles = element("div", { class: "tiles", role: "group", "aria-label": "Chosen pictures" });
    this.side = element("div", { class: "side" },
      element("div", { class: "shown" }, this.picture, element("div", {}, this.words, this.look)),
      this.closest, this.summary, this.tiles);
    this.root.replaceChildren(this.chips,
      element("div", { class: "both" }, element("div", { class: "maps" }, this.bar, this.figures), this.side));
  }

  take(data, open) {
    this.open = open;
    this.listen();
    const first = !this.data;
    this.data = data;
    this.labels = bytes(data.labels);
    if (first || data.looked !== this.looked) this.pinned = data.looked;
    this.looked = data.looked;
    if (first) this.layChips();
    while (this.panes.length > data.maps.length) this.panes.pop().figure.remove();
    while (this.panes.length < data.maps.length) {
      this.panes.push(new Pane(this));
      this.figures.append(this.panes.at(-1).figure);
    }
    this.root.classList.toggle("two", data.maps.length > 1);
    data.maps.forEach((map, at) => this.panes[at].take(map));
    this.refresh();
  }

  layChips() {
    this.data.classes.forEach((name, label) => {
      const dot = element("i");
      dot.style.background = this.data.colours[label];
      const chip = element("button", { type: "button", class: "chip" }, dot, name);
      chip.addEventListener("click", () => {
        if (!this.classes.delete(label)) this.classes.add(label);
        if (this.classes.size === this.data.classes.length) this.classes.clear();
        this.refresh();
      });
      this.chips.append(chip);
    });
    this.chips.append(this.wrong);
  }

  take_up(tool) {
    this.tool = tool;
    this.refresh();
  }

  // Whether a picture passes the filter: with two networks, a mistake of either counts.
  passes(index) {
    if (this.classes.size && !this.classes.has(this.labels[index])) return false;
    return !this.mistakes || this.panes.some((pane) => pane.isWrong(index));
  }

  refresh() {
    const { length } = this.labels;
    this.visible = new Uint8Array(length);
    for (let index = 0; index < length; index += 1) this.visible[index] = this.passes(index);
    [...this.chips.querySelectorAll(".chip")].forEach((chip, label) =>
      chip.setAttribute("aria-pressed", this.classes.has(label)));
    this.tools.forEach((each, at) => each.setAttribute("aria-pressed", this.tool === ["move", "select"][at]));
    this.wrong.setAttribute("aria-pressed", this.mistakes);
    this.wrong.hidden = !this.panes.some((pane) => pane.said);
    this.choose(this.chosen.filter((index) => this.visible[index]));
  }

  choose(indices) {
    this.chosen = indices;
    this.marked = new Set(indices);
    this.draw();
    this.tell();
  }

  shownNow() {
    return this.pointed ?? this.pinned;
  }

  point(index) {
    if (index === this.pointed) return;
    this.pointed = index;
    this.draw();
  }

  pin(index) {
    this.pinned = index;
    this.pointed = null;
    this.draw();
  }

  draw() {
    if (!this.data) return;
    this.panes.forEach((pane) => pane.draw());
    const index = this.shownNow();
    this.root.dataset.shown = index ?? "";
    this.look.hidden = index === null || index === this.looked;
    this.picture.hidden = index === null;
    if (index !== null) this.paint(this.picture, index);
    this.words.replaceChildren(...this.about(index));
    this.drawClosest(index);
  }

  about(index) {
    if (index === null) return [element("p", {}, "Point at a picture, or press one.")];
    const { classes } = this.data;
    const lines = [element("strong", {}, `Test picture ${index}: ${classes[this.labels[index]]}`)];
    this.panes.forEach((pane) => {
      const said = pane.said && (pane.isWrong(index) ? `says ${classes[pane.said[index]]}` : "is right");
      if (said) lines.push(element("span", {}, `${pane.map.title} ${said}.`));
      if (pane.kept.length)
        lines.push(element("span", { class: "less" }, `${pane.kept[index]} of its 10 nearest lie nearest here too.`));
    });
    return lines;
  }

  // The ten nearest of the picture that is looked at, as the first network sees them.
  drawClosest(index) {
    const { near } = this.data.maps[0];
    const own = this.data.maps[0].own !== null;
    const shown = near.length && (own || index === this.looked) ? near : [];
    const key = shown.join();
    this.closest.hidden = !shown.length;
    if (key === this.nearShown) return;
    this.nearShown = key;
    const words = own ? "Nearest to your picture:" : "Nearest to it by the features:";
    this.closest.replaceChildren(element("span", { class: "less" }, words), ...shown.map((one) => this.tile(one)));
  }

  tell() {
    const count = this.chosen.length;
    const wrong = this.chosen.filter((index) => this.panes.some((pane) => pane.isWrong(index))).length;
    const of = this.data.classes
      .map((name, label) => [this.chosen.filter((index) => this.labels[index] === label).length, name])
      .filter(([number]) => number)
      .sort(([one], [other]) => other - one)
      .map(([number, name]) => `${number} ${name}`);
    this.summary.textContent = count
      ? `${many(count, "picture", "pictures")} chosen: ${of.join(", ")}. Named wrong: ${wrong}.`
      : this.tool === "select" ? "Draw a rectangle around points to see their pictures." : "";
    const shown = this.chosen.slice(0, MOST_TILES);
    this.tiles.replaceChildren(...shown.map((index) => this.tile(index)));
    if (count > MOST_TILES) this.tiles.append(element("span", { class: "less" }, `and ${many(count - MOST_TILES, "more", "more")}`));
  }

  tile(index) {
    const canvas = element("canvas", { width: SIDE, height: SIDE });
    const label = `Test picture ${index}, ${this.data.classes[this.labels[index]]}`;
    const made = element("button", { type: "button", class: "tile", "aria-label": label, title: label, "data-index": index }, canvas);
    if (!this.paint(canvas, index))
      globalThis.addEventListener("fashion-test-pictures", () => this.paint(canvas, index), { once: true });
    made.addEventListener("click", () => this.pin(index));
    return made;
  }

  // Whether the pictures are there to paint from.
  paint(canvas, index) {
    const all = globalThis.fashionTestPictures;
    const image = new ImageData(SIDE, SIDE);
    for (let at = 0; at < SIDE * SIDE; at += 1) {
      const grey = all ? all[index * SIDE * SIDE + at] : 128;
      image.data.set([grey, grey, grey, all ? 255 : 40], 4 * at);
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
    return Boolean(all);
  }
}

// One network's map.
class Pane {
  constructor(whole) {
    this.whole = whole;
    this.scale = 1;
    this.shift = [0, 0]; // of the middle, in CSS pixels
    this.canvas = element("canvas", { tabindex: 0, role: "application" });
    this.title = element("figcaption");
    this.figure = element("figure", {}, this.title, this.canvas);
    this.fingers = new Map();
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"])
      this.canvas.addEventListener(kind, (event) => this[kind](event));
    this.canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("dblclick", () => this.openShown());
  }

  take(map) {
    this.map = map;
    this.said = map.said ? bytes(map.said) : null;
    this.kept = bytes(map.kept);
    this.title.textContent = map.title;
    this.canvas.setAttribute("aria-label", `${map.title}: a map of the test pictures. Arrow keys go to the next point, plus and minus zoom, Enter looks inside.`);
    if (map.points === this.text) return;
    this.text = map.points;
    const points = numbers(map.points);
    const from = this.points;
    this.target = this.fitted(points);
    if (!from || from.length !== this.target.length || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.points = this.target;
      return;
    }
    const began = performance.now();
    const fly = (now) => {
      if (this.target.length !== from.length || !this.canvas.isConnected) return;
      const share = Math.min(1, (now - began) / FLIGHT_MS);
      const eased = share * (2 - share);
      this.points = share === 1 ? this.target : from.map((value, at) => value + (this.target[at] - value) * eased);
      this.draw();
      if (share < 1) this.flight = requestAnimationFrame(fly);
    };
    cancelAnimationFrame(this.flight);
    this.flight = requestAnimationFrame(fly);
  }

  // All points within -1 to 1, not stretched.
  fitted(points) {
    const ends = [0, 1].map((axis) => {
      let [low, high] = [Infinity, -Infinity];
      for (let at = axis; at < points.length; at += 2) [low, high] = [Math.min(low, points[at]), Math.max(high, points[at])];
      return [low, high];
    });
    this.middle = ends.map(([low, high]) => (low + high) / 2);
    this.half = Math.max(...ends.map(([low, high]) => (high - low) / 2)) || 1;
    return points.map((value, at) => (value - this.middle[at % 2]) / this.half);
  }

  isWrong(index) {
    return Boolean(this.said) && this.said[index] !== this.whole.labels[index];
  }

  get box() {
    return [this.canvas.clientWidth, this.canvas.clientHeight];
  }

  place(x, y) {
    const [width, height] = this.box;
    const unit = (Math.min(width, height) / 2) * 0.94 * this.scale;
    return [width / 2 + this.shift[0] + x * unit, height / 2 + this.shift[1] - y * unit];
  }

  draw() {
    const [width, height] = this.box;
    if (!width || !this.points) return;
    const ratio = globalThis.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const style = getComputedStyle(this.whole.root);
    this.ink = style.color;
    this.paper = style.getPropertyValue("--st-background-color") || "#fff";
    const { visible, labels, marked, data } = this.whole;
    const radius = Math.min(5, 1.5 * Math.sqrt(this.scale) * (width < 500 ? 0.85 : 1));
    const at = new Float32Array(this.points.length);
    for (let index = 0; 2 * index < this.points.length; index += 1)
      at.set(this.place(this.points[2 * index], this.points[2 * index + 1]), 2 * index);
    this.at = at;
    const wrong = [];
    for (let index = 0; 2 * index < at.length; index += 1) {
      const [x, y] = [at[2 * index], at[2 * index + 1]];
      if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue;
      if (visible[index] && this.isWrong(index)) wrong.push(index);
      pen.globalAlpha = visible[index] ? (marked.size && !marked.has(index) ? 0.25 : 0.8) : 0.08;
      pen.fillStyle = visible[index] ? data.colours[labels[index]] : this.ink;
      pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    const around = radius + (radius > 2 ? 1 : 0.5); // where points are small, frames would hide them
    pen.lineWidth = radius > 2 ? 1.25 : 0.75;
    pen.strokeStyle = this.ink;
    for (const index of wrong) {
      pen.globalAlpha = marked.size && !marked.has(index) ? 0.25 : 0.6;
      pen.strokeRect(at[2 * index] - around, at[2 * index + 1] - around, 2 * around, 2 * around);
    }
    pen.globalAlpha = 1;
    this.drawNames(pen);
    const index = this.whole.shownNow();
    if (index !== null && 2 * index < at.length) this.ring(pen, at[2 * index], at[2 * index + 1]);
    if (this.map.own) this.drawOwn(pen);
    if (this.rectangle) this.drawRectangle(pen);
  }

  drawNames(pen) {
    const { visible, labels, data } = this.whole;
    const own = data.classes.map(() => [[], []]);
    for (let index = 0; 2 * index < this.at.length; index += 1)
      if (visible[index]) [0, 1].forEach((axis) => own[labels[index]][axis].push(this.at[2 * index + axis]));
    const names = own
      .map(([xs, ys], label) => [median(xs), median(ys), data.classes[label]])
      .filter(([x]) => x !== null)
      .sort(([, one], [, other]) => one - other);
    pen.font = `600 13px ${getComputedStyle(this.whole.root).fontFamily}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const [width, height] = this.box;
    const drawn = [];
    for (let [x, y, name] of names) {
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const half = pen.measureText(name).width / 2 + 4;
      x = Math.max(half, Math.min(width - half, x));
      for (const [otherX, otherY, otherHalf] of drawn)
        if (Math.abs(otherX - x) < half + otherHalf && Math.abs(otherY - y) < 17) y = otherY + 17;
      drawn.push([x, y, half]);
      pen.lineWidth = 4;
      pen.strokeStyle = this.paper;
      pen.strokeText(name, x, y);
      pen.fillStyle = this.ink;
      pen.fillText(name, x, y);
    }
  }

  ring(pen, x, y) {
    for (const [size, colour] of [[5, this.paper], [2.5, this.ink]]) {
      pen.lineWidth = size;
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.arc(x, y, 9, 0, 2 * Math.PI);
      pen.stroke();
    }
  }

  drawOwn(pen) {
    const [x, y] = this.place(...this.map.own.map((value, axis) => (value - this.middle[axis]) / this.half));
    pen.beginPath();
    for (let corner = 0; corner < 10; corner += 1) {
      const [length, turn] = [corner % 2 ? 5 : 12, (corner * Math.PI) / 5 - Math.PI / 2];
      pen.lineTo(x + length * Math.cos(turn), y + length * Math.sin(turn));
    }
    pen.closePath();
    pen.lineWidth = 3;
    pen.strokeStyle = this.paper;
    pen.stroke();
    pen.fillStyle = this.ink;
    pen.fill();
    pen.lineWidth = 4;
    pen.textAlign = "left";
    pen.strokeText("Your picture", x + 15, y);
    pen.fillText("Your picture", x + 15, y);
  }

  drawRectangle(pen) {
    const [[x, y], [toX, toY]] = this.rectangle;
    pen.lineWidth = 1.5;
    pen.strokeStyle = this.ink;
    pen.setLineDash([5, 4]);
    pen.strokeRect(x, y, toX - x, toY - y);
    pen.setLineDash([]);
  }

  // The visible point nearest to a place, if one is near enough.
  nearest(x, y, most = NEAR) {
    let [found, best] = [null, most * most];
    for (let index = 0; 2 * index < this.at.length; index += 1) {
      if (!this.whole.visible[index]) continue;
      const distance = (this.at[2 * index] - x) ** 2 + (this.at[2 * index + 1] - y) ** 2;
      if (distance < best) [found, best] = [index, distance];
    }
    return found;
  }

  where(event) {
    const box = this.canvas.getBoundingClientRect();
    const { clientLeft, clientTop } = this.canvas; // its frame
    return [event.clientX - box.left - clientLeft, event.clientY - box.top - clientTop];
  }

  pointerdown(event) {
    this.fingers.set(event.pointerId, this.where(event));
    this.began = this.where(event);
    this.moved = false;
    if (this.whole.tool === "select" && this.fingers.size === 1) this.rectangle = [this.began, this.began];
    if (event.pointerType === "mouse" || this.touchIsOurs) this.canvas.setPointerCapture(event.pointerId);
  }

  // Touch scrolls the page unless it selects, or the map is larger than its frame.
  get touchIsOurs() {
    return this.whole.tool === "select" || this.scale > 1;
  }

  pointermove(event) {
    const now = this.where(event);
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      this.whole.point(this.nearest(...now));
      return;
    }
    const apart = () => {
      const [one, other] = [...this.fingers.values()];
      return Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
    };
    const old = this.fingers.size === 2 ? apart() : 0;
    this.fingers.set(event.pointerId, now);
    if (Math.hypot(now[0] - this.began[0], now[1] - this.began[1]) > 4) this.moved = true;
    if (this.fingers.size === 2) {
      this.rectangle = null;
      this.zoom(apart() / old, now);
    } else if (this.rectangle) {
      this.rectangle[1] = now;
    } else if (this.moved) {
      this.shift = this.shift.map((value, axis) => value + now[axis] - before[axis]);
    }
    this.draw();
  }

  pointerup(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    const { rectangle } = this;
    this.rectangle = null;
    if (!this.moved) {
      this.whole.pin(this.nearest(...this.where(event), event.pointerType === "mouse" ? NEAR : 2 * NEAR));
    } else if (rectangle) {
      this.whole.choose(this.within(rectangle));
    }
    this.draw();
  }

  pointercancel(event) {
    this.fingers.delete(event.pointerId);
    this.rectangle = null;
  }

  pointerleave() {
    this.whole.point(null);
  }

  within([[x, y], [toX, toY]]) {
    const [left, right, top, bottom] = [Math.min(x, toX), Math.max(x, toX), Math.min(y, toY), Math.max(y, toY)];
    const found = [];
    for (let index = 0; 2 * index < this.at.length; index += 1) {
      const [ownX, ownY] = [this.at[2 * index], this.at[2 * index + 1]];
      if (this.whole.visible[index] && ownX >= left && ownX <= right && ownY >= top && ownY <= bottom) found.push(index);
    }
    return found;
  }

  // A wheel alone scrolls the page; with Ctrl, as pinching a trackpad tells it, it zooms.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 200), this.where(event));
  }

  zoom(factor, around = this.box.map((length) => length / 2)) {
    const scale = factor ? Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, this.scale * factor)) : 1;
    const grown = scale / this.scale;
    const middle = this.box.map((length) => length / 2);
    this.shift = scale === 1 ? [0, 0] : this.shift.map((value, axis) => (value + middle[axis] - around[axis]) * grown + around[axis] - middle[axis]);
    this.scale = scale;
    this.canvas.style.touchAction = this.touchIsOurs ? "none" : "pan-y";
    this.draw();
  }

  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const zooms = { "+": 1.6, "=": 1.6, "-": 1 / 1.6, 0: 0 };
    if (ways[event.key]) this.whole.pin(this.next(...ways[event.key]));
    else if (event.key in zooms) this.zoom(zooms[event.key]);
    else if (event.key === "Enter") this.openShown();
    else return;
    event.preventDefault();
  }

  // The nearest visible point to that side, those straight ahead first.
  next(x, y) {
    const from = this.whole.pinned;
    if (from === null || 2 * from >= this.at.length) return this.nearest(...this.box.map((length) => length / 2), Infinity);
    let [found, best] = [from, Infinity];
    for (let index = 0; 2 * index < this.at.length; index += 1) {
      if (!this.whole.visible[index] || index === from) continue;
      const [across, down] = [this.at[2 * index] - this.at[2 * from], this.at[2 * index + 1] - this.at[2 * from + 1]];
      const ahead = across * x + down * y;
      const aside = Math.abs(across * y) + Math.abs(down * x);
      if (ahead > 0.5 && aside <= ahead && ahead + 2 * aside < best) [found, best] = [index, ahead + 2 * aside];
    }
    return found;
  }

  openShown() {
    const index = this.whole.shownNow();
    if (index !== null) this.whole.open(index);
  }
}

function median(values) {
  if (!values.length) return null;
  return values.sort((one, other) => one - other)[values.length >> 1];
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".embedding");
  root.embedding ??= new Embedding(root);
  root.embedding.take(data, (index) => setStateValue("opened", index));
  return () => root.embedding.leave();
}
