// Elements of the page, and their words, made in a word.

(function (atlas) {
  "use strict";

  /** An element with attributes and children; text stays text, whatever is in it. */
  function h(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** Words with values in place of their {names}. */
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  Object.assign(atlas, { h, fill });
})(window.SahelAtlas);
