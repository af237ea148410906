// What word processors, spreadsheets and web pages put on the clipboard, as
// Markdown. It is parsed, never shown: nothing of it runs or is loaded.
import { escapeStart, inline, pasted } from "./inline.js";
import { itemsOf, markerOf, rendered, signText, styleOf } from "./items.js";
import { rowsOf } from "./cells.js";
import { grid } from "./marks.js";

/** Elements whose words are no part of the text. */
const dropped = "head, title, style, script, noscript, template, svg, math, object, embed, iframe, video, audio, canvas, img, picture, map, button, select, textarea, input, dialog, del, rt, rp";
const blocks = "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header hgroup li main nav ol p pre section summary table ul h1 h2 h3 h4 h5 h6 hr".split(" ");
const isBlock = (e) => blocks.includes(e.localName);
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const lowered = "₀₁₂₃₄₅₆₇₈₉";

/** Markdown for HTML. used tells whether the text has a footnote of that name already. */
export function markdown(html, { used = () => false } = {}) {
  const page = parsed(html);
  for (const e of page.querySelectorAll(dropped)) e.remove();
  const reader = new Reader(used);
  reader.read(page.body, {});
  reader.end();
  return reader.text();
}

/** Whether HTML says more than its plain text: code editors colour what is Markdown already. */
export function structured(html) {
  const page = parsed(html);
  const outer = page.body.querySelector("[data-style]");
  const code = page.body.firstElementChild?.localName === "pre" || (outer && /white-space:\s*pre\b(?!-)|monospace/i.test(styleOf(outer)));
  return !(code && !page.body.querySelector("a[href], li, table, h1, h2, h3, h4, h5, h6, b, strong, i, em"));
}

