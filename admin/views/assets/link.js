// The dialog for a link: a text of the house, found by typing, or an address.
import { replace, selection } from "./change.js";
import { lines } from "./marks.js";
import { make, rest, word } from "./words.js";

const written = /\[((?:\\.|[^\\[\]\n]|\[[^\][\n]*\])*)\]\(((?:\\.|[^\s\\()]|\([^\s()]*\))*)\)/g;

/** Gives the function that opens the dialog for a text; texts are found at address. */
export function links(address) {
  let dialog;
  return (area) => (dialog ??= new Dialog(address)).open(area);
}

/** The link that a selection stands in. */
export function linkAt(text, from, to) {
  const { start, end } = lines(text, from, to);
  for (const found of text.slice(start, end).matchAll(written)) {
    const at = start + found.index;
    if (at <= from && to <= at + found[0].length && text[at - 1] !== "!") return { start: at, end: at + found[0].length, text: found[1], address: found[2] };
  }
  return undefined;
}

/** An address as Markdown takes it, or nothing where it is none. */
export function addressOf(typed) {
  let to = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(to)) to = `mailto:${to}`;
  else if (/^\+[\d ()./-]{5,30}$/.test(to)) to = `tel:${to}`;
  else if (/^[\p{L}\d-]+(\.[\p{L}\d-]+)*\.\p{L}{2,}([/?#].*)?$/u.test(to)) to = `https://${to}`;
  if (/^tel:/.test(to)) to = `tel:${to.replace(/[^+\d]/g, "")}`;
  to = to.replace(/\s/g, "%20").replace(/[()\\<>"*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return /^(https?:\/\/[^/@]|mailto:[^@]+@.|tel:\+?\d|doc:[\w-]+(#|$)|asset:[\w-]+$|\/(?!\/)|#.)/i.test(to) ? to : undefined;
}

/** The words of a link: brackets that do not match are no marks. */
export function linkText(text) {
  const flat = text.replace(/\s*\n\s*/g, " ");
  return linkBrackets(flat) ? flat : flat.replace(/\\?([[\]])/g, "\\$1");
}

function linkBrackets(text) {
  let open = 0;
  for (const c of text.replace(/\\[^]/g, "")) {
    if (c === "[") open++;
    if (c === "]" && --open < 0) return false;
  }
  return open === 0;
}

class Dialog {
  constructor(address) {
    this.address = address;
    this.text = make("input", { id: "_link-text", type: "text", autocomplete: "off" });
    this.find = make("input", { id: "_link-find", type: "text", autocomplete: "off", "aria-describedby": "_link-hint _link-wrong" });
    this.wrong = make("p", { id: "_link-wrong", class: "mistake", hidden: true });
    this.status = make("p", { role: "status", class: "note" });
    this.list = make("ul", { class: "link-results", "aria-label": word("link_results") });
    this.away = make("button", { type: "button", class: "second" }, word("link_remove"));
    const stop = make("button", { type: "button", class: "quiet" }, word("link_cancel"));
    const field = (label, input, ...more) => make("div", { class: "field" }, make("label", { for: input.id }, label), input, ...more);
    this.form = make("form", { novalidate: true },
      make("h2", { id: "_link-title" }, word("link_title")),
      field(word("link_text"), this.text),
      field(word(address ? "link_find" : "link_address"), this.find, make("p", { id: "_link-hint", class: "note" }, word("link_hint")), this.wrong),
      this.list, this.status,
      make("div", { class: "link-acts" }, make("button", { type: "submit" }, word("link_insert")), this.away, stop));
    this.element = make("dialog", { class: "link-dialog", "aria-labelledby": "_link-title" }, this.form);
    stop.addEventListener("click", () => this.element.close());
    this.away.addEventListener("click", () => this.done(this.at.text));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("keydown", (event) => this.arrows(event));
    const search = rest(250, () => this.search());
    this.find.addEventListener("input", () => {
      this.say(this.wrong, "");
      search();
    });
    // Closing with Escape gives the text back its caret as well.
    this.element.addEventListener("close", () => {
      this.asked?.abort();
      this.area.focus();
    });
    document.body.append(this.element);
  }

  open(area) {
    this.area = area;
    const { text, from, to } = selection(area);
    const there = linkAt(text, from, to);
    this.at = there ?? { start: from, end: to, text: text.slice(from, to) };
    this.away.hidden = !there;
    this.text.value = this.at.text.replace(/\s*\n\s*/g, " ");
    this.find.value = there?.address ?? "";
    this.clear();
    this.say(this.wrong, "");
    this.element.showModal();
    this.find.focus();
  }

  clear() {
    this.list.replaceChildren();
    this.status.textContent = "";
  }

  say(line, text) {
    line.textContent = text;
    line.hidden = !text;
    this.find.setAttribute("aria-invalid", String(text !== ""));
  }

  /** Asks for texts; an answer that is no longer wanted is dropped. */
  async search() {
    this.asked?.abort();
    const q = this.find.value.trim();
    if (!this.address || q.length < 2 || addressOf(q)) return this.clear();
    const asked = (this.asked = new AbortController());
    try {
      const url = new URL(this.address, location.href);
      url.searchParams.set("q", q);
      const answer = await fetch(url, { signal: asked.signal, redirect: "error", headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.show(await answer.json());
    } catch {
      if (asked.signal.aborted) return undefined;
      this.clear();
      this.status.textContent = word("link_failed");
    }
    return undefined;
  }

  show(found) {
    this.clear();
    if (found.length === 0) this.status.textContent = word("link_none");
    for (const item of found) {
      const about = [item.kind, item.language].filter(Boolean).join(" · ");
      const button = make("button", { type: "button", class: "quiet" }, item.title);
      button.addEventListener("click", () => this.insert(`doc:${item.id}`, item.title));
      this.list.append(make("li", {}, button, make("span", { class: "note" }, about)));
    }
  }

  /** The arrow keys lead through what was found. */
  arrows(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.find, ...this.list.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }

  submit(event) {
    event.preventDefault();
    const typed = this.find.value.trim();
    const to = addressOf(typed);
    if (to) return this.insert(to, typed.replace(/^(https?:\/\/|mailto:|tel:)/i, ""));
    this.say(this.wrong, word(typed ? "link_bad" : "link_empty"));
    this.find.focus();
    return undefined;
  }

  insert(address, title) {
    this.done(`[${linkText(this.text.value.trim() || title)}](${address})`);
  }

  done(text) {
    const { start, end } = this.at;
    this.element.close();
    replace(this.area, { start, end, text });
  }
}
