// How the town looks is a text like any other: chosen at the desk by one person, looked at
// page beside page, published by another, and on every page once it is public. And whoever runs
// the installation is told how it does. Without scripts, and once with.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { launch } from "../lib/browser.mjs";
import { as, edit, fill, settle } from "../lib/desk.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What stands in the frames that show how a Site will look. */
async function frames(page, address) {
  await page.goto(`${base}${address}/look`);
  const all = await page.locator("iframe").evaluateAll((list) => list.map((f) => f.src));
  return Promise.all(all.map(async (url) => (await page.request.get(url)).text()));
}

/** The words of the public Site, found by its name, in the language that they are written in first. */
async function siteWords(page) {
  await page.goto(`${base}/lt/`);
  const name = (await page.locator("h1").textContent()).trim();
  await page.goto(`${base}/admin/documents?type=site&language=lt`);
  return page.locator("main .lines .line-title a").filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) }).getAttribute("href");
}

/** The colour of what can be pressed on a page of the town, as a browser computes it. */
async function accent(page, address) {
  await page.goto(address);
  return page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim());
}

/** Does something with a text on the page of the action, and waits until it is done. */
async function doing(page, address, name, fields) {
  await page.goto(`${base}${address}/do/${name}`);
  await fill(page, fields);
  await page.locator(".do-buttons button:not([name=look])").click();
  await settle(page, `${name} of ${address}`);
}

/** Has the press officer publish what an author chose: the words are checked already, and are the same. */
async function release(author, press, address) {
  await doing(author, address, "submit", { note: "change.update.information" });
  await doing(press, address, "publish");
}

test("the colour of the town is chosen, looked at, and on every page once it is public", async () => {
  const [author, press, reader] = await Promise.all([as(browser, "author"), as(browser, "press"), browser.newContext({ javaScriptEnabled: true, colorScheme: "light" })]);
  const [desk, office, town] = [author.page, press.page, await reader.newPage()];
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
  const seen = await frames(desk, address);
  assert.equal(seen.length, 3, "home, a release, a phone");
  for (const page of seen) assert.match(page, /href="\/assets\/accent-7a1f3d\./);
  assert.match(seen[1], /doc-press_release/, "the second is a release");
  assert.equal(await accent(town, home), before, "readers see nothing of it yet");

  await release(desk, office, address);
  for (const page of [home, `${home}search`]) assert.equal(await accent(town, page), "#7a1f3d", page);
  const dark = await browser.newContext({ colorScheme: "dark" });
  const lifted = await accent(await dark.newPage(), home);
  assert.match(lifted, /^#[0-9a-f]{6}$/);
  assert.notEqual(lifted, "#7a1f3d", "the dark form is lifted");

  // And back, for whoever comes after.
  await edit(desk, address, { "field:colour": "" });
  await release(desk, office, address);
  assert.equal(await accent(town, home), before);
  await Promise.all([author, press, { context: reader }, { context: dark }].map((r) => r.context?.close()));
});

/** What axe-core finds on a page of the desk; what stands in its frames is looked at as pages of the town. */
async function findings(page, address) {
  await page.goto(address);
  await bringAxe(page);
  return page.evaluate(() => globalThis.axe.run({ iframes: false }).then((found) => found.violations.map((v) => `${v.id} ${v.nodes[0].html}`)));
}

test("axe-core finds nothing where looks are chosen and health is told", async () => {
  const [author, administrator] = await Promise.all(["author", "administrator"].map((who) => as(browser, who, { javaScriptEnabled: true })));
  const words = await siteWords(author.page);
  for (const part of ["look", "edit"]) assert.deepEqual(await findings(author.page, `${base}${words}/${part}`), [], part);
  assert.deepEqual(await findings(administrator.page, `${base}/admin/health`), []);
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