/** A page that nobody sees. Its styles go by another name, so that the browser takes no notice of them. */
function parsed(html) {
  const quiet = html.replace(/<style\b[^]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(["'\s])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3"));
  return new DOMParser().parseFromString(quiet, "text/html");
}

const hidden = (e) => e.hidden || /display:\s*none|mso-hide:\s*all|mso-element:\s*(?:comment|header|footer)|mso-comment-/i.test(styleOf(e));

/** Reads a page into blocks. */
export class Reader {
  constructor(used) {
    this.used = used;
    this.blocks = [];
    this.runs = [];
    this.notes = new Map();
  }

  read(parent, marks) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.word(node.data, marks);
      else if (node.nodeType === Node.ELEMENT_NODE && !hidden(node)) this.element(node, marks);
    }
  }

  word(text, marks) {
    const clean = text.replace(/[\u200b\ufeff\u2060]/g, "").replace(/\p{Co}/gu, "");
    if (marks.pre) {
      clean.split("\n").forEach((line, i) => this.runs.push(...(i > 0 ? [{ br: true, text: "" }] : []), { ...marks, text: line }));
    } else if (clean) this.runs.push({ ...marks, text: clean });
  }

  element(e, marks) {
    const list = /mso-list:\s*(?!none|ignore|skip)\S+\s+level(\d+)/i.exec(styleOf(e));
    if (/mso-list:\s*ignore/i.test(styleOf(e))) return;
    if (/^(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(e.id)) this.note(e);
    else if (levelOf(e) !== undefined) this.heading(e, levelOf(e));
    else if (list && isBlock(e)) this.item(e, Number(list[1]), marks);
    else if (["br", "ul", "ol", "table", "blockquote", "hr"].includes(e.localName)) this[e.localName](e, marks);
    else if (isBlock(e)) this.paragraph(e, marks);
    else this.phrase(e, marks);
  }

  br(e) {
    if (/page-break-before:\s*always/i.test(styleOf(e))) this.end();
    else this.runs.push({ br: true, text: "" });
  }

  paragraph(e, marks) {
    this.end();
    this.read(e, { ...marks, ...marksOf(e, marks), pre: marks.pre || e.localName === "pre" });
    this.end();
  }

  phrase(e, marks) {
    if (e.localName === "a" && this.mark(e)) return;
    const own = { ...marks, ...marksOf(e, marks) };
    if (/mso-spacerun|Apple-converted-space|mso-tab-count/i.test(styleOf(e) + e.className)) return this.word(" ", own);
    const digits = /^(?:sup|sub)$/.test(e.localName) && /^\d{1,3}$/.test(e.textContent) && !e.querySelector("a");
    if (digits) this.word([...e.textContent].map((d) => (e.localName === "sup" ? raised : lowered)[d]).join(""), own);
    else this.read(e, own);
    return undefined;
  }

  /** The mark of a footnote, or the way back from one. */
  mark(e) {
    const href = e.getAttribute("href") ?? "";
    if (/#(?:_(?:ftn|edn)ref\d+|sd(?:foot|end)note\d+anc)$/.test(href)) return true;
    const id = /#_?((?:ftn|edn|sdfootnote|sdendnote)\d+)(?:sym)?$/.exec(href)?.[1];
    if (!id || !e.ownerDocument.getElementById(id)) return false;
    this.runs.push({ text: "", note: this.name(id) });
    return true;
  }

  /** A name for a footnote that the text does not have yet. */
  name(id) {
    if (!this.notes.has(id)) {
      let number = 1;
      while (this.used(String(number)) || [...this.notes.values()].includes(String(number))) number++;
      this.notes.set(id, String(number));
    }
    return this.notes.get(id);
  }

  note(e) {
    this.end();
    const body = this.within(e, {}).filter((b) => b.kind !== "rule");
    if (body.length > 0) this.blocks.push({ kind: "note", name: this.name(e.id), body });
  }

  heading(e, level) {
    this.end();
    const within = new Reader(this.used);
    within.notes = this.notes;
    within.phrase(e, {});
    const number = signText(e); // Word numbers headings as it does items
    const runs = [...(number ? [{ text: `${number} ` }] : []), ...within.blocks.flatMap((b) => b.runs ?? []), ...within.runs];
    if (shown(runs)) this.blocks.push({ kind: "heading", level, runs });
  }

  /** What stands within an element, as blocks of their own. */
  within(e, marks) {
    const inside = new Reader(this.used);
    inside.notes = this.notes;
    inside.read(e, marks);
    inside.end();
    return inside.blocks;
  }

  item(e, level, marks) {
    this.end();
    this.items([{ level, marker: markerOf(e), blocks: this.within(e, { ...marks, ...marksOf(e, marks) }) }]);
  }

  /** Items right after others go on with their list. */
  items(found) {
    const last = this.blocks.at(-1);
    if (last?.kind === "items") last.items.push(...found);
    else if (found.length > 0) this.blocks.push({ kind: "items", items: found });
  }

  ul(e, marks) {
    this.end();
    this.items(itemsOf(e, 1, (li) => this.within(li, marks)));
  }

  ol(e, marks) {
    this.ul(e, marks);
  }

  blockquote(e, marks) {
    this.end();
    const body = this.within(e, marks);
    if (body.length > 0) this.blocks.push({ kind: "quote", body });
  }

  hr() {
    this.end();
    this.blocks.push({ kind: "rule" });
  }

  table(e, marks) {
    this.end();
    const rows = rowsOf(e);
    // A table of one column, or with blocks within, only places things on a page.
    if (rows.every((row) => row.length < 2) || e.querySelector("table, h1, h2, h3, h4, h5, h6")) {
      const direct = [...e.querySelectorAll("caption, td, th")].filter((cell) => cell.closest("table") === e);
      for (const cell of direct) this.paragraph(cell, marks);
      return;
    }
    const runsOf = (cell) => (cell ? this.within(cell, {}).flatMap(runsIn) : []);
    const made = rows.map((row) => row.map(runsOf));
    const caption = e.querySelector(":scope > caption");
    if (made.flat().some(shown)) this.blocks.push({ kind: "table", rows: made, caption: caption ? runsOf(caption) : [] });
  }

  /** Ends a paragraph; two line ends in a row end one as well. */
  end() {
    let runs = [];
    const flush = () => {
      if (shown(runs)) this.blocks.push({ kind: "paragraph", runs });
      runs = [];
    };
    this.runs.forEach((run, i) => {
      if (run.br && this.runs[i + 1]?.br) flush();
      else runs.push(run);
    });
    flush();
    this.runs = [];
  }

  text() {
    const notes = this.blocks.filter((b) => b.kind === "note");
    const body = this.blocks.filter((b) => b.kind !== "note");
    while (body.at(-1)?.kind === "rule") body.pop();
    while (body[0]?.kind === "rule") body.shift();
    settle(body);
    const written = notes.map((n) => `[^${n.name}]: ${n.body.map(write).join("\n\n").replace(/\n(?=.)/g, "\n    ")}`);
    return [...body.map(write), ...written].join("\n\n");
  }
}

const shown = (runs) => runs.some((run) => run.note || run.text.replace(/\u00a0/g, " ").trim());

/** All runs of a block, in a row: for what must stay on one line. */
function runsIn(block) {
  const parts = block.runs ? [block.runs] : block.kind === "items" ? block.items.flatMap((i) => i.blocks.map(runsIn)) : (block.body ?? []).map(runsIn);
  return [...parts.flat(), { text: " " }];
}

/** The level of a heading: 0 for the title of a document. */
function levelOf(e) {
  if (/^h[1-6]$/.test(e.localName)) return /(^|\s)title(\s|$)/i.test(e.className) ? 0 : Number(e.localName[1]);
  if (!isBlock(e)) return undefined;
  if (/^(?:MsoTitle|title)$/i.test(e.className)) return 0;
  if (e.getAttribute("role") === "heading") return Number(e.getAttribute("aria-level")) || 2;
  const outline = /mso-outline-level:\s*([1-6])/i.exec(styleOf(e));
  return outline ? Number(outline[1]) : undefined;
}

/** What an element says of the stress and the links within it. */
function marksOf(e, marks) {
  const own = {};
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(styleOf(e))?.[1];
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(styleOf(e))?.[1];
  if (weight) own.bold = /^bold/i.test(weight) || Number(weight) >= 600;
  else if (["b", "strong"].includes(e.localName)) own.bold = true;
  if (slant) own.italic = /^(?:italic|oblique)/i.test(slant);
  else if (["i", "em"].includes(e.localName)) own.italic = true;
  if (e.localName === "a") own.href = pasted(e.getAttribute("href")) ?? marks.href;
  return own;
}

/** Moves the levels of headings so that the highest is the second and none is left out. */
function settle(body) {
  const headings = body.filter((b) => b.kind === "heading");
  const highest = Math.min(...headings.map((h) => h.level));
  let before = 1;
  for (const h of headings) {
    h.level = Math.min(h.level - highest + 2, before + 1, 6);
    before = h.level;
  }
}

/** One block as Markdown. */
export function write(block) {
  const lines = (runs) => inline(runs).split("\n").map(escapeStart).join("\\\n");
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${inline(block.runs, { heading: true }).replace(/(?<=\s)(#+)$/, "\\$1")}`;
    case "items":
      return rendered(block.items, write);
    case "quote":
      settle(block.body);
      return block.body.map(write).join("\n\n").replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">");
    case "rule":
      return "---";
    case "table":
      return tableOf(block);
    default:
      return lines(block.runs);
  }
}

function tableOf({ rows, caption }) {
  const cells = rows.map((row, r) => row.map((runs, c) => inline(runs, { cell: r === 0 ? "head" : "body" }).replace(/^#/, r === 0 && c === 0 ? "\\#" : "#")));
  const words = inline(caption, { heading: true });
  return (words ? `Table: ${words}\n\n` : "") + grid(cells);
}
