// What can be chosen, where there is no Streamlit to draw it: the same filters as on its page, in the same order.

(function (atlas) {
  "use strict";

  const { h } = atlas;
  const TYPED = 250; // ms without a further letter

  /**
   * Build the filters in a node. `page` are the words and choices of page.json; `names(facet, value)` gives the name of
   * a choice; `act(changes)` hears what the reader changes.
   * `show(view)` makes them show a view.
   */
  function build(root, page, offered, names, act) {
    let words = null;
    let view = null;
    let typing = 0;

    const date = h("input", { type: "date", min: atlas.time.iso(offered.first), max: atlas.time.iso(offered.last) });
    const q = h("input", { type: "search", maxlength: 80 });
    const chips = Object.fromEntries(["alliance", "force", "kind"].map((facet) => [facet, group(page.facets[facet], (value) => act({ [facet]: toggled(facet, value) }))]));
    const trail = group(Object.keys(page.trails), (value) => act({ trail: value }));
    const countries = h("div", { class: "choices" });
    const several = h("details", { class: "several" }, h("summary"), countries);
    const clear = h("button", { type: "button", class: "clear" });
    const labels = new Map(); // element → key of its label
    root.replaceChildren(
      labelled("date", date), ...Object.entries(chips).map(([facet, one]) => fieldset(facet, one)), fieldset("trail", trail),
      labelled("q", q), several, clear,
    );

    date.addEventListener("change", () => date.value && date.validity.valid && act({ date: date.value }));
    q.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => act({ q: q.value.trim() }), TYPED);
    });
    countries.addEventListener("change", ({ target }) => act({ country: toggled("country", target.value) }));
    clear.addEventListener("click", () => act({ q: "", alliance: [], force: [], kind: [], country: [] }));

    const toggled = (facet, value) => page.facets[facet].filter((one) => (one === value) !== view[facet].includes(one));

    function labelled(key, input) {
      const label = h("span");
      labels.set(label, key);
      return h("label", { class: "filter" }, label, input);
    }

    function fieldset(key, box) {
      const legend = h("legend");
      labels.set(legend, key);
      return h("fieldset", { class: "filter" }, legend, box);
    }

    function group(values, choose) {
      const box = h("div", { class: "chips" });
      for (const value of values) {
        const chip = h("button", { type: "button", "data-value": value });
        chip.addEventListener("click", () => choose(value));
        box.append(chip);
      }
      return box;
    }

    function show(next) {
      const spoken = !view || view.lang !== next.lang;
      view = next;
      words = page.words[view.lang];
      if (spoken) speak();
      if (date.value !== view.date) date.value = view.date;
      if (document.activeElement !== q && q.value !== view.q) q.value = view.q;
      for (const [facet, box] of Object.entries(chips)) press(box, (value) => view[facet].includes(value));
      press(trail, (value) => view.trail === value);
      for (const input of countries.querySelectorAll("input")) input.checked = view.country.includes(input.value);
      const chosen = view.country.map((code) => names("country", code)).join(", ");
      several.firstChild.textContent = `${words.filters.country}: ${chosen || words.filters.country_all}`;
      clear.hidden = !view.q && !atlas.address.FACETS.some((facet) => view[facet].length);
    }

    function press(box, chosen) {
      for (const chip of box.children) chip.setAttribute("aria-pressed", chosen(chip.dataset.value));
    }

    function speak() {
      for (const [label, key] of labels) label.textContent = words.filters[key];
      q.placeholder = words.filters.q_hint;
      clear.textContent = words.filters.reset;
      for (const [facet, box] of Object.entries(chips)) for (const chip of box.children) chip.textContent = names(facet, chip.dataset.value);
      for (const chip of trail.children) chip.textContent = words.trail[chip.dataset.value];
      const ordered = [...page.facets.country].sort((one, other) => names("country", one).localeCompare(names("country", other), view.lang));
      countries.replaceChildren(...ordered.map((code) => h("label", {}, h("input", { type: "checkbox", value: code }), ` ${names("country", code)}`)));
    }

    return { show };
  }

  atlas.filters = { build };
})(window.SahelAtlas);
