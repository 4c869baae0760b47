// What the map shows of a day: countries, labels, bases, capitals, events.
//
// Nothing here decides anything: `draw(view, day)` asks `state.js` what holds on
// the day and makes the page agree with it, changing only what differs.

(function (atlas) {
  "use strict";

  const { state, symbols, time } = atlas;
  const SYMBOL = 25; // px, so that neighbours do not touch
  const JUST_CLOSED = 31; // days for which a closed base keeps its place before events
  const RINGS = 2; // of symbols around a place before the rest is counted
  const OPENED_RINGS = 6; // around a place whose count the reader opened

  // Where symbols stand that share a place: one in the middle, six around it, then wider rings.
  const SEATS = [[0, 0]];
  for (let ring = 1; ring <= OPENED_RINGS; ring++) {
    for (let seat = 0; seat < 6 * ring; seat++) {
      const turn = (Math.PI * seat) / (3 * ring) - Math.PI / 6;
      SEATS.push([SYMBOL * ring * Math.cos(turn), SYMBOL * ring * Math.sin(turn)]);
    }
  }
  const seatsIn = (rings) => 1 + 3 * rings * (rings + 1);

  /** Build the layers on a Leaflet map. */
  function build(map, payload, options) {
    const lang = () => (current.view.lang === "fr" ? 1 : 0);
    const words = () => payload.words[current.view.lang];
    const current = { view: null, day: 0, opened: null };
    for (const [name, level] of [["countries", 250], ["hatches", 260], ["labels", 350]]) {
      map.createPane(`sa-${name}`).style.zIndex = level;
      map.getPane(`sa-${name}`).style.pointerEvents = name === "countries" ? "auto" : "none";
    }
    const areas = countries(map, payload);
    const legend = atlas.legend.build(map);
    const markers = new Map(); // key → {marker, node}
    const labels = areas.map((area) => label(map, area));
    map.on("zoomend resize", () => current.view && arrange());

    function draw(view, day) {
      current.view = view;
      current.day = day;
      paint();
      arrange();
    }

    /** Fill and hatch the countries. */
    function paint() {
      const order = state.filling(payload, current.view);
      const standings = state.standings(payload, current.day);
      const none = new Map();
      for (const area of areas) {
        const looks = state.fill(standings.get(area.code) || none, order);
        area.looks = looks;
        const data = area.path.dataset;
        data.status = looks.status;
        data.alliance = looks.alliance === undefined ? "" : payload.alliances[looks.alliance].id;
        data.chosen = current.view.country.includes(area.code);
        const hatch = looks.hatch === undefined ? "" : `${payload.alliances[looks.hatch].id}-${looks.hatchStatus}`;
        if (data.hatch !== hatch) {
          data.hatch = hatch;
          area.hatchPath.setAttribute("fill", hatch ? `url(#sa-${hatch})` : "none");
        }
      }
    }

    /** Everything that stands at a point on the day, the most telling first. */
    function things() {
      const { view, day } = current;
      const aes = payload.alliances.findIndex((alliance) => alliance.id === "AES");
      const standings = state.standings(payload, day);
      const capitals = payload.capitals
        .filter((capital) => (capital.from === null || capital.from <= day) && (capital.to === null || day < capital.to))
        .map((capital) => ({ key: `capital:${capital.name[0]}`, type: "capital", at: capital.at, capital,
          aes: Boolean(standings.get(capital.country) && standings.get(capital.country).get(aes) === "member") }));
      const bases = state.bases(payload, view, day).map(({ base, phase }) => ({ key: `base:${base.id}`, type: "base", at: base.at, base, phase }));
      const events = state.events(payload, view, day).reverse().map((event) => eventThing(event));
      const chosen = payload.events.find((event) => event.id === view.event);
      if (chosen && chosen.day <= day && !events.some(({ event }) => event === chosen)) events.unshift(eventThing(chosen));
      const stands = ({ base, phase }) => phase !== "closed" || day - base.to < JUST_CLOSED;
      return [...capitals.filter(({ aes: member }) => member), ...events.filter(({ selected }) => selected),
        ...bases.filter(stands), ...events.filter(({ selected }) => !selected),
        ...bases.filter((base) => !stands(base)), ...capitals.filter(({ aes: member }) => !member)];
    }

    function eventThing(event) {
      const reach = current.view.trail === null ? current.day - payload.begins + 1 : current.view.trail;
      const age = Math.min(1, Math.max(0, (current.day - event.day) / reach));
      return { key: `event:${event.id}`, type: "event", at: event.at, event, age, selected: event.id === current.view.event };
    }

    /** Seat every symbol where none stands yet, count what finds no seat, and write the names. */
    function arrange() {
      const all = things();
      const boxes = [];
      const seen = new Set();
      const left = new Map(); // place → things without a seat
      for (const thing of all) {
        const place = thing.at.join();
        const middle = map.latLngToLayerPoint(thing.at);
        if (thing.type === "capital" && !thing.aes) {
          put(thing, 0);
          seen.add(thing.key);
          continue;
        }
        const seat = freeSeat(middle, boxes, markers.get(thing.key), current.opened === place ? OPENED_RINGS : RINGS);
        if (seat < 0) {
          if (!left.has(place)) left.set(place, []);
          left.get(place).push(thing);
          continue;
        }
        boxes.push(boxAt(middle, seat));
        put(thing, seat);
        seen.add(thing.key);
      }
      for (const [place, hidden] of left) {
        const { at } = hidden[0];
        const middle = map.latLngToLayerPoint(at);
        const seat = Math.max(0, freeSeat(middle, boxes, null, OPENED_RINGS));
        if (hidden.length === 1) {
          // One thing takes no more room than the count of one.
          boxes.push(boxAt(middle, seat));
          put(hidden[0], seat);
          seen.add(hidden[0].key);
          continue;
        }
        const more = { key: `more:${place}`, type: "more", hidden: hidden.length, at, open: () => { current.opened = place; arrange(); } };
        boxes.push(boxAt(middle, seat));
        put(more, seat);
        seen.add(more.key);
      }
      for (const [key, { marker }] of markers) {
        if (seen.has(key)) continue;
        marker.remove();
        markers.delete(key);
      }
      write(boxes);
      legend.show(entries(all), words());
    }

    /** The first free seat around a point, the one taken before if it still is; -1 where all are taken. */
    function freeSeat(middle, boxes, known, rings) {
      const free = (seat) => boxes.every((box) => apart(boxAt(middle, seat), box));
      if (known && known.seat < seatsIn(rings) && free(known.seat)) return known.seat;
      for (let seat = 0; seat < seatsIn(rings); seat++) if (free(seat)) return seat;
      return -1;
    }

    function boxAt(middle, seat) {
      const [x, y] = [middle.x + SEATS[seat][0], middle.y + SEATS[seat][1]];
      const half = SYMBOL / 2 - 1.5;
      return [x - half, y - half, x + half, y + half];
    }

    function put(thing, seat) {
      const { at } = thing;
      const [dx, dy] = SEATS[seat];
      let known = markers.get(thing.key);
      if (!known) {
        const node = document.createElement("div");
        node.className = `sa-symbol sa-${thing.type}`;
        if (thing.type === "event") node.append(symbols.event(thing.event.kind));
        if (thing.type === "base") node.append(symbols.base());
        if (thing.type === "capital") node.append(symbols.capital());
        const icon = L.divIcon({ html: node, className: "sa-spot", iconSize: [0, 0] });
        const marker = L.marker(at, { icon, keyboard: false, interactive: true }).addTo(map);
        known = { marker, node };
        marker.bindTooltip(() => tip(known.thing), { direction: "top", offset: [0, -10], className: "sa-tip" });
        marker.on("click", () => click(known.thing));
        markers.set(thing.key, known);
      }
      known.thing = thing;
      known.seat = seat;
      known.marker.setLatLng(at);
      known.marker.setZIndexOffset(thing.selected ? 5000 : thing.type === "base" ? 1000 : 0);
      const { node } = known;
      node.style.transform = `translate(${dx}px, ${dy}px)`;
      if (thing.type === "more") node.textContent = `+${thing.hidden}`;
      if (thing.type === "capital") node.dataset.capital = thing.capital.country;
      if (thing.type === "capital") node.dataset.aes = thing.aes;
      if (thing.type === "base") Object.assign(node.dataset, { base: thing.base.id, phase: thing.phase, operator: thing.base.group });
      if (thing.type === "event") {
        Object.assign(node.dataset, { event: thing.event.id, selected: thing.selected, precise: thing.event.date.length === 10 });
        node.style.opacity = thing.selected ? 1 : 1 - 0.55 * thing.age;
      }
    }

    function click(thing) {
      if (thing.type === "event") options.select(thing.event.id);
      if (thing.type === "more") thing.open();
    }

    /** What a symbol says when pointed at: text only, never markup from the record. */
    function tip(thing) {
      const lines = {
        event: () => [time.words(thing.event.date, current.view.lang), thing.event.title[lang()], thing.event.place[lang()]],
        base: () => [thing.base.operator[lang()], thing.base.name[lang()], baseTime(thing)],
        capital: () => [words()[thing.aes ? "capital_aes" : "capital"], thing.capital.name[lang()]],
        more: () => ["", words().more_here.replace("{n}", thing.hidden)],
      }[thing.type]();
      return paragraphs(lines);
    }

    function baseTime({ base, phase }) {
      const [from, to, confirmed] = base.written;
      const said = (word, date) => words()[word].replace("{date}", time.words(date, current.view.lang));
      if (phase === "closed" && to) return said("closed_on", to);
      if (base.confirmed !== null && current.day > base.confirmed) return said("last_confirmed", confirmed);
      return from ? said("since", from) : "";
    }

    /** Write country names where no symbol and no other name stands, forces beneath them. */
    function write(boxes) {
      const forces = state.forcesByHost(payload, current.view, current.day);
      for (const name of labels) name.write(boxes, lang(), forces.get(name.area.code) || []);
    }

    /** What the legend lists. */
    function entries(all) {
      const list = [];
      const add = (entry) => {
        if (!list.some((known) => JSON.stringify(known) === JSON.stringify(entry))) list.push(entry);
      };
      const order = state.filling(payload, current.view);
      for (const index of order) {
        for (const status of ["member", "observer", "suspended", "exit-announced"]) {
          const drawn = areas.some(({ looks }) => (looks.alliance === index && looks.status === status) || (looks.hatch === index && looks.hatchStatus === status));
          if (drawn) add({ type: "fill", alliance: payload.alliances[index].id, short: payload.alliances[index].short[lang()], status });
        }
      }
      for (const phase of ["open", "unsure", "closed"]) if (all.some((thing) => thing.phase === phase)) add({ type: "base", phase });
      if (all.some((thing) => thing.type === "event")) add({ type: "event" });
      if (all.some((thing) => thing.type === "event" && thing.event.date.length < 10)) add({ type: "month" });
      if (all.some((thing) => thing.aes)) add({ type: "capital" });
      const groups = new Set(all.filter(({ base }) => base).map(({ base }) => base.group));
      for (const present of state.forcesByHost(payload, current.view, current.day).values()) present.forEach(({ force }) => groups.add(force.group));
      for (const group of Object.keys(words().operators)) if (groups.has(group)) add({ type: "operator", group, name: words().operators[group] });
      return list;
    }

    for (const area of areas) {
      area.layer.bindTooltip(() => countryTip(area), { sticky: true, className: "sa-tip" });
    }

    function countryTip(area) {
      const standings = state.standings(payload, current.day).get(area.code) || new Map();
      const word = { member: "status_member", suspended: "status_suspended", "exit-announced": "status_exit", observer: "status_observer" };
      const statuses = [...standings].sort(([one], [other]) => one - other)
        .map(([alliance, status]) => words()[word[status]].replace("{alliance}", payload.alliances[alliance].short[lang()]));
      const forces = (state.forcesByHost(payload, current.view, current.day).get(area.code) || []).map(({ force }) => force.name[lang()]);
      return paragraphs(["", area.name[lang()], ...statuses, ...forces]);
    }

    return { draw, close: () => { current.opened = null; } };
  }

  function paragraphs(lines) {
    const box = document.createElement("div");
    lines.forEach((line, index) => {
      if (!line) return;
      const row = document.createElement(index === 1 ? "strong" : "span");
      row.textContent = line;
      box.append(row);
    });
    return box;
  }

  /** Draw the countries and their hatchings; return one object an area, finest alliances first. */
  function countries(map, payload) {
    const features = decode(payload.countries);
    const fills = L.svg({ pane: "sa-countries", padding: 0.5 });
    const hatches = L.svg({ pane: "sa-hatches", padding: 0.5 });
    const base = { stroke: true, weight: 0.8, fill: true, fillOpacity: 1 };
    const areas = features.map((feature) => {
      const layer = L.geoJSON(feature, { style: { ...base, pane: "sa-countries", renderer: fills, className: "sa-country" } }).addTo(map).getLayers()[0];
      const hatch = L.geoJSON(feature, { interactive: false, style: { stroke: false, fill: true, fillOpacity: 1, pane: "sa-hatches", renderer: hatches, className: "sa-hatched" } }).addTo(map).getLayers()[0];
      const { code, en, fr, lat, lon } = feature.properties;
      const path = layer.getElement();
      const hatchPath = hatch.getElement();
      path.removeAttribute("fill");
      hatchPath.setAttribute("fill", "none");
      if (code) path.dataset.country = code;
      return { code, name: [en, fr], at: [lat, lon], bounds: layer.getBounds(), layer, path, hatchPath, looks: {} };
    });
    symbols.hatchings(hatches.getPane().querySelector("svg"), payload.alliances.map(({ id }) => id));
    return areas;
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

  const LABEL_HEIGHT = 17;
  const LETTER = 7.6; // px, the mean width of a capital letter of a label

  /** A country's name, with a row of marks for the forces it hosts. */
  function label(map, area) {
    const node = document.createElement("div");
    const name = document.createElement("span");
    const marks = document.createElement("span");
    node.className = "sa-label";
    marks.className = "sa-marks";
    node.append(name, marks);
    const icon = L.divIcon({ html: node, className: "sa-spot", iconSize: [0, 0] });
    L.marker(area.at, { icon, pane: "sa-labels", keyboard: false, interactive: false }).addTo(map);

    function write(boxes, lang, forces) {
      const groups = [...new Set(forces.map(({ force }) => force.group))].sort();
      const text = area.name[lang];
      const west = map.latLngToLayerPoint(area.bounds.getNorthWest());
      const east = map.latLngToLayerPoint(area.bounds.getSouthEast());
      const width = Math.max(text.length * LETTER, groups.length * 14);
      const fits = width < (east.x - west.x) * 1.15 && map.getBounds().pad(0.2).contains(area.at);
      const height = LABEL_HEIGHT + (groups.length ? 13 : 0);
      const middle = map.latLngToLayerPoint(area.at);
      const free = fits && [0, 30, -30, 52, -52, 76, -76].find((shift) => {
        const box = [middle.x - width / 2, middle.y + shift - LABEL_HEIGHT / 2, middle.x + width / 2, middle.y + shift - LABEL_HEIGHT / 2 + height];
        return shift <= (east.y - west.y) / 2 && boxes.every((other) => apart(box, other)) && boxes.push(box);
      });
      node.hidden = free === undefined || free === false;
      if (node.hidden) return;
      node.style.transform = `translate(-50%, ${free - LABEL_HEIGHT / 2}px)`;
      if (name.textContent !== text) name.textContent = text;
      if (marks.dataset.groups !== groups.join(" ")) {
        marks.dataset.groups = groups.join(" ");
        marks.replaceChildren(...groups.map((group) => {
          const mark = document.createElement("i");
          mark.dataset.operator = group;
          return mark;
        }));
      }
    }
    return { area, write };
  }

  const apart = (one, other) => one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];

  atlas.map = { build };
})(window.SahelAtlas);
