// A view as the parameters of an address: the same, in the same order, as in view.py.

(function (atlas) {
  "use strict";

  const PARTS = ["date", "alliance", "force", "kind", "country", "trail", "event", "q", "lang", "basemap", "zoom", "lat", "lon"];

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

  atlas.address = { PARTS, window, changed };
})(window.SahelAtlas);
