// Whoever leaves with something typed and not saved is asked first.

/** What a form would send, as one text. The token is no typing. */
function sent(form) {
  const all = [...new FormData(form)].filter(([name]) => name !== "_form");
  return JSON.stringify(all.map(([name, value]) => [name, value instanceof File ? `${value.name} ${value.size}` : value]));
}

/** Whether a field says something else than the page that came. Browsers fill forms in again by themselves. */
function typed(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    return options.some((o) => o.defaultSelected) && options.some((o) => o.selected !== o.defaultSelected);
  }
  if (!(field instanceof HTMLInputElement)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  return !["hidden", "file"].includes(field.type) && field.value !== field.defaultValue;
}

/**
 * Watches a form. It counts as unsaved from the beginning where it says so itself
 * (data-unsaved), as it does when it is shown again with a mistake. Another script
 * tells that it has saved by the event "saved" on the form.
 */
export function leave(form) {
  let saved = sent(form);
  let fresh = true;
  let sending = false;
  const unsaved = () => sent(form) !== saved || (fresh && ("unsaved" in form.dataset || [...form.elements].some((f) => f.name && typed(f))));
  form.addEventListener("saved", () => {
    saved = sent(form);
    fresh = false;
  });
  // Last of all: another script may keep the form from being sent.
  addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) sending = true;
  });
  addEventListener("pageshow", () => (sending = false));
  addEventListener("beforeunload", (event) => {
    if (!sending && unsaved()) event.preventDefault();
  });
}
