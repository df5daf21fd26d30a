// What a pointer and the keyboard do to a map; the map itself says how it moves, zooms and chooses.

class Gestures {
  local(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  listen() {
    const c = this.canvas;
    c.onwheel = (e) => {
      e.preventDefault();
      this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...this.local(e));
    };
    c.onpointerdown = (e) => {
      c.setPointerCapture(e.pointerId);
      this.pointers.set(e.pointerId, this.local(e));
      this.moved = 0;
    };
    c.onpointermove = (e) => this.onMove(e);
    c.onpointerup = (e) => {
      const single = this.pointers.size === 1;
      this.pointers.delete(e.pointerId);
      if (!single || this.moved > 4) return;
      const i = this.at(...this.local(e));
      if (i >= 0) this.choose(this.points.id[i]);
    };
    c.onpointercancel = (e) => this.pointers.delete(e.pointerId);
    c.onpointerleave = () => this.point(-1);
    c.onkeydown = (e) => this.onKey(e);
    for (const button of this.root.querySelectorAll("button")) button.onclick = () => this.act(button.dataset.act);
  }

  onMove(e) {
    const now = this.local(e);
    const was = this.pointers.get(e.pointerId);
    if (!was) return void this.point(this.at(...now));
    const other = [...this.pointers].find(([id]) => id !== e.pointerId);
    this.moved += Math.abs(now[0] - was[0]) + Math.abs(now[1] - was[1]);
    if (other) {
      const [ox, oy] = other[1];
      const factor = Math.hypot(now[0] - ox, now[1] - oy) / Math.max(8, Math.hypot(was[0] - ox, was[1] - oy));
      this.zoom(factor, (now[0] + ox) / 2, (now[1] + oy) / 2);
    } else if (this.moved > 4) this.pan(now[0] - was[0], now[1] - was[1]);
    this.pointers.set(e.pointerId, now);
  }

  onKey(e) {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const acts = { "+": "in", "=": "in", "-": "out", 0: "home", Home: "home", PageDown: "next", PageUp: "previous", Enter: "open" };
    if (moves[e.key]) this.pan(...moves[e.key]);
    else if (acts[e.key]) this.act(acts[e.key]);
    else return;
    e.preventDefault();
  }

  act(name) {
    const acts = {
      in: () => this.zoom(1.6),
      out: () => this.zoom(1 / 1.6),
      home: () => this.home(),
      next: () => this.step(1),
      previous: () => this.step(-1),
      open: () => this.hover >= 0 && this.choose(this.points.id[this.hover]),
    };
    acts[name]();
  }
}

