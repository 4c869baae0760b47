// The bridge between the page and the map.
//
// Python → map, `receive(message)`: base64 of JSON
//   {v: 1, commands: {date: number, event: number},
//    view: {date, alliance, force, kind, country, trail, event, lang},
//    match: [event index, …] or null, last: ISO date, basemap: {url, attribution, maxZoom} or null}
//   Filters and language always count. Date and selection each belong to whoever moved them last: a
//   message's count only when their command number is new, which Python raises when the reader used one
//   of the page's own widgets.
// Map → Python, `Streamlit.setComponentValue`: {v: 1, n: number, date: ISO date, event: id or null},
//   sent once the date has settled; n counts the reports of this map.

(function (atlas) {
  "use strict";

  const SETTLED = 150; // ms without a further step
  const HOME = [[5, -13], [23.5, 19]]; // from Guinea to Lake Chad
  const { time } = atlas;
  let app = null;

  /** Set up the atlas on a Folium map; `options.payload` and `options.regions` are addresses. */
  function mount(map, options) {
    app = { map, options, view: null, message: app && app.message, commands: {}, reports: 0, timer: 0, frame: 0 };
    home(map);
    map.attributionControl.setPrefix(false).setPosition("topright");
    followTheme();
    load();
  }

  /** Show the Sahel, anew while the frame finds its size, until the reader moves the map. */
  function home(map) {
    const fit = () => map.fitBounds(HOME, { animate: false, paddingTopLeft: [0, 10], paddingBottomRight: [0, 120] });
    const stop = () => map.off("resize", fit);
    fit();
    map.on("resize", fit);
    for (const event of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(event, stop, { once: true, capture: true });
  }

  function load() {
    const notice = say("loading");
    fetch(app.options.payload)
      .then((answer) => {
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        return answer.json();
      })
      .then((payload) => {
        notice.remove();
        start(payload);
      })
      .catch((error) => {
        notice.remove();
        console.error("Sahel Atlas:", error);
        const retry = document.createElement("button");
        retry.type = "button";
        retry.textContent = app.options.words.retry;
        const failed = say("failed", retry);
        retry.addEventListener("click", () => {
          failed.remove();
          load();
        });
      });
  }

  /** Show a message over the map. */
  function say(word, ...more) {
    const box = document.createElement("div");
    box.className = "sa-message";
    box.setAttribute("role", word === "failed" ? "alert" : "status");
    box.append(app.options.words[word], ...more);
    app.map.getContainer().append(box);
    return box;
  }

  function start(payload) {
    time.countFrom(payload.epoch);
    app.payload = payload;
    app.layers = atlas.map.build(app.map, payload, { select });
    app.bar = atlas.timebar.build(app.map, payload, {
      move: (day, event) => move(day, event),
      neighbour: (forwards) => atlas.state.neighbour(payload, app.view, app.day, forwards),
    });
    app.regions = atlas.regions.build(app.map, app.options.regions);
    app.map.getContainer().dataset.ready = "true";
    if (app.message) apply(app.message);
  }

  /** Take a message from Python. */
  function receive(encoded) {
    const message = JSON.parse(atob(encoded));
    app = app || {};
    app.message = message;
    if (app.payload) apply(message);
  }

  function apply(message) {
    const { view, commands } = message;
    const own = app.view && commands.event === app.commands.event;
    if (!app.view || commands.date !== app.commands.date) {
      clearTimeout(app.timer);
      app.day = time.day(view.date);
    }
    app.commands = commands;
    app.view = {
      ...view,
      last: time.day(message.last),
      match: message.match ? new Set(message.match) : null,
      event: own ? app.view.event : view.event,
    };
    document.documentElement.lang = view.lang;
    try {
      window.parent.document.documentElement.lang = view.lang;
    } catch {
      // The page belongs to somebody else, who sets its language.
    }
    speak(app.payload.words[view.lang]);
    ground(message.basemap);
    show();
  }

  /** Name the map and its own buttons in the page's language. */
  function speak(words) {
    const container = app.map.getContainer();
    container.setAttribute("aria-label", words.label);
    app.regions.speak(app.view.lang);
    app.map.attributionControl.removeAttribution(app.credit).addAttribution(words.credit);
    app.credit = words.credit;
    for (const way of ["in", "out"]) {
      const button = container.querySelector(`.leaflet-control-zoom-${way}`);
      button.title = words[`zoom_${way}`];
      button.setAttribute("aria-label", words[`zoom_${way}`]);
    }
  }

  /** Lay an online map under the atlas's own, or take it away. */
  function ground(basemap) {
    const url = basemap ? basemap.url : "";
    if (app.groundUrl === url) return;
    app.groundUrl = url;
    if (app.ground) app.ground.remove();
    app.ground = basemap && L.tileLayer(basemap.url, { attribution: basemap.attribution, maxZoom: basemap.maxZoom }).addTo(app.map);
    app.map.getContainer().dataset.ground = basemap ? "tiles" : "atlas";
  }

  function show() {
    cancelAnimationFrame(app.frame);
    app.frame = requestAnimationFrame(() => app.layers.draw(app.view, app.day));
    app.bar.show(app.day, app.view, app.payload.words[app.view.lang]);
  }

  /** The reader moved the date in the map. */
  function move(day, event = app.view.event) {
    app.day = day;
    app.view.event = event;
    show();
    settle();
  }

  /** The reader chose an event in the map; chosen again, it is let go. */
  function select(id) {
    app.view.event = app.view.event === id ? null : id;
    show();
    settle(0);
  }

  function settle(delay = SETTLED) {
    clearTimeout(app.timer);
    app.timer = setTimeout(() => {
      const report = { v: 1, n: ++app.reports, date: time.iso(app.day), event: app.view.event };
      if (window.Streamlit) window.Streamlit.setComponentValue(report);
    }, delay);
  }

  /** Follow the page's light or dark theme. */
  function followTheme() {
    if (!window.Streamlit) return;
    window.Streamlit.events.addEventListener(window.Streamlit.RENDER_EVENT, (event) => {
      const { theme } = event.detail;
      if (theme) document.documentElement.dataset.theme = theme.base;
    });
  }

  Object.assign(atlas, { mount, receive });
})(window.SahelAtlas);
