// One file on its way up: in pieces, and on after a break. Nothing here touches
// the page.

// A piece and the form around it fit into what the server takes at once.
const piece = (1 << 20) - (16 << 10);

/** The line is down. */
class Lost extends Error {}

/** The server said no: answer is what it said. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.problem || "");
    this.status = status;
    this.answer = answer;
  }
}

/** Waits, and no longer than until the line is back. */
const pause = (ms, signal) => new Promise((resolve) => {
  const done = () => {
    clearTimeout(timer);
    removeEventListener("online", done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  addEventListener("online", done);
  signal.addEventListener("abort", done, { once: true });
});

/**
 * A file and where it goes: to.pieces is the address, to.token that of the form,
 * to.words what is said of an answer that nobody understands, to.fields what is
 * sent with the end. What has begun is remembered over a visit.
 */
export class Upload {
  constructor(file, to) {
    Object.assign(this, { file, to, memory: "herald-upload:" + [file.name, file.size, file.lastModified].join("|") });
    this.reset();
  }

  reset() {
    Object.assign(this, { received: 0, begun: false, finishing: false, stop: new AbortController() });
  }

  /** Sends a form, or asks for a state where fields is null. */
  async ask(path, fields, signal = this.stop.signal) {
    let response;
    try {
      const sent = { signal, headers: { Accept: "application/json" } };
      if (fields !== null) {
        const body = new FormData();
        body.append("_form", this.to.token);
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        Object.assign(sent, { method: "POST", body });
      }
      response = await fetch(path, sent);
    } catch (problem) {
      if (signal.aborted) throw problem;
      throw new Lost();
    }
    if ([502, 504].includes(response.status)) throw new Lost();
    if (!(response.headers.get("Content-Type") || "").includes("json")) {
      throw new Refused(response.status, { problem: response.status === 403 || response.redirected ? this.to.words.ended : this.to.words.failed });
    }
    const answer = await response.json();
    if (!response.ok) throw new Refused(response.status, answer);
    return answer;
  }

  async begin() {
    const known = this.id || this.recall();
    if (known) {
      try {
        const state = await this.ask(`${this.to.pieces}/${known}`, null);
        Object.assign(this, { id: known, received: state.received });
        return;
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        this.forget();
      }
    }
    const state = await this.ask(this.to.pieces, { name: this.file.name, size: this.file.size });
    Object.assign(this, { id: state.id, received: state.received });
    try { localStorage.setItem(this.memory, this.id); } catch { /* it begins anew then */ }
  }

  recall() {
    try { return localStorage.getItem(this.memory); } catch { return null; }
  }

  forget() {
    try { localStorage.removeItem(this.memory); } catch { /* nothing was kept */ }
  }

  async pass(moved) {
    if (!this.begun) await this.begin();
    this.begun = true;
    while (this.received < this.file.size) {
      moved();
      const part = this.file.slice(this.received, this.received + piece);
      try {
        this.received = (await this.ask(`${this.to.pieces}/${this.id}`, { offset: this.received, piece: part })).received;
      } catch (problem) {
        // Somebody else sent a part of it, or this page did before it was lost.
        if (!(problem instanceof Refused) || problem.status !== 409) throw problem;
        this.received = problem.answer.received;
      }
      this.waits = 0;
    }
    moved();
    this.finishing = true;
    return this.ask(`${this.to.pieces}/${this.id}/finish`, this.to.fields());
  }

  /**
   * Sends the file and gives the last answer: {} where that was lost on its way,
   * nothing where the file was stopped. Throws Refused. moved and lost tell how it
   * goes.
   */
  async send(moved, lost) {
    for (this.waits = 0; ;) {
      try {
        const answer = await this.pass(moved);
        this.forget();
        return answer;
      } catch (problem) {
        if (this.stop.signal.aborted) return undefined;
        if (problem instanceof Refused) {
          this.forget();
          if (problem.status === 404 && this.finishing) return {}; // it was taken in
          this.id = undefined;
          throw problem;
        }
        if (!(problem instanceof Lost)) throw problem;
        this.begun = false;
        lost();
        await pause(Math.min(30_000, 1000 * 2 ** this.waits++), this.stop.signal);
        if (this.stop.signal.aborted) return undefined;
      }
    }
  }

  /** Gives the file up, here and on the server. */
  discard() {
    this.stop.abort();
    this.forget();
    if (this.id) this.ask(`${this.to.pieces}/${this.id}/discard`, {}, new AbortController().signal).catch(() => {});
  }
}
