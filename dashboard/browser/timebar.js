// The time bar along the map's foot: the date, a slider over the whole record, previous and next event.

(function (atlas) {
  "use strict";

  const { time } = atlas;

  /**
   * Build the bar inside the map.
   * `move(day)` is called on every step; `neighbour(forwards)` gives an event's day or null.
   */
  function build(map, payload, { move, neighbour }) {
    const bar = element("div", "sa-timebar");
    const date = element("output", "sa-date");
    const previous = button("sa-step", "M12.5 4.5 7 10l5.5 5.5");
    const next = button("sa-step", "M7.5 4.5 13 10l-5.5 5.5");
    const keys = element("span", "sa-keys");
    const track = element("div", "sa-track");
    const range = element("input", "sa-range");
    const years = element("div", "sa-years");
    const beyond = element("div", "sa-beyond");
    range.type = "range";
    range.step = 1;
    range.min = payload.begins;
    track.append(beyond, range, years);
    const head = element("div", "sa-head");
    head.append(date, previous, next, keys);
    bar.append(head, track);
    map.getContainer().append(bar);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);

    const day = () => Number(range.value);
    const clamp = (number) => Math.min(Math.max(number, Number(range.min)), Number(range.max));
    const jump = (forwards) => {
      const event = neighbour(forwards);
      if (event !== null) move(clamp(event.day), event.id);
    };
    range.addEventListener("input", () => move(day()));
    range.addEventListener("keydown", (event) => {
      const turns = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
      if (event.key === "PageUp") jump(false);
      else if (event.key === "PageDown") jump(true);
      else if (event.shiftKey && turns[event.key]) move(clamp(time.addMonths(day(), turns[event.key])));
      else return;
      event.preventDefault();
    });
    previous.addEventListener("click", () => jump(false));
    next.addEventListener("click", () => jump(true));

    function show(number, view, words) {
      const text = time.words(time.iso(number), view.lang);
      if (Number(range.max) !== view.last) scale(view.last);
      range.value = number;
      range.style.setProperty("--done", `${(100 * (number - payload.begins)) / (view.last - payload.begins)}%`);
      bar.dataset.date = time.iso(number);
      date.textContent = text;
      range.setAttribute("aria-label", words.date);
      range.setAttribute("aria-valuetext", text);
      previous.setAttribute("aria-label", words.previous);
      next.setAttribute("aria-label", words.next);
      previous.title = words.previous;
      next.title = words.next;
      keys.textContent = words.keys;
      beyond.title = words.unknown_after;
    }

    /** Write the years under the track, and mark what lies beyond the record. */
    function scale(last) {
      range.max = last;
      const share = (number) => (100 * (number - payload.begins)) / (last - payload.begins);
      years.replaceChildren();
      for (let year = time.yearOf(payload.begins); year <= time.yearOf(last); year++) {
        const tick = element("span", year % 2 ? "sa-year sa-odd" : "sa-year");
        tick.textContent = year;
        tick.style.left = `${share(time.yearStart(year))}%`;
        years.append(tick);
      }
      beyond.style.left = `${share(payload.complete)}%`;
    }

    return { show };
  }

  function element(name, className) {
    const node = document.createElement(name);
    node.className = className;
    return node;
  }

  function button(className, path) {
    const node = element("button", className);
    node.type = "button";
    node.append(atlas.symbols.svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, atlas.symbols.svg("path", { d: path })));
    return node;
  }

  atlas.timebar = { build };
})(window.SahelAtlas);
