// How many events happened when, under the track: a stack for each month or quarter, coloured by family.

(function (atlas) {
  "use strict";

  const { time } = atlas;
  const NARROW = 3.5; // px, below which a month's stack could not be seen

  /** Build the drawing; `draw(index, last)` counts anew, `move(day)` is called where the reader points. */
  function build(payload, move) {
    const box = document.createElement("div");
    const canvas = document.createElement("canvas");
    const veil = document.createElement("div");
    box.className = "sa-histogram";
    veil.className = "sa-veil"; // what lies after the date is paler
    box.setAttribute("aria-hidden", "true");
    box.append(canvas, veil);
    const families = Object.keys(payload.words.en.families);
    let stacks = [];
    let last = payload.complete;
    let index = null;

    /** Count the events that pass: O(n), once for each change of the filters or of the width. */
    function draw(nextIndex, nextLast) {
      index = nextIndex;
      last = nextLast;
      const width = box.clientWidth;
      const height = box.clientHeight;
      if (!width) return;
      const ratio = window.devicePixelRatio || 1;
      const months = time.months(last) - time.months(payload.begins) + 1;
      const bin = width / months < NARROW ? 3 : 1;
      stacks = Array.from({ length: Math.ceil(months / bin) }, () => families.map(() => 0));
      index.list.forEach((event, position) => {
        if (!index.passing[position] || event.day < payload.begins) return;
        const stack = stacks[Math.floor((time.months(event.day) - time.months(payload.begins)) / bin)];
        if (stack) stack[families.indexOf(payload.families[event.kind])]++;
      });
      const tallest = Math.max(4, ...stacks.map(sum));
      const colours = families.map((family) => getComputedStyle(box).getPropertyValue(`--${family}`));
      Object.assign(canvas, { width: width * ratio, height: height * ratio });
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      stacks.forEach((stack, number) => {
        const left = share(time.month(payload.begins, number * bin)) * width;
        const right = share(time.month(payload.begins, (number + 1) * bin)) * width;
        let top = height;
        stack.forEach((count, family) => {
          if (!count) return;
          const tall = (count / tallest) * height;
          context.fillStyle = colours[family];
          context.fillRect(left + 0.5, top - tall, Math.max(1.5, right - left - 1.5), Math.max(1, tall - 0.75));
          top -= tall;
        });
      });
      box.dataset.bars = stacks.filter(sum).length;
    }

    const share = (day) => (day - payload.begins) / (last - payload.begins);
    const dayAt = (event) => {
      const { left, width } = box.getBoundingClientRect();
      return Math.round(payload.begins + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (last - payload.begins));
    };

    box.addEventListener("pointerdown", (event) => {
      box.setPointerCapture(event.pointerId);
      move(dayAt(event));
    });
    box.addEventListener("pointermove", (event) => {
      if (event.buttons) move(dayAt(event));
    });
    new ResizeObserver(() => index && draw(index, last)).observe(box);

    return { box, draw, veil: (percent) => (veil.style.left = `${percent}%`) };
  }

  const sum = (counts) => counts.reduce((total, count) => total + count, 0);

  atlas.histogram = { build };
})(window.SahelAtlas);
