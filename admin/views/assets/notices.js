// A page that stays open is told how many things are new. Without this the count is
// that of when the page was shown.
const link = document.querySelector("a[data-notices]");
const pause = 60_000;
const patience = 10_000;

let timer;
let asking = false;

function show(unread) {
  const count = link.querySelector(".count");
  const text = unread > 0 ? `(${unread})` : "";
  if (count.textContent === text) return;
  count.textContent = text;
  document.title = [text, document.title.replace(/^\(\d+\) /, "")].filter(Boolean).join(" ");
}

/** Asks once, and again later; not while nobody looks, and not any more when the session is over. */
async function ask() {
  clearTimeout(timer);
  if (document.hidden || asking) return;
  asking = true;
  let over = false;
  try {
    const answer = await fetch(link.dataset.notices, { redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) });
    over = answer.type === "opaqueredirect" || answer.status === 403;
    if (answer.ok) show((await answer.json()).unread);
  } catch {
    // The next time tells.
  }
  asking = false;
  if (!over) timer = setTimeout(ask, pause);
}

if (link) {
  timer = setTimeout(ask, pause);
  document.addEventListener("visibilitychange", () => !document.hidden && ask());
}
