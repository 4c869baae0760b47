// Puts the first picture on the scale on which the map will be, and takes away of it what the page has by now.
// The rest goes when the map is there: see surroundings.js.

(function () {
  "use strict";

  const picture = document.getElementById("first-picture");
  const drawing = picture.querySelector("svg");
  const ZOOM = 6; // of the picture's pixels: see first_picture.py
  const HOME = { west: 7554.8, north: 7016.3, east: 9079.5, south: 7987 }; // as in home.js
  const bar = picture.querySelector(".first-bar"); // as tall as the time bar
  const ABOVE = 10; // px, as in home.js
  const UNDER = 64;
  const LETTER = 8; // px, the width of one

  /** Do as Leaflet does when it fits bounds into a map, or shows a place at a zoom. */
  function fit() {
    const { width, height } = drawing.getBoundingClientRect();
    if (!width) return;
    const below = bar.offsetHeight + UNDER;
    const room = Math.min(width / (HOME.east - HOME.west), (height - ABOVE - below) / (HOME.south - HOME.north));
    const { zoom = Math.floor((ZOOM + Math.log2(Math.max(room, 0.01))) * 4) / 4, x, y } = picture.dataset;
    const scale = 2 ** (zoom - ZOOM);
    const middle = x ? [Number(x), Number(y)] : [(HOME.west + HOME.east) / 2, (HOME.north + HOME.south) / 2 + (below - ABOVE) / 2 / scale];
    drawing.style.setProperty("--px", `${1 / scale}px`); // a pixel of the screen
    for (const name of drawing.querySelectorAll("text")) name.style.display = name.dataset.room * scale < name.textContent.length * LETTER ? "none" : "";
    drawing.setAttribute("viewBox", [middle[0] - width / scale / 2, middle[1] - height / scale / 2, width / scale, height / scale].join(" "));
  }

  fit();
  window.addEventListener("resize", fit);
  const watch = new MutationObserver(() => {
    if (!picture.isConnected) watch.disconnect();
    else if (document.querySelector("#root .st-key-body")) picture.dataset.page = "there";
  });
  watch.observe(document.body, { childList: true, subtree: true });
})();
