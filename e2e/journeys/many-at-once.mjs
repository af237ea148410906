// Owner, day to look again, organization and topics of many texts are changed
// together: chosen, shown before and after, and done. With scripts and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { launch, phone } from "../lib/browser.mjs";
import { act, as, edit, idOf, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

async function examine(page, name) {
  const found = [];
  for (const size of [page.viewportSize(), phone]) {
    await page.setViewportSize(size);
    await bringAxe(page);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
    found.push(...violations.map((v) => `${name}: ${v.id} ${v.nodes[0].html}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) found.push(`${name}: ${wide} px too wide at ${size.width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  none(found, name);
}

const numbers = async (page) => (await page.locator("main .lead").textContent()).match(/\d+/g).map(Number);

for (const javaScriptEnabled of [false, true]) {
  test(`many texts are changed together, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const press = await as(browser, "press", { javaScriptEnabled });
    const texts = [];
    for (const n of [1, 2, 3]) texts.push(await write(press.page, { type: "news", title: `Kartu keičiama žinia ${n}`, summary: "Trumpai.", body: "Tekstas." }));

    await press.page.goto(`${base}/admin/documents?state=draft&type=news`);
    await press.page.click('a[href^="/admin/documents/change"]');
    assert.equal(new URL(press.page.url()).search, "?state=draft&type=news", "the filters come along");
    for (const text of texts) await press.page.check(`#_d-${idOf(text)}`);
    await press.page.selectOption("#_owner", { label: "Sanda Ruvik" });
    await press.page.fill("#_review", "2099-05-04");
    await press.page.locator("input[name=add]").first().check();
    await press.page.click("button[name=scope][value=ticked]");
    assert.deepEqual((await numbers(press.page))[0], 3, "three would change");
    assert.equal(await press.page.locator(".before-after > div").count(), 9, "owner, topics and day of each, before and after");
    if (javaScriptEnabled) await examine(press.page, "the preview");

    // Somebody changes one of them meanwhile: it stays and is named, the others go.
    const second = await as(browser, "author", { javaScriptEnabled: false });
    await edit(second.page, texts[1], { summary: "Kitaip." });
    await second.page.goto(`${base}/admin/documents/change?type=news&state=draft`);
    await press.page.click("button[name=act]");
    assert.equal((await numbers(press.page))[0], 2, "two are changed");
    const stays = press.page.locator(".lacks li");
    assert.equal(await stays.count(), 1);
    assert.ok((await stays.textContent()).includes("Kartu keičiama žinia 2"), "the one that was changed is named");

    // Sent again it changes nothing more.
    await press.page.reload();
    assert.equal((await numbers(press.page))[0], 0, "nothing is changed twice");
    await press.page.goto(base + texts[0]);
    assert.ok((await press.page.locator("main").textContent()).includes("Nora Teva → Sanda Ruvik"), "the history says so");
    for (const text of texts) await act(press.page, text, "discard");
    for (const r of [press, second]) none(r.wrong, "while changing many"), await r.close();
  });
}

test("what is missing is said beside its cause, and what was ticked stays", async () => {
  const press = await as(browser, "press");
  await press.page.goto(`${base}/admin/documents/change?type=news`);
  const tick = press.page.locator("input[name=document]").first();
  await tick.check();
  await press.page.click("button[name=scope][value=ticked]");
  assert.equal(await press.page.locator(".wrong, .mistake").count(), 1, "nothing was chosen to change");
  assert.equal(await tick.isChecked(), true, "what was ticked stays");
  await press.page.fill("#_review", "2001-01-01");
  await press.page.click("button[name=scope][value=ticked]");
  assert.equal(await press.page.locator("#_review[aria-invalid]").count(), 1, "the day is over");
  none(press.wrong, "at mistakes");
  await press.close();
});
