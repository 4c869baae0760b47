// Symbols of our own, drawn on one 20 by 20 grid, and the hatchings of countries.

(function (atlas) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  // Each kind of event: strokes inside a disc of radius 10 around (10, 10).
  const KINDS = {
    coup: "M11.5 4.5 6.5 11h3l-1 4.5 5-6.5h-3z",
    "coup-attempt": "M11.5 4.5 6.5 11h3l-1 4.5M13 12l3 3m0-3-3 3",
    transition: "M5.5 10.5v4h9v-4M5 10.5h10M8 10.5V5h4.5v5.5",
    "base-opened": "M7 15.500V5l7 2.5-7 3",
    "base-changed": "M5 8h8l-2.5-2.500M15 12H7l2.5 2.5",
    "base-closed": "M7 15.500V5M9.5 6l5 5m0-5-5 5",
    deployment: "M10 4.500v7m-3-3 3 3 3-3M5.5 14.500h9",
    withdrawal: "M10 11.500v-7m-3 3 3-3 3 3M5.5 14.500h9",
    treaty: "M6 4.500h8v11H6zM8 8h4M8 10.500h4M8 13h2",
    alliance: "M8 7a3 3 0 1 0 0 6 3 3 0 1 0 0-6M12 7a3 3 0 1 0 0 6 3 3 0 1 0 0-6",
    exit: "M9 4.500H5.500v11H9M8.5 10h7m-2.5-2.500L15.5 10 13 12.5",
    sanction: "M10 4.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11M6.200 6.200l7.6 7.6",
    talks: "M4.5 5h7v5h-4l-2 2v-2h-1zM13 8.500h2.500v5h-1v1.500l-2-1.500H9",
    rupture: "M4.5 10h3l1-2.500M15.5 10h-3l-1 2.500M11.5 5l-3 10",
    diplomacy: "M10 5v10M5 10h10M7 6.500l6 7M13 6.500l-6 7",
    justice: "M10 4.500v11M7 15.500h6M5 7h10M5 7l-1.5 4h3zM15 7l-1.5 4h3z",
    attack: "M10 4.500v3M10 12.500v3M4.5 10h3M12.5 10h3M6 6l2 2M12 12l2 2M14 6l-2 2M8 12l-2 2",
    economy: "M5.5 14.500v-3M8.5 14.500V8M11.5 14.500v-5M14.5 14.500V5.5",
  };

  const BASE = "M10 1.5 18 6v8l-8 4.500L2 14V6z"; // a hexagon, like a fort seen from above
  const STAR = "M10 2.200l2.300 5 5.400.6-4 3.700 1.100 5.400L10 14.200l-4.800 2.700 1.100-5.400-4-3.700 5.400-.600z";

  function svg(name, attributes, ...children) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  const frame = (...children) =>
    svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, ...children);

  /**
   * Teach the page the signs of the kinds as background images: a disc and its sign are then one
   * plain box, of which hundreds cost a frame nothing.
   */
  function signs() {
    const rules = Object.entries(KINDS).map(([kind, path]) => {
      const drawing = `<svg xmlns="${SVG}" viewBox="0 0 20 20"><path d="${path}" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
      return `[data-kind="${kind}"] { background-image: url("data:image/svg+xml,${encodeURIComponent(drawing)}"); }`;
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules.join("\n"));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  /** A base's symbol; CSS fills it when open, empties it when closed, dashes it when unsure. */
  function base() {
    return frame(svg("path", { d: BASE, class: "sa-fort" }), svg("circle", { cx: 10, cy: 10, r: 2.6, class: "sa-core" }));
  }

  /** A capital's symbol. */
  function capital() {
    return frame(svg("path", { d: STAR, class: "sa-star" }));
  }

  /**
   * Define the hatchings in a drawing: for each alliance, slanted bars for suspended
   * and rows of dashes the other way for exit announced.
   */
  function hatchings(root, alliances) {
    const defs = svg("defs", {});
    for (const alliance of alliances) {
      for (const [status, turn, dash] of [["suspended", 45, "none"], ["exit-announced", -45, "5 5"]]) {
        const line = svg("line", { x1: 0, y1: 0, x2: 0, y2: 10, "stroke-dasharray": dash });
        const pattern = svg(
          "pattern",
          {
            id: `sa-${alliance}-${status}`,
            width: 8,
            height: 10,
            patternUnits: "userSpaceOnUse",
            patternTransform: `rotate(${turn})`,
            "data-alliance": alliance,
            class: "sa-hatch",
          },
          line,
        );
        defs.append(pattern);
      }
    }
    root.prepend(defs);
  }

  atlas.symbols = { KINDS, signs, base, capital, hatchings, svg };
})(window.SahelAtlas);
