// The items of pasted lists: those of HTML and those that Word writes as
// paragraphs with a level.

/** The style that an element had where it was copied. */
export const styleOf = (e) => e.getAttribute("data-style") ?? "";

const bullets = /^[-–—*•·◦▪▫■□●○§►➢✓oÿØü]?$/;

/** The number or bullet that Word wrote before a paragraph. */
export function signText(paragraph) {
  const sign = [...paragraph.querySelectorAll("[data-style]")].find((e) => /mso-list:\s*ignore/i.test(styleOf(e)));
  return (sign?.textContent ?? "").replace(/[\s\u00a0\p{Co}]/gu, "");
}

/** It as Markdown has it: "-", a number, or the sign itself, as "a)" and "1.1.". */
export function markerOf(paragraph) {
  const sign = signText(paragraph);
  if (bullets.test(sign)) return "-";
  return /^(?:0|[1-9]\d{0,2})[.)]$/.test(sign) ? sign : sign.replace(/^(\d+)$/, "$1.");
}

/** The items of a list and of the lists within it, in a row. */
export function itemsOf(list, level, read) {
  const found = [];
  let number = Number(list.getAttribute("start") ?? 1);
  for (const child of list.children) {
    if (["ul", "ol"].includes(child.localName)) found.push(...itemsOf(child, level + 1, read));
    if (child.localName !== "li") continue;
    const inner = [...child.children].filter((e) => ["ul", "ol"].includes(e.localName));
    for (const e of inner) e.remove();
    if (child.value > 0) number = child.value;
    // Word on the web puts every item into a list of its own and says its level.
    const own = Number(child.dataset.ariaLevel) || level;
    const blocks = read(child);
    if (blocks.length > 0 || inner.length === 0) found.push({ level: own, marker: signOf(list, child, number), blocks });
    for (const e of inner) found.push(...itemsOf(e, own + 1, read));
    number++;
  }
  return found.filter((item) => item.blocks.length > 0);
}

/** The sign of an item of HTML. */
function signOf(list, item, number) {
  if (list.localName === "ul") return "-";
  const kind = (item.getAttribute("type") ?? list.getAttribute("type") ?? /list-style(?:-type)?:\s*([\w-]+)/i.exec(`${styleOf(item)} ${styleOf(list)}`)?.[1] ?? "1").trim();
  if (/^(?:a|lower-(?:alpha|latin))$/.test(kind)) return `${letters(number).toLowerCase()})`;
  if (/^(?:A|upper-(?:alpha|latin))$/.test(kind)) return `${letters(number)})`;
  if (/^(?:i|lower-roman)$/.test(kind)) return `${roman(number).toLowerCase()})`;
  if (/^(?:I|upper-roman)$/.test(kind)) return `${roman(number)})`;
  return `${number}.`;
}

function letters(n) {
  return n < 1 ? "" : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(65 + ((n - 1) % 26));
}

const numerals = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

function roman(n) {
  const found = numerals.find(([value]) => value <= n);
  return found ? found[1] + roman(n - found[0]) : "";
}

/** Items as Markdown, each under the text of the one it belongs to. */
export function rendered(items, write) {
  let out = "";
  let before; // the item before, in the list of this one
  const around = []; // the items that this one belongs to
  for (const item of items) {
    while (around.length > 0 && around.at(-1).level >= item.level) before = around.pop();
    const indent = around.at(-1)?.inner ?? "";
    const kind = kindOf(item.marker);
    const inner = kind ? indent + " ".repeat(item.marker.length + 1) : indent;
    // A list that does not begin with 1 is one only after an empty line; a sign
    // that is no mark of a list, as "a)", begins a paragraph.
    const close = kind && (before ? before.kind === kind : kind === "-" || /^1[.)]/.test(item.marker));
    if (out) out += close ? "\n" : "\n\n";
    out += `${indent}${item.marker} ${item.blocks.map(write).join("\n\n").replace(/\n(?=.)/g, `\n${inner}`)}`;
    around.push({ level: item.level, inner, kind });
    before = undefined;
  }
  return out;
}

/** The kind of list that a marker belongs to; none for "a)" or "1.1.". */
const kindOf = (marker) => (marker === "-" ? "-" : /^\d{1,3}([.)])$/.exec(marker)?.[1]);
