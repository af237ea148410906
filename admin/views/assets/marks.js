// What the buttons above a text and the Enter key do to its Markdown. Nothing
// here touches the page: a text and what is selected go in, a change comes out.
import { joined } from "./change.js";

const block = /^([ \t]*)(#{1,6}[ \t]+|[-*][ \t]+|\d{1,3}[.)][ \t]+|>[ \t]?)?/;
const letter = /[\p{L}\p{M}\p{N}’'-]/u;

/** Where the lines begin and end that a selection touches. */
export function lines(text, from, to) {
  if (to > from && text[to - 1] === "\n") to--;
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", to);
  return { start: from === 0 ? 0 : start, end: end < 0 ? text.length : end };
}

/** The pairs of marks around stressed words of a line, as [from, to] of both. */
function pairs(line, mark) {
  const found = [];
  let open;
  const begin = /^[ \t]*(?:[-*][ \t]+)?/.exec(line)[0].length;
  for (const { 0: run, index } of line.slice(begin).matchAll(/\\[^]|\*+/g)) {
    const at = begin + index;
    if (run[0] === "\\" || (run.length !== mark.length && run.length !== 3)) continue;
    if (open && /\S/.test(line[at - 1] ?? " ")) {
      found.push({ open, close: { at: at + run.length - mark.length, outer: at + run.length } });
      open = undefined;
    } else if (!open && /\S/.test(line[at + run.length] ?? " ")) open = { at };
  }
  return found;
}

/** Stresses what is selected, or the word at the caret; takes it back where it is. */
export function emphasis(text, from, to, mark) {
  const n = mark.length;
  if (from === to && text.slice(from - n, from) === mark && text.slice(to, to + n) === mark && text[from - n - 1] !== "*" && text[to + n] !== "*") {
    return { start: from - n, end: to + n, text: "" };
  }
  const parts = stressable(text, from, to);
  if (parts.length === 0) return { start: from, end: to, text: mark + mark, from: from + n };
  const taken = parts.map((p) => ({ ...p, pair: pairs(p.line, mark).find(({ open, close }) => open.at <= p.from && p.to <= close.outer) }));
  const away = taken.every((p) => p.pair);
  const edits = taken.flatMap((p) => (away ? without(p, p.pair, n) : p.pair ? [] : within(p, mark)));
  return joined(text, edits, from, to);
}

/** The emphasis that a selection stands in. */
export const stressed = (text, from, to, mark) => {
  const parts = stressable(text, from, to);
  return parts.length > 0 && parts.every((p) => pairs(p.line, mark).some(({ open, close }) => open.at <= p.from && p.to <= close.outer));
};

/** What of each line of a selection can be stressed: no mark of a block, no space. */
function stressable(text, from, to) {
  const { start, end } = lines(text, from, to);
  const parts = [];
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    const begin = block.exec(line)[0].length;
    let [a, b] = [Math.max(begin, from - at), Math.min(line.length, to - at)];
    if (from === to) {
      while (a > begin && letter.test(line[a - 1])) a--;
      while (b < line.length && letter.test(line[b])) b++;
    }
    while (a < b && /\s/.test(line[a])) a++;
    while (b > a && /\s/.test(line[b - 1])) b--;
    if (b > a) parts.push({ line, at, from: a, to: b });
    at += line.length + 1;
  }
  return parts;
}

const without = (part, { open, close }, n) => [[part.at + open.at, n, ""], [part.at + close.at, n, ""]];

/** Marks around a part of a line; marks of the same kind within it give way. */
function within(part, mark) {
  let { from, to } = part;
  const edits = [];
  for (const pair of pairs(part.line, mark)) {
    if (pair.close.outer <= from || pair.open.at >= to) continue;
    edits.push(...without(part, pair, mark.length));
    from = Math.min(from, pair.open.at);
    to = Math.max(to, pair.close.outer);
  }
  return [...edits, [part.at + from, 0, mark], [part.at + to, 0, mark]];
}

/** How a line begins that is of a kind. */
const kinds = {
  heading2: /^[ \t]*##[ \t]/,
  heading3: /^[ \t]*###[ \t]/,
  list: /^[ \t]*[-*][ \t]/,
  numbers: /^[ \t]*\d{1,3}[.)][ \t]/,
  quote: /^[ \t]*>/,
};

