// Runs in the page before anything else: counts what the websocket brings, says what the map shows, and takes the time.

(function () {
  "use strict";

  if (window !== window.top) return;

  const watch = (window.watch = { received: 0, taken: null });

  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => (watch.received += data.byteLength ?? data.size ?? data.length));
    }
  };

  /** The map's window in its iframe, once it is there to be seen: streamlit gives it no height before. */
  function mapWindow() {
    const frames = [...document.querySelectorAll("iframe")];
    const frame = frames.find((one) => one.offsetHeight > 100 && one.checkVisibility({ visibilityProperty: true }));
    return frame && frame.contentWindow && frame.contentWindow.map ? frame.contentWindow : null;
  }

  function eventsOn({ L, map }) {
    let count = 0;
    map.eachLayer((layer) => (count += layer instanceof L.CircleMarker));
    return count;
  }

  /** deck.gl's object, which Streamlit keeps to itself: React's component around the canvas holds it in a ref. */
  function deck() {
    const canvas = document.querySelector("[data-testid=stDeckGlJsonChart] canvas");
    const key = canvas && Object.keys(canvas).find((name) => name.startsWith("__reactFiber$"));
    for (let fiber = key && canvas[key]; fiber; fiber = fiber.return) {
      for (let hook = fiber.memoizedState; hook; hook = hook.next) {
        const held = hook.memoizedState && hook.memoizedState.current;
        if (held && held.deck && held.deck.layerManager) return held.deck;
      }
    }
    return null;
  }

  const readers = {
    label() {
      const inside = mapWindow();
      const label = inside && inside.document.querySelector("[data-date]");
      return label && { date: label.dataset.date, events: () => eventsOn(inside) };
    },
    atlas() {
      const frame = document.querySelector("iframe");
      const inside = frame && frame.contentDocument && frame.contentDocument.querySelector("[data-shown]");
      const bar = inside && inside.querySelector(".sa-timebar");
      return bar && { date: bar.dataset.date, events: () => Number(inside.dataset.shown) };
    },
    timeline() {
      const inside = mapWindow();
      const output = inside && inside.document.querySelector(".leaflet-timeline-control output");
      return output && { date: output.textContent, events: () => eventsOn(inside) };
    },
    deck() {
      const found = deck();
      if (!found || found.needsRedraw({ clearRedrawFlags: false })) return null;
      const layers = found.layerManager.getLayers();
      const label = layers.find((layer) => layer.id === "date");
      const events = layers.find((layer) => layer.id === "events");
      return label && events && { date: label.props.data[0].date, events: () => events.getNumInstances() };
    },
  };

  /** The date and the number of events that the map shows, or null while it shows none. */
  watch.read = (kind) => {
    const shown = readers[kind]();
    return shown ? { date: shown.date, events: shown.events() } : null;
  };

  /**
   * Take the times from the next key press: until the page holds the wanted date, or another one where none is given,
   * and until a frame that shows it has been made. The page is looked at whenever its nodes change, and in each frame
   * for what is drawn on a canvas.
   */
  watch.arm = (kind, before, wanted) => {
    watch.taken = null;
    let inner = window;
    while (inner.document.activeElement && inner.document.activeElement.contentWindow) {
      inner = inner.document.activeElement.contentWindow;
    }
    const begin = (event) => {
      const since = inner.performance.timeOrigin + event.timeStamp;
      const now = () => performance.timeOrigin + performance.now() - since;
      const observer = new MutationObserver(look);
      const watched = new Set();
      let found = false;
      function look() {
        if (found) return;
        for (const one of [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)]) {
          if (!one || watched.has(one)) continue;
          watched.add(one);
          observer.observe(one, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-date"] });
        }
        const shown = readers[kind]();
        if (!shown || (wanted === null ? shown.date === before : shown.date !== wanted)) return;
        found = true;
        observer.disconnect();
        const held = now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (watch.taken = { held, painted: now() });
        requestAnimationFrame(() => port2.postMessage(null)); // comes after the frame has been laid out and painted
      }
      const frame = () => {
        look();
        if (!found) requestAnimationFrame(frame);
      };
      frame();
    };
    inner.addEventListener("keydown", begin, { capture: true, once: true });
  };

  const moving = ({ effect }) => effect.getComputedTiming().endTime !== Infinity; // what turns for ever is no step's

  /** Whether the script has run to its end, as Streamlit's page says, and what a step has set in motion has come to its end. */
  watch.resting = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const pages = [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
    const still = pages.every((page) => !page || !page.getAnimations().some(moving));
    return Boolean(app && app.dataset.testScriptState === "notRunning") && still;
  };
})();
