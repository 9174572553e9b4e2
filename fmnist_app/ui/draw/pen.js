// Follows the pointer on the canvas beside it and tells the server what is drawn, while it is.
// Knows of the canvas where it is and how large; what is on it, the canvas and the server know.

const EVERY = 200; // milliseconds from one message of a movement to the next
const PATIENCE = 2000; // milliseconds after which an answer is waited for no longer
const SETTLING = 300; // milliseconds that the canvas may need to show what it is told
const SHEET = "canvas.upper-canvas";
const LEAVING = 1000; // milliseconds in which the page may put the pen somewhere else
let pen = null; // one for a page: what it has to tell must outlive its place there
let place = null;

export default function ({ data, parentElement, setStateValue }) {
  place = parentElement;
  pen ??= new Pen(data);
  pen.hear(data, (report) => setStateValue("report", report));
  for (const word of ["seen", "taken"]) note(parentElement, word, data[word]);
  return () => setTimeout(leave, LEAVING);
}

function leave() {
  if (place.isConnected) return;
  pen?.leave();
  pen = null;
}

// Leaves word in the page of what was answered, for whoever measures.
function note(element, word, value) {
  if (element.dataset[word] !== String(value)) element.dataset[word] = value;
}

class Pen {
  constructor({ taken, seen, version }) {
    this.number = taken;
    this.message = seen;
    this.version = version;
    this.finished = []; // until the server has them
    this.moving = null;
    this.sentAt = 0;
    this.touched = false;
    this.example = null;
    this.listeners = { pointerdown: "down", pointermove: "move", pointerup: "up", pointercancel: "up" };
    for (const [kind, what] of Object.entries(this.listeners)) {
      this.listeners[kind] = (event) => this[what](event);
      window.addEventListener(kind, this.listeners[kind], true);
    }
    this.clock = setInterval(() => this.look(), EVERY / 4);
  }

  leave() {
    clearInterval(this.clock);
    clearTimeout(this.settling);
    this.show([]);
    for (const [kind, listener] of Object.entries(this.listeners)) {
      window.removeEventListener(kind, listener, true);
    }
  }

  // What the server says: the tool, the sheet's version, and how much of what was told it has.
  hear(data, send) {
    this.told = data;
    this.send = send;
    this.finished = this.finished.filter((movement) => movement.number > data.taken);
    if (data.version !== this.version) {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => (this.version = data.version), SETTLING);
    }
    this.show(this.touched ? [] : data.example);
  }

  show(lines) {
    const key = JSON.stringify(lines);
    if (key === this.shown) return;
    this.shown = key;
    this.example?.end();
    this.example = lines.length ? new Example(lines, this.told.side) : null;
  }

  down(event) {
    const sheet = event.composedPath()[0];
    if (!sheet.matches?.(SHEET) || this.moving || !event.isPrimary || event.button !== 0) return;
    this.touched = true;
    this.show([]);
    const { tool, width } = this.told;
    this.pointer = event.pointerId;
    this.sheet = sheet;
    this.moving = { number: ++this.number, version: this.version, tool, width, points: [] };
    this.add(event);
  }

  move(event) {
    if (this.moving && event.pointerId === this.pointer) this.add(event);
  }

  up(event) {
    if (!this.moving || event.pointerId !== this.pointer) return;
    if (event.type === "pointerup") this.add(event);
    this.finished.push(this.moving);
    this.moving = null;
    this.tell();
  }

  // Adds where the pointer is, in pixels of the sheet, however large the sheet is shown.
  add(event) {
    const box = this.sheet.getBoundingClientRect();
    const scale = this.told.side / box.width;
    const place = [event.clientX - box.left, event.clientY - box.top];
    const point = place.map((value) => Math.round(value * scale * 10) / 10);
    const last = this.moving.points.at(-1);
    if (last && last[0] === point[0] && last[1] === point[1]) return;
    this.moving.points.push(point);
    this.news = true;
  }

  look() {
    const since = performance.now() - this.sentAt;
    const answered = this.told?.seen >= this.message || since > PATIENCE;
    if (this.moving && this.news && answered && since >= EVERY) this.tell();
    else if (this.finished.length && since > PATIENCE) this.tell();
  }

  tell() {
    this.news = false;
    this.sentAt = performance.now();
    this.message += 1;
    this.send({ message: this.message, finished: this.finished, moving: this.moving });
  }
}

// A drawing that draws itself over the sheet, again and again, until it is ended.
class Example {
  constructor(lines, side) {
    this.lines = lines;
    this.side = side;
    this.total = lines.reduce((sum, line) => sum + length(line), 0);
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.frame = requestAnimationFrame((now) => this.begin(now));
  }

  end() {
    cancelAnimationFrame(this.frame);
    this.over?.remove();
    this.frame = this.over = null;
    this.lines = [];
  }

  // The canvas may come later than the pen.
  begin(now) {
    const sheet = find(document, SHEET);
    if (!sheet) {
      this.frame = requestAnimationFrame((later) => this.begin(later));
      return;
    }
    this.over = document.createElement("canvas");
    this.over.width = this.over.height = 2 * this.side;
    this.over.setAttribute("aria-hidden", "true");
    this.over.className = "example";
    this.over.style.cssText = "position:absolute;inset:0;z-index:15;pointer-events:none;opacity:.35";
    sheet.parentElement.appendChild(this.over);
    this.began = now;
    this.draw(now);
  }

  draw(now) {
    const DRAWN = 3500, SHOWN = 2000; // milliseconds until it is drawn, and that it then stays
    const time = (now - this.began) % (DRAWN + SHOWN);
    this.paint(this.still ? this.total : this.total * Math.min(1, time / DRAWN));
    if (!this.still) this.frame = requestAnimationFrame((later) => this.draw(later));
  }

  paint(ink) {
    const pencil = this.over.getContext("2d");
    pencil.setTransform(2, 0, 0, 2, 0, 0);
    pencil.clearRect(0, 0, this.side, this.side);
    Object.assign(pencil, { lineWidth: 10, lineCap: "round", lineJoin: "round" });
    for (const line of this.lines) {
      if (ink <= 0) return;
      pencil.beginPath();
      for (const [x, y] of part(line, ink)) pencil.lineTo(x, y);
      pencil.stroke();
      ink -= length(line);
    }
  }
}

function length(line) {
  return line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i][0], y - line[i][1]), 0);
}

// The beginning of a line, so long.
function part(line, ink) {
  const points = [line[0]];
  for (let i = 1; i < line.length && ink > 0; i++) {
    const [x, y] = line[i - 1];
    const [toX, toY] = line[i];
    const step = Math.hypot(toX - x, toY - y);
    const share = Math.min(1, ink / (step || 1));
    points.push([x + (toX - x) * share, y + (toY - y) * share]);
    ink -= step;
  }
  return points;
}

// The first such element, in the shadow trees below as well, where components have their own.
function find(root, selector) {
  const hosts = root.querySelectorAll(".st-key-sheet_canvas *");
  return [...hosts].map((host) => host.shadowRoot?.querySelector(selector)).find(Boolean);
}
