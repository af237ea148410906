// Suggestions below a search field while somebody types: a combobox with a list, as
// the ARIA Authoring Practices describe it. The list comes from the server, ready to be
// shown, and each entry leads to its page. Without this script the field is a form.

/** How many letters are needed, and how long a pause in typing is, in milliseconds. */
const least = 2;
const pause = 150;

for (const form of document.querySelectorAll("form.finder[data-suggest]")) offer(form);

function offer(form) {
  const input = form.elements.namedItem("q");
  const list = Object.assign(document.createElement("div"), { className: "suggestions", id: `${input.id}-list`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  input.after(list);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  form.append(said);

  // A search field may not be a combobox, a field of text may. What a phone shows on
  // its return key stays.
  input.type = "text";
  input.enterKeyHint = "search";
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocapitalize: "none" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  /** The entry that the arrow keys have come to, -1 is the field itself. */
  let at = -1;
  /** What the list was made for, the pause that runs and the question under way. */
  let shown = "";
  let timer;
  let asked;

  const entries = () => list.children;
  const typed = () => input.value.trim();

  function choose(n) {
    entries()[at]?.setAttribute("aria-selected", "false");
    at = n;
    const entry = entries()[at];
    if (!entry) return input.removeAttribute("aria-activedescendant");
    entry.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", entry.id);
    entry.scrollIntoView({ block: "nearest" });
  }

  function open(yes) {
    const some = yes && entries().length > 0;
    choose(-1);
    list.hidden = !some;
    input.setAttribute("aria-expanded", String(some));
  }

  /** Stops whatever is under way and shows nothing. */
  function close() {
    clearTimeout(timer);
    asked?.abort();
    open(false);
    said.textContent = "";
  }

  function fill(text, answer) {
    const page = new DOMParser().parseFromString(answer, "text/html");
    list.replaceChildren(...page.querySelectorAll("[role=option]"));
    [...entries()].forEach((entry, n) => (entry.id = `${list.id}-${n}`));
    shown = text;
    open(true);
    said.textContent = page.querySelector("p")?.textContent ?? "";
  }

  async function ask() {
    const text = typed();
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const list = await answer.text();
      if (!signal.aborted && document.activeElement === input) fill(text, list);
    } catch {
      // Nothing is offered: the form works without.
      if (!signal.aborted) close();
    }
  }

  input.addEventListener("input", (e) => {
    if (e.isComposing) return;
    clearTimeout(timer);
    if ([...typed()].length < least) return close();
    timer = setTimeout(ask, pause);
  });
  // What an input method puts together is complete only now.
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input", { bubbles: true })));

  input.addEventListener("keydown", (e) => {
    const count = entries().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.isComposing) return;
    if (step && count > 0 && shown === typed() && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      if (list.hidden) open(true);
      // The field lies between the last entry and the first.
      if (!e.altKey) choose(((at + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (e.key === "Escape" && !list.hidden) {
      e.preventDefault();
      close();
    } else if (e.key === "Enter" && at >= 0) {
      e.preventDefault();
      entries()[at].click();
    }
  });

  // A press on an entry must not take the focus from the field before it counts.
  list.addEventListener("mousedown", (e) => e.preventDefault());
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // Who comes back finds the page as it was before.
  addEventListener("pageshow", (e) => e.persisted && close());
}
