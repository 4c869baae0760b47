// First-level regions of the core states: fine lines, then names, once the reader is near enough to want them.

(function (atlas) {
  "use strict";

  const LINES_FROM = 6.25; // zoom
  const NAMES_FROM = 7.25; // zoom

  /** Build the layer; `get()` is asked for its GeoJSON the first time that the map comes near. */
  function build(map, get) {
    map.createPane("sa-regions").style.zIndex = 255;
    map.getPane("sa-regions").style.pointerEvents = "none";
    const lines = L.layerGroup();
    const names = L.layerGroup();
    let asked = false;
    let lang = "en";
    map.on("zoomend", follow);

    function follow() {
      const zoom = map.getZoom();
      if (zoom >= LINES_FROM && !asked) ask();
      toggle(lines, zoom >= LINES_FROM);
      toggle(names, zoom >= NAMES_FROM);
    }

    function toggle(layer, wanted) {
      if (wanted) layer.addTo(map);
      else layer.remove();
    }

    function ask() {
      asked = true;
      get()
        .then(draw)
        .catch(() => {
          asked = false; // The next zoom asks again; the map is whole without them.
        });
    }

    function draw(regions) {
      const renderer = L.svg({ pane: "sa-regions", padding: 0.5 });
      const style = { fill: false, weight: 0.7, pane: "sa-regions", renderer, className: "sa-region" };
      lines.addLayer(L.geoJSON(regions, { interactive: false, style }));
      for (const { properties } of regions.features) {
        const node = document.createElement("div");
        node.className = "sa-region-name";
        node.dataset.en = properties.en;
        node.dataset.fr = properties.fr;
        const icon = L.divIcon({ html: node, className: "sa-spot", iconSize: [0, 0] });
        const at = [properties.lat, properties.lon];
        names.addLayer(L.marker(at, { icon, pane: "sa-regions", keyboard: false, interactive: false }));
      }
      speak(lang);
    }

    /** Write the names in a language. */
    function speak(language) {
      lang = language;
      names.eachLayer((marker) => {
        const node = marker.options.icon.options.html;
        node.textContent = node.dataset[lang];
      });
    }

    follow();
    return { speak };
  }

  atlas.regions = { build };
})(window.SahelAtlas);
