// The time bar along the map's foot: the date, what happened, a slider over the whole record, ways to move and play.

(function (atlas) {
  "use strict";

  const { time } = atlas;
  const SIGNS = {
    first: "M6 4.500v11M15 4.500 9 10l6 5.500",
    previous: "M12.5 4.500 7 10l5.500 5.500",
    play: "M6.500 4v12l9.500-6z",
    pause: "M7 4.500v11M13 4.500v11",
    next: "M7.500 4.500 13 10l-5.500 5.500",
    last: "M14 4.500v11M5 4.500 11 10l-6 5.500",
    full: "M4 8V4h4M16 8V4h-4M4 12v4h4M16 12v4h-4",
    small: "M8 4v4H4M12 4v4h4M8 16v-4H4M12 16v-4h4",
  };

  /**
   * Build the bar inside the map. `clock` tells and moves the time: see `player.js`; its `jump(forwards)` goes
   * to the next or previous event. `actions` are {select(id), full()}.
   */
  function build(map, payload, clock, actions) {
    let view = null;
    let words = null;
    const bar = element("div", "sa-timebar");
    const date = element("output", "sa-date");
    const buttons = {};
    for (const name of ["first", "previous", "play", "next", "last", "full"]) buttons[name] = button(name);
    const speed = element("select", "sa-speed");
    const caption = element("button", "sa-caption");
    caption.type = "button";
    const told = element("span", "sa-told"); // what a screen reader is told while time plays from event to event
    told.setAttribute("role", "status");
    const range = element("input", "sa-range");
    const beyond = element("div", "sa-beyond");
    const years = element("div", "sa-years");
    range.type = "range";
    range.step = 1;
    range.min = payload.begins;
    const clamp = (number) => Math.min(Math.max(number, Number(range.min)), Number(range.max));
    const player = atlas.player.build(clock, playing, () => view.lang);
    const histogram = atlas.histogram.build(payload, (to) => byReader(() => clock.move(clamp(to))));
    const head = element("div", "sa-head");
    const ways = element("div", "sa-ways");
    const track = element("div", "sa-track");
    ways.append(buttons.first, buttons.previous, buttons.play, buttons.next, buttons.last, speed);
    head.append(date, ways, caption, told, buttons.full);
    track.append(beyond, range, histogram.box, years);
    bar.append(head, track);
    map.getContainer().append(bar);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);

    // What stands at the map's foot keeps above the bar, however tall it is.
    new ResizeObserver(() => {
      map.getContainer().style.setProperty("--bar", `${bar.offsetHeight}px`);
      map.fire("bar");
    }).observe(bar);

    /** What the reader does stops what plays. */
    function byReader(act) {
      player.stop();
      act();
    }

    const ends = { first: () => clock.move(clock.first()), last: () => clock.move(clock.last()) };
    for (const name of ["first", "last"]) buttons[name].addEventListener("click", () => byReader(ends[name]));
    buttons.previous.addEventListener("click", () => byReader(() => clock.jump(false)));
    buttons.next.addEventListener("click", () => byReader(() => clock.jump(true)));
    buttons.play.addEventListener("click", player.toggle);
    buttons.full.addEventListener("click", actions.full);
    speed.addEventListener("change", () => player.setSpeed(speed.value));
    caption.addEventListener("click", () => actions.select(caption.dataset.told));
    range.addEventListener("input", () => byReader(() => clock.move(Number(range.value))));
    range.addEventListener("keydown", (event) => {
      const turns = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
      if (!event.shiftKey || !turns[event.key]) return;
      byReader(() => clock.move(clamp(time.addMonths(clock.day(), turns[event.key]))));
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.target.closest("button, select, summary, a, .sa-symbol");
      const keys = {
        PageUp: () => byReader(() => clock.jump(false)),
        PageDown: () => byReader(() => clock.jump(true)),
        " ": elsewhere ? null : player.toggle,
        f: actions.full,
        F: actions.full,
      };
      const typing = event.target.closest("input:not([type=range]), textarea, [contenteditable]");
      if (typing || !keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.toLowerCase() !== "f" && !map.getContainer().contains(event.target) && !fillsPage()) return;
      keys[event.key]();
      event.preventDefault();
    });

    /** Whether there is nothing but the map: then all keys are the bar's, else those of a page with more in it are not. */
    function fillsPage() {
      const { offsetWidth, offsetHeight } = map.getContainer();
      const { clientWidth, clientHeight } = document.documentElement;
      return offsetWidth >= clientWidth && offsetHeight >= clientHeight;
    }

    function playing(now) {
      bar.dataset.playing = now;
      buttons.play.replaceChildren(sign(now ? "pause" : "play"));
      label(buttons.play, now ? "pause" : "play");
      clock.playing(now);
    }

    /** Put the thumb at a day, at once: the next key counts from there. */
    const at = (number) => (range.value = number);

    /** Show a day, and what happened on it or last. */
    function show(number, latest) {
      const written = time.iso(number);
      const text = time.words(written, view.lang);
      const share = (100 * (number - payload.begins)) / (view.last - payload.begins);
      range.style.setProperty("--done", `${share}%`);
      histogram.veil(share);
      bar.dataset.date = written;
      date.textContent = text;
      range.setAttribute("aria-valuetext", text);
      if (caption.hidden !== !latest) caption.hidden = !latest;
      if (!latest || (caption.dataset.told === latest.id && caption.lang === view.lang)) return;
      caption.dataset.told = latest.id;
      caption.lang = view.lang;
      const title = latest.title[view.lang === "fr" ? 1 : 0];
      caption.replaceChildren(strong(time.words(latest.date, view.lang)), ` ${title}`);
      caption.title = title;
      if (player.playing() && player.speed() === "event") told.textContent = caption.textContent;
    }

    /** Follow a view: its language, its last day, what passes its filters. */
    function follow(nextView, nextWords, index) {
      view = nextView;
      words = nextWords;
      scale(view.last);
      range.setAttribute("aria-label", words.date);
      range.title = words.keys;
      for (const name of ["first", "previous", "next", "last"]) label(buttons[name], name);
      label(buttons.play, player.playing() ? "pause" : "play");
      screen(bar.dataset.full === "true");
      speed.setAttribute("aria-label", words.speed);
      speed.replaceChildren(...Object.keys(atlas.player.SPEEDS).map((id) => new Option(words[`speed_${id}`], id, false, id === player.speed())));
      beyond.title = words.unknown_after;
      histogram.draw(index, view.last);
    }

    function label(node, word) {
      node.setAttribute("aria-label", words[word]);
      node.title = words[word];
    }

    /** Say what the button of the full screen does now. */
    function screen(full) {
      bar.dataset.full = full;
      buttons.full.replaceChildren(sign(full ? "small" : "full"));
      label(buttons.full, full ? "small" : "full");
    }

    /** Write the years under the track, and mark what lies beyond the record. */
    function scale(last) {
      if (Number(range.max) === last && years.childElementCount) return;
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

    return { at, show, follow, screen, stop: player.stop, focus: () => range.focus({ preventScroll: true }), height: () => bar.offsetHeight + 24, recolour: (index) => histogram.draw(index, view.last) };
  }

  function element(name, className) {
    const node = document.createElement(name);
    node.className = className;
    return node;
  }

  function strong(text) {
    const node = document.createElement("strong");
    node.textContent = text;
    return node;
  }

  function button(name) {
    const node = element("button", `sa-button sa-${name}`);
    node.type = "button";
    node.append(sign(name));
    return node;
  }

  function sign(name) {
    const { svg } = atlas.symbols;
    return svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: SIGNS[name], "data-sign": name }));
  }

  atlas.timebar = { build };
})(window.SahelAtlas);
