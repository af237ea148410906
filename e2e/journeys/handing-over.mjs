// Somebody leaves: what they had goes to others in one action, and their account is
// closed. With scripts and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { launch, phone, reader } from "../lib/browser.mjs";
import { act, as, fill, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const secret = "seven lanterns on the pier";

/** Adds somebody with a role, who comes in by their link. Gives their page and their address at the desk. */
async function hire(admin, name, role, options) {
  await admin.goto(`${base}/admin/members/new`);
  await fill(admin, { name, email: `${name.toLowerCase().replace(/[^a-z]+/g, ".")}.${Date.now()}@arvena.example`, locale: "en", role });
  const again = admin.locator("#_confirm");
  if ((await again.count()) > 0) await again.fill("boats on the river");
  await admin.click("main form button[type=submit]");
  const link = await admin.locator(".one-time code").textContent();
  const account = await admin.locator('main a[href^="/admin/members/"]').last().getAttribute("href");
  const theirs = await reader(browser, options);
  await theirs.page.goto(link);
  await theirs.page.fill("#_password", secret);
  await theirs.page.click("main button[type=submit]");
  assert.equal(new URL(theirs.page.url()).pathname, "/admin/", `${name} came in`);
  return { ...theirs, account };
}

/** Examines a screen on a desk and on a phone. */
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
  none(found, name);
}

for (const javaScriptEnabled of [false, true]) {
  test(`what somebody had goes to others, and the account is closed, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const admin = await as(browser, "administrator", { javaScriptEnabled });
    const name = javaScriptEnabled ? "Tomas Ekelis" : "Greta Vilma";
    const leaving = await hire(admin.page, name, "press_officer", { javaScriptEnabled });
    const draft = await write(leaving.page, { type: "news", title: `Paliktas juodraštis: ${name}`, summary: "Trumpai.", body: "Tekstas." });
    const waits = await write(leaving.page, { type: "news", title: `Palikta tikrinti: ${name}`, summary: "Trumpai.", body: "Tekstas." });
    await act(leaving.page, waits, "submit");

    // Before the account is closed it says that there is something to hand over.
    await admin.page.goto(base + leaving.account);
    await admin.page.locator(`a[href="${leaving.account}/hand-over"]`).last().click();
    const parts = admin.page.locator(".hand select[name^=to-]");
    assert.equal(await parts.count(), 3, "drafts, what waits, and what they answer for");
    assert.equal(await admin.page.getByText(`Paliktas juodraštis`).count(), 0, "an administrator reads no draft");
    for (const part of await parts.all()) await part.selectOption({ label: "Nora Teva" });
    await admin.page.click("button[name=look]");
    assert.equal(await admin.page.locator(".plan li").count(), 1, "one receiver");
    assert.match(await admin.page.locator(".plan li").textContent(), /Nora Teva/);
    assert.equal(await admin.page.locator(".lacks").count(), 0, "nothing stays");
    if (javaScriptEnabled) await examine(admin.page, "handing over");
    await admin.page.click(".hand .do-buttons button:not([name=look])");
    await settle(admin.page, "handing over");
    assert.equal(await admin.page.locator(`form[action="${leaving.account}/enable"]`).count(), 1, "the account is closed");
    await leaving.page.goto(`${base}/admin/`);
    assert.match(leaving.page.url(), /\/admin\/sign-in/, "whoever left is out");

    // What they had waits with who took it, and bears their name.
    const press = await as(browser, "press", { javaScriptEnabled });
    await press.page.goto(`${base}/admin/`);
    assert.equal(await press.page.locator(`main a[href="${draft}"]`).count() > 0, true, "the draft is at home");
    const editor = await as(browser, "editor", { javaScriptEnabled });
    await act(editor.page, waits, "return", { reason: "Trūksta datos." });
    await press.page.goto(`${base}/admin/`);
    assert.equal(await press.page.locator(`main a[href="${waits}"]`).count() > 0, true, "the returned text is at home");
    await press.page.goto(base + draft);
    assert.ok((await press.page.locator("main").textContent()).includes(`${name} → Nora Teva`), "the history says from whom to whom");
    for (const text of [draft, waits]) await act(press.page, text, "discard");
    for (const r of [admin, leaving, press, editor]) none(r.wrong, "while handing over"), await r.close();
  });
}

test("who checks which language, and who is the only one, is said before anybody leaves", async () => {
  const admin = await as(browser, "administrator");
  await admin.page.goto(`${base}/admin/members`);
  const rows = admin.page.locator(".reach tbody tr");
  assert.equal(await rows.count(), 7, "every language that is written");
  assert.equal(await rows.filter({ hasText: "Lina Sela" }).count(), 7, "Lina checks all of them");
  assert.equal(await admin.page.locator(".reach tr.gap").count(), 0, "no language is without anybody");
  await rows.first().locator("a").first().click();
  assert.equal(await admin.page.locator(".gaps").count(), 1, "she is the only one for what waits");
  assert.ok((await admin.page.locator(".gaps li").count()) > 0);
  none(admin.wrong, "while looking");
  await admin.close();
});
