// Fetches the editor once, by an address that holds the hash of its content, and hands it what the page tells.
const editors = new WeakMap();
let code;
let known;

async function started(parent, data) {
  code ??= import(new URL(data.code, document.baseURI).href);
  known ??= fetch(new URL(data.known, document.baseURI)).then((answer) => answer.json());
  const [{ Editor }, words] = await Promise.all([code, known]);
  return new Editor(parent, data, words);
}

function broken(parent, data, error) {
  code = known = undefined;
  parent.querySelector(".broken").textContent = data.words.broken;
  parent.querySelector(".broken").hidden = false;
  console.error(error);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  parentElement.querySelector(".bench").classList.toggle("dark", data.dark);
  if (!editors.has(parentElement)) editors.set(parentElement, started(parentElement, data));
  const editor = editors.get(parentElement);
  editor.then((one) => one.show(data, (deed) => setTriggerValue("act", deed))).catch((error) => {
    editors.delete(parentElement);
    broken(parentElement, data, error);
  });
  return () => {
    editor.then((one) => one.close(), () => {});
    editors.delete(parentElement);
  };
}
