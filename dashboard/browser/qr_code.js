// A QR code, which fills the window when it is chosen: a Streamlit component without a frame.
//
// Python → code: {svg, address, words: {alt, large, close}}; the drawing is ours and holds no text. Nothing goes back.

const h = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

function drawing(svg, alt) {
  const box = h("span", { class: "qr-drawing", role: "img", "aria-label": alt });
  box.innerHTML = svg;
  return box;
}

export default function host({ data, parentElement: root }) {
  const { svg, address, words } = data;
  if (root.atlasAddress === address && root.atlasWords === words.large) return;
  Object.assign(root, { atlasAddress: address, atlasWords: words.large });
  const open = h("button", { type: "button", class: "qr" }, drawing(svg, words.alt), h("span", { class: "qr-large" }, words.large));
  const close = h("button", { type: "button", class: "qr-close" }, words.close);
  const large = h("dialog", { class: "qr-window", "aria-label": words.alt }, close, drawing(svg, words.alt), h("p", {}, address));
  open.addEventListener("click", () => large.showModal());
  close.addEventListener("click", () => large.close());
  // The dialog around us would take the same key, or the same click, for its own.
  for (const event of ["keydown", "keyup", "pointerdown", "mousedown", "click"]) {
    large.addEventListener(event, (happened) => happened.stopPropagation());
  }
  root.replaceChildren(open, large);
}
