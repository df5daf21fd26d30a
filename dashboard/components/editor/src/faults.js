// Where the text does not fit the grammar, and where the answer to the last run says that it does not.
import { forceLinting, linter, lintGutter } from "@codemirror/lint";
import { syntaxTree } from "@codemirror/language";
import { StateEffect } from "@codemirror/state";

export function faults(told) {
  return [
    linter((view) => [...unexpected(view.state), ...answered(view.state, told())], { delay: 400, needsRefresh: isNews }),
    lintGutter(),
  ];
}

const news = StateEffect.define();

function isNews(update) {
  return update.transactions.some((one) => one.effects.some((effect) => effect.is(news)));
}

// The last run told something else: what is marked is looked at again.
export function renew(view) {
  view.dispatch({ effects: news.of(null) });
  forceLinting(view);
}

function unexpected(state) {
  let first = null;
  syntaxTree(state).iterate({
    enter(node) {
      if (node.type.isError && !first) first = { from: node.from, to: node.to };
      return !first;
    },
  });
  return first ? [{ ...whole(state, first.from, first.to), severity: "error", message: "Not expected here" }] : [];
}

function answered(state, fault) {
  if (!fault || state.doc.toString() !== fault.text) return [];
  const at = offset(state, fault);
  return [{ ...whole(state, at, at), severity: "error", message: fault.told }];
}

export function offset(state, { line, column }) {
  const row = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(row.from + Math.max(column, 1) - 1, row.to);
}

// A mark needs a letter to stand under: the word at the place, else the letter before it.
function whole(state, from, to) {
  if (to > from) return { from, to };
  const row = state.doc.lineAt(from);
  const word = /^\S+/.exec(row.text.slice(from - row.from));
  if (word) return { from, to: from + word[0].length };
  return from < row.to ? { from, to: from + 1 } : { from: Math.max(row.from, from - 1), to: from };
}
