// What is typed is kept on the server while it is typed, so that a crash, a closed
// window or a session that ends loses nothing. It is not a save: that stays a button.
import { rest } from "./words.js";

const pause = 3_000;
const patience = 15_000;

/** Keeps what is typed into a form that says where (data-scratch). */
export function scratch(form) {
  const kept = form.querySelector(".kept");
  const others = document.querySelector("p.others");
  const say = (line, text) => {
    if (line && line.textContent !== text) line.textContent = text;
  };
  let busy = false;
  let again = false;
  let sending = false;
  const keep = async () => {
    again = busy;
    if (busy || sending) return;
    busy = true;
    try {
      const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      const answer = await fetch(form.dataset.scratch, {
        method: "POST", body: fields, redirect: "manual", headers: { Accept: "application/json", "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(patience),
      });
      if (answer.status === 403 || answer.type === "opaqueredirect") {
        say(kept, form.dataset.signedOut);
      } else if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      } else {
        const told = await answer.json();
        say(kept, told.kept);
        say(others, told.others);
        if (!again) form.dispatchEvent(new Event("saved"));
      }
    } catch {
      say(kept, form.dataset.scratchFailed);
    }
    busy = false;
    if (again) keep();
  };
  const later = rest(pause, keep);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // What the save button sends must not be kept as typed once it is saved.
  addEventListener("submit", ({ target, submitter }) => {
    if (target === form && !submitter?.formTarget) sending = true;
  });
  addEventListener("pageshow", () => (sending = false));
  addEventListener("online", later);
}
