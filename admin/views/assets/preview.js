// The page as readers will see it, beside the text while it is typed. The server
// makes it, by the renderer of the site; nothing of it runs here.
import { make, rest, word } from "./words.js";

const pause = 400;
const patience = 20_000;
const late = 3_000;
const memory = "herald.preview";

/** What was chosen before; a browser may keep nothing. */
const remembered = () => {
  try {
    return localStorage.getItem(memory) === "shown";
  } catch {
    return false;
  }
};

function remember(shown) {
  try {
    localStorage.setItem(memory, shown ? "shown" : "hidden");
  } catch {
    // It is asked for again next time.
  }
}

/** Puts a pane beside a form that says where its preview is made. */
export function preview(form) {
  const pane = new Pane(form);
  const frame = make("div", { class: "writing" });
  const focused = form.contains(document.activeElement) && document.activeElement;
  form.id ||= "_writing";
  form.replaceWith(frame);
  frame.append(form, pane.element);
  frame.prepend(...controls(frame, pane, form));
  if (focused) focused.focus();
  form.addEventListener("input", pane.later);
  form.addEventListener("change", pane.later);
}

/** A button where there is room for both, tabs where there is not; the style sheet knows which. */
function controls(frame, pane, form) {
  const button = make("button", { type: "button", class: "second preview-button", "aria-expanded": "false", "aria-controls": pane.element.id });
  const tab = (name, key, panel) => make("button", { type: "button", role: "tab", "data-tab": name, "aria-controls": panel.id }, word(key));
  const tabs = [tab("text", "preview_text", form), tab("preview", "preview", pane.element)];
  const narrow = matchMedia("(max-width: 59.99em)");
  let shown = remembered();
  let chosen = "text";
  const show = () => {
    frame.dataset.view = narrow.matches ? chosen : shown ? "both" : "text";
    button.textContent = word(shown ? "preview_hide" : "preview_show");
    button.setAttribute("aria-expanded", String(shown));
    for (const t of tabs) {
      t.setAttribute("aria-selected", String(t.dataset.tab === chosen));
      t.tabIndex = t.dataset.tab === chosen ? 0 : -1;
    }
    pane.show(frame.dataset.view !== "text");
  };
  button.addEventListener("click", () => {
    shown = !shown;
    remember(shown);
    show();
  });
  const choose = (name) => {
    chosen = name;
    show();
  };
  const list = make("div", { role: "tablist", class: "preview-tabs", "aria-label": word("preview_tabs") }, ...tabs);
  list.addEventListener("click", ({ target }) => target.dataset.tab && choose(target.dataset.tab));
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    choose(chosen === "text" ? "preview" : "text");
    tabs.find((t) => t.dataset.tab === chosen).focus();
  });
  narrow.addEventListener("change", show);
  show();
  return [list, button];
}

class Pane {
  constructor(form) {
    this.form = form;
    this.status = make("p", { role: "status", class: "note preview-status" });
    this.stage = make("div", { class: "preview-stage" });
    this.element = make("section", { id: "_preview", class: "preview-pane", "aria-label": word("preview"), hidden: true }, this.status, this.stage);
    this.later = rest(pause, () => this.ask());
    addEventListener("online", this.later);
  }

  show(shown) {
    this.element.hidden = !shown;
    if (shown) this.ask();
  }

  /** Asks once at a time; what was typed meanwhile is asked for afterwards, so that answers keep their order. */
  async ask() {
    if (this.element.hidden) return;
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    this.element.setAttribute("aria-busy", "true");
    try {
      this.put(await this.fetch());
      this.status.textContent = "";
    } catch {
      this.status.textContent = word("preview_failed");
    }
    this.busy = false;
    this.element.removeAttribute("aria-busy");
    if (this.again) await this.ask();
  }

  /** The page for the form as it stands. Files stay here. */
  async fetch() {
    const fields = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
    const sent = fields.toString();
    if (sent === this.sent) return this.page;
    const answer = await fetch(this.form.dataset.preview, {
      method: "POST", body: fields, redirect: "error", headers: { Accept: "text/html", "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok || !/^text\/html\b/.test(answer.headers.get("content-type") ?? "")) throw new Error(`status ${answer.status}`);
    const page = await answer.text();
    this.sent = sent;
    return page;
  }

  /** Shows a page at the place where the one before it was read. */
  put(page) {
    if (page === this.page) return;
    this.page = page;
    const old = this.stage.querySelector("iframe:not(.coming)");
    for (const overtaken of this.stage.querySelectorAll(".coming")) overtaken.remove();
    // No scripts, forms or windows. Its own origin lets it load the style sheet of the site.
    const next = make("iframe", { sandbox: "allow-same-origin", title: word("preview"), class: "coming", srcdoc: still(page) });
    this.stage.append(next);
    // Shown once it is whole: never a page whose style sheet is still to come.
    const swap = () => {
      if (!next.classList.contains("coming") || !next.isConnected) return;
      next.classList.remove("coming");
      if (old?.isConnected) {
        next.contentWindow.scrollTo(old.contentWindow.scrollX, old.contentWindow.scrollY);
        old.remove();
      } else {
        // What is written begins below the head of the site.
        next.contentDocument.querySelector("main")?.scrollIntoView();
      }
    };
    next.addEventListener("load", swap);
    setTimeout(swap, late); // a picture may take its time
  }
}

/** A page that loads no script, and whose links would need a window that the frame may not open. */
function still(page) {
  const made = new DOMParser().parseFromString(page, "text/html");
  for (const e of made.querySelectorAll("script, base, meta[http-equiv], link[rel~=preload], link[rel~=modulepreload]")) e.remove();
  for (const e of made.querySelectorAll("[target]")) e.removeAttribute("target");
  const base = made.createElement("base");
  base.target = "_blank";
  made.head.prepend(base);
  return `<!doctype html>${made.documentElement.outerHTML}`;
}
