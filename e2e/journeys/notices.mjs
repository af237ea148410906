// Whoever has to do something with a text is told: a number in the title of every
// page of the desk, a list, and the text itself one press away. What was seen or has
// been done is told no more. Without scripts, but for the number of an open page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { act, as, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

const list = `${base}/admin/notices`;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** How many things the title says are new. */
const counted = async (page) => Number(/^\((\d+)\) /.exec(await page.title())?.[1] ?? 0);

/** What is new about one text, by kind. */
const fresh = (page, address) =>
  page.locator(`section:not(.notices-seen) > .notice-list > li:has(a[href="${address}"])`).evaluateAll((lines) => lines.map((line) => line.className.replace("told-", "")));

/** Tries until it holds: what is told follows what is done by a moment. */
async function eventually(holds) {
  for (const end = Date.now() + 20_000; ; ) {
    try {
      return await holds();
    } catch (e) {
      if (Date.now() > end) throw e;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** Waits until the list says exactly this about a text. */
const says = (page, address, ...want) =>
  eventually(async () => {
    await page.goto(list);
    assert.deepEqual(await fresh(page, address), want);
    const sum = await page.locator("section:not(.notices-seen) > .notice-list > li").count();
    assert.equal(await counted(page), sum, "the title counts what is listed");
  });

test("a text on its way tells whom it concerns", async () => {
  const [author, editor, press] = await Promise.all([as(browser, "author"), as(browser, "editor"), as(browser, "press")]);
  const address = await write(author.page, { type: "news", language: "en", title: "A path that is closed for repairs", summary: "The path along the river is closed.", body: "It opens again in spring." });
  await act(author.page, address, "submit");
  await says(editor.page, address, "waiting");
  await says(author.page, address);
  const before = await counted(editor.page);

  await editor.page.click(`.notice-list a[href="${address}"]`);
  assert.equal(new URL(editor.page.url()).pathname, address, "the line leads to the text");
  assert.equal(await counted(editor.page), before - 1, "what is opened has been seen");
  await act(editor.page, address, "return", { reason: "Say until when." });
  await says(author.page, address, "returned");

  await act(author.page, address, "submit");
  await says(editor.page, address, "waiting");
  await act(editor.page, address, "approve");
  await says(author.page, address, "approved");
  await says(press.page, address, "ready");
  await says(editor.page, address);

  await author.page.goto(list);
  await author.page.click("form[action='/admin/notices/read'] button");
  assert.equal(await counted(author.page), 0, "everything is read");
  await author.page.goto(`${base}/admin/documents`);
  assert.equal(await counted(author.page), 0);

  await act(press.page, address, "publish");
  await says(press.page, address);
  for (const r of [author, editor, press]) none(r.wrong, "what is told"), await r.close();
});

test("an open page is told of what is new, and an account says that no e-mails are set up", async () => {
  const [author, editor] = await Promise.all([as(browser, "author"), as(browser, "editor", { javaScriptEnabled: true })]);
  await editor.page.goto(`${base}/admin/account`);
  assert.equal(await editor.page.locator("#_mail").count(), 0, "there is nothing to choose");
  assert.match(await editor.page.locator("section:has(#_h-mail)").textContent(), /\S/);
  const was = await counted(editor.page);
  const address = await write(author.page, { type: "news", language: "en", title: "A bench that has been painted", summary: "It is green now.", body: "It dries until evening." });
  await act(author.page, address, "submit");
  await eventually(async () => {
    await editor.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await editor.page.waitForTimeout(100);
    assert.equal(await counted(editor.page), was + 1);
  });
  assert.match(await editor.page.locator("a[data-notices]").textContent(), new RegExp(`\\(${was + 1}\\)`));
  await act(author.page, address, "discard", {});
  await says(editor.page, address);
  for (const r of [author, editor]) none(r.wrong, "an open page"), await r.close();
});
