// Pasting: what has headings, lists, tables or links elsewhere has them here, as
// Markdown. With Shift the text comes plain.
import { replace, selection } from "./change.js";
import { markdown, structured } from "./fromhtml.js";
import { linkText } from "./link.js";
import { pasted } from "./inline.js";
import { apart, grid, lines } from "./marks.js";
import { chord } from "./toolbar.js";

/** More than the longest text there may be is not looked at. */
const limit = 5_000_000;

/** Makes pasting into a text clean. */
export function paste(area) {
  let plain = false;
  area.addEventListener("keydown", (event) => (plain = event.shiftKey && chord(event, "v")));
  area.addEventListener("keyup", () => (plain = false));
  area.addEventListener("paste", (event) => {
    if (plain || event.defaultPrevented || !event.clipboardData) return;
    const change = changed(selection(area), event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain"));
    if (!change) return;
    event.preventDefault();
    replace(area, change);
  });
}

/** The change that pasting makes; nothing where the browser does as well. */
function changed({ text, from, to }, html, plain) {
  const chosen = text.slice(from, to);
  const address = /^\S+$/.test(plain.trim()) ? pasted(plain) : undefined;
  if (address && chosen.trim() && !chosen.includes("\n")) return { start: from, end: to, text: `[${linkText(chosen)}](${address})` };
  if (html && html.length < limit && structured(html)) {
    const made = markdown(html, { used: (name) => text.includes(`[^${name}]`) });
    return made ? placed(text, from, to, made, plain) : undefined;
  }
  const cells = html ? undefined : cellsOf(plain);
  return cells && placed(text, from, to, grid(cells));
}

/** The cells of a spreadsheet that came as plain text. */
function cellsOf(plain) {
  const rows = plain.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((row) => row.split("\t"));
  const even = rows.length > 1 && rows[0].length > 1 && rows.every((row) => row.length === rows[0].length);
  return even ? rows.map((row) => row.map((cell) => cell.replace(/^"([^]*)"$/, "$1").replace(/[\\*|]/g, "\\$&"))) : undefined;
}

const block = /\n\n|^(?:#{1,6} |[-*] |\d{1,3}[.)] |> |\||Table: |---$)/;

/** Puts blocks on lines of their own; a piece of a line stays within its line. */
function placed(text, from, to, made, plain = "") {
  if (!block.test(made)) {
    const first = text.slice(lines(text, from, from).start, from).trim() === "";
    const piece = first ? made : made.replace(/^\\(?=[->#:])/, "");
    return { start: from, end: to, text: (/^ /.test(plain) && !first ? " " : "") + piece + (/ $/.test(plain) ? " " : "") };
  }
  const line = lines(text, from, from);
  const head = text.slice(line.start, from).trim() ? "\n\n" : apart(text, from, from).before;
  const end = text.slice(to, lines(text, to, to).end).trim() ? "\n\n" : apart(text, to, lines(text, to, to).end).after;
  const change = head + made + end;
  return { start: from, end: to, text: change, from: from + head.length + made.length };
}
