// The bridge between Streamlit and the panel: a component in the page itself, without a frame.
//
// Python → panel: {message, script}: see message.js; the script is this one's address, beside which the data are.
// Panel → Python: the triggers `chosen`, the id of the event whose card the reader chose, and `day`, the ISO date to
//   go to. Triggers hold no state that could be stale: see the box for a date in map_page.py.
// Map → panel: the event `sahel-atlas-day` on the page's window tells the day while it still moves.

const { SahelAtlas: atlas } = window;
const pieces = new Map();

/** Fetch once, and again only after a failure. */
function get(address) {
  if (!pieces.has(address)) {
    const answer = fetch(address).then((found) => (found.ok ? found.json() : Promise.reject(new Error(`status ${found.status}`))));
    answer.catch(() => pieces.delete(address));
    pieces.set(address, answer);
  }
  return pieces.get(address);
}

/** Let a panel hear the day, as long as it stands in the page. */
function listen(root, panel) {
  window.addEventListener("sahel-atlas-day", function hear({ detail }) {
    if (root.isConnected && root.atlasPanel === panel) panel.tell(detail);
    else window.removeEventListener("sahel-atlas-day", hear);
  });
}

export default async function host({ data, parentElement: root, setTriggerValue }) {
  const { message } = data;
  const address = new URL(atlas.files.payload, import.meta.url).href;
  root.atlasWanted = message;
  root.atlasTell = setTriggerValue;
  try {
    const payload = await get(address);
    if (root.atlasWanted !== message) return;
    atlas.time.countFrom(payload.epoch);
    if (!root.atlasPanel || root.atlasRecord !== address) {
      const texts = (name) => get(new URL(`${atlas.files.texts}/${name}.json`, import.meta.url).href);
      const tell = (trigger, value) => root.atlasTell(trigger, value);
      const panel = atlas.panel.build(root, payload, texts, { choose: (id) => tell("chosen", id), go: (day) => tell("day", atlas.time.iso(day)) });
      Object.assign(root, { atlasPanel: panel, atlasRecord: address, atlasAsked: "" });
      listen(root, panel);
    }
    const asked = atlas.message.asked(message);
    root.atlasPanel.show(atlas.message.view(message), asked !== root.atlasAsked);
    root.atlasAsked = asked;
  } catch (error) {
    console.warn("Sahel Atlas:", error);
    root.replaceChildren(Object.assign(document.createElement("p"), { className: "none", textContent: atlas.words[message.view.lang].panel_failed }));
    root.atlasPanel = null;
  }
}
