// Full screen for map and time bar: the browser's own where it may be had, else the whole window.

(function (atlas) {
  "use strict";

  /** Build it for a map's container; `changed(full)` hears of every change. */
  function build(container, changed) {
    const root = document.documentElement;
    let fills = false;

    function outer() {
      try {
        return window.frameElement;
      } catch {
        return null; // The page around belongs to somebody else.
      }
    }

    const full = () => Boolean(document.fullscreenElement) || fills;

    async function toggle() {
      if (document.fullscreenElement) await document.exitFullscreen();
      else if (fills) fill(false);
      else await root.requestFullscreen().catch(() => fill(true));
    }

    function fill(wanted) {
      fills = wanted;
      if (outer()) outer().classList.toggle("fills-the-window", wanted);
      tell();
    }

    function tell() {
      container.dataset.full = full();
      root.dataset.full = full();
      changed(full());
    }

    document.addEventListener("fullscreenchange", tell);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && fills) fill(false);
    });
    return { toggle };
  }

  atlas.screen = { build };
})(window.SahelAtlas);
