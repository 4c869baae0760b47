// What the map shows of a day: countries, names, bases, capitals, events.
//
// Nothing here decides anything: `draw(view, day)` asks what holds on the day and
// makes the page agree with it, changing only what differs. A step costs
// O(a + s + b + f) for areas, spells, bases and forces, and O(k) for the k events
// of the trail; beyond CROWD events they go onto a canvas instead: see crowd.js.

(function (atlas) {
  "use strict";

  const { state, symbols, time } = atlas;
  const CROWD = 1500; // events in the record, from which on elements would be too many
  const JUST_CLOSED = 31; // days for which a closed base keeps its place before events
  const RINGS = 2; // of symbols around a place before the rest is counted
  const AGES = 6; // shades in which events fade along the trail
  const DOT = 0.46; // of a symbol's size: capitals outside the AES, see atlas.css
  const SIZE = { usual: 25, full: 36 }; // px, so that neighbours do not touch
  const HURRY = 100; // days a second above which nothing is animated: the eye could not follow

  /** Build the layers on a Leaflet map. */
  function build(map, payload, index, options) {
    symbols.signs();
    const current = { view: null, day: 0, opened: null, drawn: 0, later: 0, anew: false };
    const countries = atlas.countries.build(map, payload);
    const names = atlas.names.build(map, countries.areas);
    const legend = atlas.legend.build(map);
    const places = atlas.places.build(map, tip);
    const crowd = payload.events.length > CROWD && atlas.crowd.build(map, payload, index, options.select);
    const aes = payload.alliances.findIndex(({ id }) => id === "AES");
    const lang = () => (current.view.lang === "fr" ? 1 : 0);
    const words = () => payload.words[current.view.lang];
    const full = () => map.getContainer().dataset.full === "true";
    const known = new Map(); // key → thing, so that a step makes few new ones
    let standings = new Map();
    let hosts = new Map();
    map.on("zoomend resize", () => later(true));
    map.on("moveend", () => later(false));
    countries.areas.forEach(answer);

    function draw(view, day) {
      const now = performance.now();
      const calm = (Math.abs(day - current.day) * 1000) / Math.max(1, now - current.drawn) <= HURRY;
      current.drawn = now;
      current.view = view;
      current.day = day;
      standings = state.standings(payload, day);
      hosts = state.forcesByHost(payload, view, day);
      countries.paint(standings, view);
      map.getContainer().dataset.shown = index.passed(...index.trail(day, view.trail));
      arrange(false, calm);
    }

    /** Arrange once in the next frame: one movement of the map fires several events. */
    function later(anew) {
      if (!current.view) return;
      current.anew ||= anew;
      if (current.later) return;
      current.later = requestAnimationFrame(() => {
        arrange(current.anew);
        current.later = 0;
        current.anew = false;
      });
    }

    /** Let a country say what it is when pointed at. */
    function answer(area) {
      area.layer.bindTooltip(() => countryTip(area), { sticky: true, className: "sa-tip" });
    }

    /** Draw more countries than those in sight at first. */
    function widen(topology) {
      const fresh = countries.add(topology);
      fresh.forEach(answer);
      names.add(fresh);
      if (current.view) draw(current.view, current.day);
    }

    /** Seat every symbol, count what finds no seat, and write the names; `anew`, no symbol keeps its seat; `animate` what has changed. */
    function arrange(anew = false, animate = false) {
      const seatOf = (key) => (anew ? undefined : places.seatOf(key));
      const size = SIZE[full() ? "full" : "usual"];
      const ground = atlas.seats.ground();
      const all = things();
      const seated = [];
      const left = new Map(); // place → things without a seat
      for (const thing of all) {
        if (small(thing)) {
          thing.seat = 0;
          seated.push(thing);
          continue;
        }
        const place = thing.at.join();
        const seat = ground.seat(places.point(thing.at), size, seatOf(thing.key), current.opened === place ? atlas.seats.RINGS : RINGS);
        if (seat >= 0) seated.push(Object.assign(thing, { seat }));
        else if (left.has(place)) left.get(place).push(thing);
        else left.set(place, [thing]);
      }
      for (const [place, hidden] of left) {
        // One thing takes no more room than the count of one.
        const shown = hidden.length === 1 ? hidden[0] : more(place, hidden);
        shown.seat = Math.max(0, ground.seat(places.point(shown.at), size, seatOf(shown.key), atlas.seats.RINGS));
        seated.push(shown);
      }
      places.name(words().symbols);
      places.show(seated, size, animate);
      if (crowd) crowd.show(current.view, current.day);
      seated.filter(small).forEach(({ at }) => ground.take(atlas.seats.boxAt(places.point(at), 0, size * DOT)));
      names.write(ground, hosts, lang(), full());
      legend.show(entries(all), words());
    }

    /** Everything that stands at a point on the day, the most telling first. */
    function things() {
      const { view, day } = current;
      const capitals = payload.capitals.filter(({ from, to }) => (from === null || from <= day) && (to === null || day < to)).map(capitalThing);
      const bases = state.bases(payload, view, day).map(baseThing);
      const events = crowd ? [] : index.shown(view, day).reverse().map(eventThing);
      const chosen = index.byId(view.event);
      const selected = chosen && chosen.day <= day ? [eventThing(chosen)] : [];
      const stands = ({ base, data }) => data.phase !== "closed" || day - base.to < JUST_CLOSED;
      const member = ({ data }) => data.aes;
      return [...capitals.filter(member), ...selected, ...bases.filter(stands), ...events.filter((thing) => thing !== selected[0]),
        ...bases.filter((thing) => !stands(thing)), ...capitals.filter((thing) => !member(thing))];
    }

    function thing(key, make) {
      let one = known.get(key);
      if (!one) known.set(key, (one = { key, ...make() }));
      return one;
    }

    function capitalThing(capital) {
      const one = thing(`capital:${capital.name[0]}`, () => ({ type: "capital", at: capital.at, capital, draw: symbols.capital, data: { capital: capital.country } }));
      one.data.aes = Boolean(standings.get(capital.country) && standings.get(capital.country).get(aes) === "member");
      return one;
    }

    function baseThing({ base, phase }) {
      const one = thing(`base:${base.id}`, () => ({ type: "base", at: base.at, base, draw: symbols.base, data: { base: base.id, operator: base.group } }));
      one.data.phase = phase;
      return one;
    }

    function eventThing(event) {
      const one = thing(`event:${event.id}`, () => ({
        type: "event",
        at: event.at,
        event,
        open: () => options.select(event.id),
        data: { event: event.id, kind: event.kind, family: payload.families[event.kind], precise: event.date.length === 10 },
      }));
      const reach = current.view.trail === null ? current.day - payload.begins + 1 : current.view.trail;
      const age = Math.min(1, Math.max(0, (current.day - event.day) / reach));
      one.data.selected = event.id === current.view.event;
      one.data.age = one.data.selected ? 0 : Math.min(AGES - 1, Math.floor(age * AGES));
      return one;
    }

    function more(place, hidden) {
      const one = thing(`more:${place}`, () => ({ type: "more", at: hidden[0].at, data: {}, open: () => { current.opened = place; arrange(); } }));
      return Object.assign(one, { text: `+${hidden.length}`, hidden: hidden.length });
    }

    /** What a symbol says when pointed at: text only, never markup from the record. */
    function tip(thing) {
      const lines = {
        event: () => [time.words(thing.event.date, current.view.lang), thing.event.title[lang()], thing.event.place[lang()]],
        base: () => [thing.base.operator[lang()], thing.base.name[lang()], baseTime(thing)],
        capital: () => [words()[thing.data.aes ? "capital_aes" : "capital"], thing.capital.name[lang()]],
        more: () => ["", words().more_here.replace("{n}", thing.hidden)],
      }[thing.type]();
      return paragraphs(lines);
    }

    function baseTime({ base, data }) {
      const [from, to, confirmed] = base.written;
      const said = (word, date) => words()[word].replace("{date}", time.words(date, current.view.lang));
      if (data.phase === "closed" && to) return said("closed_on", to);
      if (base.confirmed !== null && current.day > base.confirmed) return said("last_confirmed", confirmed);
      return from ? said("since", from) : "";
    }

    function countryTip(area) {
      const statuses = [...(standings.get(area.code) || [])].sort(([one], [other]) => one - other)
        .map(([alliance, status]) => atlas.legend.fillWords(status, payload.alliances[alliance].short[lang()], words()));
      const forces = (hosts.get(area.code) || []).map(({ force }) => force.name[lang()]);
      return paragraphs(["", area.name[lang()], ...statuses, ...forces]);
    }

    /** What the legend lists. */
    function entries(all) {
      const list = countries.shown().map(([alliance, status]) => ({ type: "fill", status, alliance: payload.alliances[alliance].id, name: payload.alliances[alliance].short[lang()] }));
      const found = (test) => all.some(test);
      for (const phase of ["open", "unsure", "closed"]) if (found(({ data }) => data.phase === phase)) list.push({ type: "base", phase });
      const families = crowd ? crowd.families() : new Set(all.map(({ data }) => data.family));
      for (const family of Object.keys(words().families)) if (families.has(family)) list.push({ type: "event", family, name: words().families[family] });
      if (crowd) list.push({ type: "crowd" });
      if (found(({ data }) => data.precise === false)) list.push({ type: "month" });
      if (found(({ data }) => data.aes)) list.push({ type: "capital" });
      const groups = new Set(all.map(({ data }) => data.operator));
      for (const present of hosts.values()) present.forEach(({ force }) => groups.add(force.group));
      for (const [group, name] of Object.entries(words().operators)) if (groups.has(group)) list.push({ type: "operator", group, name });
      return list;
    }

    return { draw, widen };
  }

  /** Capitals outside the AES stand on their place whatever is there; only names keep off them. */
  const small = ({ type, data }) => type === "capital" && !data.aes;

  /** Lines of text, one under the other, the second one strong. */
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

  atlas.map = { build };
})(window.SahelAtlas);
