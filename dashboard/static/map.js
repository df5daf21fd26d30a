// A map of towns on a canvas: outlines, points, zoom, keyboard. It asks nobody but its own server.
// geometry.js and gestures.js stand before this file: they go to the browser as one module.

const NARROWEST = 0.04; // radians, about 250 km: no first picture is nearer
const TOLERANCE = 9; // pixels between a click and the point that is meant

class TownMap extends Gestures {
  constructor(root) {
    super();
    this.root = root.querySelector(".map");
    this.canvas = root.querySelector("canvas");
    this.tip = root.querySelector(".tip");
    this.said = root.querySelector(".said");
    this.ink = this.canvas.getContext("2d");
    this.view = { x: 0, y: 0, k: 600 };
    this.pointers = new Map();
    this.hover = -1;
    this.chosen = new Set();
    this.layers = {};
    this.listen();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.canvas);
  }

  async show(data, choose) {
    this.choose = choose;
    this.words = data.words;
    this.canvas.setAttribute("aria-label", data.words.label);
    this.canvas.style.height = `${data.height}px`;
    this.colours = this.readColours();
    this.sprites = null;
    const [outlines, points] = await Promise.all([this.fetch("outlines", data.outlines), this.fetch("points", data.points)]);
    if (outlines !== this.outlines) {
      this.outlines = outlines;
      this.land = shapes(rings(outlines));
    }
    if (points !== this.points) {
      this.points = points;
      this.placed = place(points);
      this.hover = -1;
      this.panels = REMOTE.map((r, n) => ({ ...r, n })).filter((r) => this.placed.panel.includes(r.n));
    }
    this.chosen = new Set(data.chosen);
    if (this.focus !== data.focus) {
      this.focus = data.focus;
      this.home();
    }
    this.canvas.dataset.ready = data.points;
    this.canvas.dataset.chosen = data.chosen.join(" ");
    this.draw();
  }

  async fetch(name, address) {
    const kept = this.layers[name];
    if (kept && kept.address === address) return kept.content;
    const answer = await fetch(new URL(address, document.baseURI));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const content = await answer.json();
    this.layers[name] = { address, content };
    return content;
  }

  readColours() {
    const style = getComputedStyle(this.root);
    const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
    return {
      state: [read("--st-blue-color", "#0072b2"), read("--st-orange-color", "#d55e00"), read("--st-gray-color", "#6b7885")],
      paper: read("--st-background-color", "#fff"),
      sea: read("--st-secondary-background-color", "#f2f5f8"),
      line: read("--st-border-color", "#d3dbe3"),
      text: read("--st-text-color", "#16222e"),
    };
  }

  resize() {
    const box = this.canvas.getBoundingClientRect();
    if (!box.width) return;
    this.scale = window.devicePixelRatio || 1;
    const first = !this.width;
    [this.width, this.height] = [box.width, box.height];
    this.canvas.width = Math.round(box.width * this.scale);
    this.canvas.height = Math.round(box.height * this.scale);
    this.sprites = null;
    if (first) this.home();
    this.draw();
  }

  home() {
    if (!this.placed || !this.width) return;
    const box = boxOf(this.placed, (i) => this.placed.panel[i] < 0) || boxOf(this.placed, () => true) || [-0.4, -0.4, 0.4, 0.4];
    const [w, h] = [Math.max(box[2] - box[0], NARROWEST), Math.max(box[3] - box[1], NARROWEST)];
    const left = 104 * Math.ceil(this.panels.length / this.stack());
    const k = Math.min((this.width - left - 48) / w, (this.height - 48) / h);
    this.view = { x: (box[0] + box[2]) / 2 - left / 2 / k, y: (box[1] + box[3]) / 2, k };
    this.homeScale = k;
    this.draw();
  }

  draw() {
    if (this.waiting || !this.placed || !this.width) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  paint() {
    const { ink, view, colours } = this;
    this.size();
    if (!this.sprites) {
      const stamp = (s) => RADII.map((r) => sprite(s, r * this.factor, colours, this.scale, false));
      this.sprites = [0, 1, 2].map(stamp);
    }
    this.screen = { x: new Float32Array(this.placed.count), y: new Float32Array(this.placed.count) };
    ink.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    ink.fillStyle = colours.sea;
    ink.fillRect(0, 0, this.width, this.height);
    this.paintFrame({ left: 0, top: 0, width: this.width, height: this.height, x: view.x, y: view.y, k: view.k }, -1);
    this.panels.forEach((panel, i) => this.paintPanel(panel, i));
    this.points.id.forEach((id, i) => this.chosen.has(id) && this.paintChosen(i));
    if (this.hover >= 0) this.paintHover();
  }

  // A ring around each chosen town, wide enough to be found on a small map.
  paintChosen(i) {
    const { ink, colours } = this;
    for (const [wide, colour] of [[5, colours.paper], [2.4, colours.text]]) {
      ink.beginPath();
      ink.arc(this.screen.x[i], this.screen.y[i], 10, 0, 2 * Math.PI);
      ink.lineWidth = wide;
      ink.strokeStyle = colour;
      ink.stroke();
    }
  }

  // Many towns on a small picture get smaller points, which grow as the reader comes nearer.
  size() {
    const crowd = Math.sqrt((this.width * this.height) / (this.placed.count + 1)) / 16;
    const near = Math.sqrt(this.view.k / (this.homeScale || this.view.k));
    const factor = Math.round(Math.min(1.5, Math.max(0.7, crowd * near)) * 10) / 10;
    if (factor !== this.factor) this.sprites = null;
    this.factor = factor;
  }

  // So many panels stand above each other before a new column begins.
  stack() {
    return Math.max(1, Math.floor((this.height - 8) / 82));
  }

  paintPanel(panel, i) {
    const [width, height] = [92, 74];
    const [column, level] = [Math.floor(i / this.stack()), i % this.stack()];
    const frame = { left: 8 + column * 100, top: this.height - (height + 8) * (level + 1), width, height };
    const [a, b] = [project(panel.box[0], panel.box[1]), project(panel.box[2], panel.box[3])];
    const [c, d] = [project(panel.box[0], panel.box[3]), project(panel.box[2], panel.box[1])];
    const [xs, ys] = [[a[0], b[0], c[0], d[0]], [a[1], b[1], c[1], d[1]]];
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min(width / (x1 - x0), (height - 16) / (y1 - y0)) * 0.94;
    const { ink } = this;
    ink.fillStyle = this.colours.sea;
    ink.strokeStyle = this.colours.line;
    ink.fillRect(frame.left, frame.top, width, height);
    this.paintFrame({ ...frame, x: (x0 + x1) / 2, y: (y0 + y1) / 2 - 6 / k, k }, panel.n);
    ink.lineWidth = 1;
    ink.strokeRect(frame.left + 0.5, frame.top + 0.5, width, height);
    ink.fillStyle = this.colours.text;
    ink.font = "11px sans-serif";
    ink.fillText(panel.name, frame.left + 5, frame.top + height - 6, width - 10);
  }

  paintFrame(frame, panel) {
    const { ink, placed, points } = this;
    const mid = [frame.left + frame.width / 2, frame.top + frame.height / 2];
    ink.save();
    ink.beginPath();
    ink.rect(frame.left, frame.top, frame.width, frame.height);
    ink.clip();
    ink.save();
    ink.translate(mid[0], mid[1]);
    ink.scale(frame.k, frame.k);
    ink.translate(-frame.x, -frame.y);
    ink.fillStyle = this.colours.paper;
    ink.strokeStyle = this.colours.line;
    ink.lineWidth = 1 / frame.k;
    const [w, h] = [frame.width / 2 / frame.k, frame.height / 2 / frame.k];
    for (const { path, box } of this.land) {
      if (box[0] > frame.x + w || box[2] < frame.x - w || box[1] > frame.y + h || box[3] < frame.y - h) continue;
      ink.fill(path);
      ink.stroke(path);
    }
    ink.restore();
    for (const i of placed.order) {
      if (placed.panel[i] !== panel) continue;
      const x = mid[0] + (placed.x[i] - frame.x) * frame.k;
      const y = mid[1] + (placed.y[i] - frame.y) * frame.k;
      const seen = x > frame.left - 9 && x < frame.left + frame.width + 9 && y > frame.top - 9 && y < frame.top + frame.height + 9;
      this.screen.x[i] = seen ? x : NaN;
      this.screen.y[i] = y;
      if (!seen) continue;
      const { canvas, half } = this.sprites[points.state[i]][placed.size[i]];
      ink.drawImage(canvas, x - half, y - half, half * 2, half * 2);
    }
    ink.restore();
  }

  paintHover() {
    const i = this.hover;
    const { canvas, half } = sprite(this.points.state[i], RADII[this.placed.size[i]] * this.factor + 1.5, this.colours, this.scale, true);
    this.ink.drawImage(canvas, this.screen.x[i] - half, this.screen.y[i] - half, half * 2, half * 2);
  }

  at(x, y) {
    let best = -1;
    let near = TOLERANCE * TOLERANCE;
    if (!this.screen) return best;
    for (let i = 0; i < this.placed.count; i++) {
      const d = (this.screen.x[i] - x) ** 2 + (this.screen.y[i] - y) ** 2;
      if (d < near) [best, near] = [i, d];
    }
    return best;
  }

  point(i, aloud) {
    if (i === this.hover) return;
    this.hover = i;
    this.canvas.dataset.at = i < 0 ? "" : `${Math.round(this.screen.x[i])},${Math.round(this.screen.y[i])}`;
    this.canvas.style.cursor = i < 0 ? "grab" : "pointer";
    this.tip.hidden = i < 0;
    if (i >= 0) {
      const { name, population, state } = this.points;
      const people = population[i];
      const size = people ? `${people.toLocaleString("en-GB")} ${this.words.inhabitants}` : this.words.unknown;
      const facts = `${size} · ${this.words.states[state[i]]}`;
      this.tip.querySelector("b").textContent = name[i];
      this.tip.querySelector("span").textContent = facts;
      const wide = this.tip.offsetWidth;
      this.tip.style.left = `${Math.max(4, Math.min(this.screen.x[i] + 12, this.width - wide - 4))}px`;
      this.tip.style.top = `${Math.max(4, this.screen.y[i] - this.tip.offsetHeight - 10)}px`;
      if (aloud) this.said.textContent = `${name[i]}, ${facts}`;
    }
    this.draw();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const { view } = this;
    const k = Math.min(Math.max(view.k * factor, 250), 60000);
    view.x += (x - this.width / 2) * (1 / view.k - 1 / k);
    view.y += (y - this.height / 2) * (1 / view.k - 1 / k);
    view.k = k;
    this.point(-1);
    this.draw();
  }

  pan(dx, dy) {
    this.view.x -= dx / this.view.k;
    this.view.y -= dy / this.view.k;
    this.point(-1);
    this.draw();
  }

  step(by) {
    const order = this.placed.bySize.filter((i) => !Number.isNaN(this.screen.x[i]));
    if (!order.length) return;
    const now = order.indexOf(this.hover);
    this.point(order[(now + by + order.length) % order.length], true);
  }

  close() {
    this.watch.disconnect();
    cancelAnimationFrame(this.waiting);
  }
}

const maps = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!maps.has(parentElement)) maps.set(parentElement, new TownMap(parentElement));
  const map = maps.get(parentElement);
  map.show(data, (id) => setTriggerValue("city", id)).catch(() => {
    parentElement.querySelector(".said").textContent = data.words.broken;
    parentElement.querySelector(".map").classList.add("broken");
  });
  return () => {
    map.close();
    maps.delete(parentElement);
  };
}
