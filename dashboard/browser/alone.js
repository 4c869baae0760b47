// The atlas without a server: in a file, on a static site, embedded in somebody's page.
//
// What session.py and map_page.py are on the server, this is here: it owns the view, tells it to map and panel in the same
// message that Python sends, and hears the same reports. The data stand in the page itself, or beside the script.

(function (atlas) {
  "use strict";

  const here = document.currentScript ? document.currentScript.src : "";
  const inFile = !/^https?:$/.test(location.protocol); // whose address may change behind the # only
  const held = JSON.parse((document.getElementById("sahel-atlas-data") || { textContent: "{}" }).textContent);
  const texts = new Map();
  const root = document.querySelector(".alone");
  const embedded = new URLSearchParams(location.search).get("embed") === "true";
  if (embedded) root.dataset.embed = "true";

  const ask = (address) => fetch(new URL(address, here)).then((found) => (found.ok ? found.json() : Promise.reject(new Error(`status ${found.status}`))));

  /** Read what a file holds compressed (gzip, base64). */
  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  /** Promise a part of the data, fetched once, and again only after a failure. */
  function get(name, address = atlas.files[name]) {
    if (held[name]) return Promise.resolve(held[name]);
    if (!texts.has(name)) {
      const answer = held.packed && held.packed[name] ? unpack(held.packed[name]) : ask(address);
      answer.catch(() => texts.delete(name));
      texts.set(name, answer);
    }
    return texts.get(name);
  }

  /** What the address asks for; the page itself says what it shows where it asks for nothing. */
  function search() {
    const asked = new URLSearchParams((inFile ? location.hash : location.search).slice(1));
    asked.delete("embed");
    return asked.toString() || root.dataset.view;
  }

  const text = (name) => get(name, `${atlas.files.texts}/${name}.json`);

  async function open() {
    const browser = navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en";
    const [payload, page] = await Promise.all([get("payload"), text("page")]);
    atlas.time.countFrom(payload.epoch);
    const offered = atlas.address.choices(payload, page, new Date().toISOString().slice(0, 10));
    const find = atlas.search.build(payload, text);
    const say = () => page.words[view.lang];
    const commands = { date: 0, event: 0, window: 0 };
    let { view, notices } = atlas.address.decode(search(), offered, browser);
    let match = "";
    let found = "";
    let shown = "";

    const map = L.map("map", page.map);
    atlas.mount(map, { lang: view.lang, payload, world: held.world, regions: held.regions, report });
    const names = (facet, value) => page.names[facet][value][view.lang === "fr" ? 1 : 0];
    const filters = atlas.filters.build(root.querySelector(".st-key-filters"), page, offered, names, change);
    const told = root.querySelector(".notices");
    const place = root.querySelector(".st-key-panel-view");
    const panel = atlas.panel.build(place, payload, text, { choose, go: (day) => change({ date: atlas.time.iso(Math.min(day, offered.last)) }) });
    window.addEventListener("sahel-atlas-day", ({ detail }) => panel.tell(detail));
    window.addEventListener(inFile ? "hashchange" : "popstate", () => {
      if (search() === asking()) return;
      ({ view, notices } = atlas.address.decode(search(), offered, browser));
      for (const part of Object.keys(commands)) commands[part]++;
      tell();
    });
    for (const button of root.querySelectorAll("[data-lang]")) button.addEventListener("click", () => change({ lang: button.dataset.lang }));
    tell();

    /** The view as an address that asks for something: an empty one would be taken for what the page itself says. */
    function asking() {
      return atlas.address.encode(view, offered, browser) || `lang=${view.lang}`;
    }

    /** The reader changed something of the page's own. */
    function change(changes) {
      view = { ...view, ...changes };
      notices = [];
      for (const part of Object.keys(commands)) if (part in changes) commands[part]++;
      note(false);
      tell();
    }

    function choose(id) {
      change({ event: view.event === id ? null : id });
    }

    /** The map moved, or moved the date. */
    function report({ date, event, window: seen, heard }, playing) {
      const before = JSON.stringify([view.date, view.event]);
      if (heard.date === commands.date) view.date = date;
      if (heard.event === commands.event) view.event = event;
      if (heard.window === commands.window) view.window = seen;
      notices = [];
      note(playing || before === JSON.stringify([view.date, view.event]));
      tell();
    }

    /**
     * Put the view into the address: `inPlace`, or as a step of the browser's history. A page that may not change its
     * address, such as one in a sandbox, does without.
     */
    function note(inPlace) {
      const address = asking();
      if (address === search()) return;
      const url = inFile ? `#${address}` : `${location.pathname}?${embedded ? "embed=true&" : ""}${address}`;
      try {
        if (inPlace) history.replaceState(null, "", url);
        else history.pushState(null, "", url);
      } catch (error) {
        console.warn("Sahel Atlas:", error);
      }
    }

    function tell() {
      if (view.q !== found) {
        found = view.q;
        match = "";
        if (found) look(found);
      }
      const { date, lang, event, window: seen } = view;
      const facets = Object.fromEntries(atlas.address.FACETS.map((facet) => [facet, view[facet]]));
      const message = {
        v: atlas.message.VERSION,
        session: "alone",
        commands: { ...commands },
        last: atlas.time.iso(offered.last),
        view: { date, lang, trail: page.trails[view.trail], event, window: seen, ...facets },
        match,
      };
      const asked = atlas.message.asked(message);
      atlas.hear(message);
      panel.show(atlas.message.view(message), asked !== shown);
      shown = asked;
      filters.show(view);
      speak();
    }

    /** Search; what is found is told when it is. */
    async function look(q) {
      const positions = await find(q).catch(() => null);
      if (q !== view.q) return;
      if (positions) match = atlas.message.encoded(positions, payload.events.length);
      else notices = [["not_searched", {}]];
      tell();
    }

    function speak() {
      document.documentElement.lang = view.lang;
      document.title = `${say().page.title} · ${atlas.time.words(view.date, view.lang)}`;
      for (const node of root.querySelectorAll("[data-word]")) {
        const [section, key] = node.dataset.word.split(".");
        node.textContent = say()[section][key];
      }
      for (const button of root.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", button.dataset.lang === view.lang);
      root.querySelector(".whole").href = `${location.pathname}?${asking()}`;
      told.replaceChildren(...notices.map(([key, values]) => Object.assign(document.createElement("p"), { textContent: atlas.fill(say().notice[key], values) })));
    }
  }

  open().catch((error) => {
    console.warn("Sahel Atlas:", error);
    const failed = document.createElement("p");
    const retry = Object.assign(document.createElement("button"), { type: "button" });
    const words = atlas.words[document.documentElement.lang === "fr" ? "fr" : "en"];
    retry.textContent = words.retry;
    retry.addEventListener("click", () => location.reload());
    failed.className = "failed";
    failed.setAttribute("role", "alert");
    failed.append(words.failed, " ", retry);
    root.append(failed);
  });
})(window.SahelAtlas);
