// How the town looks is a text like any other: chosen at the desk, looked at page beside
// page, checked by somebody else, and on every page once it is public. And whoever runs
// the installation is told how it does. Without scripts, and once with.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { act, addressOf, as, edit } from "../lib/desk.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** The words of the public Site, in the language that they are written in first. */
async function siteWords(page) {
  await page.goto(`${base}/admin/documents?type=site&language=lt`);
  const all = await page.locator("main .lines .line-title a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  for (const href of all) {
    await page.goto(base + href);
    const path = addressOf(page);
    await page.goto(`${base}${path}/look`);
    if ((await page.frames().slice(1)[0].locator("header.masthead a.brand").getAttribute("href")).startsWith("/intranet")) continue;
    return path;
  }
  throw new Error(`no words of a Site among ${all}`);
}

/** The colour of what can be pressed on a page of the town, as a browser computes it. */
async function accent(page, address) {
  await page.goto(address);
  return page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim());
}

/** Has a colour approved by the language editor and published by the press officer. */
async function release(press, editor, address) {
  await act(press, address, "submit");
  await act(editor, address, "approve");
  await act(press, address, "publish");
}

test("the colour of the town is chosen, looked at, and on every page once it is public", async () => {
  const [press, editor, reader] = await Promise.all([as(browser, "press"), as(browser, "editor"), browser.newContext({ javaScriptEnabled: true, colorScheme: "light" })]);
  const [desk, checking, town] = [press.page, editor.page, await reader.newPage()];
  const address = await siteWords(desk);
  const home = `${base}/${address.split("/").at(-1)}/`;
  const before = await accent(town, home);

  // One that nobody could read is said to be so, with what was measured.
  await edit(desk, address, { "field:colour": "FFE000" }, "save");
  const need = await desk.locator('[id="_field-colour-need"], [id="_field-colour-mistake"]').first().textContent();
  assert.match(need, /1[.,]\d\d/, `the contrast is measured: ${need}`);
  const better = /#[0-9a-f]{6}/.exec(need)[0];
  assert.notEqual(better, "#ffe000");

  await edit(desk, address, { "field:colour": "#7A1F3D" });
  await desk.goto(`${base}${address}/look`);
  assert.equal(await desk.locator("iframe").count(), 3, "home, a release, a phone");
  for (const frame of desk.frames().slice(1)) {
    await frame.waitForLoadState();
    assert.match(await frame.locator('link[rel="stylesheet"]').last().getAttribute("href"), /^\/assets\/accent-7a1f3d\./, frame.url());
    assert.equal(await frame.locator("header.masthead").count(), 1, frame.url());
  }
  assert.equal(await accent(town, home), before, "readers see nothing of it yet");

  await release(desk, checking, address);
  for (const page of [home, `${home}search`]) assert.equal(await accent(town, page), "#7a1f3d", page);
  const dark = await browser.newContext({ colorScheme: "dark" });
  const lifted = await accent(await dark.newPage(), home);
  assert.match(lifted, /^#[0-9a-f]{6}$/);
  assert.notEqual(lifted, "#7a1f3d", "the dark form is lifted");

  // And back, for whoever comes after.
  await edit(desk, address, { "field:colour": "" });
  await release(desk, checking, address);
  assert.equal(await accent(town, home), before);
  await Promise.all([press, editor, { context: reader }, { context: dark }].map((r) => r.context?.close()));
});

test("whoever runs the installation is told how it does, and nobody else", async () => {
  for (const javaScriptEnabled of [false, true]) {
    const { page } = await as(browser, "administrator", { javaScriptEnabled });
    await page.click('nav a[href="/admin/health"]');
    const parts = await page.locator("section.health h2").allTextContents();
    assert.equal(parts.length, 9, parts.join(", "));
    const wrong = await page.locator("section.health.warning").count();
    await page.goto(`${base}/admin/`);
    assert.equal(await page.locator('main a[href="/admin/health"]').count(), wrong > 0 ? 1 : 0, "home says it exactly where something is wrong");
    if (wrong > 0) {
      await page.click('main a[href="/admin/health"]');
      assert.ok((await page.locator("section.health.warning").first().locator(".todo").textContent()).length > 10, "with what to do");
    }
  }
  const { page } = await as(browser, "press");
  assert.equal(await page.locator('a[href="/admin/health"]').count(), 0);
  assert.equal((await page.goto(`${base}/admin/health`)).status(), 403);
});
