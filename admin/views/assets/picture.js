// The dialog for a picture or another file: one that is there, found by its name,
// or a new one from this computer.
import { replace, selection } from "./change.js";
import { offered, ownLine, pictureAt, shown } from "./embed.js";
import { receive } from "./receive.js";
import { Uploads } from "./uploads.js";
import { make, rest, word } from "./words.js";

/** Gives what opens the dialog for a text of a form, and what it does with files that come; nothing where none can be found. */
export function pictures(form) {
  if (!form.dataset.files) return undefined;
  let dialog;
  const ready = () => (dialog ??= new Dialog(form));
  return { open: (area) => ready().open(area), take: (area, files) => ready().take(area, files) };
}

const field = (label, input, ...more) => make("div", { class: "field" }, make("label", { for: input.id }, label), input, ...more);

/** A small picture of a file, or its kind where there is none, or none yet. */
function thumb(file) {
  const kind = make("span", { class: "thumb-kind", "aria-hidden": "true" }, file.kind ?? "");
  if (!file.thumb) return make("span", { class: "thumb" }, kind);
  const small = make("img", { src: file.thumb, alt: "", loading: "lazy", decoding: "async" });
  small.addEventListener("error", () => small.replaceWith(kind));
  return make("span", { class: "thumb" }, small);
}

const about = (file) => make("span", { class: "note" }, [file.kind, file.size].filter(Boolean).join(" · "));
const button = (text, kind) => make("button", { type: "button", class: kind }, text);

class Dialog {
  constructor(form) {
    this.editor = form;
    this.queue = []; // files that were uploaded and are not in the text yet
    this.choosing = make("div", { class: "picture-part" });
    this.chosen = make("div", { class: "picture-part" });
    this.buildChoosing();
    this.buildChosen();
    this.insert = make("button", { type: "submit" }, word("picture_insert"));
    const stop = button(word("link_cancel"), "quiet");
    this.form = make("form", { novalidate: true }, make("h2", { id: "_picture-title" }, word("picture")), this.choosing, this.chosen);
    if (this.uploads) this.form.append(this.uploads.list);
    this.form.append(make("div", { class: "link-acts" }, this.insert, stop));
    this.element = make("dialog", { class: "link-dialog", "aria-labelledby": "_picture-title" }, this.form);
    stop.addEventListener("click", () => this.element.close());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.element.addEventListener("close", () => this.closed());
    receive(this.element, (files) => this.bring(files));
    document.body.append(this.element);
  }

  buildChoosing() {
    const { pieces } = this.editor.dataset;
    if (pieces) {
      const words = Object.fromEntries(["waiting", "sending", "done", "lost", "ended", "failed", "cancel", "again"].map((key) => [key, word(`upload_${key}`)]));
      const to = { pieces, words, token: this.editor.elements._form.value, fields: () => ({}) };
      this.uploads = new Uploads(to, { taken: (item) => this.taken(item) });
      this.input = make("input", { id: "_picture-upload", type: "file", multiple: true });
      this.input.addEventListener("change", () => {
        this.bring([...this.input.files]);
        this.input.value = "";
      });
      this.choosing.append(field(word("picture_upload"), this.input));
    }
    this.find = make("input", { id: "_picture-find", type: "text", autocomplete: "off" });
    this.find.addEventListener("input", rest(250, () => this.search()));
    this.list = make("ul", { class: "link-results picture-results", "aria-label": word("picture_results") });
    this.status = make("p", { role: "status", class: "note" });
    this.denied = make("p", { class: "mistake", role: "alert", hidden: true }, word("picture_denied"));
    this.choosing.append(this.denied, field(word("picture_find"), this.find), this.list, this.status);
  }

  buildChosen() {
    this.what = make("p", { class: "picture-chosen" });
    this.alt = make("textarea", { id: "_picture-alt", rows: 2, spellcheck: "true", "aria-describedby": "_picture-wrong" });
    this.wrong = make("p", { id: "_picture-wrong", class: "mistake", hidden: true }, word("picture_alt_missing"));
    this.decorative = make("input", { type: "checkbox" });
    this.caption = make("input", { id: "_picture-caption", type: "text", spellcheck: "true", autocomplete: "off" });
    this.text = make("input", { id: "_picture-text", type: "text", spellcheck: "true", autocomplete: "off" });
    this.pictured = make("div", { class: "picture-part" }, field(word("picture_alt"), this.alt, this.wrong),
      make("label", { class: "tick" }, this.decorative, make("span", {}, word("picture_decorative"))), field(word("picture_caption"), this.caption));
    this.named = field(word("link_text"), this.text);
    const other = button(word("picture_other"), "quiet");
    this.chosen.append(this.what, this.pictured, this.named, make("p", {}, other));
    other.addEventListener("click", () => this.choose());
    this.alt.addEventListener("input", () => this.missing(false));
    this.decorative.addEventListener("change", () => {
      this.alt.disabled = this.decorative.checked;
      this.missing(false);
    });
  }

