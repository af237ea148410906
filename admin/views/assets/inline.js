// Runs of text with their marks, as Markdown: stress, links, and a backslash
// before whatever Markdown would take for a mark.

/** The address of a link that may be pasted, as Markdown takes it. */
export function pasted(href) {
  const to = (href ?? "").trim();
  if (!/^(?:https?:\/\/[^/]|mailto:[^?]*@|tel:\+?[\d(])/i.test(to) || /^https?:\/\/[^/]*@/i.test(to)) return undefined;
  if (/^tel:/i.test(to)) return `tel:${to.replace(/[^+\d]/g, "")}`;
  return to.replace(/[\s()\\<>"*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

/** Text as it stands in a line: what would be a mark gets a backslash. */
export function escape(text, { cell, link } = {}) {
  let out = text.replace(/[\\*]/g, "\\$&");
  out = out.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
  out = out.replace(/&(?=#?\w+;)/g, "\\&").replace(/\[(?=\^)/g, "\\[").replace(/\](?=[({])/g, "]\\").replace(/\]$/, "\\]");
  if (link) out = out.replace(/\\?([[\]])/g, "\\$1");
  return cell ? out.replace(/\|/g, "\\|") : out;
}

/** A line whose beginning would make it a heading, an item or another block. */
export function escapeStart(line) {
  return line.replace(/^(?=#{1,6}(?:\s|$)|>|-(?:\s|$)|(?:- *){3,}$|:::|\|[\s|:-]*$)/, "\\");
}

/**
 * Runs [{text, bold, italic, href}] as one Markdown string; a run with {br} begins
 * a new line. cell and heading have no lines of their own.
 */
export function inline(runs, options = {}) {
  const tidy = spaced(runs, options);
  for (const order of [["href", "bold", "italic"], ["href", "italic", "bold"], ["href", "bold"], ["href"]]) {
    const out = marked(tidy, order, options);
    if (out !== undefined) return out;
  }
  return "";
}

/** Spaces as they are shown: one for many, none at the ends of a line. */
function spaced(runs, { cell, heading }) {
  const strong = heading || cell === "head"; // strong already
  const out = [];
  let open = true; // a space here would be the first of its line
  for (const run of runs) {
    if (run.note) {
      out.push({ ...run, text: `[^${run.note}]` });
      open = false;
      continue;
    }
    if (run.br && !cell && !heading) {
      trimEnd(out);
      out.push({ ...run, text: "\n" });
      open = true;
      continue;
    }
    let text = (run.br ? " " : run.text).replace(/[ \t\r\n\f]+/g, " ").replace(/[ \u00a0]{2,}/g, " ");
    if (open) text = text.replace(/^[ \u00a0]+/, "");
    if (text) open = text.endsWith(" ");
    if (text) out.push({ ...run, text, bold: run.bold && !strong });
  }
  trimEnd(out);
  while (out.at(-1)?.text === "\n") out.pop(), trimEnd(out);
  while (out[0]?.text === "\n") out.shift();
  return out;
}

function trimEnd(out) {
  while (out.length > 0 && out.at(-1).text !== "\n" && !out.at(-1).note) {
    out.at(-1).text = out.at(-1).text.replace(/[ \u00a0]+$/, "");
    if (out.at(-1).text) return;
    out.pop();
  }
}

const signs = { bold: "**", italic: "*" };

/** Groups runs that share a mark and wraps each; nothing where marks would touch. */
function marked(runs, [mark, ...inner], given) {
  if (mark === undefined) return runs.map((run) => (run.text === "\n" || run.note ? run.text : escape(run.text, given))).join("");
  let out = "";
  for (let i = 0; i < runs.length; ) {
    let end = i + 1;
    while (end < runs.length && runs[end][mark] === runs[i][mark] && (!runs[i][mark] || mark === "href" || runs[end].text !== "\n")) end++;
    const group = runs.slice(i, end);
    const following = runs[end]?.text[0] ?? "";
    const piece = runs[i][mark] && group.some((r) => r.text.trim()) ? wrapped(group, mark, inner, given, out.at(-1) ?? "", following) : marked(group, inner, given);
    if (piece === undefined || (/(?<!\\)\*$/.test(out) && piece.startsWith("*"))) return undefined;
    out += piece;
    i = end;
  }
  return out;
}

const alphanumeric = /[\p{L}\p{N}]/u;

function wrapped(group, mark, inner, given, before, after) {
  if (mark === "href") return linked(group, inner, given);
  const text = marked(group, inner, given);
  if (text === undefined) return undefined;
  let [, head, body, tail] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  // Marks between a letter and a punctuation mark are no marks.
  const link = group.some((run) => run.href); // whose brackets stay together
  if (!tail && !link && alphanumeric.test(after)) [, body, tail] = /^([^]*?)((?:\\[^\p{L}\p{N}\s]|[^\p{L}\p{N}\\*])*)$/u.exec(body);
  if (!head && !link && (before === "*" || alphanumeric.test(before))) [, head, body] = /^((?:\\[^\p{L}\p{N}\s]|[^\p{L}\p{N}\\*])*)([^]*)$/u.exec(body);
  return body ? `${head}${signs[mark]}${body}${signs[mark]}${tail}` : text;
}

function linked(group, inner, given) {
  const href = group[0].href;
  const plain = group.map((r) => r.text).join("");
  const bare = href.replace(/^(?:mailto|tel):/i, "");
  // An address that is its own text is a link as it stands.
  if (/^(?:https?|mailto)/i.test(href) && !/[\s*_|]/.test(plain.trim()) && (plain.trim() === bare || `${plain.trim()}/` === bare)) return plain;
  const text = marked(group, inner, { ...given, link: true });
  if (text === undefined) return undefined;
  const [, head, body, tail] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  return `${head}[${body.replace(/\n/g, " ")}](${given.cell ? href.replace(/\|/g, "%7C") : href})${tail}`;
}
