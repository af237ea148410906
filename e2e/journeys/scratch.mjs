// What is typed is not lost: it is kept while it is typed, it is there after the
// window was closed, and it comes through the door when a session ends.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { addressOf, as, settle, signIn, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const scripts = { javaScriptEnabled: true };
const text = { type: "news", summary: "Apie sodus.", body: "Pirma pastraipa." };

test("what is typed is kept, and colleagues are told who writes", async () => {
  const press = await as(browser, "press", scripts);
  const address = await write(press.page, { ...text, title: "Miesto sodai pavasarį" });
  await press.page.goto(`${base}${address}/edit`);
  await press.page.locator("#_body").fill("Pirma pastraipa.\n\nDar neišsaugota.");
  await press.page.locator(".kept", { hasText: /\d/ }).waitFor();
  const colleague = await as(browser, "author");
  await colleague.page.goto(`${base}${address}/edit`);
  assert.match(await colleague.page.locator(".others").textContent(), /Nora Teva/);
  assert.equal(await colleague.page.inputValue("#_body"), "Pirma pastraipa.", "and see nothing of it");
  // The window is closed; nothing was asked, because nothing is lost.
  await press.page.close();
  const again = await press.context.newPage();
  await again.goto(`${base}${address}/edit`);
  assert.equal(await again.inputValue("#_body"), "Pirma pastraipa.");
  await again.click(".unsaved a");
  assert.equal(await again.inputValue("#_body"), "Pirma pastraipa.\n\nDar neišsaugota.");
  await again.click(".bar button[value=save]");
  await settle(again, "saving");
  assert.equal(await again.locator(".unsaved").count(), 0);
  for (const r of [press, colleague]) none(r.wrong, "kept"), await r.close();
});

for (const [how, options] of [["with scripts", scripts], ["without scripts", {}]]) {
  test(`a session that ends in the middle of writing loses nothing, ${how}`, async () => {
    const r = await as(browser, "author", options);
    const address = await write(r.page, { ...text, title: `Rudens lapai ${how.length}` });
    await r.page.goto(`${base}${address}/edit`);
    // The same member ends every other session from another browser.
    const other = await as(browser, "author");
    await other.page.goto(`${base}/admin/account`);
    await other.page.click('form[action="/admin/account/sessions"] button');
    await settle(other.page, "signing out elsewhere");
    await other.close();
    const typed = "Pirma pastraipa.\n\nĮ ją įrašyta ilga mintis – „su kabutėmis“ & ženklais.";
    await r.page.locator("#_body").fill(typed);
    if (options.javaScriptEnabled) await r.page.locator(".kept", { hasText: /\S/ }).waitFor();
    await r.page.click(".bar button[value=save]");
    await r.page.locator("#_password").waitFor();
    await signIn(r.page, "author");
    assert.equal(addressOf(r.page), address);
    assert.equal(await r.page.inputValue("#_body"), typed);
    await r.page.click(".bar button[value=finish]");
    await settle(r.page, "saving after signing in");
    assert.ok((await r.page.locator(".prose").first().textContent()).includes("su kabutėmis"));
    // What the script was refused while signed out is no fault of the page.
    none(r.wrong.filter((w) => !/\/scratch 403/.test(w)), how);
    await r.close();
  });
}
