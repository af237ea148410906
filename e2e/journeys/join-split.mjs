// Two texts turn out to be one in two languages: they are joined, and taken apart
// again, each shown before it is done.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone } from "../lib/browser.mjs";
import { act, as, idOf, publish, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function sound(page, what, options) {
  if (!options.javaScriptEnabled) return; // nothing can be examined by a script then
  await bringAxe(page);
  for (const view of [desktop, phone]) {
    await page.setViewportSize(view);
    const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" "))}`)), rules);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    none([...found, ...(over > 0 ? [`${over} px too wide`] : [])], `${what} at ${view.width} px`);
  }
  await page.setViewportSize(desktop);
}

const press = (page, button) => Promise.all([page.waitForNavigation({ waitUntil: "domcontentloaded" }), page.locator(button).first().click()]);

for (const [how, options] of [["with scripts", { javaScriptEnabled: true }], ["without scripts", {}]]) {
  test(`two texts are joined and taken apart, ${how}`, async () => {
    const number = Date.now() % 1_000_000;
    const [press1, author, editor] = await Promise.all([as(browser, "press", options), as(browser, "author"), as(browser, "editor")]);
    const p = press1.page;
    const lt = await write(author.page, { type: "news", title: `Irklavimo šventė ${number}`, summary: "Apie šventę.", body: "Šventė vyks upėje." });
    const en = await write(author.page, { type: "news", language: "en", title: `Rowing day ${number}`, summary: "About the day.", body: "The day is held on the river." });
    await publish(author.page, editor.page, p, lt);
    await publish(author.page, editor.page, p, en);

    await p.goto(`${base}/p/${idOf(en)}`);
    const public_ = p.url();
    await p.goto(`${base}${lt}/do/join`);
    assert.equal(await p.locator(".do-buttons button").count(), 0, "nothing can be done before the other is found");
    await p.fill("#_other", `Rowing ${number}`);
    await p.press("#_other", "Enter");
    await p.locator(`input[name=with][value="${idOf(en)}"]`).waitFor();
    await p.check(`input[name=with][value="${idOf(en)}"]`);
    await press(p, ".do-buttons button[name=look]");
    assert.equal(await p.locator(".join-sides section").count(), 2, "both stand side by side");
    assert.ok((await p.locator(".effects").textContent()).includes(public_), "where readers find it afterwards is said");
    await sound(p, `joining ${how}`, options);
    await press(p, ".do-buttons button:not([name=look])");
    await settle(p, "joining");

    await p.goto(public_);
    assert.equal(p.url(), public_, "its address stays");
    assert.equal(await p.locator(`a[hreflang=lt][href*="/lt/"]`).count() > 0, true, "and leads to the other language");

    await p.goto(base + lt);
    await press(p, `.acts a[href$="/do/split"]`);
    await p.check("input[name=leaving][value=en]");
    await press(p, ".do-buttons button[name=look]");
    assert.ok((await p.locator(".effects").textContent()).includes(public_));
    await sound(p, `taking apart ${how}`, options);
    await press(p, ".do-buttons button:not([name=look])");
    await settle(p, "taking apart");
    const own = new URL(p.url()).pathname;
    assert.ok(!own.includes(idOf(lt)) && own.endsWith("/en"), "the language is a text of its own");
    for (const address of [lt, own]) await act(p, address, "unpublish", { reason: "reason.gone.duplicate" });
  });
}
