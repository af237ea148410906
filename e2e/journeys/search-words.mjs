// What readers look for: what was asked leads to words that mean the same and to a
// result that stands first, readers have both at once, and what is removed is put back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axed } from "../lib/axed.mjs";
import { desktop, launch, phone } from "../lib/browser.mjs";
import { as, fill, settle } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const searches = `${base}/admin/search-words/public/lt`;

/** The titles that readers find for a question, in their order. */
async function found(page, question) {
  await page.goto(`${base}/lt/search?q=${encodeURIComponent(question)}`);
  return (await page.locator("main").textContent()).replace(/\s+/g, " ");
}

test("what nobody finds gets words and a first result, without scripts", async () => {
  const press = await as(browser, "press");
  const page = press.page;
  assert.doesNotMatch(await found(page, "šunų registracija"), /Leidimas kirsti medžius|Vieta darželyje/);
  // A result that stands first, from the list of what was asked.
  await page.goto(searches);
  await page.locator(".searches-asked li", { hasText: "šunų registracija" }).first().locator("a", { hasText: "rezultatą" }).click();
  assert.equal(await page.inputValue("#_question"), "šunų registracija");
  // Return in a field looks for what was typed, and saves nothing.
  await page.fill("#_look", "darželyje");
  await page.press("#_look", "Enter");
  await page.locator("main li", { hasText: "Vieta darželyje" }).locator("button[name=add]").click();
  assert.equal(await page.locator(".pinning li").count(), 1);
  await page.locator("button[name=save]").click();
  await settle(page, "the pin");
  assert.match(await found(page, "registracija ŠUNŲ"), /Vieta darželyje/, "in any order of the words");
  // Words that mean the same.
  await page.goto(`${searches}/synonyms?words=${encodeURIComponent("ugdymo lopšys")}`);
  await page.locator("main button[type=submit]").click();
  assert.equal(await page.locator("#_words-mistake").count(), 1, "a word alone is refused beside the field");
  await fill(page, { words: "ugdymo lopšys\nvieta darželyje" });
  await page.locator("main button[type=submit]").click();
  await settle(page, "the words");
  assert.match(await found(page, "ugdymo lopšys"), /Vieta darželyje/);
  // Removed, put back, and removed for good.
  for (const again of [true, false]) {
    await page.goto(searches);
    await page.locator(".rules li", { hasText: "ugdymo lopšys" }).locator("button[name=group]").click();
    assert.equal(await page.locator(".rules li", { hasText: "ugdymo lopšys" }).count(), 0);
    if (again) {
      await page.locator(".searches-undo button").click();
      assert.equal(await page.locator(".rules li", { hasText: "ugdymo lopšys" }).count(), 1);
    }
  }
  await page.locator(".searches-said .rules li", { hasText: "šunų registracija" }).locator("button[name=pin]").click();
  assert.doesNotMatch(await found(page, "šunų registracija"), /Vieta darželyje/);
  none(press.wrong, "tuning");
  await press.close();
});

test("its pages are sound in light and dark, on a desk and on a phone", async () => {
  for (const [how, options] of [["light", { viewport: desktop }], ["dark", { viewport: desktop, colorScheme: "dark" }], ["phone", { viewport: phone }]]) {
    const editor = await as(browser, "editor", { ...options, javaScriptEnabled: true });
    for (const address of ["", "/synonyms?words=parkavimas", `/pin?question=${encodeURIComponent("vaikų darželis")}`]) {
      await editor.page.goto(searches + address);
      assert.deepEqual(await axed(editor.page), [], `${how} ${address}`);
      const over = await editor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${how} ${address}: ${over} px too wide`);
    }
    none(editor.wrong, how);
    await editor.close();
  }
});
