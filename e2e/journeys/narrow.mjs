// Small screens, large letters, wide spacing, forced colours: nothing sticks
// out, nothing is cut off, no text lies on another.
import { after, before, test } from "node:test";
import { desktop, launch, phone, restyle, share } from "../lib/browser.mjs";
import { Tally, none } from "../lib/findings.mjs";
import { layout, overlaps } from "../lib/probe.mjs";
import { base, crawl, full, locales, oneOfEach, special } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

// WCAG 1.4.12, as the criterion words it.
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;
const large = ":root { font-size: 200% !important }";

const views = [
  { how: "320 px", view: phone, css: "" },
  { how: "320 px, text spacing", view: phone, css: spacing },
  { how: "640 px", view: { width: 640, height: 800 }, css: "" },
  { how: "900 px", view: { width: 900, height: 800 }, css: "" },
  { how: "1280 px", view: desktop, css: "" },
  { how: "1280 px, text spacing", view: desktop, css: spacing },
  { how: "1280 px, text of 200 %", view: desktop, css: large },
];

for (const locale of await locales()) {
  test(`nothing is lost at any width, ${locale}`, async () => {
    const jobs = [...oneOfEach(await crawl(locale)), ...special(locale, "2026")];
    const tally = new Tally();
    const wanted = full.includes(locale) ? views : views.slice(0, 2);
    await share(browser, 2, jobs, async ({ page }, job) => {
      await page.goto(job.url);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      for (const { how, view, css } of wanted) {
        await page.setViewportSize(view);
        await restyle(page, css);
        for (const f of [...(await layout(page)), ...(await overlaps(page))]) tally.add(f, `${job.kind} ${job.url.replace(base, "")} (${how})`);
      }
    });
    none(tally.lines(), `layout in ${locale}`);
  });
}

test("a register that is shown as cards is a table still, for who listens", async () => {
  const found = [];
  let tables = 0;
  await share(browser, 1, oneOfEach(await crawl("lt")).filter((j) => /^list-/.test(j.kind)), async ({ page, context }, job) => {
    await page.setViewportSize(phone);
    await page.goto(job.url);
    const rows = await page.locator("table.register tbody tr").count();
    if (rows === 0) return;
    tables++;
    const cells = await page.locator("table.register tbody td").count();
    const heads = await page.locator("table.register thead th").count();
    const tree = await (await context.newCDPSession(page)).send("Accessibility.getFullAXTree");
    const count = (...roles) => tree.nodes.filter((n) => !n.ignored && roles.includes(n.role?.value)).length;
    if (count("table") !== 1) found.push(`${job.url}: ${count("table")} tables`);
    if (count("row") !== rows + 1) found.push(`${job.url}: ${count("row")} rows of ${rows + 1}`);
    if (count("columnheader") !== heads) found.push(`${job.url}: ${count("columnheader")} heads of ${heads}`);
    const hidden = await page.locator("table.register tbody td:empty").count();
    if (count("cell", "gridcell") !== cells - hidden) found.push(`${job.url}: ${count("cell", "gridcell")} cells of ${cells - hidden}`);
  });
  if (tables < 2) found.push(`only ${tables} registers`);
  none(found, "registers as cards");
});

test("in forced colours buttons and fields keep an edge, and colour is never the only mark", async () => {
  const tally = new Tally();
  await share(
    browser,
    2,
    oneOfEach(await crawl("lt")),
    async ({ page }, job) => {
      await page.goto(job.url);
      const found = await page.evaluate(() => {
        const seen = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 1;
        const edge = (s) => (s.borderTopStyle !== "none" && parseFloat(s.borderTopWidth) > 0) || (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0);
        const wrong = [];
        for (const e of document.querySelectorAll("button, input:not([type=hidden]), select")) if (seen(e) && !edge(getComputedStyle(e))) wrong.push(`${e.localName}.${e.className} has no edge`);
        for (const e of document.querySelectorAll("body *")) if (getComputedStyle(e).forcedColorAdjust === "none" && e.textContent.trim()) wrong.push(`${e.localName}.${e.className} refuses the reader's colours`);
        for (const e of document.querySelectorAll("[aria-current]")) {
          const s = getComputedStyle(e);
          const marked = parseInt(s.fontWeight) >= 600 || edge(s) || parseFloat(s.borderBottomWidth) > 0 || parseFloat(s.borderInlineStartWidth) > 0;
          if (seen(e) && !marked) wrong.push(`the current ${e.localName} "${e.textContent.trim().slice(0, 30)}" is marked by nothing but colour`);
        }
        return wrong;
      });
      found.forEach((f) => tally.add(f, `${job.kind} ${job.url.replace(base, "")}`));
    },
    { forcedColors: "active" },
  );
  none(tally.lines(), "in forced colours");
});

test("nothing moves when the reader asks for less motion", async () => {
  const tally = new Tally();
  await share(browser, 2, oneOfEach(await crawl("lt")), async ({ page }, job) => {
    await page.goto(job.url);
    const found = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((e) => ["transitionDuration", "animationDuration"].some((p) => getComputedStyle(e)[p].split(",").some((d) => parseFloat(d) > 0.01)))
        .map((e) => `${e.localName}.${e.className} moves`),
    );
    found.forEach((f) => tally.add(f, `${job.kind} ${job.url.replace(base, "")}`));
  });
  none(tally.lines(), "reduced motion");
});
