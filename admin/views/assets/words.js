// Words and elements. Every word that a script shows stands in the page, in the
// element #_words, so that it is in the language of the screen.

/** The words that the scripts of writing need. */
export const needed = [
  "toolbar", "heading2", "heading3", "bold", "italic", "link", "list", "numbers", "quote", "table", "table_caption", "table_column",
  "link_title", "link_text", "link_find", "link_address", "link_hint", "link_results", "link_insert", "link_remove", "link_cancel", "link_none",
  "link_failed", "link_bad", "link_empty", "preview", "preview_show", "preview_hide", "preview_tabs", "preview_text", "preview_failed",
  "picture", "picture_insert", "picture_other", "picture_failed", "picture_denied",
];

let found;

/** The word for a key; the key itself where the page lacks it, so that it is seen. */
export function word(key) {
  if (!found) {
    const store = document.getElementById("_words");
    const items = (store?.content ?? store)?.querySelectorAll("[data-key]") ?? [];
    found = new Map([...items].map((item) => [item.dataset.key, item.textContent.trim()]));
  }
  return found.get(key) ?? key;
}

/** An element with attributes and children; what is undefined or false is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Calls work when nothing has asked for it again for a while. */
export function rest(milliseconds, work) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds, ...given);
  };
}
