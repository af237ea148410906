// A printed page looks like an official document: the organization, the date,
// the address of the page, link targets; nothing that can only be clicked.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { crawl, oneOfEach } from "../lib/town.mjs";

/** An A4 sheet between margins of 2 cm, at 96 dots to the inch. */
const sheet = { width: 643, height: 972 };

let browser, kinds;
before(async () => {
  browser = await launch();
  kinds = oneOfEach(await crawl("lt")).filter((p) => /^doc-/.test(p.kind));
});
after(() => browser?.close());

test("every document fits the sheet and leaves out what cannot be used on paper", async () => {
  const { page, close } = await reader(browser, { viewport: sheet, colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  const found = [];
  for (const { kind, url } of kinds) {
    await page.goto(url);
    const wrong = await page.evaluate((address) => {
      const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
      const wrong = [];
      for (const e of document.querySelectorAll("input, button, nav.menu, nav.languages, nav.crumbs, .skip, .subscribe")) if (shown(e)) wrong.push(`${e.localName}.${e.className} is printed`);
      if (!shown(document.querySelector("h1"))) wrong.push("the title is not printed");
      const text = document.body.innerText;
      if (!text.includes(address)) wrong.push("the address of the page is not printed");
      if (document.documentElement.scrollWidth > document.documentElement.clientWidth) wrong.push("it is wider than the sheet");
      const light = (colour) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).every((c) => Number(c) > 200);
      const ground = getComputedStyle(document.body).backgroundColor;
      if (!/rgba\(0, 0, 0, 0\)|transparent/.test(ground) && !light(ground)) wrong.push(`the ground is ${ground}`);
      if (light(getComputedStyle(document.querySelector("h1")).color)) wrong.push("the letters are light");
      const target = document.querySelector(".prose a[href^=http]");
      if (target && !getComputedStyle(target, "::after").content.includes("http") && getComputedStyle(target, "::after").content === "none") wrong.push("the target of a link is not printed");
      return wrong;
    }, url);
    found.push(...wrong.map((w) => `${kind}: ${w} (${url})`));
  }
  none(found, "on paper");
  await close();
});

test("an act becomes a PDF with text that can be read", async () => {
  const { page, close } = await reader(browser);
  await page.goto(kinds.find((p) => p.kind.startsWith("doc-act")).url);
  const pdf = await page.pdf({ format: "A4", tagged: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.ok(pdf.length < 1_000_000, `${pdf.length} bytes`);
  await close();
});
