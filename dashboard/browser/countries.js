// Countries: filled by alliance, hatched where a member is suspended or leaving.

(function (atlas) {
  "use strict";

  const { state, symbols } = atlas;
  const NOTHING = new Map();

  /**
   * Draw the countries of the payload; `paint(standings, view)` fills them, changing only what differs.
   * `add(topology)` draws more of them, and returns their areas.
   */
  function build(map, payload) {
    for (const [name, level] of [["countries", 250], ["hatches", 260]]) {
      map.createPane(`sa-${name}`).style.zIndex = level;
    }
    map.getPane("sa-hatches").style.pointerEvents = "none";
    const draw = drawing(map, payload);
    const areas = [];
    add(payload.countries);
    let mapped = "";

    function add(topology) {
      const fresh = decode(topology).map(draw);
      areas.push(...fresh);
      return fresh;
    }

    function paint(standings, view) {
      const order = state.filling(payload, view);
      for (const area of areas) {
        const looks = state.fill(standings.get(area.code) || NOTHING, order);
        area.looks = looks;
        const chosen = view.country.includes(area.code);
        const key = `${looks.alliance} ${looks.status} ${looks.hatch} ${looks.hatchStatus} ${chosen}`;
        if (area.key === key) continue;
        area.key = key;
        const alliance = (index) => (index === undefined ? "" : payload.alliances[index].id);
        const hatch = looks.hatch === undefined ? "" : `${alliance(looks.hatch)}-${looks.hatchStatus}`;
        Object.assign(area.path.dataset, { status: looks.status, alliance: alliance(looks.alliance), hatch, chosen });
        if (hatch || area.hatched) area.hatch().setAttribute("fill", hatch ? `url(#sa-${hatch})` : "none");
      }
      mapped = order.join();
    }

    /** What the fills show, as the legend lists it: [alliance index, status], the foremost alliance first. */
    function shown() {
      const found = new Set();
      for (const { looks } of areas) {
        if (looks.alliance !== undefined) found.add(`${looks.alliance} ${looks.status}`);
        if (looks.hatch !== undefined) found.add(`${looks.hatch} ${looks.hatchStatus}`);
      }
      const all = mapped.split(",").flatMap((index) => ["member", "observer", "suspended", "exit-announced"].map((status) => `${index} ${status}`));
      return all.filter((key) => found.has(key)).map((key) => key.split(" "));
    }

    return { areas, add, paint, shown };
  }

  /** Return what draws a feature, hatchings and all. */
  function drawing(map, payload) {
    const fills = L.svg({ pane: "sa-countries", padding: 0.5 });
    const hatches = L.svg({ pane: "sa-hatches", padding: 0.5 });
    const fill = { pane: "sa-countries", renderer: fills, className: "sa-country", weight: 0.8, fill: true, fillOpacity: 1 };
    const lines = { pane: "sa-hatches", renderer: hatches, className: "sa-hatched", stroke: false, fill: true, fillOpacity: 1 };
    hatches.addTo(map);
    symbols.hatchings(hatches._container, payload.alliances.map(({ id }) => id));
    return (feature) => {
      const add = (options) => L.geoJSON(feature, options).addTo(map).getLayers()[0];
      const layer = add({ style: fill });
      const { code, en, fr, lat, lon } = feature.properties;
      const path = layer.getElement();
      path.removeAttribute("fill");
      path.setAttribute("tabindex", "-1"); // its tooltip would make each country a stop of the Tab key
      if (code) path.dataset.country = code;
      const area = { code, name: [en, fr], at: [lat, lon], bounds: layer.getBounds(), layer, path, looks: {}, key: "", hatched: null };
      // Few countries are ever hatched: the shape is drawn when the first hatching comes.
      area.hatch = () => (area.hatched ||= add({ style: lines, interactive: false }).getElement());
      return area;
    };
  }

  /** Turn TopoJSON into GeoJSON features. */
  function decode(topology) {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((deltas) => {
      let x = 0;
      let y = 0;
      return deltas.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
    });
    const ring = (references) =>
      references.flatMap((reference, index) => {
        const arc = reference < 0 ? arcs[~reference].slice().reverse() : arcs[reference];
        return index ? arc.slice(1) : arc;
      });
    return topology.objects.countries.geometries.map(({ arcs: polygons, properties }) => ({
      type: "Feature",
      properties,
      geometry: { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) },
    }));
  }

  atlas.countries = { build };
})(window.SahelAtlas);
