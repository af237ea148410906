// Changes of a text field that the browser can undo.

/**
 * Replaces what stands from start to end by text, as if it had been typed, and
 * selects from..to. Only what differs is touched, so that undoing shows it.
 */
export function replace(area, { start, end, text, from = start + text.length, to = from }) {
  const old = area.value.slice(start, end);
  let head = 0;
  while (head < text.length && head < old.length && text[head] === old[head]) head++;
  let tail = 0;
  while (tail < text.length - head && tail < old.length - head && text[text.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  type(area, start + head, end - tail, text.slice(head, text.length - tail));
  area.setSelectionRange(from, to);
}

function type(area, start, end, text) {
  area.focus();
  if (start === end && text === "") return;
  area.setSelectionRange(start, end);
  // The commands that put a change among those Ctrl+Z takes back.
  if (text.includes("\n") && many(area, start, end, text)) return;
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

/** Inserts many lines at once: as plain text Chromium takes each by itself, for minutes. */
function many(area, start, end, text) {
  const old = area.value;
  const wanted = old.slice(0, start) + text + old.slice(end);
  if (!document.execCommand("insertHTML", false, text.replace(/&/g, "&amp;").replace(/</g, "&lt;"))) return false;
  if (area.value === wanted) return true;
  document.execCommand("undo");
  area.setSelectionRange(start, end);
  return false;
}

/** What is selected: the whole text and where. */
export const selection = (area) => ({ text: area.value, from: area.selectionStart, to: area.selectionEnd });

/** Carries out edits [at, length, text] of one text as one change. */
export function joined(text, edits, from, to) {
  edits = edits.toSorted((a, b) => a[0] - b[0]);
  const start = edits[0][0];
  const end = Math.max(...edits.map(([at, length]) => at + length));
  let out = "";
  let done = start;
  let [newFrom, newTo] = [from, to];
  for (const [at, length, insert] of edits) {
    out += text.slice(done, at) + insert;
    done = Math.max(done, at + length);
    newFrom += moved(at, length, insert, from, at <= from);
    newTo += moved(at, length, insert, to, at < to);
  }
  return { start, end, text: out + text.slice(done, end), from: newFrom, to: Math.max(newFrom, newTo) };
}

const moved = (at, length, insert, position, before) => (before ? insert.length : 0) - Math.max(0, Math.min(length, position - at));
