// The buttons above a text, and its keys. Tab is left alone: it leads on.
import { replace, selection } from "./change.js";
import { enter } from "./enter.js";
import { emphasis, kindOf, setKind, stressed, table } from "./marks.js";
import { make, word } from "./words.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

// Strokes of the pictures on the buttons, in a square of 20.
const pictures = {
  heading2: "M3 4v12M10 4v12M3 10h7M13 9a2 2 0 1 1 3.6 1.2L13 16h4.5",
  heading3: "M3 5v10M9 5v10M3 10h6M12.5 8.5h4L14 11.4a2.2 2.2 0 1 1-1.6 3.8",
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6zM7 4v12",
  italic: "M8 4h7M5 16h7M12 4 8 16",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1.3 1.3M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1.3-1.3",
  picture: "M3 4h14v12H3zM3 14l4.5-5 3.5 4 2.5-2.5L17 14M12.8 7h1.4",
  list: "M8 5h9M8 10h9M8 15h9M3.5 5h1M3.5 10h1M3.5 15h1",
  numbers: "M8 5h9M8 10h9M8 15h9M3 4l1-.6V8M2.6 12.6a1.1 1.1 0 1 1 2 .8L2.6 16.5h2.4",
  quote: "M8 6c-3 .8-4 3-4 7.5h3.5v-4H4.5M16 6c-3 .8-4 3-4 7.5h3.5v-4h-3",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.5 4v12",
};

const letters = { bold: "B", italic: "I", link: "K" };

function picture(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", pictures[name]);
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/** What each button does to a text. */
const actions = {
  bold: ({ text, from, to }) => emphasis(text, from, to, "**"),
  italic: ({ text, from, to }) => emphasis(text, from, to, "*"),
  table: ({ text, from, to }) => table(text, from, to, { caption: word("table_caption"), column: word("table_column") }),
};

/** Puts the buttons before a text. dialogs open for a text; a button whose dialog is missing is left out. */
export function toolbar(area, dialogs) {
  const act = (name) => {
    if (name in dialogs) return dialogs[name](area);
    const at = selection(area);
    replace(area, actions[name]?.(at) ?? setKind(at.text, at.from, at.to, name));
    show();
  };
  const buttons = Object.keys(pictures).filter((name) => !(name in dialogs) || dialogs[name]).map((name, i) => {
    const letter = letters[name];
    const keys = letter && (mac ? `⌘${letter}` : `Ctrl+${letter}`);
    const button = make("button", {
      type: "button", class: "tool", tabindex: i === 0 ? "0" : "-1", "data-tool": name, "aria-label": word(name), title: keys ? `${word(name)} (${keys})` : word(name),
      "aria-keyshortcuts": letter && `${mac ? "Meta" : "Control"}+${letter}`, "aria-haspopup": name in dialogs && "dialog",
    }, picture(name));
    button.addEventListener("click", () => act(name));
    return button;
  });
  const bar = make("div", { role: "toolbar", class: "toolbar", "aria-label": word("toolbar"), "aria-controls": area.id }, ...buttons);
  const show = () => pressed(buttons, selection(area));
  area.before(bar);
  rove(bar, buttons);
  show();
  document.addEventListener("selectionchange", () => document.activeElement === area && show());
  area.addEventListener("input", show);
  area.addEventListener("keydown", (event) => key(event, area, act));
}

/** Says which marks what is selected bears. */
function pressed(buttons, { text, from, to }) {
  const kind = kindOf(text, from, to);
  for (const button of buttons) {
    const name = button.dataset.tool;
    if (["link", "picture", "table"].includes(name)) continue;
    const on = name === "bold" ? stressed(text, from, to, "**") : name === "italic" ? stressed(text, from, to, "*") : kind === name;
    button.setAttribute("aria-pressed", String(on));
  }
}

/** One stop for Tab; the arrow keys lead from button to button. */
function rove(bar, buttons) {
  const stop = (at) => {
    for (const button of buttons) button.tabIndex = button === buttons[at] ? 0 : -1;
  };
  bar.addEventListener("focusin", ({ target }) => stop(buttons.indexOf(target)));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
}

/** Whether an event is Ctrl, or Cmd, with a letter, on a keyboard of any script. */
export function chord(event, letter) {
  if (event.altKey || (mac ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey)) return false;
  const typed = event.key.toLowerCase();
  return typed === letter || (!/^[a-z]$/.test(typed) && event.code === `Key${letter.toUpperCase()}`);
}

function key(event, area, act) {
  if (event.isComposing || event.keyCode === 229) return;
  const name = Object.keys(letters).find((n) => !event.shiftKey && chord(event, letters[n].toLowerCase()));
  if (name) {
    event.preventDefault();
    act(name);
    return;
  }
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  const { text, from, to } = selection(area);
  const change = from === to ? enter(text, from) : undefined;
  if (!change) return;
  event.preventDefault();
  replace(area, change);
}
