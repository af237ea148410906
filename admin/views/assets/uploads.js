// Files on their way up, one line for each, one after another.
import { Refused, Upload } from "./pieces.js";
import { make } from "./words.js";

/**
 * A list of uploads. to is where they go (see pieces.js) with the words about them;
 * taken(item) is told of each file that is there, over(items) when none waits.
 */
export class Uploads {
  constructor(to, { taken = () => {}, over = () => {} }) {
    Object.assign(this, { to, taken, over, items: [], busy: false });
    this.list = make("ul", { class: "uploads" });
  }

  add(file) {
    const item = { file, upload: new Upload(file, this.to), state: "waiting" };
    const button = (text) => make("button", { type: "button", class: "quiet", "aria-label": `${text}: ${file.name}` }, text);
    Object.assign(item, {
      name: make("a", { class: "file-name" }, file.name), bar: make("progress", { max: Math.max(1, file.size), "aria-label": file.name }),
      said: make("span", { role: "status" }), cancel: button(this.to.words.cancel), again: button(this.to.words.again),
    });
    item.row = make("li", {}, item.name, item.bar, item.said, item.cancel, item.again);
    item.cancel.addEventListener("click", () => this.remove(item));
    item.again.addEventListener("click", () => {
      item.upload.reset();
      item.state = "waiting";
      this.show(item, this.to.words.waiting);
      this.run();
    });
    this.list.append(item.row);
    this.items.push(item);
    this.show(item, this.to.words.waiting);
  }

  remove(item) {
    item.upload.discard();
    item.state = "gone";
    item.row.remove();
  }

  /** Gives up what is not there yet, and begins with an empty list. */
  clear() {
    for (const item of this.items) {
      if (["waiting", "sending"].includes(item.state)) this.remove(item);
      item.row.remove();
    }
    this.items = [];
  }

  show(item, text, problem) {
    item.said.textContent = text;
    item.said.className = problem ? "mistake" : "note";
    item.bar.value = item.upload.received;
    item.bar.hidden = item.state !== "sending";
    item.cancel.hidden = item.state === "done" || item.state === "failed";
    item.again.hidden = item.state !== "failed" || item.go !== undefined;
  }

  async send(item) {
    const { words } = this.to;
    item.state = "sending";
    try {
      const answer = await item.upload.send(() => this.show(item, words.sending), () => this.show(item, words.lost, true));
      if (!answer) return;
      Object.assign(item, { state: "done", id: answer.id, go: answer.go, answer });
      this.show(item, words.done);
      this.taken(item);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      Object.assign(item, { state: "failed", go: problem.answer.go });
      this.show(item, problem.message || words.failed, true);
      if (item.go) item.name.href = item.go;
    }
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    for (let next; (next = this.items.find((i) => i.state === "waiting"));) await this.send(next);
    this.busy = false;
    this.over(this.items.filter((i) => i.state !== "gone"));
  }
}