  open(area, { fresh = false } = {}) {
    this.area = area;
    for (const input of [this.alt, this.caption, this.text]) input.lang = area.lang;
    // What is selected is asked for now: while the dialog is open the browser may move it.
    this.picked = selection(area);
    this.at = fresh ? undefined : pictureAt(this.picked.text, this.picked.from, this.picked.to);
    this.find.value = "";
    this.say("");
    this.denied.hidden = true;
    this.element.showModal();
    this.choose();
    if (this.at) this.load(this.at.id, { id: this.at.id, name: this.at.id, shown: true });
  }

  /** Opens with files that came from elsewhere: they go up, and the first is chosen. */
  take(area, files) {
    this.open(area, { fresh: true });
    this.bring(files);
  }

  bring(files) {
    this.denied.hidden = Boolean(this.uploads);
    for (const file of this.uploads ? files : []) this.uploads.add(file);
    this.uploads?.run();
  }

  taken(item) {
    item.row.remove();
    return item.id ? this.load(item.id) : this.search();
  }

  closed() {
    if (this.element.open) return; // for the next file
    this.asked?.abort();
    this.uploads?.clear();
    this.queue = [];
    this.area.focus();
    if (this.picked) this.area.setSelectionRange(this.picked.from, this.picked.to);
  }

  say(text) {
    this.status.textContent = text;
  }

  /** Asks for files; an answer that is no longer wanted is dropped. */
  async ask(fields, signal) {
    const url = new URL(this.editor.dataset.files, location.href);
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    const answer = await fetch(url, { signal, redirect: "error", headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  async search() {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    try {
      const found = await this.ask({ q: this.find.value.trim() }, asked.signal);
      this.list.replaceChildren(...found.map((file) => this.line(file)));
      this.say(found.length ? "" : word("picture_none"));
    } catch {
      if (asked.signal.aborted) return;
      this.list.replaceChildren();
      this.say(word("picture_failed"));
    }
  }

  line(file) {
    const name = make("button", { type: "button", class: "quiet picture-line" }, thumb(file), make("span", {}, make("span", { class: "file-name" }, file.name), " ", about(file)));
    name.addEventListener("click", () => this.choose(file));
    return make("li", {}, name);
  }

  /** Chooses a file by its id; where another is chosen already, it waits for its turn. */
  async load(id, otherwise) {
    let file = otherwise;
    try {
      [file = otherwise] = await this.ask({ id }, undefined);
    } catch { /* what is known of it has to do */ }
    if (!this.element.open) return;
    if (!file) this.say(word("picture_failed"));
    else if (this.file) this.queue.push(file);
    else this.choose(file, this.at?.id === id ? this.at : undefined);
  }

  /** Shows what is to be said about a file, or the files to choose from. */
  choose(file, said) {
    this.file = file;
    this.choosing.hidden = Boolean(file);
    this.chosen.hidden = this.insert.hidden = !file;
    this.missing(false);
    if (!file) {
      this.search();
      return this.find.focus();
    }
    this.what.replaceChildren(thumb(file), make("span", {}, make("strong", { class: "file-name" }, file.name), " ", about(file)));
    this.pictured.hidden = !file.shown;
    this.named.hidden = file.shown;
    this.alt.value = said?.alt ?? file.alt ?? "";
    this.caption.value = said?.caption ?? file.caption ?? "";
    this.decorative.checked = this.alt.disabled = Boolean(this.mark(file.id)) && !said?.alt;
    this.text.value = this.picked.text.slice(this.picked.from, this.picked.to).trim() || file.name;
    return (file.shown && !this.alt.disabled ? this.alt : file.shown ? this.caption : this.text).focus();
  }

  /** The field of the form that calls a picture decoration. */
  mark(id) {
    return [...this.editor.querySelectorAll("input[name=decorative]")].find((input) => input.value === id);
  }

  missing(yes) {
    this.wrong.hidden = !yes;
    this.alt.setAttribute("aria-invalid", String(yes));
  }

  submit(event) {
    event.preventDefault();
    const { file, at } = this;
    if (!file) return;
    const alt = this.decorative.checked ? "" : this.alt.value.trim();
    if (file.shown && !alt && !this.decorative.checked) {
      this.missing(true);
      this.alt.focus();
      return;
    }
    if (file.shown) this.decorate(file.id, this.decorative.checked);
    this.put(file.shown ? shown(file.id, alt, this.caption.value) : offered(file.id, this.text.value.trim() || file.name), file.shown, at);
  }

  decorate(id, yes) {
    const mark = this.mark(id);
    if (yes && !mark) this.editor.prepend(make("input", { type: "hidden", name: "decorative", value: id }));
    if (!yes) mark?.remove();
  }

  put(made, own, at) {
    const { area, queue } = this;
    const { text, from, to } = this.picked;
    this.picked = undefined;
    this.element.close();
    replace(area, at ? { ...at, text: made } : own ? ownLine(text, to, made) : { start: from, end: to, text: made });
    if (queue.length === 0 && !this.uploads?.busy) return;
    this.open(area, { fresh: true });
    if (queue.length > 0) this.choose(queue.shift());
  }
}
