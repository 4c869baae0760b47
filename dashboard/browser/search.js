// The search, where there is no server to ask: events that contain every word, whatever its case and accents.

(function (atlas) {
  "use strict";

  const { PIECE } = atlas.panel;

  /** What `fold` in geodata/text.py does; JavaScript has no case folding, which differs for letters such as ß alone. */
  const fold = (text) => text.replaceAll("’", "'").replace(/[“”]/g, '"').normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** Build the search; `texts(name)` promises a piece of the texts, which are read when something is searched. */
  function build(payload, texts) {
    let folded = null;

    async function read() {
      const numbers = Array.from({ length: Math.ceil(payload.events.length / PIECE) }, (_, number) => number);
      const pieces = await Promise.all(numbers.map((number) => texts(`events-${number}`)));
      const summaries = pieces.flat();
      return payload.events.map(({ title, place }, position) => fold([...title, ...summaries[position].summary, ...place].join(" ")));
    }

    /** Promise the positions of the events that are found. */
    return async function search(q) {
      folded ||= read().catch((error) => {
        folded = null; // the next search asks again
        throw error;
      });
      const words = fold(q).split(/\s+/).filter(Boolean);
      return (await folded).flatMap((text, position) => (words.every((word) => text.includes(word)) ? [position] : []));
    };
  }

  atlas.search = { build, fold };
})(window.SahelAtlas);
