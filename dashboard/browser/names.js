// Names of countries, written where no symbol and no other name stands, with marks for the forces they host.

(function (atlas) {
  "use strict";

  const SHIFTS = [0, 30, -30, 52, -52, 76, -76]; // px, up or down from a country's middle
  const GAP = 5; // px, left and right of a name, so that two do not read as one
  const PADDING = 0.5; // of the map's size, around what is in sight, as Leaflet draws shapes
  const SIZES = { usual: { line: 17, letter: 7.6, mark: 14 }, full: { line: 27, letter: 12.4, mark: 20 } }; // px

  /** Build the names of areas; `write(ground, hosts, lang, full)` puts them on what ground is left, `add(areas)` names more. */
  function build(map, areas) {
    map.createPane("sa-labels").style.zIndex = 350;
    map.getPane("sa-labels").style.pointerEvents = "none";
    map.getPane("sa-labels").setAttribute("aria-hidden", "true"); // the panel says it in words
    const names = [];
    const measure = () => names.forEach((one) => one.measure());
    map.on("zoomend viewreset", measure);
    map.on("zoomanim", ({ zoom, center }) => names.forEach((one) => one.glide(zoom, center)));
    add(areas);

    function add(more) {
      const fresh = more.map((area) => name(map, area));
      fresh.forEach((one) => one.measure());
      names.push(...fresh);
    }

    // A name out of sight is not written: the browser would keep a layer for each.
    function write(ground, hosts, lang, full) {
      const size = SIZES[full ? "full" : "usual"];
      const extent = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const sight = L.bounds(corner.subtract(extent.multiplyBy(PADDING)), corner.add(extent.multiplyBy(1 + PADDING)));
      for (const one of names) one.write(ground, hosts.get(one.code) || [], lang, size, sight);
    }

    return { add, write };
  }

  function name(map, area) {
    const node = document.createElement("div");
    const word = document.createElement("span");
    const marks = document.createElement("span");
    node.className = "sa-label";
    marks.className = "sa-marks";
    node.append(word, marks);
    map.getPane("sa-labels").append(node);
    const seen = { text: "", groups: "", shift: undefined, place: "", size: null };
    node.hidden = true;
    let middle = null;
    let room = [0, 0];

    function measure() {
      const west = map.latLngToLayerPoint(area.bounds.getNorthWest());
      const east = map.latLngToLayerPoint(area.bounds.getSouthEast());
      middle = map.latLngToLayerPoint(area.at);
      room = [(east.x - west.x) * 1.15, (east.y - west.y) / 2];
    }

    function write(ground, forces, lang, size, sight) {
      const groups = [...new Set(forces.map(({ force }) => force.group))].sort();
      const text = area.name[lang];
      const width = Math.max(text.length * size.letter, groups.length * size.mark);
      const height = size.line + (groups.length ? size.mark - 1 : 0);
      const box = (shift) => {
        const top = middle.y + shift - size.line / 2;
        return [middle.x - width / 2 - GAP, top, middle.x + width / 2 + GAP, top + height];
      };
      // The place it has is tried first, so that a name does not hop about while the date moves.
      const tried = seen.shift === undefined ? SHIFTS : [seen.shift, ...SHIFTS];
      const written = width < room[0] && sight.contains(middle);
      const shift = written ? tried.find((one) => one <= room[1] && ground.free(box(one))) : undefined;
      if (shift !== undefined) ground.take(box(shift));
      seen.shift = shift;
      seen.size = size;
      if (node.hidden !== (shift === undefined)) node.hidden = shift === undefined;
      if (!node.hidden) stand(middle);
      if (seen.text !== text) word.textContent = seen.text = text;
      if (seen.groups !== groups.join(" ")) {
        seen.groups = groups.join(" ");
        marks.replaceChildren(...groups.map(mark));
      }
    }

    /** Put the name at a point. Left and top, not a transform: each transform would be one more layer to blend. */
    function stand({ x, y }) {
      const place = `left: ${Math.round(x)}px; top: ${Math.round(y + seen.shift - seen.size.line / 2)}px`;
      if (seen.place !== place) node.style.cssText = seen.place = place;
    }

    function glide(zoom, center) {
      if (!node.hidden) stand(map._latLngToNewLayerPoint(L.latLng(area.at), zoom, center));
    }

    return { code: area.code, measure, write, glide };
  }

  function mark(group) {
    const node = document.createElement("i");
    node.dataset.operator = group;
    return node;
  }

  atlas.names = { build };
})(window.SahelAtlas);
