// Events by time: sorted by day, sifted by the filters once, then found by search.
//
// Sifting costs O(n) for n events, once for each change of the filters. A step of the
// date costs O(log n) to find the trail, and O(k) to list the k events that lie in it.

(function (atlas) {
  "use strict";

  const { any } = atlas.state;

  /**
   * Build the index of a list of events that is sorted by day.
   * Until `sift` is called, every event passes.
   */
  function index(list) {
    const days = Int32Array.from(list, (event) => event.day);
    const passing = new Uint8Array(list.length).fill(1);
    const before = new Uint32Array(list.length + 1); // how many of the first i events pass
    let version = 0;
    const positions = new Map(list.map((event, position) => [event.id, position]));
    count();

    /** Changes whenever other events pass. */
    const sifted = () => version;

    /** Let pass what the facets and the search of a view ask for. */
    function sift(view) {
      for (let i = 0; i < list.length; i++) {
        const event = list[i];
        passing[i] =
          any(view.alliance, event.alliance) &&
          any(view.force, event.force) &&
          any(view.kind, [event.kind]) &&
          any(view.country, event.country) &&
          (view.match === null || view.match(i));
      }
      version++;
      count();
    }

    function count() {
      for (let i = 0; i < list.length; i++) before[i + 1] = before[i] + passing[i];
    }

    /** Position of the first event after a day. */
    function firstAfter(day) {
      let low = 0;
      let high = days.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (days[middle] <= day) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** Positions of a trail, half-open; a trail of null days reaches back to the first event. */
    function trail(day, length) {
      return [length === null ? 0 : firstAfter(day - length), firstAfter(day)];
    }

    /** How many events of a stretch pass. */
    const passed = (begin, end) => before[end] - before[begin];

    /** Events of the trail that pass, oldest first. */
    function shown(view, day) {
      const [begin, end] = trail(day, view.trail);
      const found = [];
      for (let i = begin; i < end; i++) if (passing[i]) found.push(list[i]);
      return found;
    }

    /** The next or previous event that passes, from the selected one where it is of this day; or null. */
    function neighbour(day, selected, forwards) {
      const at = positions.get(selected);
      const here = at !== undefined && days[at] === day;
      let i = forwards ? (here ? at + 1 : firstAfter(day)) : (here ? at : firstAfter(day - 1)) - 1;
      while (list[i] && !passing[i]) i += forwards ? 1 : -1;
      return list[i] || null;
    }

    /** The last event that passes up to a day, or null. */
    function latest(day) {
      let i = firstAfter(day) - 1;
      while (i >= 0 && !passing[i]) i--;
      return list[i] || null;
    }

    /** The newest so many of a stretch that pass, newest first. */
    function newest(begin, end, most) {
      const found = [];
      for (let i = end - 1; i >= begin && found.length < most; i--) if (passing[i]) found.push(list[i]);
      return found;
    }

    const position = (id) => positions.get(id);
    const passes = (id) => Boolean(passing[positions.get(id)]);
    const byId = (id) => list[positions.get(id)] || null;

    return { list, passing, sift, sifted, trail, passed, shown, neighbour, latest, newest, position, passes, byId };
  }

  atlas.events = { index };
})(window.SahelAtlas);
