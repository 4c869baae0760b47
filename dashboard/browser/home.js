// What part of the world the map shows: the Sahel, until the reader moves it.

(function (atlas) {
  "use strict";

  const NUDGE = 2; // px; what the map moves by itself when its frame finds its size
  const HOME = [[4.5, -14], [25, 19.5]]; // from Guinea to Lake Chad, the Gulf to the Sahara
  const CORE = [[9, -12.5], [24.5, 17]]; // closer, for the larger symbols of the full screen
  const MOVES = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "-", "=", "_"]); // Leaflet's keys

  /**
   * Watch over what a map shows; `foot()` is how many pixels the time bar covers, `moved(window)` hears
   * {zoom, lat, lon} when the reader has moved the map. `look(window)` shows a part of the world, or the Sahel for null.
   */
  function build(map, foot, moved) {
    const container = map.getContainer();
    const full = () => container.dataset.full === "true";
    let atHome = false;
    let seen = null;

    /** Show the Sahel, anew while the frame finds its size. */
    function fit() {
      map.fitBounds(full() ? CORE : HOME, { animate: false, paddingTopLeft: [0, 10], paddingBottomRight: [0, foot() + (full() ? 0 : 40)] });
    }

    function go() {
      if (!atHome) map.on("resize bar", fit);
      atHome = true;
      fit();
    }

    function leave() {
      if (atHome) map.off("resize bar", fit);
      atHome = false;
    }

    function look(window) {
      seen = window;
      if (!window) return go();
      leave();
      return map.setView([window.lat, window.lon], window.zoom, { animate: false });
    }

    /** How far the middles of two windows lie from each other, in pixels. */
    const apart = (one, other) => map.project([one.lat, one.lon]).distanceTo(map.project([other.lat, other.lon]));

    // To choose a symbol, to walk through the symbols or to use the time bar is not to move the map.
    const onMap = ({ target }) => !target.closest(".sa-timebar, .sa-legend");
    const onZoom = ({ target }) => target.closest(".leaflet-control-zoom");
    const moves = {
      wheel: onMap,
      dblclick: onMap,
      pointerdown: (event) => onZoom(event) || !event.isPrimary,
      keydown: (event) => (event.target === container && MOVES.has(event.key)) || (onZoom(event) && event.key === "Enter"),
    };
    for (const [type, does] of Object.entries(moves)) container.addEventListener(type, (event) => does(event) && leave(), { capture: true });
    map.on("dragstart boxzoomstart dblclick", leave); // a double tap is Leaflet's own event
    map.on("moveend", () => {
      if (atHome) return;
      const { lat, lng } = map.getCenter().wrap();
      const rounded = (number, digits) => Number(number.toFixed(digits));
      const window = { zoom: rounded(map.getZoom(), 2), lat: rounded(lat, 3), lon: rounded(lng, 3) };
      if (seen && seen.zoom === window.zoom && apart(seen, window) < NUDGE) return;
      seen = window;
      moved(window);
    });
    go();
    return { look, seen: () => seen };
  }

  atlas.home = { build };
})(window.SahelAtlas);
