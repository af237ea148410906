// What Enter does in a list or a quotation: it goes on, or ends.
import { lines } from "./marks.js";

const item = /^((?:[ \t]*>[ \t]?)*)([ \t]*)(?:([-*])|(\d{1,3})([.)]))([ \t]+|$)/;
const quoted = /^(?:[ \t]*>[ \t]?)+/;

// A number that belongs to a sentence: a date, an article. Such a line is no item.
const sentence = /^(?:\d{1,2}\. ?\d{2,4}(?!\d)|\p{Ll}+ \d{4}(?!\d)|(?:člen|odstav|točk|aline))/u;

/** The change that Enter makes at the caret, or nothing where it is just a line end. */
export function enter(text, caret) {
  const { start, end } = lines(text, caret, caret);
  const line = text.slice(start, end);
  const found = item.exec(line) ?? quoted.exec(line);
  if (!found || caret < start + found[0].length) return undefined;
  const rest = line.slice(found[0].length);
  const mark = found.length > 1 ? found : undefined;
  if (rest.trim() === "") return ended(text, start, end, mark);
  if (!mark) return { start: caret, end: caret, text: `\n${found[0].trimEnd()} ` };
  const [, quote, indent, bullet, number, point, gap] = mark;
  if (bullet) return { start: caret, end: caret, text: `\n${quote}${indent}${bullet}${gap}` };
  if (!counted(text, start, quote + indent, Number(number), rest)) return undefined;
  const begin = `\n${quote}${indent}${Number(number) + 1}${point} `;
  const after = renumbered(text, end, quote + indent, Number(number) + 1, point);
  return { start: caret, end: after.end, text: begin + text.slice(caret, end) + after.text, from: caret + begin.length };
}

/** Whether the number before a line counts an item. */
function counted(text, start, before, number, rest) {
  if (sentence.test(rest)) return false;
  if (number === 1 || !/^\p{Ll}/u.test(rest) || /^\p{Script=Georgian}/u.test(rest)) return true;
  // In small letters it may be a sentence, "8. sednica je održana", unless others lead up to it.
  return text.slice(0, start).split("\n").some((line) => line.startsWith(before + (number - 1)) && /^[.)]/.test(line.slice((before + (number - 1)).length)));
}

/** The items right below, each a number further, as far as they have been counted. */
function renumbered(text, end, before, number, point) {
  let out = "";
  while (end < text.length) {
    const next = lines(text, end + 1, end + 1);
    const line = text.slice(next.start, next.end);
    if (!line.startsWith(`${before}${number}${point} `)) break;
    out += `\n${before}${number + 1}${line.slice(`${before}${number}`.length)}`;
    end = next.end;
    number++;
  }
  return { text: out, end };
}

/** An empty item ends its list: it becomes one of the list around it, or text. */
function ended(text, start, end, mark) {
  const indent = mark?.[2] ?? "";
  const quote = mark?.[1] ?? "";
  for (const line of indent ? text.slice(0, start).split("\n").reverse() : []) {
    const outer = item.exec(line);
    if (!outer || outer[1] !== quote || outer[2].length >= indent.length) continue;
    const next = outer[3] ?? `${Number(outer[4]) + 1}${outer[5]}`;
    return { start, end, text: `${quote}${outer[2]}${next} ` };
  }
  // Without an empty line what follows would still belong to the last item.
  const above = start > 0 && text[start - 2] !== "\n";
  return { start, end, text: (above ? `${quote.trimEnd()}\n` : "") + quote };
}
