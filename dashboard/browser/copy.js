// A text with a button that copies it: a Streamlit component without a frame.
//
// Python → field: {text, label, words: {copy, copied, failed}}. Nothing goes back.

/** Copy through the browser's clipboard, or, where a page without encryption has none, as a reader would. */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus({ preventScroll: true });
    field.select();
    return document.execCommand("copy");
  }
}

/** Make a field as high as its text; it may be shown later, or narrowed. */
function fit(field) {
  let width = 0;
  const adapt = () => {
    field.style.height = "0";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  new ResizeObserver(() => {
    if (field.clientWidth === width) return;
    width = field.clientWidth;
    requestAnimationFrame(adapt);
  }).observe(field);
  return adapt;
}

function build(root) {
  const [box, label, said, field, button] = ["div", "label", "p", "textarea", "button"].map((name) => document.createElement(name));
  field.id = `copy-${crypto.getRandomValues(new Uint32Array(1))}`;
  field.readOnly = true;
  field.spellcheck = false;
  label.htmlFor = field.id;
  said.setAttribute("role", "status");
  button.type = "button";
  box.className = "copy";
  box.append(label, said, field, button);
  root.replaceChildren(box);
  const parts = { title: label, field, button, said, fit: fit(field), words: null };
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    said.textContent = ""; // the same words, once more, are news
    const done = await copy(field);
    if (done) button.focus({ preventScroll: true });
    said.dataset.done = done;
    requestAnimationFrame(() => (said.textContent = done ? parts.words.copied : parts.words.failed));
  });
  return parts;
}

function show(parts, { text, label, words }) {
  const { title, field, button, said } = parts;
  title.textContent = label;
  if (field.value !== text) said.textContent = "";
  field.value = text;
  parts.fit();
  button.textContent = words.copy;
  button.setAttribute("aria-label", `${words.copy}: ${label}`);
  parts.words = words;
}

export default function host({ data, parentElement: root }) {
  root.atlasCopy ||= build(root);
  show(root.atlasCopy, data);
}
