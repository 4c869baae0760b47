// The legend: lists only what the map shows at this moment.

(function (atlas) {
  "use strict";

  const { symbols } = atlas;
  const STATUS_WORD = {
    member: "status_member",
    suspended: "status_suspended",
    "exit-announced": "status_exit",
    observer: "status_observer",
  };

  const SIGNS = { power: "coup", presence: "deployment", ties: "treaty", violence: "attack" };

  /** Build a legend control. Its `show(entries, words)` redraws it when the entries differ. */
  function build(map) {
    const box = document.createElement("details");
    box.className = "sa-legend";
    box.open = window.innerWidth > 800 && window.innerHeight > 700;
    const head = document.createElement("summary");
    const list = document.createElement("ul");
    box.append(head, list);
    const Control = L.Control.extend({ onAdd: () => box });
    new Control({ position: "bottomleft" }).addTo(map);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    let shown = "";

    function show(entries, words) {
      const key = JSON.stringify([entries, words.legend]);
      if (key === shown) return;
      shown = key;
      head.textContent = words.legend;
      list.replaceChildren(...entries.map((entry) => item(entry, words)));
    }
    return { show };
  }

  function item(entry, words) {
    const line = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `sa-swatch sa-swatch-${entry.type}`;
    line.className = `sa-entry-${entry.type}`;
    line.append(swatch, text(entry, words));
    if (entry.type === "fill") swatch.append(patch(entry));
    if (entry.type === "base") {
      swatch.append(symbols.base());
      swatch.dataset.phase = entry.phase;
    }
    if (entry.type === "event" || entry.type === "month") swatch.append(disc(entry));
    if (entry.type === "crowd") swatch.textContent = "12";
    if (entry.type === "capital") swatch.append(symbols.capital());
    if (entry.type === "operator") swatch.dataset.operator = entry.group;
    return line;
  }

  function disc(entry) {
    const node = document.createElement("span");
    node.className = "sa-event";
    Object.assign(node.dataset, { kind: SIGNS[entry.family] || "diplomacy", family: entry.family || "power", precise: entry.type === "event" });
    return node;
  }

  /** A small sample of a fill, with its hatching. */
  function patch(entry) {
    const size = { width: 22, height: 14 };
    const ground = symbols.svg("rect", { ...size, "data-alliance": entry.alliance, "data-status": entry.status, class: "sa-country" });
    const drawing = symbols.svg("svg", { ...size, "aria-hidden": "true" }, ground);
    if (entry.status === "suspended" || entry.status === "exit-announced") {
      drawing.append(symbols.svg("rect", { ...size, fill: `url(#sa-${entry.alliance}-${entry.status})` }));
    }
    return drawing;
  }

  function text(entry, words) {
    if (entry.type === "fill") return fillWords(entry.status, entry.name, words);
    if (entry.type === "base") return words[`base_${entry.phase}`];
    if (entry.type === "operator" || entry.type === "event") return entry.name;
    return words[{ crowd: "crowd", month: "month_only", capital: "capital_aes" }[entry.type]];
  }

  /** What a country's fill says: "AES member". */
  const fillWords = (status, alliance, words) => words[STATUS_WORD[status]].replace("{alliance}", alliance);

  atlas.legend = { build, fillWords };
})(window.SahelAtlas);
