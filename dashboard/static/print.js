/* On paper a table or query that the browser draws as a picture becomes text, and a chart is drawn for its width. */
(() => {
  if (window.ncpPaper) return;
  window.ncpPaper = true;
  const PAPER = 690;
  const made = [];
  const put = (frame, ...parts) => {
    const box = document.createElement("div");
    box.className = "ncp-paper";
    box.append(...parts);
    frame.after(box);
    made.push(box);
    return box;
  };
  const written = (text) => (/^-?\d+\.\d{6,}$/.test(text) ? Number(text).toFixed(1) : text);
  const line = (row, tag) => {
    const copy = document.createElement("tr");
    for (const cell of row.children) {
      const said = document.createElement(tag);
      said.textContent = written(cell.textContent);
      if (/\S{18,}/.test(said.textContent)) said.className = "long";
      copy.append(said);
    }
    return copy;
  };
  const note = (grid, rows, columns) => {
    const all = Math.max(rows, Number(grid.getAttribute("aria-rowcount")) - 1);
    const wide = Math.max(columns, Number(grid.getAttribute("aria-colcount")));
    if (all === rows && wide <= columns + 1) return "";
    return `${rows} of ${all} rows, ${columns} columns, as the screen shows them; the whole table is there and in its CSV.`;
  };
  const table = (frame) => {
    const grid = frame.querySelector("canvas table");
    if (!grid) return;
    const [whole, head, body, told] = ["table", "thead", "tbody", "p"].map((tag) => document.createElement(tag));
    for (const row of grid.querySelectorAll("thead tr")) head.append(line(row, "th"));
    for (const row of grid.querySelectorAll("tbody tr")) body.append(line(row, "td"));
    whole.append(head, body);
    const columns = head.rows[0]?.cells.length ?? 0;
    told.textContent = note(grid, body.rows.length, columns);
    put(frame, whole, told).classList.toggle("many", columns > 8);
  };
  // The chart that React keeps of a frame; null where Streamlit keeps it elsewhere, then its picture is only shrunk.
  const kept = (frame) => {
    let fiber = frame[Object.keys(frame).find((key) => key.startsWith("__reactFiber$"))];
    for (let steps = 0; fiber && steps < 20; steps += 1, fiber = fiber.return) {
      for (let hook = fiber.memoizedState; hook?.next !== undefined; hook = hook.next) {
        const held = hook.memoizedState?.current;
        if (held?.getZr && held.getDom() === frame) return held;
      }
    }
    return null;
  };
  const resized = (held, width) => {
    held?.resize({ width });
    held?.getZr().flush();
  };
  const chart = (frame) => {
    const held = kept(frame);
    resized(held, Math.min(PAPER, held?.getWidth()));
    const layers = frame.querySelectorAll("canvas");
    const drawn = layers[0];
    if (!drawn?.width) return;
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [drawn.width, drawn.height];
    copy.style.width = `${drawn.clientWidth}px`;
    for (const layer of layers) copy.getContext("2d").drawImage(layer, 0, 0);
    put(frame, copy);
    resized(held, "auto");
  };
  const editor = (frame) => {
    const inside = frame.shadowRoot?.querySelector(".cm-content");
    const text = (inside?.cmTile ?? inside?.cmView)?.view?.state.doc.toString();
    if (text === undefined) return;
    const query = document.createElement("pre");
    query.textContent = text;
    put(frame, query);
  };
  const clear = () => { while (made.length) made.pop().remove(); };
  addEventListener("beforeprint", () => {
    clear();
    document.querySelectorAll('[data-testid="stDataFrame"]').forEach(table);
    document.querySelectorAll('[data-testid="stEChartsChart"]').forEach(chart);
    document.querySelectorAll('[data-testid="stBidiComponentIsolated"]').forEach(editor);
  });
  addEventListener("afterprint", clear);
})();
