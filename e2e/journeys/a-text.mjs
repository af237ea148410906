// The life of a text: an author writes, the language editor corrects and returns,
// the author hands it over again, it is approved and published, and a reader finds
// it on its page, in the list, the feed and the search. Once without scripts, once
// with them, once by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, reader } from "../lib/browser.mjs";
import { act, addressOf, as, edit, idOf, inLanguage, settle, signIn, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Waits until something holds: what is published reaches search within moments. */
async function until(what, holds) {
  for (let n = 0; n < 60; n++) {
    if (await holds()) return;
    await new Promise((r) => setTimeout(r, 250));
  }
  assert.fail(what);
}

/** Demands that readers find a text wherever they look. */
async function found(title, word, address) {
  const r = await reader(browser);
  const { page } = r;
  await page.goto(`${base}/p/${idOf(address)}`);
  assert.equal((await page.locator("main h1").textContent()).trim(), title);
  const path = new URL(page.url()).pathname;
  await page.locator("article .seal, .seal").first().waitFor();
  await page.goto(`${base}/lt/naujienos/`);
  assert.ok((await page.locator("main a").allTextContents()).some((t) => t.trim() === title), "it is in the list");
  const feed = await (await fetch(`${base}/lt/naujienos/feed.rss`)).text();
  assert.ok(feed.includes(title) && feed.includes(path), "it is in the feed");
  await until("the search finds it", async () => {
    const answer = await (await fetch(`${base}/lt/search/data.json?q=${encodeURIComponent(word)}`)).json();
    return answer.items.some((i) => i.title === title);
  });
  await page.goto(`${base}/lt/search?q=${encodeURIComponent(word)}`);
  await page.locator(".hits .title a", { hasText: title }).first().click();
  assert.equal(new URL(page.url()).pathname, path);
  none(r.wrong, "reading");
  await r.close();
}

/** Nobody outside the desk sees a text. */
async function hidden(address, word) {
  const answer = await fetch(`${base}/p/${idOf(address)}`);
  assert.equal(answer.status, 404, "a draft has no page");
  const search = await (await fetch(`${base}/lt/search/data.json?q=${encodeURIComponent(word)}`)).json();
  assert.equal(search.total, 0, "a draft is not found");
}

for (const [how, options, word] of [["without scripts", {}, "Žvirblaičiai"], ["with scripts", { javaScriptEnabled: true }, "Varnėnaičiai"]]) {
  test(`a text is written, corrected, returned, handed over again, approved, published and found, ${how}`, async () => {
    const first = `${word} grįžo i miesto parką`;
    const title = `${word} grįžo į miesto parką`;
    const author = await as(browser, "author", options);
    const address = await write(author.page, { type: "news", title: first, summary: "Parke vėl čiulba paukščiai.", body: "Pirmieji paukščiai pastebėti penktadienį.\n\n- prie upės\n- prie rotušės" });
    await hidden(address, word);
    await act(author.page, address, "submit");

    const editor = await as(browser, "editor", options);
    await editor.page.goto(`${base}/admin/documents?list=review`);
    await editor.page.locator(`a[href="${address}"]`).first().click();
    await edit(editor.page, address, { title });
    await act(editor.page, address, "return", { reason: "Patikslinkite, kurią dieną." });

    await author.page.goto(`${base}/admin/`);
    await author.page.locator(`a[href="${address}"]`).first().click();
    assert.ok((await author.page.locator(".history").textContent()).includes("Patikslinkite, kurią dieną."), "the reason is told");
    assert.equal((await author.page.locator("h1").textContent()).trim(), title, "the correction stands");
    await edit(author.page, address, { body: "Pirmieji paukščiai pastebėti lapkričio 27 dieną.\n\n- prie upės\n- prie rotušės" });
    await act(author.page, address, "submit");
    await hidden(address, word);

    await editor.page.goto(base + address);
    await editor.page.locator('form.act[action$="/approve"] button').click();
    await settle(editor.page, "approving");
    const press = await as(browser, "press", options);
    await act(press.page, address, "publish");
    await found(title, word, address);
    assert.equal(await press.page.locator(".steps .given, li.closed").count() > 0, true, "the seal is shown");
    for (const r of [author, editor, press]) none(r.wrong, how), await r.close();
  });
}

/** Goes with the Tab key to what matches. */
async function tabTo(page, selector) {
  for (let n = 0; n < 250; n++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) {
      const seen = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== "none" || style.boxShadow !== "none";
      });
      assert.ok(seen, `the focus is seen on ${selector}`);
      return;
    }
  }
  assert.fail(`the Tab key does not come to ${selector} at ${page.url()}`);
}

/** Presses what is reached, and waits for the page that follows. */
async function press(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

test("by keyboard alone a text is written, approved and published", async () => {
  const title = "Rytiniai autobusai važiuos anksčiau";
  const enter = async (who) => {
    const r = await reader(browser);
    await r.page.goto(`${base}/admin/`);
    await signIn(r.page, who);
    return r;
  };
  const author = await enter("author");
  await press(author.page, 'a[href="/admin/documents/new"]');
  await tabTo(author.page, "#_type");
  await author.page.keyboard.type("Naujiena");
  await tabTo(author.page, "#_title");
  await author.page.keyboard.type(title);
  await author.page.keyboard.press("Enter");
  await author.page.waitForURL(/\/edit$/);
  await tabTo(author.page, "#_summary");
  await author.page.keyboard.type("Nuo pirmadienio autobusai išvyksta pusvalandžiu anksčiau.");
  await tabTo(author.page, "#_body");
  await author.page.keyboard.type("Keičiasi šie laikai:");
  await author.page.keyboard.press("Enter");
  await author.page.keyboard.press("Enter");
  await author.page.keyboard.type("- pirmas maršrutas 5.30");
  await author.page.keyboard.press("Enter");
  await author.page.keyboard.type("antras maršrutas 5.40");
  assert.match(await author.page.inputValue("#_body"), /- antras maršrutas 5\.40$/, "Enter goes on with the list");
  await press(author.page, '.bar button[value="finish"]');
  const address = addressOf(author.page);
  await press(author.page, `a[href="${address}/do/submit"]`);
  await press(author.page, ".do-buttons button:not([name=look])");
  await settle(author.page, "submitting");

  const editor = await enter("editor");
  await editor.page.goto(base + address);
  await press(editor.page, 'form.act[action$="/approve"] button');
  await settle(editor.page, "approving");
  const officer = await enter("press");
  await officer.page.goto(base + address);
  await press(officer.page, `a[href="${address}/do/publish"]`);
  await press(officer.page, ".do-buttons button:not([name=look])");
  await settle(officer.page, "publishing");
  await found(title, "pusvalandžiu", address);
  assert.ok(inLanguage(address, "lt") === address);
  for (const r of [author, editor, officer]) none(r.wrong, "by keyboard"), await r.close();
});
