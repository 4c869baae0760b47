// The panel: what is true on the day, in figures and lists, then the trail's events as cards.
//
// It reads the same payload as the map and asks the same functions. Longer texts (summaries,
// notes, sources) come in pieces, when a card or a list that needs them is shown.

(function (atlas) {
  "use strict";

  const { h, fill, state, time } = atlas;
  const CARDS = 12;
  const PIECE = 64; // events in one piece of the texts

  /**
   * Build the panel in a node.
   * `texts(name)` promises a piece of the texts; `actions` hear what the reader wants: choose(id) of a card, go(day).
   */
  function build(root, payload, texts, actions) {
    const index = atlas.events.index(payload.events);
    const heading = h("h2");
    const after = h("p", { class: "after" });
    const figures = h("dl", { class: "figures" });
    const lists = ["who", "bases", "forces"].map((name) => list(name));
    const count = h("h2", { id: "events", tabindex: "-1" });
    const cards = h("div", { class: "cards" });
    const more = h("button", { type: "button", class: "more" });
    const presets = h("nav", { class: "presets" });
    const section = h("section", { class: "state" }, heading, presets, after, figures, ...lists.map(({ node }) => node));
    const about = h("footer", { class: "about" });
    root.replaceChildren(section, h("section", { class: "events" }, count, cards, more), about);
    const known = new Map(); // id → {card, lang}
    const chips = new Map(); // preset → {node, day}
    let view = null;
    let words = null;
    let lang = 0;
    let wanted = CARDS;
    let asked = "";
    more.addEventListener("click", () => {
      wanted += CARDS;
      listEvents();
    });

    /** Show a view on a day; with `again`, the filters or the language have changed. */
    function show(nextView, again) {
      const before = view;
      view = nextView;
      words = payload.words[view.lang];
      lang = view.lang === "fr" ? 1 : 0;
      if (again) index.sift(view);
      if (again) tellAbout();
      offer();
      if (again || before.day !== view.day) wanted = CARDS;
      tell(view.day);
      listEvents();
    }

    /** Offer days to go to; the one that is shown is marked. */
    function offer() {
      presets.setAttribute("aria-label", words.panel.presets);
      for (const [key, day] of [...payload.presets, ["today", view.last]]) {
        if (!chips.has(key)) chips.set(key, chip());
        const one = chips.get(key);
        one.day = day;
        one.node.setAttribute("aria-pressed", day === view.day);
        text(one.node, words.panel[key]);
      }
    }

    function chip() {
      const one = { node: h("button", { type: "button" }), day: 0 };
      one.node.addEventListener("click", () => actions.go(one.day));
      presets.append(one.node);
      return one;
    }

    /** Tell the state of a day: heading, figures, and the lists that are open. Quick enough for every frame. */
    function tell(day) {
      if (!view) return;
      const on = time.words(time.iso(day), view.lang);
      section.setAttribute("aria-label", words.panel.on_label);
      text(heading, fill(words.panel.on, { date: on }));
      after.hidden = day <= payload.complete;
      text(after, fill(words.panel.after_complete, { date: time.words(time.iso(payload.complete), view.lang) }));
      const now = stateOf(day);
      const shown = JSON.stringify([now.figures, view.lang]);
      if (shown !== asked) figures.replaceChildren(...now.figures.map(figure));
      asked = shown;
      for (const one of lists) one.show(now);
    }

    function stateOf(day) {
      const standings = state.standings(payload, day);
      const bases = state.bases(payload, view, day).map(({ base }) => base).filter(({ to }) => to === null || day < to);
      const hosts = state.forcesByHost(payload, view, day);
      const forces = new Map(); // force → its hosts
      for (const [host, present] of hosts) {
        for (const { force } of present) forces.set(force, [...(forces.get(force) || []), host]);
      }
      return { day, standings, bases, forces, figures: figuresOf(standings, day, bases, forces, hosts) };
    }

    function figuresOf(standings, day, bases, forces, hosts) {
      const { panel } = words;
      const counted = (id) => {
        const alliance = payload.alliances.findIndex((one) => one.id === id);
        const found = {};
        for (const statuses of standings.values()) {
          if (statuses.has(alliance)) found[statuses.get(alliance)] = (found[statuses.get(alliance)] || 0) + 1;
        }
        return found;
      };
      const [aes, ecowas] = [counted("AES"), counted("ECOWAS")];
      const apart = [["suspended", ecowas.suspended], ["exit_announced", ecowas["exit-announced"]]];
      const unsure = bases.filter((base) => sureness(base, day) === "unconfirmed").length;
      return [
        [aes.member || 0, aes.member ? panel.aes_members : panel.aes_before],
        [ecowas.member || 0, panel.ecowas_members, ...apart.filter(([, n]) => n).map(([word, n]) => say(panel[word], n))],
        [bases.length, panel.bases, ...(unsure ? [say(panel.bases_unconfirmed, unsure)] : [])],
        [forces.size, panel.forces, ...(hosts.size ? [say(panel.hosts, hosts.size)] : [])],
      ];
    }

    const figure = ([value, label, ...details]) =>
      h("div", { class: "figure" }, h("dd", {}, number(value)), h("dt", {}, label, ...details.map((detail) => h("span", {}, detail))));

    /** A list that is filled only while it is open. */
    function list(name) {
      const title = h("summary");
      const body = h("div");
      const node = h("details", { class: `list list-${name}` }, title, body);
      let now = null;
      let filled = "";
      node.addEventListener("toggle", write);

      function show(state) {
        now = state;
        const total = { who: "", bases: now.bases.length, forces: now.forces.size }[name];
        const word = { who: "who", bases: "which_bases", forces: "which_forces" }[name];
        const titled = `${words.panel[word]} ${total}`;
        if (title.textContent !== titled) title.replaceChildren(`${words.panel[word]} `, h("span", { class: "count" }, String(total)));
        write();
      }

      async function write() {
        const key = `${now.day} ${JSON.stringify([view.alliance, view.force, view.country])} ${view.lang}`;
        if (!node.open || key === filled) return;
        filled = key;
        const shown = now;
        const longer = name === "who" ? null : await texts("presences").catch(() => null);
        if (filled !== key) return;
        body.replaceChildren(...(name === "who" ? who(shown) : [presences(name, shown, longer || {})]));
      }

      return { node, show };
    }

    /** Each alliance with its members, suspended, leaving and observing states. */
    function who({ standings, day }) {
      const { panel } = words;
      const headings = { member: panel.members, suspended: panel.suspended_list, "exit-announced": panel.exit_list, observer: panel.observers };
      return [...payload.alliances].sort((one, other) => one.order - other.order).flatMap((alliance) => {
        if (view.alliance.length && !view.alliance.includes(alliance.id)) return [];
        const at = payload.alliances.indexOf(alliance);
        const rows = Object.entries(headings).flatMap(([status, heading]) => {
          const countries = [...standings].filter(([, statuses]) => statuses.get(at) === status).map(([code]) => name(code));
          return countries.length ? [h("dt", {}, heading), h("dd", {}, countries.sort(collate).join(", "))] : [];
        });
        if (!rows.length) return [];
        const stage = alliance.stages.filter(([from]) => from <= day).pop();
        const note = alliance.note ? [h("p", { class: "small" }, alliance.note[lang])] : [];
        return [h("h3", {}, (stage ? stage[1] : alliance.name)[lang]), h("dl", { class: "who" }, ...rows), ...note];
      });
    }

    function presences(kind, { bases, forces, day }, longer) {
      const items = kind === "bases" ? bases.map((base) => [base, [base.host]]) : [...forces];
      if (!items.length) return h("p", {}, words.panel.no_one);
      const ordered = items.sort(([one], [other]) => collate(one.id, other.id));
      return h("ul", { class: "presences" }, ...ordered.map(([thing, hosts]) => presence(thing, hosts, day, longer[thing.id])));
    }

    function presence(thing, hosts, day, longer) {
      const operator = thing.operator[lang];
      const actor = longer && longer.actor && !operator.includes(longer.actor) ? ` (${longer.actor})` : "";
      const more = longer ? [...(longer.note ? [h("span", {}, longer.note[lang])] : []), h("span", { class: "sources" }, ...links(longer.sources)), h("span", { class: "reviewed" }, reading(longer.reviewed))] : [];
      return h("li", { "data-operator": thing.group }, h("strong", {}, thing.name[lang]),
        ` · ${operator}${actor} · ${hosts.map(name).sort(collate).join(", ")}`, h("span", {}, when(thing, day).join(" · ")), ...more);
    }

    function when(thing, day) {
      const [from, , confirmed, first] = thing.written;
      const said = (word, date) => fill(words.panel[word], { date: time.words(date, view.lang) });
      const sure = sureness(thing, day);
      const found = [];
      if (sure === "uncertain") found.push(said("in_the_course", from || first));
      else if (from) found.push(said("since", from));
      else if (first) found.push(said("first_seen", first));
      if (sure === "unconfirmed") found.push(said("last_confirmed", confirmed));
      return found;
    }

    /** The trail's events, newest first; a chosen one that the trail or the filters leave out stands before them. */
    function listEvents() {
      const [begin, end] = index.trail(view.day, view.trail);
      const total = index.passed(begin, end);
      const reach = { 92: "events_3m", 365: "events_12m" }[view.trail] || "events_all";
      count.replaceChildren(`${say(words.panel.events, total)} `, h("small", {}, words.panel[reach]));
      const shown = index.newest(begin, end, wanted);
      const chosen = index.byId(view.event);
      const outside = chosen && !shown.includes(chosen);
      const listed = outside && index.passes(chosen.id) && index.position(chosen.id) >= begin && index.position(chosen.id) < end;
      const all = outside ? [chosen, ...shown] : shown;
      const kept = new Set(all.map(({ id }) => id));
      for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
      const none = total ? [] : [h("p", { class: "none" }, words.panel.none)];
      fillWith(cards, [...none, ...all.map((event) => card(event, event === chosen && outside && !listed))]);
      more.hidden = shown.length >= total;
      text(more, words.panel.more);
    }

    function card(event, apart) {
      let one = known.get(event.id);
      if (!one || one.lang !== lang) known.set(event.id, (one = write(event)));
      one.node.dataset.selected = event.id === view.event;
      one.title.setAttribute("aria-pressed", event.id === view.event);
      one.apart.hidden = !apart;
      text(one.apart, words.card.not_shown);
      return one.node;
    }

    function write(event) {
      const title = h("button", { type: "button", class: "title" }, event.title[lang]);
      const apart = h("p", { class: "apart" });
      const meta = h("p", { class: "meta" });
      const body = h("div", { class: "card-body" });
      const node = h("article", { class: "card", "data-card": event.id, "data-family": payload.families[event.kind] }, h("h3", {}, title), apart, meta, body);
      const dated = (longer) => {
        const [start, end] = [event.date, longer && longer.until].map((date) => date && time.words(date, view.lang));
        return end ? fill(words.card.until, { start, end }) : start;
      };
      const placed = (longer) => {
        const country = longer ? name(longer.country) : "";
        return event.place[lang].includes(country) ? event.place[lang] : `${event.place[lang]} (${country})`;
      };
      const about = (longer) => meta.replaceChildren(h("time", { datetime: event.date }, dated(longer)), ` · ${placed(longer)} · ${words.kinds[event.kind]}`);
      const written = { node, title, apart, lang };
      title.addEventListener("click", () => actions.choose(event.id));
      about(null);
      const position = index.position(event.id);
      texts(`events-${Math.floor(position / PIECE)}`).then(
        (piece) => {
          const longer = piece[position % PIECE];
          about(longer);
          body.replaceChildren(...bodyOf(longer));
        },
        () => body.replaceChildren(h("p", { class: "note" }, words.card.failed)),
      );
      return written;
    }

    function bodyOf({ summary, figures: stated, note, sources, confidence, reviewed }) {
      const { card: say_ } = words;
      const rows = stated.map(({ value, what, according }) =>
        h("li", {}, h("b", {}, value[lang]), ` ${what[lang]}`, ...(according ? [h("span", {}, ` (${according[lang]})`)] : [])));
      return [
        h("p", {}, summary[lang]),
        ...(rows.length ? [h("ul", { class: "numbers" }, ...rows)] : []),
        ...(note ? [h("p", { class: "note" }, h("strong", {}, `${say_.note}. `), note[lang])] : []),
        h("details", { class: "sources" },
          h("summary", {}, `${say(say_.source, sources.length)} `, h("span", { class: "confidence", "data-confidence": confidence }, say_[confidence])),
          h("ul", {}, ...sources.map((source) => h("li", {}, ...citation(source)))),
          h("p", { class: "reviewed" }, reading(reviewed))),
      ];
    }

    /** What the record covers, and where it is thin. */
    async function tellAbout() {
      const found = (await texts("about").catch(() => ({})))[view.lang];
      if (!found || about.lang === view.lang) return;
      about.lang = view.lang;
      const thin = found.thin.map(({ when, what }) => h("li", {}, h("strong", {}, when), ` ${what}`));
      about.replaceChildren(h("h2", {}, found.title), h("p", {}, found.text), h("details", {}, h("summary", {}, found.thin_title), h("ul", {}, ...thin)));
    }

    const link = ({ url, publisher }) => h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: words.card.opens_outside }, publisher);
    const links = (sources) => sources.flatMap((source, position) => (position ? [" · ", link(source)] : [link(source)]));

    function citation(source) {
      const published = source.published && fill(words.card.published, { date: time.words(source.published, view.lang) });
      return [link(source), ...(source.title ? [", ", h("cite", {}, source.title)] : []), ...(published ? [h("span", {}, ` (${published})`)] : [])];
    }

    const reading = (day) => (day ? fill(words.card.reviewed, { date: time.words(day, view.lang) }) : words.card.not_reviewed);

    const number = (value) => new Intl.NumberFormat(view.lang).format(value);
    const collate = (one, other) => one.localeCompare(other, view.lang);
    const name = (code) => (payload.names[code] || [code, code])[lang];
    const say = (forms, n) => fill(forms[new Intl.PluralRules(view.lang).select(n)] || forms.other, { n: number(n) });

    return { show, tell };
  }

  /** How sure a presence is on a day on which it holds: open, uncertain or unconfirmed. */
  function sureness(thing, day) {
    if (thing.confirmed !== null && day > thing.confirmed) return "unconfirmed";
    return day < thing.sure[0] ? "uncertain" : "open";
  }

  /** Put nodes into a node unless it holds just them; the keyboard's focus stays where it is. */
  function fillWith(parent, nodes) {
    const held = parent.childNodes;
    if (held.length === nodes.length && nodes.every((node, index) => node === held[index])) return;
    const focused = parent.getRootNode().activeElement;
    parent.replaceChildren(...nodes);
    if (focused && parent.contains(focused)) focused.focus({ preventScroll: true });
  }

  function text(node, words) {
    if (node.textContent !== words) node.textContent = words;
  }

  atlas.panel = { build, PIECE };
})(window.SahelAtlas);
