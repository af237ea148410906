// One key for each thing that can be done with a text that waits. A key goes to the
// button; pressed again there, it presses it: nothing is done by one stray key. They
// are silent while somebody types, and can be switched off.

const stored = "herald-keys";

/** Whether the keys are switched off in this browser. */
function off() {
  try {
    return localStorage.getItem(stored) === "off";
  } catch {
    return false;
  }
}

function turn(state) {
  try {
    localStorage.setItem(stored, state);
  } catch {
    // The browser keeps nothing: then it holds for this page.
  }
  document.body.dataset.keys = state;
}

const silent = () => (document.body.dataset.keys ?? (off() ? "off" : "on")) === "off";

/** Shows the keys on the page that stands there now. */
export function keys() {
  const list = document.querySelector("details.keys");
  if (!list) return;
  list.hidden = false;
  const button = list.querySelector("button");
  const draw = () => {
    for (const key of document.querySelectorAll("[data-key]")) {
      if (silent()) key.removeAttribute("aria-keyshortcuts");
      else key.setAttribute("aria-keyshortcuts", key.dataset.key);
    }
    for (const mark of document.querySelectorAll(".run-acts form kbd, .run-acts .act-link kbd")) mark.hidden = silent();
    button.textContent = silent() ? button.dataset.on : button.dataset.off;
  };
  button.addEventListener("click", () => {
    turn(silent() ? "on" : "off");
    draw();
  });
  draw();
}

/** Whether what is typed goes into a field. */
const writes = (e) => e.isContentEditable || ["TEXTAREA", "SELECT"].includes(e.tagName) || (e.tagName === "INPUT" && !["button", "submit", "reset"].includes(e.type));

/** The digit that was pressed, in whatever layout of the keyboard; else "". */
const digit = (event) => /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? "";

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey || event.metaKey) return;
  const at = event.target;
  if (event.ctrlKey) {
    if (event.key === "Enter" && at.tagName === "TEXTAREA" && at.dataset.key && !silent()) at.form.requestSubmit();
    return;
  }
  if (event.shiftKey || silent() || writes(at)) return;
  const wanted = document.querySelector(`.run-acts [data-key="${digit(event) || "none"}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (document.activeElement === wanted) wanted.click();
  else wanted.focus();
});
