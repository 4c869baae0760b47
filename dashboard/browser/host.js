// The bridge between the page and the map: in Streamlit's page, or in one of ours without a server (see alone.js).
//
// Python → map, `receive(message)`: see message.js.
//   Filters and language always count. Date, selection and window each belong to whoever moved them last: a
//   message's count only when their command number is new, which Python raises when the reader used one
//   of the page's own widgets, or went back to another address. A new session on a living map is a server that forgot us: we tell it again.
// Map → Python, `Streamlit.setComponentValue`: {v: 3, n: number, date: ISO date, event: id or null,
//   window: {zoom, lat, lon} or null while the map shows the Sahel, heard, address: {before, after} where the page's
//   address was changed in place, or null where that is left to the page}, sent once the date has settled, and each second while time plays; n counts the reports of this map, and
//   heard are the command numbers that it knew: what Python has commanded since outdoes the report.

(function (atlas) {
  "use strict";

  const SETTLED = 150; // ms without a further step
  const PLAYING = 1000; // ms between reports while time plays
  const LOW = 184; // px at the map's foot, until the time bar knows how tall it is
  const { surroundings, time } = atlas;
  const here = document.currentScript ? document.currentScript.src : "";
  let app = null;

  /**
   * Set up the atlas on a Folium map.
   * `options` are {lang}, the language until a message says otherwise; a file that stands alone
   * has its data there, too: {payload, world, regions}. Without Streamlit, `report` hears what the map has to say.
   */
  function mount(map, options) {
    app = { map, options, view: null, message: app && app.message, commands: {}, reports: 0, timer: 0, frame: 0, session: "", told: "" };
    app.home = atlas.home.build(map, () => (app.bar ? app.bar.height() : LOW), () => app.view && settle());
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    surroundings.followTheme(() => {
      if (!app.view) return;
      app.bar.recolour(app.index);
      show();
    });
    map.attributionControl.setPrefix(false).setPosition("topright");
    load();
  }

  /** Get a file of data, which stands beside this script unless the options hold it. */
  function get(name) {
    if (app.options[name]) return Promise.resolve(app.options[name]);
    return fetch(new URL(atlas.files[name], here)).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))));
  }

  function load() {
    const notice = say("loading");
    get("payload").then(
      (payload) => {
        notice.remove();
        start(payload);
      },
      (error) => {
        notice.remove();
        console.warn("Sahel Atlas:", error);
        const failed = say("failed", retryButton(() => {
          failed.remove();
          load();
        }));
      },
    );
  }

  function retryButton(act) {
    const retry = document.createElement("button");
    retry.type = "button";
    retry.textContent = early().retry;
    retry.addEventListener("click", act);
    return retry;
  }

  /** The words that are needed before, or without, the payload. */
  const early = () => atlas.words[app.view ? app.view.lang : app.options.lang];

  /** Show a message over the map. */
  function say(word, ...more) {
    const box = document.createElement("div");
    box.className = "sa-message";
    box.setAttribute("role", word === "loading" ? "status" : "alert");
    box.append(early()[word], ...more);
    app.map.getContainer().append(box);
    if (word !== "loading") surroundings.takeAwayPicture();
    return box;
  }

  function start(payload) {
    time.countFrom(payload.epoch);
    app.payload = payload;
    app.index = atlas.events.index(payload.events);
    app.layers = atlas.map.build(app.map, payload, app.index, { select });
    app.screen = atlas.screen.build(app.map.getContainer(), onScreen);
    app.bar = atlas.timebar.build(app.map, payload, clock(), { select, full: app.screen.toggle });
    app.regions = atlas.regions.build(app.map, () => get("regions"));
    surroundings.followKeys(app.screen.toggle);
    app.map.getContainer().dataset.ready = "true";
    if (app.message) apply(app.message);
    whenIdle(widen);
  }

  /** The first map shows what is in sight; the rest of the world follows when there is time, and is not missed if it fails. */
  function widen() {
    const done = () => (app.map.getContainer().dataset.world = "there");
    get("world").then(app.layers.widen).then(done, (error) => console.warn("Sahel Atlas:", error));
  }

  const whenIdle = (act) => (window.requestIdleCallback ? window.requestIdleCallback(act, { timeout: 3000 }) : setTimeout(act, 500));

  /** What tells and moves the time. */
  function clock() {
    const next = (forwards = true) => app.index.neighbour(app.day, app.view.event, forwards);
    return {
      day: () => app.day,
      first: () => app.payload.begins,
      last: () => app.view.last,
      next: () => next(),
      move,
      jump: (forwards) => {
        const event = next(forwards);
        if (event && event.day >= app.payload.begins && event.day <= app.view.last) move(event.day, event.id);
      },
      playing: (now) => {
        app.playing = now;
        app.map.getContainer().dataset.playing = now;
        if (!now) settle();
      },
    };
  }

  /** Take a message from Python. */
  function receive(encoded) {
    hear(atlas.message.unpack(encoded));
  }

  /** Take a message. */
  function hear(message) {
    app = app || {};
    app.message = message;
    if (app.payload) apply(message);
  }

  function apply(message) {
    if (!atlas.message.understood(message)) {
      if (!app.stale) app.stale = say("stale", retryButton(() => (window.parent || window).location.reload()));
      return;
    }
    const view = atlas.message.view(message);
    const { commands } = message;
    const forgotten = app.view && message.session !== app.session;
    const commanded = (part) => !app.view || (!forgotten && commands[part] !== app.commands[part]);
    const [newDate, newEvent, newWindow] = [commanded("date"), commanded("event"), commanded("window")];
    const event = newEvent ? view.event : app.view.event;
    if (newDate) {
      if (app.view) app.bar.stop();
      clearTimeout(app.timer);
      app.timer = 0;
      app.day = view.day;
    }
    if (newWindow && (app.view || view.window)) app.home.look(view.window);
    app.commands = commands;
    app.session = message.session;
    app.view = { ...view, event };
    if (newDate || newEvent) app.told = told();
    const asked = atlas.message.asked(message);
    if (app.asked !== asked) follow(asked);
    ground(message.basemap || null);
    show();
    if (forgotten) settle(0);
  }

  /** Filters or language have changed. */
  function follow(asked) {
    const words = app.payload.words[app.view.lang];
    app.asked = asked;
    app.index.sift(app.view);
    speak(words);
    app.bar.follow(app.view, words, app.index);
  }

  /** Name the map and its own buttons in the page's language. */
  function speak(words) {
    const container = app.map.getContainer();
    surroundings.speak(app.view.lang);
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
    const { dataset } = app.map.getContainer();
    dataset.ground = basemap ? "tiles" : "atlas";
    delete dataset.tiles;
    // Only once a tile is there do the atlas's own colours give way: a server that is down leaves the map as it is.
    if (app.ground) app.ground.once("tileload", () => (dataset.tiles = "there"));
  }

  /** Show the day: at once, and then at most once a frame, however often it moves. */
  function show() {
    app.bar.at(app.day);
    app.behind = Boolean(app.frame);
    if (app.frame) return;
    draw();
    app.frame = requestAnimationFrame(() => {
      app.frame = 0;
      if (app.behind) show();
    });
  }

  function draw() {
    const chosen = app.index.byId(app.view.event);
    app.layers.draw(app.view, app.day);
    app.bar.show(app.day, chosen && chosen.day === app.day ? chosen : app.index.latest(app.day));
    surroundings.takeAwayPicture();
    tellPage();
  }

  /** Tell the page around the map the day once the map is painted: the panel's text is not to hold up the picture. */
  function tellPage() {
    if (app.telling) return;
    app.telling = true;
    requestAnimationFrame(() => setTimeout(() => {
      app.telling = false;
      surroundings.tell(app.day);
    }));
  }

  /** The date moved in the map. */
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
    if (app.playing) {
      if (!app.timer) app.timer = setTimeout(report, PLAYING);
      return;
    }
    clearTimeout(app.timer);
    app.timer = setTimeout(report, delay);
  }

  function report() {
    app.timer = 0;
    const seen = { date: time.iso(app.day), event: app.view.event, window: app.home.seen() };
    const content = { v: atlas.message.VERSION, n: ++app.reports, ...seen, heard: app.commands };
    if (app.options.report) app.options.report(content, app.playing);
    else if (window.Streamlit) {
      window.Streamlit.setComponentValue({ ...content, address: noteAddress(content) });
    }
  }

  const told = () => `${time.iso(app.day)} ${app.view.event}`;

  /**
   * What plays, or moves the map only, changes the address of the page in its place: the way back would be long.
   * Everything else is left to the page, which makes it a step of the browser's history.
   * @returns {{before: string, after: string} | null} the address's parameters, where they were changed in place
   */
  function noteAddress({ date, event, window: shown }) {
    const inPlace = app.playing || app.told === told();
    app.told = told();
    if (!inPlace) return null;
    const { location, history } = window.parent;
    const opensOn = app.index.byId(event) ? app.index.byId(event).day : Math.min(app.view.last, app.payload.complete);
    const search = atlas.address.changed(location.search, { date: app.day === opensOn ? null : date, event, ...atlas.address.window(shown) });
    const before = location.search.slice(1);
    if (search !== before) history.replaceState(history.state, "", location.pathname + (search && `?${search}`));
    return { before, after: search };
  }

  function onScreen(full) {
    app.bar.screen(full);
    if (full) app.bar.focus();
    show();
  }

  Object.assign(atlas, { mount, receive, hear });
})(window.SahelAtlas);