/** The kind of all lines of a selection, if they have one. */
export function kindOf(text, from, to) {
  const { start, end } = lines(text, from, to);
  const all = text.slice(start, end).split("\n").filter((line) => line.trim());
  return Object.keys(kinds).find((kind) => all.length > 0 && all.every((line) => kinds[kind].test(line)));
}

/** Makes the lines of a selection headings, items or quotations, or plain again. */
export function setKind(text, from, to, kind) {
  const { start, end } = lines(text, from, to);
  const old = text.slice(start, end).split("\n");
  const plain = kindOf(text, from, to) === kind;
  let number = kind === "numbers" ? numberBefore(text, start) : 0;
  const marked = old.map((line) => {
    if (!line.trim() && old.length > 1) return kind === "quote" && !plain ? ">" : plain && kind === "quote" ? line.replace(/^[ \t]*>[ \t]?/, "") : line;
    const [begin, indent, mark = ""] = block.exec(line);
    const rest = line.slice(begin.length);
    if (plain) return kind.startsWith("heading") || kind === "quote" ? rest : indent + rest;
    if (kind === "quote") return `> ${mark.startsWith(">") ? rest : line.trimStart()}`;
    if (kind.startsWith("heading")) return `${"#".repeat(Number(kind.at(-1)))} ${rest}`;
    return indent + (kind === "list" ? "- " : `${++number}. `) + rest;
  });
  const { before, after } = plain ? { before: "", after: "" } : apart(text, start, end, kinds[kind]);
  const body = marked.join("\n");
  const first = start + before.length;
  const caret = Math.max(first, first + body.length - (end - to));
  const change = { start, end, text: before + body + after };
  return from === to ? { ...change, from: caret } : { ...change, from: first, to: first + body.length };
}

/** The number of the item right above, so that a list goes on. */
function numberBefore(text, start) {
  const above = start > 0 ? text.slice(lines(text, start - 1, start - 1).start, start - 1) : "";
  return Number(/^[ \t]*(\d{1,3})[.)][ \t]/.exec(above)?.[1] ?? 0);
}

/** The empty lines that keep a block apart from what is not of its kind. */
export function apart(text, start, end, same = /^$/) {
  const above = start > 0 ? text.slice(lines(text, start - 1, start - 1).start, start - 1) : "";
  const below = end < text.length ? text.slice(end + 1, lines(text, end + 1, end + 1).end) : "";
  const foreign = (line) => line.trim() !== "" && !same.test(line);
  return { before: foreign(above) ? "\n" : "", after: foreign(below) ? "\n" : "" };
}

/** A table to be filled in, or made of cells that tabs separate. */
export function table(text, from, to, words) {
  const chosen = text.slice(from, to);
  const cells = chosen.includes("\t") ? chosen.replace(/\n$/, "").split("\n").map((row) => row.split("\t")) : undefined;
  const rows = cells ?? [[`${words.column} 1`, `${words.column} 2`], ["", ""], ["", ""]];
  const at = cells ? lines(text, from, to) : { start: lines(text, to, to).end, end: lines(text, to, to).end };
  const fresh = !cells && text.slice(lines(text, at.end, at.end).start, at.end).trim() === "";
  const around = apart(text, fresh ? lines(text, at.end, at.end).start : at.start, at.end);
  const before = cells || fresh ? around.before : "\n\n";
  const intro = `${before}Table: `;
  const body = `${intro}${words.caption}\n\n${grid(rows)}${around.after}`;
  return { ...at, text: body, from: at.start + intro.length, to: at.start + intro.length + words.caption.length };
}

/** Rows of cells as Markdown; columns of numbers stand to the right. */
export function grid(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  const full = rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ""));
  const set = full[0].map((_, i) => (numeric(full.slice(1).map((row) => row[i].trim()).filter((cell) => cell && !/^[-–—]$/.test(cell))) ? "---:" : "---"));
  const line = (row) => `| ${row.map((cell) => cell.trim()).join(" | ")} |`;
  return [line(full[0]), line(set), ...full.slice(1).map(line)].join("\n");
}

const amount = /^[-–−+]?(?:\d+|\d{1,3}(?:[\u00a0\u202f .,'’]\d{3})+)(?:[.,]\d+)?[\u00a0\u202f ]?(?:%|€|EUR)?$/;
const numeric = (cells) => cells.length > 0 && cells.every((cell) => amount.test(cell));
