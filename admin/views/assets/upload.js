// Files go up in pieces, and go on after a break: where the form alone would send
// them whole. Without this script the form does its work.
(() => {
  "use strict";
  const form = document.querySelector("form.upload");
  if (!form) return;
  const words = form.dataset;
  const input = form.querySelector("input[type=file]");
  // A piece and the form around it fit into what the server takes at once.
  const piece = (1 << 20) - (16 << 10);
  const token = form.querySelector("input[name=_form]").value;
  const items = [];
  let busy = false;

  // What is being written about the files of a text is kept with an upload.
  const beside = document.querySelector("form.text-files");
  let written = false;
  if (beside) beside.addEventListener("input", () => { written = true; });

  const list = document.createElement("ul");
  list.className = "uploads";
  form.after(list);
  const drop = document.createElement("p");
  drop.className = "drop";
  drop.textContent = words.drop;
  form.prepend(drop);

  const element = (name, className, text) => {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  };

  const memory = (file) => "herald-upload:" + [file.name, file.size, file.lastModified].join("|");
  const remember = (item) => { try { localStorage.setItem(memory(item.file), item.id); } catch { /* it begins anew then */ } };
  const forget = (item) => { try { localStorage.removeItem(memory(item.file)); } catch { /* nothing was kept */ } };
  const recall = (item) => { try { return localStorage.getItem(memory(item.file)); } catch { return null; } };

  class Lost extends Error {}
  class Refused extends Error {
    constructor(status, answer) { super(answer.problem || ""); this.status = status; this.answer = answer; }
  }

  // ask sends a form, or asks for a state where fields is null. A line that is
  // down is Lost, an answer of the server that says no is Refused.
  const ask = async (path, fields, signal) => {
    let response;
    try {
      if (fields === null) {
        response = await fetch(path, { signal, headers: { Accept: "application/json" } });
      } else {
        const body = new FormData();
        body.append("_form", token);
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        response = await fetch(path, { method: "POST", body, signal, headers: { Accept: "application/json" } });
      }
    } catch (problem) {
      if (signal.aborted) throw problem;
      throw new Lost();
    }
    if ([502, 504].includes(response.status)) throw new Lost();
    if (!(response.headers.get("Content-Type") || "").includes("json")) {
      throw new Refused(response.status, { problem: response.status === 403 || response.redirected ? words.ended : words.failed });
    }
    const answer = await response.json();
    if (!response.ok) throw new Refused(response.status, answer);
    return answer;
  };

  const pause = (ms, signal) => new Promise((resolve) => {
    const done = () => { clearTimeout(timer); removeEventListener("online", done); resolve(); };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done, { once: true });
  });

  const show = (item, text, problem) => {
    item.said.textContent = text;
    item.said.className = problem ? "mistake" : "note";
    item.bar.value = item.received;
    item.bar.hidden = item.state !== "sending";
    item.cancel.hidden = item.state === "done" || item.state === "failed";
    item.again.hidden = item.state !== "failed" || item.go !== undefined;
  };

  const begin = async (item) => {
    const known = item.id || recall(item);
    if (known) {
      try {
        const state = await ask(words.pieces + "/" + known, null, item.stop.signal);
        item.id = known;
        item.received = state.received;
        return;
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        forget(item);
      }
    }
    const state = await ask(words.pieces, { name: item.file.name, size: item.file.size }, item.stop.signal);
    item.id = state.id;
    item.received = state.received;
    remember(item);
  };

  const step = async (item) => {
    if (!item.begun) { await begin(item); item.begun = true; }
    while (item.received < item.file.size) {
      show(item, words.sending);
      const part = item.file.slice(item.received, item.received + piece);
      try {
        const state = await ask(words.pieces + "/" + item.id, { offset: item.received, piece: part }, item.stop.signal);
        item.received = state.received;
      } catch (problem) {
        // Somebody else sent a part of it, or this page did before it was lost.
        if (!(problem instanceof Refused) || problem.status !== 409) throw problem;
        item.received = problem.answer.received;
      }
      item.waits = 0;
    }
    show(item, words.sending);
    const fields = {};
    for (const name of ["for", "place", "replace"]) {
      if (form.elements[name]) fields[name] = form.elements[name].value;
    }
    if (beside) fields.base = beside.elements.base.value;
    item.finishing = true;
    const answer = await ask(words.pieces + "/" + item.id + "/finish", fields, item.stop.signal);
    if (beside && answer.version) beside.elements.base.value = answer.version;
    return answer;
  };

  const send = async (item) => {
    item.state = "sending";
    for (item.waits = 0; ;) {
      try {
        const answer = await step(item);
        forget(item);
        item.state = "done";
        item.go = answer.go;
        return show(item, words.done);
      } catch (problem) {
        if (item.stop.signal.aborted) return;
        if (problem instanceof Lost) {
          item.begun = false;
          show(item, words.lost, true);
          await pause(Math.min(30000, 1000 * 2 ** item.waits++), item.stop.signal);
          if (item.stop.signal.aborted) return;
          continue;
        }
        if (!(problem instanceof Refused)) throw problem;
        if (problem.status === 404 && item.finishing) { // it was taken in, and the answer was lost
          item.state = "done";
          item.go = words.next;
          return show(item, words.done);
        }
        forget(item);
        item.id = undefined;
        item.state = "failed";
        item.go = problem.answer.go;
        show(item, problem.message || words.failed, true);
        if (item.go) item.name.href = item.go;
        return;
      }
    }
  };

  const run = async () => {
    if (busy) return;
    busy = true;
    for (let next; (next = items.find((i) => i.state === "waiting"));) await send(next);
    busy = false;
    const left = items.filter((i) => i.state !== "gone");
    if (left.length && left.every((i) => i.state === "done")) {
      if (written) return beside.requestSubmit();
      const own = left.length === 1 && left[0].go;
      location.assign(words.next && left.length > 1 ? words.next : own || words.next || left[left.length - 1].go);
    }
  };

  const add = (file) => {
    const item = { file, received: 0, state: "waiting", stop: new AbortController() };
    const row = element("li");
    item.name = element("a", "file-name", file.name);
    item.bar = element("progress");
    item.bar.max = Math.max(1, file.size);
    item.bar.setAttribute("aria-label", file.name);
    item.said = element("span");
    item.said.setAttribute("role", "status");
    item.cancel = element("button", "quiet", words.cancel);
    item.again = element("button", "quiet", words.again);
    for (const b of [item.cancel, item.again]) {
      b.type = "button";
      b.setAttribute("aria-label", b.textContent + ": " + file.name);
    }
    item.cancel.addEventListener("click", () => {
      item.stop.abort();
      item.state = "gone";
      row.remove();
      forget(item);
      if (item.id) ask(words.pieces + "/" + item.id + "/discard", {}, new AbortController().signal).catch(() => {});
    });
    item.again.addEventListener("click", () => {
      Object.assign(item, { state: "waiting", begun: false, finishing: false, received: 0, stop: new AbortController() });
      show(item, words.waiting);
      run();
    });
    row.append(item.name, item.bar, item.said, item.cancel, item.again);
    list.append(row);
    items.push(item);
    show(item, words.waiting);
  };

  const take = (files) => {
    for (const file of form.elements.replace ? files.slice(0, 1) : files) add(file);
    run();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...input.files]);
    form.reset();
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData ? event.clipboardData.files : [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
  addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
})();
