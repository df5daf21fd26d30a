/* On paper a table that the browser draws as a picture becomes text: the rows on the screen, and how many there are. */
(() => {
  if (window.ncpPaper) return;
  window.ncpPaper = true;
  const made = [];
  const line = (row, tag) => {
    const written = document.createElement("tr");
    for (const cell of row.children) {
      const copy = document.createElement(tag);
      copy.textContent = cell.textContent;
      written.append(copy);
    }
    return written;
  };
  const note = (grid, rows, columns) => {
    const all = Math.max(rows, Number(grid.getAttribute("aria-rowcount")) - 1);
    const wide = Math.max(columns, Number(grid.getAttribute("aria-colcount")));
    if (all === rows && wide <= columns + 1) return "";
    return `${rows} of ${all} rows, ${columns} columns, as the screen shows them; the whole table is there and in its CSV.`;
  };
  const paper = (frame) => {
    const grid = frame.querySelector("canvas table");
    if (!grid) return;
    const box = document.createElement("div");
    const table = document.createElement("table");
    const head = document.createElement("thead");
    const body = document.createElement("tbody");
    for (const row of grid.querySelectorAll("thead tr")) head.append(line(row, "th"));
    for (const row of grid.querySelectorAll("tbody tr")) body.append(line(row, "td"));
    table.append(head, body);
    const told = document.createElement("p");
    told.textContent = note(grid, body.rows.length, head.rows[0]?.cells.length ?? 0);
    box.className = "ncp-paper";
    box.append(table, told);
    frame.after(box);
    made.push(box);
  };
  const clear = () => { while (made.length) made.pop().remove(); };
  addEventListener("beforeprint", () => {
    clear();
    document.querySelectorAll('[data-testid="stDataFrame"]').forEach(paper);
  });
  addEventListener("afterprint", clear);
})();
