// A view as the parameters of an address: the same, in the same order, as in view.py, which says what each means.
//
// A view here is {date: ISO date, trail: "3m" | "12m" | "all", lang, alliance, force, kind, country: lists, event: id or
// null, q, window: {zoom, lat, lon} or null}. `choices` are what the payload and page.json offer: see `choices`.

(function (atlas) {
  "use strict";

  const FACETS = ["alliance", "force", "kind", "country"];
  const PARTS = ["date", ...FACETS, "trail", "event", "q", "lang", "basemap", "zoom", "lat", "lon"];
  const LONGEST = 80; // letters of a search
  const SHOWN = 40; // letters of a value that a notice repeats

  /** What may stand in an address. `today` is an ISO date. */
  function choices(payload, page, today) {
    const { time } = atlas;
    const last = Math.max(time.day(today), payload.complete);
    return {
      first: payload.begins,
      last,
      opens: Math.min(time.day(today), payload.complete),
      facets: page.facets,
      trails: page.trails,
      day: new Map(payload.events.map(({ id, day }) => [id, day])),
    };
  }

  const clamp = (day, { first, last }) => Math.min(Math.max(day, first), last);
  const opensOn = (event, offered) => (event && offered.day.has(event) ? clamp(offered.day.get(event), offered) : offered.opens);

  /** Read a view from an address; what it does not follow is told in `notices`: [key of the words, values]. */
  function decode(search, offered, lang) {
    const given = new URLSearchParams(search);
    const notices = [];
    const tell = (key, values = {}) => notices.push([key, values]);

    function single(name, allowed) {
      const values = given.getAll(name);
      if (values.length > 1) tell("repeated", { name });
      if (!values.length || !allowed || allowed.includes(values[0])) return values.length ? values[0] : null;
      tell("unknown", { name, value: values[0].slice(0, SHOWN) });
      return null;
    }

    const event = single("event", [...offered.day.keys()]);
    const written = single("date");
    const day = written === null ? opensOn(event, offered) : dayOf(written, offered, tell);
    const view = { date: atlas.time.iso(clamp(day, offered)), event };
    for (const facet of FACETS) {
      const values = [...new Set(given.getAll(facet))];
      const unknown = values.filter((value) => !offered.facets[facet].includes(value));
      for (const value of unknown.slice(0, 3)) tell("unknown", { name: facet, value: value.slice(0, SHOWN) });
      view[facet] = offered.facets[facet].filter((value) => values.includes(value));
    }
    const q = (single("q") || "").trim();
    if ([...q].length > LONGEST) tell("long", { name: "q" });
    view.window = windowOf(["zoom", "lat", "lon"].map((name) => single(name)), tell);
    view.trail = single("trail", Object.keys(offered.trails)) || "12m";
    view.q = [...q].slice(0, LONGEST).join("");
    view.lang = single("lang", ["en", "fr"]) || lang;
    return { view, notices };
  }

  /** The first day of a date that is written 2024, 2024-08 or 2024-08-05. */
  function dayOf(written, offered, tell) {
    const value = written.slice(0, SHOWN);
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(written.trim());
    const [, year, month = "01", date = "01"] = found || [];
    const day = found ? atlas.time.day(`${year}-${month}-${date}`) : NaN;
    if (Number.isNaN(day) || year === "0000" || atlas.time.iso(day).slice(-2) !== date) {
      tell("date", { value });
      return offered.opens;
    }
    if (day !== clamp(day, offered)) tell("outside", { value });
    return day;
  }

  function windowOf(digits, tell) {
    if (!digits.some(Boolean)) return null;
    const [zoom, lat, lon] = digits.map((one) => (one && one.trim() ? Number(one) : NaN));
    if (zoom >= 2 && zoom <= 12 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180) {
      const rounded = (number, factor) => Math.round(number * factor) / factor;
      return { zoom: rounded(zoom, 100), lat: rounded(lat, 1000), lon: rounded(lon, 1000) };
    }
    tell("window");
    return null;
  }

  /** Write a view as an address, defaults left out. */
  function encode(view, offered, lang) {
    const opening = { date: atlas.time.iso(opensOn(view.event, offered)), trail: "12m", lang };
    const values = { ...view, ...view.window };
    const after = new URLSearchParams();
    for (const part of PARTS) {
      for (const value of [values[part]].flat()) {
        if (value !== undefined && value !== null && value !== "" && value !== opening[part]) after.append(part, value);
      }
    }
    return after.toString();
  }

  /** A window as parameters; null takes them away. */
  const window = (shown) => (shown ? { ...shown } : { zoom: null, lat: null, lon: null });

  /** The parameters of an address with some of them changed; what is null is left out, what is not ours stays. */
  function changed(search, changes) {
    const before = new URLSearchParams(search);
    const after = new URLSearchParams();
    for (const part of PARTS) {
      const values = part in changes ? [changes[part]].flat() : before.getAll(part);
      for (const value of values) if (value !== null) after.append(part, value);
    }
    for (const [part, value] of before) if (!PARTS.includes(part)) after.append(part, value);
    return after.toString();
  }

  atlas.address = { FACETS, choices, decode, encode, window, changed };
})(window.SahelAtlas);
