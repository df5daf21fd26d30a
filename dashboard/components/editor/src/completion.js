// What may stand at the cursor: words of SPARQL, our prefixes and terms by name or label, variables and parameters.
import { pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { FUNCTIONS, KEYWORDS } from "./words.js";

const MOST = 60;
const CLOSED = new Set(["String", "Comment", "IriRef"]);

export function completing(known) {
  return (context) => {
    if (CLOSED.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return variables(context, variable, known);
    const named = context.matchBefore(/[A-Za-z][\w-]*:[\w-]*/);
    if (named) return offered(named.from, named.text, known.terms.map((term) => termed(term, known)));
    const word = context.matchBefore(/[A-Za-z_][\w-]*/);
    if (!word && !context.explicit) return null;
    const said = word ? word.text : "";
    return offered(word ? word.from : context.pos, said, [
      ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
      ...FUNCTIONS.map((label) => ({ label, type: "function", apply: `${label}(` })),
      ...Object.entries(known.prefixes).map(([name, iri]) => ({ label: `${name}:`, type: "namespace", detail: iri })),
      ...known.terms.map((term) => termed(term, known)),
    ]);
  };
}

function termed([label, detail, info, type], known) {
  return { label, detail, info: info || undefined, type, apply: (...where) => insert(known, label, ...where) };
}

function variables(context, found, known) {
  const text = context.state.doc.toString();
  const others = new Set(text.match(/[?$]\w+/g) || []);
  if (text.indexOf(found.text) === text.lastIndexOf(found.text)) others.delete(found.text);
  const parameters = known.parameters.map(([label, detail]) => ({ label, detail, type: "constant" }));
  const names = new Set(known.parameters.map(([label]) => label));
  const own = [...others].filter((name) => !names.has(name)).map((label) => ({ label, type: "variable" }));
  return offered(found.from, found.text, [...own, ...parameters]);
}

// A name that begins with what was typed comes first, then one that holds it, then one whose label or definition does.
function offered(from, said, options) {
  const wanted = said.toLowerCase();
  const local = wanted.includes(":") ? wanted.split(":")[1] : wanted;
  const prefix = wanted.includes(":") ? `${wanted.split(":")[0]}:` : "";
  const rank = (option) => {
    const name = option.label.toLowerCase();
    if (prefix && !name.startsWith(prefix)) return 9;
    if (name.startsWith(wanted)) return 0;
    if (name.split(":").pop().startsWith(local)) return 1;
    if (name.includes(local)) return 2;
    if ((option.detail || "").toLowerCase().includes(local)) return 3;
    return local.length > 3 && (option.info || "").toLowerCase().includes(local) ? 4 : 9;
  };
  const ranked = options.map((option) => [rank(option), option]).filter(([place]) => place < 9);
  ranked.sort((a, b) => a[0] - b[0] || a[1].label.localeCompare(b[1].label));
  return { from, filter: false, options: ranked.slice(0, MOST).map(([, option]) => option) };
}

// Puts a name in, and declares its prefix above the query where it is not declared yet.
function insert(known, name, view, completion, from, to) {
  const prefix = name.split(":")[0];
  const text = view.state.doc.toString();
  const declared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text);
  const line = declared || !known.prefixes[prefix] ? "" : `PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`;
  const at = /^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/.exec(text)[0].length;
  const changes = [{ from, to, insert: name }];
  if (line && at <= from) changes.unshift({ from: at, insert: line });
  const moved = line && at <= from ? line.length : 0;
  view.dispatch({
    changes,
    selection: { anchor: from + moved + name.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}
