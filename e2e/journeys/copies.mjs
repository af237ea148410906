// A text goes elsewhere: into a draft of its own, into a letter, into a message of a
// few lines, with and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { act, addressOf, as, idOf, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser, press, editor, address;
before(async () => {
  browser = await launch();
  press = await as(browser, "press");
  editor = await as(browser, "editor");
  const writer = await as(browser, "author");
  address = await write(writer.page, { type: "news", title: "Miesto turgus persikelia", summary: "Nuo gegužės turgus veiks prie upės.", body: "Turgus veiks **šeštadieniais**." });
  await act(writer.page, address, "submit");
  await writer.close();
});
after(() => browser?.close());

test("what can still change is no letter", async () => {
  await press.page.goto(base + address);
  assert.equal(await press.page.locator(`.copies a[href="${address}/mail"]`).count(), 0);
  await press.page.goto(`${base}${address}/mail`);
  assert.equal(await press.page.locator("textarea").count(), 0);
  assert.equal(await press.page.locator(".lacks").count(), 1);
});

test("an approved text is sent with a warning, a published one without", async () => {
  await act(editor.page, address, "approve");
  await press.page.goto(base + address);
  await press.page.click(`.copies a[href="${address}/mail"]`);
  assert.match(await press.page.locator("#_ready-mail").inputValue(), /^Dar nepaskelbta\n\nMiesto turgus persikelia\n\n/);
  assert.equal(await press.page.locator(".lacks").count(), 1);
  await act(press.page, address, "publish");
  await press.page.goto(`${base}${address}/mail`);
  const text = await press.page.locator("#_ready-mail").inputValue();
  assert.match(text, /^Miesto turgus persikelia\n\nNuo gegužės turgus veiks prie upės\.\n\nTurgus veiks šeštadieniais\./);
  assert.ok(text.includes(`/p/${idOf(address)}`), text);
  assert.equal(await press.page.locator(".letter-body strong", { hasText: "šeštadieniais" }).count(), 1);
  const mailto = new URL(await press.page.locator("a.action[href^='mailto:']").getAttribute("href"));
  assert.equal(mailto.searchParams.get("subject"), "Miesto turgus persikelia");
  assert.equal(mailto.searchParams.get("body").replaceAll("\r\n", "\n"), text);
  none(press.wrong, "on the way to a letter");
});

test("words are copied by a press, and counted", async () => {
  const r = await as(browser, "press", { javaScriptEnabled: true, permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = r;
  await page.goto(`${base}${address}/social`);
  const boxes = await page.locator(".ready textarea").count();
  assert.equal(boxes, 1, "a short text is offered once");
  const text = await page.locator(".ready textarea").inputValue();
  assert.ok(text.endsWith(`/p/${idOf(address)}`));
  assert.ok((await page.locator(".ready .note").first().textContent()).includes(String([...text].length)), "the count is that of the text");
  await page.click(".ready button");
  await page.locator(".ready [role=status]:not(:empty)").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  none(r.wrong, "copying");
  await r.close();
});

test("a copy is a draft of its own, and says what stays behind", async () => {
  const { page } = press;
  await page.goto(base + address);
  await page.click(".copies button");
  await settle(page, "copying");
  const copy = addressOf(page);
  assert.notEqual(copy, address);
  assert.equal(await page.inputValue("#_title"), "Miesto turgus persikelia");
  assert.match(await page.locator(".begun").textContent(), /Miesto turgus persikelia/);
  await act(page, copy, "discard");
  none(press.wrong, "with a copy");
});
