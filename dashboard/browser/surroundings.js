// What the map has to do with the page around it: its language, theme and keys, the picture that stood in the map's place.

(function (atlas) {
  "use strict";

  /** Streamlit's page around the map; null where there is none. A page around that is somebody else's is left alone. */
  const outer = () => (window.Streamlit ? window.parent.document : null);

  /** The first picture, which stood in the page until there was a map, or a word on why there is none. */
  function takeAwayPicture() {
    const picture = outer() && outer().getElementById("first-picture");
    if (picture) picture.remove();
  }

  function speak(lang) {
    for (const page of [document, outer()]) if (page) page.documentElement.lang = lang;
  }

  /** Tell the page the day: its panel follows while the date still moves. */
  function tell(day) {
    (outer() ? window.parent : window).dispatchEvent(new CustomEvent("sahel-atlas-day", { detail: day }));
  }

  /** Follow the page's light or dark theme; `turned()` hears when it changes. */
  function followTheme(turned) {
    const turn = (theme) => {
      if (document.documentElement.dataset.theme === theme) return;
      document.documentElement.dataset.theme = theme;
      turned();
    };
    if (window.Streamlit) {
      window.Streamlit.events.addEventListener(window.Streamlit.RENDER_EVENT, ({ detail }) => detail.theme && turn(detail.theme.base));
      return;
    }
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = () => turn(dark.matches ? "dark" : "light");
    dark.addEventListener("change", follow);
    follow();
  }

  /** F means full screen in the page around the map, too, where it is not typed and no dialog covers the map. */
  function followKeys(toggle) {
    const page = outer();
    if (!page) return;
    const hear = (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const elsewhere = event.target.closest("dialog, [role='dialog']");
      if (typing || elsewhere || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "f") return;
      toggle();
      event.preventDefault();
    };
    page.addEventListener("keydown", hear);
    // What listens to the page would keep a map that has left it, payload and all.
    window.addEventListener("pagehide", () => page.removeEventListener("keydown", hear));
    window.addEventListener("pageshow", () => page.addEventListener("keydown", hear));
  }

  atlas.surroundings = { takeAwayPicture, speak, tell, followTheme, followKeys };
})(window.SahelAtlas);
