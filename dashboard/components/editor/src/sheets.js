// The open tabs: they live in this tab of the browser, so that a reload finds them, and end with it.
const MOST = 12;

export class Sheets {
  constructor(owner, begin) {
    this.key = `ncp-workbench:${owner}`;
    const kept = this.read();
    this.opened = kept.opened || "";
    this.list = kept.list?.length ? kept.list : [{ id: 1, name: "Query 1", text: begin, origin: "" }];
    this.at = Math.min(kept.at || 0, this.list.length - 1);
  }

  get now() {
    return this.list[this.at];
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) || {};
    } catch {
      return {};
    }
  }

  keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ opened: this.opened, list: this.list, at: this.at }));
    } catch {
      // without room the tabs last as long as the page
    }
  }

  add(sheet) {
    const id = Math.max(...this.list.map((one) => one.id)) + 1;
    if (this.list.length >= MOST) this.list.shift();
    this.list.push({ name: `Query ${id}`, text: "", origin: "", ...sheet, id });
    this.at = this.list.length - 1;
  }

  close() {
    const [gone] = this.list.splice(this.at, 1);
    if (!this.list.length) this.list.push({ id: gone.id + 1, name: `Query ${gone.id + 1}`, text: "", origin: "" });
    this.at = Math.min(this.at, this.list.length - 1);
    return gone;
  }

  // A question that stands open and was not changed is shown again rather than twice.
  open(sheet) {
    const place = this.list.findIndex((one) => one.origin === sheet.origin && one.text === sheet.text);
    if (place >= 0) this.at = place;
    else this.add(sheet);
    this.opened = sheet.token;
  }
}
