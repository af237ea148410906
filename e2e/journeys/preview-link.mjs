// A link for somebody without an account: an author makes one to a draft, the
// guest reads it as it is, and nothing else; it is taken back, and the one that is
// left leads to readers' page once the text is public.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { act, as, edit, publish, write } from "../lib/desk.mjs";
import { launch, reader } from "../lib/browser.mjs";
import { axed, axedAgain } from "../lib/axed.mjs";
import { base } from "../lib/town.mjs";

let browser, author, guest;
before(async () => {
  browser = await launch();
  [author, guest] = [await as(browser, "author", { javaScriptEnabled: true }), await reader(browser, { javaScriptEnabled: false })];
});
after(() => browser?.close());

/** Makes a link on the page of a text and gives its address. */
async function share(page, text, who, days) {
  await page.goto(base + text);
  await page.click(".shares summary");
  await page.fill("#_share-for", who);
  if (days) await page.selectOption("#_share-days", days);
  await page.click(".shares form.act button");
  return page.inputValue("#_link");
}

test("somebody without an account reads the one text, as it is now", async () => {
  const text = await write(author.page, { type: "news", title: "Nuoroda svečiui", summary: "Dar neskelbta.", body: "Pirmas sakinys." });
  const link = await share(author.page, text, "Marta Kolė");
  assert.deepEqual(await axed(author.page), [], "the page with the link");
  assert.match(link, /\/admin\/preview\/[A-Z2-7]{26,}\/$/);

  const answer = await guest.page.goto(link);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["cache-control"], /no-store/);
  assert.equal(answer.headers()["referrer-policy"], "no-referrer");
  assert.match(answer.headers()["x-robots-tag"], /noindex/);
  assert.equal(await guest.page.textContent("h1"), "Nuoroda svečiui");
  assert.match(await guest.page.textContent(".banner-edition"), /Juodraštis/);
  assert.deepEqual(await axedAgain(guest.page), [], "the page of the guest");
  assert.deepEqual(await guest.context.cookies(), [], "no cookie is needed, and none is set");
  await edit(author.page, text, { body: "Pirmas sakinys. Antras sakinys." });
  await guest.page.goto(link);
  assert.match(await guest.page.textContent("main"), /Antras sakinys/, "each save is seen");
  await guest.page.goto(base + text);
  assert.match(guest.page.url(), /sign-in/, "the desk stays shut");

  await author.page.goto(base + text);
  assert.match(await author.page.textContent(".shares"), /Marta Kolė/);
  await author.page.click(".shares li form button");
  assert.equal(await author.page.locator(".shares li").count(), 0);
  assert.equal((await guest.page.goto(link)).status(), 410);
});

test("once it is public the link leads to where everybody reads it", async () => {
  const [plain, editor, press] = [await as(browser, "author"), await as(browser, "editor"), await as(browser, "press")];
  const text = await write(plain.page, { type: "news", title: "Nuoroda, kuri baigiasi", summary: "Netrukus.", body: "Visas tekstas." });
  const link = await share(plain.page, text, "Jonas Kolė", "1");
  await publish(plain.page, editor.page, press.page, text);
  await guest.page.goto(link);
  assert.equal(new URL(guest.page.url()).pathname, "/lt/naujienos/nuoroda-kuri-baigiasi");
  await press.page.goto(base + text);
  assert.equal(await press.page.locator(".shares").count(), 0, "there is nothing to share any more");
  await act(press.page, text, "withdraw", { reason: "reason.withdrawn.out_of_date" });
});
