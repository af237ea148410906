// Everything by keyboard: the skip link first, the focus always to be seen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, phone, reader } from "../lib/browser.mjs";
import { Tally, none } from "../lib/findings.mjs";
import { focused } from "../lib/probe.mjs";
import { base, crawl, oneOfEach, special } from "../lib/town.mjs";

let browser, kinds;
before(async () => {
  browser = await launch();
  kinds = [...oneOfEach(await crawl("lt")), ...special("lt", "tarybos")];
});
after(() => browser?.close());

test("the skip link comes first, can be seen, and leads past the menu", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(base + "/lt/teises-aktai/");
  await page.keyboard.press("Tab");
  const skip = await focused(page);
  assert.equal(await page.locator("main").getAttribute("id"), new URL(skip.href).hash.slice(1));
  assert.ok(skip.onScreen && !skip.covered, "the skip link is on the screen while it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next stop is in the text");
  none(wrong, "wrong on the way");
  await close();
});

test("home, list, document and search by keyboard alone", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(base + "/lt/");
  await tabTo(page, (f) => f.tag === "input");
  await page.keyboard.type("stovėjimo");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/lt/search?**");
  await tabTo(page, (f) => f.href.includes("/lt/") && !f.href.includes("search"), "main .hits");
  const title = (await focused(page)).text;
  await page.keyboard.press("Enter");
  await page.waitForURL((u) => !u.pathname.endsWith("/search"));
  assert.equal((await page.locator("h1").innerText()).trim(), title);
  await page.goBack();
  assert.match(page.url(), /\/lt\/search/);
  none(wrong, "wrong on the way");
  await close();
});

test("a menu on the phone opens and closes by keyboard", async () => {
  const { page, close } = await reader(browser, { viewport: phone });
  await page.goto(base + "/lt/");
  await tabTo(page, (f) => f.tag === "summary");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("nav.menu details[open]").count());
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("nav.menu li")), "the first entry comes next");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("nav.menu details[open]").count(), 0);
  await close();
});

for (const [name, options] of [
  ["on a desk", {}],
  ["on a phone, dark", { viewport: phone, colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active" }],
]) {
  test(`the focus can be seen at every stop, ${name}`, async () => {
    const { page, close } = await reader(browser, options);
    const tally = new Tally();
    const at = async (place) => {
      const f = await focused(page);
      if (f && !f.outline) tally.add(`${f.name} shows no focus`, place);
      if (f && !f.onScreen) tally.add(`${f.name} has the focus off the screen`, place);
      else if (f?.covered) tally.add(`${f.name} has the focus and is covered`, place);
      return f;
    };
    for (const { kind, url } of kinds) {
      await page.goto(url);
      // The head of the page and its foot are the same everywhere.
      if (kind !== "home") await page.evaluate(() => document.querySelector("main").focus());
      for (let stop = 0; stop < 60; stop++) {
        await page.keyboard.press("Tab");
        const f = await at(`${kind} ${url}`);
        if (!f || (kind !== "home" && !f.inMain)) break;
      }
    }
    none(tally.lines(), "focus");
    await close();
  });
}

/** Presses Tab until a stop is the one that is looked for. */
async function tabTo(page, wanted, within) {
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press("Tab");
    const f = await focused(page);
    const inside = !within || (await page.evaluate((w) => !!document.activeElement.closest(w), within));
    if (f && inside && wanted(f)) return;
  }
  assert.fail("no such stop within 120 tabs");
}
