// What Python tells the map and the panel: one view, in one form.
//
//   {v: 3, session: text, commands: {date: number, event: number, window: number}, last: ISO date,
//    view: {date: ISO date, trail: days or null, lang, alliance, force, kind, country: lists, event: id,
//           window: {zoom, lat, lon}},
//    match: base64 of a bitmap over the events, basemap: {url, attribution, maxZoom}}
//
// What is empty is left out: facets of which nothing is chosen, no event, no window, no search, no basemap.

(function (atlas) {
  "use strict";

  const VERSION = 3;

  const bytes = (encoded) => Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));

  /** Read a message that came as base64, so that no layer on the way could change a letter of it. */
  const unpack = (encoded) => JSON.parse(new TextDecoder().decode(bytes(encoded)));

  /** Whether we understand a message; a page that stayed open while the server was renewed may not. */
  const understood = (message) => message.v === VERSION;

  const NOTHING_CHOSEN = { alliance: [], force: [], kind: [], country: [], event: null, window: null };

  /** The view of a message, its days as numbers and its search as a test of an event's position. */
  function view(message) {
    const { day } = atlas.time;
    return { ...NOTHING_CHOSEN, ...message.view, day: day(message.view.date), last: day(message.last), match: bitmap(message.match) };
  }

  function bitmap(encoded) {
    if (!encoded) return null;
    const map = bytes(encoded);
    return (position) => Boolean(map[position >> 3] & (1 << (position & 7)));
  }

  /** Positions among so many as such a bitmap. */
  function encoded(positions, length) {
    const map = new Uint8Array(Math.ceil(length / 8));
    for (const position of positions) map[position >> 3] |= 1 << (position & 7);
    return btoa(String.fromCharCode(...map));
  }

  /** What decides which events pass, and in which words: unchanged, nothing need be sifted or written anew. */
  const asked = (message) => JSON.stringify([{ ...message.view, date: "", event: "", window: "" }, message.match, message.last]);

  atlas.message = { VERSION, unpack, understood, view, encoded, asked };
})(window.SahelAtlas);
