// The editor of the workbench: CodeMirror with our terms, in tabs. It asks nobody but its own server.
import { autocompletion } from "@codemirror/autocomplete";
import { syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { sparql } from "codemirror-lang-sparql";
import { completing } from "./completion.js";
import { faults, offset, renew } from "./faults.js";
import { Sheets } from "./sheets.js";

export class Editor {
  constructor(parent, data, known) {
    this.parent = parent;
    this.known = known;
    this.sheets = new Sheets(data.owner, data.begin);
    this.states = new Map();
    this.number = 0;
    this.fault = null;
    this.words = data.words;
    this.view = new EditorView({ parent: parent.querySelector(".sheet"), root: parent.getRootNode() });
    for (const button of parent.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.act));
    }
    parent.querySelector("[role=tablist]").addEventListener("keydown", (event) => this.walk(event));
    // Streamlit and the page listen for single letters; what is typed here is meant for the editor alone.
    parent.querySelector(".bench").addEventListener("keydown", (event) => event.stopPropagation());
    this.turn();
  }

  show(data, send) {
    this.send = send;
    if (data.open && data.open.token !== this.sheets.opened) {
      this.leave();
      this.sheets.open(data.open);
      this.turn();
      this.pass();
    }
    if (data.put && [this.waiting, this.saving].includes(data.put.of)) {
      this.waiting = this.saving = null;
      this.replace(data.put.text);
    }
    if (data.named && data.named.of === this.saving) {
      this.saving = null;
      Object.assign(this.sheets.now, { name: data.named.name, origin: data.named.origin });
      this.replace(data.named.text);
      this.sheets.keep();
      this.draw();
    }
    const fault = JSON.stringify(data.fault);
    if (fault !== this.told) {
      this.told = fault;
      this.fault = data.fault;
      if (this.fault && this.fault.text === this.text) this.go(offset(this.view.state, this.fault));
      renew(this.view);
    }
  }

  get text() {
    return this.view.state.doc.toString();
  }

  extensions() {
    return [
      Prec.highest(
        keymap.of([
          { key: "Mod-Enter", run: () => this.act("run") },
          { key: "Ctrl-Enter", run: () => this.act("run") },
          { key: "Shift-Alt-f", run: () => this.act("format") },
          { key: "Mod-s", run: () => this.act("save") },
        ]),
      ),
      basicSetup,
      sparql(),
      syntaxHighlighting(classHighlighter),
      autocompletion({ override: [completing(this.known)], icons: false }),
      faults(() => this.fault),
      placeholder(this.words.empty),
      EditorView.contentAttributes.of({ "aria-label": this.words.label, spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of((update) => update.docChanged && this.changed()),
    ];
  }

  changed() {
    this.sheets.now.text = this.text;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.sheets.keep(), 300);
  }

  // Shows the tab that is now in front, with its own undo.
  turn() {
    const sheet = this.sheets.now;
    const held = this.states.get(sheet.id);
    this.view.setState(held || EditorState.create({ doc: sheet.text, extensions: this.extensions() }));
    this.sheets.keep();
    this.draw();
  }

  leave() {
    this.states.set(this.sheets.now.id, this.view.state);
  }

  draw() {
    const list = this.parent.querySelector("[role=tablist]");
    list.replaceChildren(
      ...this.sheets.list.map((sheet, place) => {
        const tab = document.createElement("button");
        tab.type = "button";
        tab.role = "tab";
        tab.textContent = sheet.name;
        tab.ariaSelected = String(place === this.sheets.at);
        tab.tabIndex = place === this.sheets.at ? 0 : -1;
        tab.addEventListener("click", () => this.choose(place));
        return tab;
      }),
    );
    this.parent.querySelector(".sheet").dataset.origin = this.sheets.now.origin;
    this.parent.querySelector(".bench").dataset.ready = "yes";
  }

  choose(place) {
    this.leave();
    this.sheets.at = place;
    this.turn();
  }

  walk(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const many = this.sheets.list.length;
    this.choose((this.sheets.at + by + many) % many);
    this.parent.querySelector("[role=tab][aria-selected=true]").focus();
  }

  act(kind) {
    if (kind === "new") {
      this.leave();
      this.sheets.add({});
      this.turn();
      this.view.focus();
    } else if (kind === "close") {
      this.states.delete(this.sheets.close().id);
      this.turn();
    } else {
      this.number = Date.now();
      if (kind === "format") this.waiting = this.number;
      if (kind === "save") this.saving = this.number;
      const { name, origin } = this.sheets.now;
      this.sheets.keep();
      this.send({ kind, text: this.text, name, origin, number: this.number });
    }
    return true;
  }

  replace(text) {
    if (text === this.text) return;
    const { head } = this.view.state.selection.main;
    const all = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes: all, selection: { anchor: Math.min(head, text.length) }, userEvent: "input" });
  }

  // Front matter stands above the query; what is asked is looked at first.
  pass() {
    const at = /^(?:#\+[^\n]*\n)*/.exec(this.text)[0].length;
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 0 }) });
  }

  go(at) {
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    this.view.focus();
  }

  close() {
    clearTimeout(this.keeping);
    this.sheets.keep();
    this.view.destroy();
  }
}
