// Events of a large record, on a canvas: one bubble for those that would hide each other.
//
// The screen is divided into cells. A cell keeps its events in order of time, with running
// sums of their positions, so that how many lie in the trail, where their middle is and which
// is the newest are found by search. A step costs O(c log n) for the c cells that hold events,
// which the screen bounds, however many of the n events the trail holds. Cells are made anew,
// in O(n), when the zoom or the filters change.

(function (atlas) {
  "use strict";

  const CELL = 30; // px
  const SMALL = 9; // px, the radius of a single event
  const LARGE = 21; // px, the radius of the largest bubble
  const SPRITES = 6000; // kept at most, some 40 MB: counts are many where time runs over a large record

  /** Build the layer. */
  function build(map, payload, index, select) {
    map.createPane("sa-crowd").style.zIndex = 500;
    const canvas = new Canvas({ pane: "sa-crowd", padding: 0.1 }).addTo(map);
    const events = index.list;
    const world = events.map(({ at }) => map.project(at, 0));
    let cells = [];
    let made = ""; // zoom and filters for which the cells were made
    let bubbles = [];
    let view = null;
    let day = 0;
    canvas.onredraw = () => view && paint();
    map.on("click", (click) => {
      const bubble = under(click.layerPoint);
      if (bubble) select(next(bubble).id);
    });

    function show(nextView, nextDay) {
      view = nextView;
      day = nextDay;
      paint();
    }

    /** Put the events that pass into cells. */
    function sort(scale) {
      const found = new Map();
      for (let i = 0; i < events.length; i++) {
        if (!index.passing[i]) continue;
        const x = world[i].x * scale;
        const y = world[i].y * scale;
        const key = Math.floor(x / CELL) * 1e6 + Math.floor(y / CELL);
        let cell = found.get(key);
        if (!cell) found.set(key, (cell = { members: [], x: [0], y: [0] }));
        cell.members.push(i);
        cell.x.push(cell.x[cell.x.length - 1] + x);
        cell.y.push(cell.y[cell.y.length - 1] + y);
      }
      cells = [...found.values()];
    }

    function paint() {
      const scale = 2 ** map.getZoom();
      const key = `${map.getZoom()} ${index.sifted()}`;
      if (key !== made) sort(scale);
      made = key;
      const [begin, end] = index.trail(day, view.trail);
      const origin = map.getPixelOrigin();
      const { min, max } = canvas._bounds;
      bubbles = [];
      for (const { members, x, y } of cells) {
        const from = lower(members, begin);
        const to = lower(members, end);
        if (from === to) continue;
        const count = to - from;
        const at = { x: (x[to] - x[from]) / count - origin.x, y: (y[to] - y[from]) / count - origin.y };
        if (at.x < min.x - LARGE || at.y < min.y - LARGE || at.x > max.x + LARGE || at.y > max.y + LARGE) continue;
        const age = (end - members[to - 1]) / (end - begin);
        bubbles.push({ ...at, count, members, from, to, age, newest: events[members[to - 1]], radius: count === 1 ? SMALL : Math.min(LARGE, SMALL + 2 * Math.log2(count)) });
      }
      canvas.draw(bubbles, payload.families);
    }

    function under(point) {
      return bubbles.find(({ x, y, radius }) => Math.hypot(x - point.x, y - point.y) <= radius + 2);
    }

    /** The newest event of a bubble; asked again, the one before it. */
    function next({ members, from, to }) {
      const ids = members.slice(from, to).reverse().map((i) => events[i]);
      const at = ids.findIndex(({ id }) => id === view.event);
      return ids[(at + 1) % ids.length];
    }

    return { show, families: () => new Set(bubbles.map(({ newest }) => payload.families[newest.kind])) };
  }

  /** How many of sorted numbers lie below a bound. */
  function lower(sorted, bound) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const Canvas = L.Renderer.extend({
    _initContainer() {
      this._container = document.createElement("canvas");
      this._sprites = new Map();
    },

    /** Leaflet calls this when the map has moved: follow it. */
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      Object.assign(this._container, { width: size.x * ratio, height: size.y * ratio });
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
      this._ratio = ratio;
      this._context = this._container.getContext("2d");
      if (this.onredraw) this.onredraw();
    },

    draw(bubbles, families) {
      const { _context: context, _ratio: ratio, _bounds: bounds } = this;
      const { theme } = document.documentElement.dataset;
      if (theme !== this._theme) this._sprites.clear(); // its colours are the theme's
      this._theme = theme;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      for (const { x, y, count, age, newest, radius } of bubbles) {
        const sprite = this._sprite(newest.kind, families[newest.kind], count, radius, ratio);
        context.globalAlpha = 1 - 0.6 * age;
        context.drawImage(sprite, Math.round((x - bounds.min.x) * ratio - sprite.width / 2), Math.round((y - bounds.min.y) * ratio - sprite.height / 2));
      }
    },

    /** A bubble drawn once and then copied: drawing signs and figures anew for each would cost a frame. */
    _sprite(kind, family, count, radius, ratio) {
      const key = `${count === 1 ? kind : family} ${count} ${ratio}`;
      if (this._sprites.has(key)) return this._sprites.get(key);
      if (this._sprites.size === SPRITES) this._sprites.delete(this._sprites.keys().next().value);
      const sprite = document.createElement("canvas");
      sprite.width = sprite.height = 2 * Math.ceil((radius + 1.5) * ratio);
      const context = sprite.getContext("2d");
      context.translate(sprite.width / 2, sprite.height / 2);
      context.scale(ratio, ratio);
      const style = getComputedStyle(document.documentElement);
      context.fillStyle = style.getPropertyValue(`--${family}`);
      context.strokeStyle = "#fff";
      context.lineWidth = 1.4;
      context.beginPath();
      context.arc(0, 0, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      if (count === 1) {
        context.scale(radius / 10, radius / 10);
        context.translate(-10, -10);
        context.stroke(new Path2D(atlas.symbols.KINDS[kind]));
      } else {
        context.fillStyle = "#fff";
        context.font = `700 ${count > 999 ? 10 : 12}px "Source Sans", system-ui, sans-serif`;
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillText(count > 9999 ? `${Math.round(count / 1000)}k` : count, 0, 0.5);
      }
      this._sprites.set(key, sprite);
      return sprite;
    },
  });

  atlas.crowd = { build };
})(window.SahelAtlas);
