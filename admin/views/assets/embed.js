// Pictures and files in a text, as Markdown. Nothing here touches the page: a text
// and what is selected go in, a change comes out.
import { escape } from "./inline.js";
import { apart, lines } from "./marks.js";

const quotes = "[\"'“”„«»’‘‚]";
const written = new RegExp(`!\\[((?:\\\\.|[^\\\\\\]\\n])*)\\]\\(asset:([\\w-]+)(?:[ \\t]+${quotes}(.*?)${quotes})?[ \\t]*\\)`, "g");

const flat = (text) => text.replace(/\s+/g, " ").trim();
const plain = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** The picture that a selection stands in, or is; right behind one there is room for another. */
export function pictureAt(text, from, to) {
  const line = lines(text, from, to);
  for (const found of text.slice(line.start, line.end).matchAll(written)) {
    const at = line.start + found.index;
    const end = at + found[0].length;
    if ((at < from && to < end) || (at === from && to === end)) return { start: at, end, alt: plain(found[1]), id: found[2], caption: plain(found[3] ?? "") };
  }
  return undefined;
}

/** A picture, shown where it stands. */
export function shown(id, alt, caption) {
  // A mark before a bracket would end the caption.
  const said = escape(flat(caption)).replace(new RegExp(`(${quotes}[ \\t]*)\\)`, "g"), "$1\\)");
  return `![${escape(flat(alt), { link: true })}](asset:${id}${said && ` "${said}"`})`;
}

/** A file, offered under a name. */
export const offered = (id, name) => `[${escape(flat(name), { link: true })}](asset:${id})`;

/** Puts a picture on a line of its own: this one where it is empty, else behind what it belongs to. */
export function ownLine(text, at, made) {
  const line = lines(text, at, at);
  const empty = text.slice(line.start, line.end).trim() === "";
  const gallery = /^:::[ \t]*gallery\b/.test(text.slice(0, line.end).match(/^:::.*$/gm)?.at(-1) ?? "");
  const end = empty || gallery ? line.end : blockEnd(text, line.end);
  const start = empty ? line.start : end;
  if (gallery) return change(start, end, empty ? "" : "\n", made, "");
  const around = apart(text, start, end);
  return change(start, end, empty ? around.before : "\n\n", made, around.after);
}

const change = (start, end, before, made, after) => ({ start, end, text: before + made + after, from: start + before.length + made.length });

/** Where the lines end that stand together from one that ends at end. */
function blockEnd(text, end) {
  while (end < text.length) {
    const next = text.slice(end + 1, lines(text, end + 1, end + 1).end);
    if (!next.trim() || next.startsWith(":::")) break;
    end += 1 + next.length;
  }
  return end;
}
