// One text after another: the next is fetched while this one is read, and shown at once
// when this one is done. It is shown only if the server says that nothing has happened
// to it since; else the page is asked for anew. What cannot be done here is done as
// without this script.
import { keys } from "./onkeys.js";

const here = () => document.querySelector(".run");
const content = () => document.getElementById("_content");

/** The page that was fetched: where it leads, and what it was of. */
let ahead;

async function look() {
  const address = here()?.dataset.next;
  if (!address || ahead?.address === address) return;
  ahead = undefined;
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", headers: { Purpose: "prefetch" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mark = page.querySelector(".run")?.dataset.mark;
    if (!mark || here()?.dataset.next !== address) return;
    ahead = { address, page, mark };
    const ready = document.querySelector(".run-ready");
    if (ready) ready.hidden = false;
  } catch {
    // It is asked for when it is needed.
  }
}

/** Whether an address, apart from what was just done, is the one that was fetched. */
function fetched(next, mark) {
  if (!ahead || ahead.mark !== mark) return false;
  const wanted = new URL(next, location);
  wanted.searchParams.delete("done");
  const had = new URL(ahead.address, location);
  wanted.searchParams.sort();
  had.searchParams.sort();
  return wanted.href === had.href;
}

/** Shows another page in the place of this one. */
function show(page) {
  content().replaceWith(document.adoptNode(page.getElementById("_content")));
  document.title = page.title;
  scrollTo(0, 0);
}

function turn({ next, place, said }, settle) {
  show(ahead.page);
  ahead = undefined;
  history.pushState(null, "", next);
  const line = Object.assign(document.createElement("p"), { className: "done", textContent: said });
  line.setAttribute("role", "status");
  content().prepend(line);
  const shown = document.getElementById("_place");
  if (shown) shown.textContent = place;
  content().focus({ preventScroll: true });
  settle();
}

/** Sends a form and goes on to where the answer leads. */
async function send(form, settle) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin", headers: { Accept: "application/json, text/html" } });
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
    const told = await answer.json();
    if (fetched(told.next, told.mark)) turn(told, settle);
    else location.assign(told.next);
    return;
  }
  // It was refused: the page that says why takes the place of this one.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector(".run")) throw new Error(`status ${answer.status}`);
  show(page);
  settle();
  const wrong = document.querySelector(".wrong, .mistake");
  wrong?.setAttribute("tabindex", "-1");
  wrong?.focus();
}

/** Watches the page of a run; renew is called for every page that is shown. */
export function onward(renew) {
  if (!here()) return;
  let sending = false;
  const settle = () => {
    renew();
    keys();
    look();
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("onward" in form.dataset)) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      await send(form, settle);
    } catch {
      // As without scripts: the browser says what is wrong with the connection.
      HTMLFormElement.prototype.submit.call(form);
    }
    sending = false;
  });
  // The address was put there by this script: the page of it is asked for anew.
  addEventListener("popstate", () => location.reload());
  keys();
  look();
}
