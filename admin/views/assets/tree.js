// Moving pages in the page tree with the arrow keys and by dragging. Nothing is sent
// before a page is let go of; then it is a form like those of the buttons, with what
// the page showed of the tree.
import { make, word } from "./words.js";

const tree = document.querySelector(".tree");
const form = document.querySelector(".tree-drop");
const live = document.querySelector(".tree-live");

/** The page that is held, with where it stood. */
let held;

const told = (key, values = {}) => word(key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const say = (text) => (live.textContent = text);
const titleOf = (item) => item.querySelector(".line-title > *").textContent;
const above = (item) => item.parentElement.parentElement.closest(".branch");
const listBelow = (item) => item.querySelector(":scope > .branches");
const gripOf = (item) => item.querySelector(":scope > .tree-page .grip");

/** The list below a page, made where there is none. */
function below(item) {
  const list = listBelow(item);
  if (list) return list;
  item.append(make("ul", { class: "branches" }));
  return listBelow(item);
}

/** Takes away lists that nothing stands in any more. */
function tidy() {
  for (const list of tree.querySelectorAll(".branch > .branches")) if (list.children.length === 0) list.remove();
}

function take(item) {
  held = { item, list: item.parentElement, next: item.nextElementSibling };
  item.classList.add("held");
  gripOf(item).setAttribute("aria-pressed", "true");
}

function release() {
  held.item.classList.remove("held");
  gripOf(held.item).setAttribute("aria-pressed", "false");
  held = undefined;
  tidy();
}

/** Puts the page that is held back to where it stood. */
function cancel() {
  const { item, list, next } = held;
  list.insertBefore(item, next);
  if (list.parentElement === null) tree.append(list);
  release();
  gripOf(item).focus();
  say(told("let_go", { title: titleOf(item) }));
}

function spot(item) {
  const all = [...item.parentElement.children];
  const parent = above(item);
  const place = { n: all.indexOf(item) + 1, of: all.length, parent: parent && titleOf(parent) };
  return told(parent ? "spot_under" : "spot_top", place);
}

/** Sends where the page that is held stands now, unless it stands where it did. */
function drop() {
  const { item, list, next } = held;
  if (item.parentElement === list && item.nextElementSibling === next) return cancel();
  const parent = above(item);
  form.elements.document.value = item.dataset.document;
  form.elements.seen.value = item.dataset.seen;
  form.elements.under.value = parent?.dataset.document ?? "";
  form.elements.at.value = [...item.parentElement.children].indexOf(item);
  form.elements.there.value = parent?.dataset.seal ?? tree.dataset.seal;
  release();
  form.requestSubmit();
}

const steps = {
  ArrowUp: (item) => item.previousElementSibling?.before(item),
  ArrowDown: (item) => item.nextElementSibling?.after(item),
  ArrowRight: (item) => item.previousElementSibling && below(item.previousElementSibling).append(item),
  ArrowLeft: (item) => above(item)?.after(item),
};

function keyed(event) {
  if (!held || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    cancel();
    return;
  }
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const { item } = held;
  step(item);
  gripOf(item).focus();
  gripOf(item).scrollIntoView({ block: "nearest" });
  say(spot(item));
}

/** What a point of the screen means for a page that is dragged: beside or in which other. */
function aim(x, y) {
  const leaf = document.elementFromPoint(x, y)?.closest?.(".tree .tree-page");
  const target = leaf?.closest(".branch");
  if (!target || held.item.contains(target)) return undefined;
  const box = leaf.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  if (part < 0.3) return { leaf, how: "before", put: () => target.before(held.item) };
  if (part < 0.7) return { leaf, how: "into", put: () => below(target).append(held.item) };
  if (listBelow(target)) return { leaf, how: "first", put: () => listBelow(target).prepend(held.item) };
  return { leaf, how: "after", put: () => target.after(held.item) };
}

/** Lets a grip be dragged, by mouse, pen or finger. */
function draggable(grip, item) {
  let from;
  let at;
  const mark = (next) => {
    at?.leaf.removeAttribute("data-drop");
    at = next;
    at?.leaf.setAttribute("data-drop", at.how);
  };
  const end = () => {
    mark(undefined);
    from = undefined;
  };
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || held) return;
    from = { x: event.clientX, y: event.clientY };
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!held && Math.hypot(event.clientX - from.x, event.clientY - from.y) > 5) {
      take(item);
      from.dragged = true;
    }
    if (!from.dragged || !held) return;
    mark(aim(event.clientX, event.clientY));
    if (event.clientY < 60) scrollBy(0, -14);
    if (event.clientY > innerHeight - 60) scrollBy(0, 14);
  });
  grip.addEventListener("pointerup", () => {
    if (!from?.dragged || !held) return end();
    const { put } = at ?? {};
    end();
    grip.dataset.dragged = "";
    put?.();
    drop();
  });
  grip.addEventListener("pointercancel", () => {
    if (from?.dragged && held) cancel();
    end();
  });
}

function equip(leaf) {
  const item = leaf.closest(".branch");
  const grip = make("button", { type: "button", class: "grip", "aria-pressed": "false", "aria-describedby": "_tree-help", "aria-label": told("grip", { title: titleOf(item) }) });
  grip.addEventListener("click", () => {
    if ("dragged" in grip.dataset) return delete grip.dataset.dragged;
    if (held?.item === item) return drop();
    if (held) cancel();
    take(item);
    say(`${told("held", { title: titleOf(item) })} ${spot(item)}`);
  });
  draggable(grip, item);
  leaf.prepend(grip);
}

if (tree) {
  for (const leaf of tree.querySelectorAll(".tree-page[data-moves]")) equip(leaf);
  document.getElementById("_tree-help").hidden = false;
  tree.classList.add("with-grips");
  addEventListener("keydown", keyed);
  // After the browser has gone to the place that the address names, which takes the
  // focus away; and late enough for a screen reader to know the live region.
  const arrive = () => {
    const now = tree.querySelector(".branch.now");
    if (now) gripOf(now)?.focus();
    const done = document.querySelector(".tree-says, .wrong");
    if (done) say(done.textContent.trim().replace(/\s+/g, " "));
  };
  addEventListener("load", () => setTimeout(arrive, 150));
}
