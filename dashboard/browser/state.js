// The state of affairs on a day, from the payload's lines of time: pure functions, no page.
//
// A step costs O(s + b + f) for s spells, b bases and f forces; events have an index
// of their own. Intervals are half-open, as in Python.

(function (atlas) {
  "use strict";

  const holds = (from, to, day) => from <= day && (to === null || day < to);
  /** Whether a facet lets through what has these values: nothing chosen lets all. */
  const any = (chosen, values) => !chosen.length || values.some((value) => chosen.includes(value));

  /** Indices of the alliances that fill the map, the foremost first. */
  function filling(payload, view) {
    const chosen = view.alliance;
    return payload.alliances.flatMap((alliance, index) =>
      (chosen.length ? chosen.includes(alliance.id) : alliance.drawn) ? [index] : [],
    );
  }

  /**
   * Who is what: for each country its statuses on a day, by alliance index.
   * @returns {Map<string, Map<number, string>>}
   */
  function standings(payload, day) {
    const countries = new Map();
    for (const [alliance, country, status, from, to] of payload.spells) {
      if (!holds(from, to, day)) continue;
      if (!countries.has(country)) countries.set(country, new Map());
      countries.get(country).set(alliance, status);
    }
    return countries;
  }

  const HATCHED = ["exit-announced", "suspended"];

  /**
   * How a country is filled: by the foremost alliance in which it is a full member or observer,
   * hatched for the foremost in which it is suspended or leaving.
   */
  function fill(statuses, order) {
    const drawn = order.filter((alliance) => statuses.has(alliance));
    const hatched = drawn.find((alliance) => HATCHED.includes(statuses.get(alliance)));
    const plain = drawn.find((alliance) => !HATCHED.includes(statuses.get(alliance)));
    const shown = plain === undefined ? hatched : plain;
    return {
      alliance: shown,
      status: shown === undefined ? "none" : statuses.get(shown),
      hatch: hatched,
      hatchStatus: hatched === undefined ? null : statuses.get(hatched),
    };
  }

  /** What is known of a base or force on a day: open, unsure, closed, or null where it is not shown. */
  function presence(thing, day, trail) {
    if (holds(thing.from, thing.to, day)) {
      const known = day >= thing.sure[0] && (thing.confirmed === null || day <= thing.confirmed);
      return known ? "open" : "unsure";
    }
    if (thing.to === null || day < thing.from || thing.lost) return null;
    const last = thing.sure[1];
    if (trail !== null && day - last >= trail) return null;
    return day < last ? "unsure" : "closed";
  }

  /** Bases to draw on a day, each with its phase. */
  function bases(payload, view, day) {
    return payload.bases.flatMap((base) => {
      if (!any(view.force, [base.group]) || !any(view.country, [base.host])) return [];
      const phase = presence(base, day, view.trail);
      return phase ? [{ base, phase }] : [];
    });
  }

  /** Forces present on a day, by host country. */
  function forcesByHost(payload, view, day) {
    const hosts = new Map();
    for (const force of payload.forces) {
      if (!holds(force.from, force.to, day) || !any(view.force, [force.group])) continue;
      const unsure = presence(force, day, 0) === "unsure";
      for (const [host, from, to] of force.hosts) {
        if (!holds(from === null ? force.from : from, to, day)) continue;
        if (!any(view.country, [host])) continue;
        if (!hosts.has(host)) hosts.set(host, []);
        hosts.get(host).push({ force, unsure });
      }
    }
    return hosts;
  }

  atlas.state = { any, filling, standings, fill, presence, bases, forcesByHost };
})(window.SahelAtlas);
