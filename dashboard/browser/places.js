// What stands at a point: capitals, bases, events and counts of them, as elements that can be named and focused.
//
// Each thing is {key, type, at, seat, data, draw, text, open}: see map.js. Nodes are kept by key, and only
// what differs is written. Positions are pixels of Leaflet's layers, known once for each place and zoom.

(function (atlas) {
  "use strict";

  const RESTED = 200; // ms

  /**
   * Build the layer. `tip(thing)` gives what a symbol says when pointed at, as a node.
   * `show(things, size, animate)` puts the symbols on the map; each has a seat already.
   */
  function build(map, tip) {
    const pane = map.createPane("sa-places");
    pane.style.zIndex = 600;
    pane.setAttribute("role", "group");
    const nodes = new Map(); // key → {node, thing, …what was written}
    const points = new Map(); // place → layer point
    const bubble = L.tooltip({ direction: "top", className: "sa-tip" });
    let size = 25;
    let naming = 0;
    let stop = null; // the symbol at which the Tab key stops
    let ordered = []; // as the arrow keys walk through them
    let pointed = ""; // the symbol that the bubble tells of

    pane.addEventListener("animationend", (event) => delete event.target.closest(".sa-symbol").dataset.news);
    map.on("zoomend viewreset", () => points.clear());
    map.on("zoomanim", ({ zoom, center }) => {
      for (const known of nodes.values()) place(known, map._latLngToNewLayerPoint(L.latLng(known.thing.at), zoom, center));
    });

    /** Layer point of a place. */
    function point(at) {
      const key = at[0] * 1000 + at[1];
      let known = points.get(key);
      if (!known) points.set(key, (known = map.latLngToLayerPoint(at)));
      return known;
    }

    function show(things, symbolSize, animate) {
      size = symbolSize;
      const seen = new Set();
      for (const thing of things) {
        seen.add(thing.key);
        const found = nodes.get(thing.key);
        const known = found || add(thing);
        if (animate) tellNews(known, thing, !found);
        known.thing = thing;
        place(known, point(thing.at));
        // Written only when it differs, as everything here: an attribute that is set anew is a reason to style anew.
        for (const [name, value] of Object.entries(thing.data)) {
          if (known.data[name] === value) continue;
          known.data[name] = known.node.dataset[name] = value;
        }
        if (known.text !== thing.text) known.node.textContent = known.text = thing.text;
      }
      for (const [key, { node }] of nodes) {
        if (seen.has(key)) continue;
        if (node === document.activeElement) map.getContainer().querySelector(".sa-range").focus();
        if (key === pointed) map.closeTooltip(bubble); // it goes without a word to the pointer that rests on it
        node.remove();
        nodes.delete(key);
      }
      ordered = things;
      rove();
      clearTimeout(naming);
      naming = setTimeout(nameAll, RESTED);
    }

    /** Mark what is animated: an event that is new on the map, a base that has just been emptied. */
    function tellNews({ node, data }, thing, fresh) {
      if (fresh && thing.type === "event") node.dataset.news = "arrived";
      if (!fresh && thing.data.phase === "closed" && data.phase !== "closed") node.dataset.news = "emptied";
    }

    /** Name the symbols for those who hear them, once the date rests: no frame has time for it while it moves. */
    function nameAll() {
      for (const known of nodes.values()) {
        const words = spoken(tip(known.thing));
        if (known.words !== words) known.node.setAttribute("aria-label", (known.words = words));
      }
    }

    const spoken = (content) => [...content.children].map((line) => line.textContent).join(", ");

    function add(thing) {
      const node = document.createElement("div");
      node.className = `sa-symbol sa-${thing.type}`;
      node.tabIndex = -1;
      node.setAttribute("role", thing.open ? "button" : "img");
      node.dataset.key = thing.key;
      if (thing.draw) node.append(thing.draw());
      pane.append(node);
      const known = { node, thing, data: {}, left: NaN, top: NaN, text: undefined };
      nodes.set(thing.key, known);
      return known;
    }

    /** Put a symbol at a point. Left and top, not a transform: each transform would be one more layer to blend. */
    function place(known, { x, y }) {
      const [dx, dy] = atlas.seats.offset(known.thing.seat);
      const left = Math.round(x + dx * size);
      const top = Math.round(y + dy * size);
      if (known.left !== left) known.node.style.left = `${(known.left = left)}px`;
      if (known.top !== top) known.node.style.top = `${(known.top = top)}px`;
    }

    // One stop of the Tab key for all symbols; the arrow keys walk through them.

    function rove() {
      const first = ordered.length ? nodes.get(ordered[0].key).node : null;
      if (stop && stop === document.activeElement) return;
      if (stop && stop !== first) stop.tabIndex = -1;
      if (first && stop !== first) first.tabIndex = 0;
      stop = first;
    }

    const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    pane.addEventListener("keydown", (event) => {
      const known = of(event.target);
      if (!known) return;
      const at = ordered.findIndex(({ key }) => key === known.thing.key);
      if (STEPS[event.key]) focus(ordered[(at + STEPS[event.key] + ordered.length) % ordered.length]);
      else if (event.key !== "Enter" && event.key !== " ") return;
      else if (known.thing.open) known.thing.open();
      event.preventDefault();
      event.stopPropagation(); // or the map would pan, or time play
    });

    function focus(thing) {
      const { node } = nodes.get(thing.key);
      if (stop) stop.tabIndex = -1;
      node.tabIndex = 0;
      stop = node;
      node.focus();
    }

    pane.addEventListener("click", (event) => {
      const known = of(event.target);
      if (known && known.thing.open && !map.dragging.moved()) known.thing.open();
    });
    for (const name of ["pointerover", "focusin"]) pane.addEventListener(name, (event) => pointOut(of(event.target)));
    for (const name of ["pointerout", "focusout"]) pane.addEventListener(name, () => map.closeTooltip(bubble));

    function pointOut(known) {
      if (!known) return;
      pointed = known.thing.key;
      const [dx, dy] = atlas.seats.offset(known.thing.seat);
      const content = tip(known.thing);
      bubble.options.offset = L.point(dx * size, dy * size - size / 2 + 2);
      known.node.setAttribute("aria-label", spoken(content));
      map.openTooltip(bubble.setContent(content).setLatLng(known.thing.at));
    }

    /** The symbol that a node of the page belongs to. */
    function of(target) {
      const node = target.closest(".sa-symbol");
      return node && nodes.get(node.dataset.key);
    }

    function name(label) {
      if (pane.getAttribute("aria-label") !== label) pane.setAttribute("aria-label", label);
    }

    return { show, point, name, seatOf: (key) => (nodes.has(key) ? nodes.get(key).thing.seat : undefined) };
  }

  atlas.places = { build };
})(window.SahelAtlas);
