// The page tree: pages are moved by buttons, by keys and by dragging; two who move at
// once are told; and what was moved is put back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone } from "../lib/browser.mjs";
import { act, as, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function sound(page, what) {
  await bringAxe(page);
  for (const view of [desktop, phone]) {
    await page.setViewportSize(view);
    const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" "))}`)), rules);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    none([...found, ...(over > 0 ? [`${over} px too wide`] : [])], `${what} at ${view.width} px`);
  }
  await page.setViewportSize(desktop);
}

const item = (page, title) => page.locator(".branch", { has: page.locator(`:scope > .tree-page .line-title`, { hasText: title }) });

/** The page above a page, and the pages beside it, by their titles. */
const place = (page, title) => item(page, title).evaluate((e) => {
  const name = (b) => b?.querySelector(".line-title").textContent.trim();
  return { above: name(e.parentElement.parentElement.closest(".branch")), beside: [...e.parentElement.children].map(name) };
});

const answered = (page, work) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), work()]);
const press = (page, title, button) => answered(page, () => item(page, title).locator(`:scope > .tree-page button[value=${button}]`).click());

/** Two pages of one's own at the end of the tree, in this order. */
async function pages(page, number) {
  const titles = ["Prieplauka", "Švyturys"].map((t) => `${t} ${number}`);
  const addresses = [];
  for (const [i, title] of titles.entries()) addresses.push(await write(page, { type: "page", title, summary: "Apie.", body: "Tekstas.", fields: { order: String(900 + i * 10) } }));
  return { titles, addresses };
}

const leave = async (page, addresses) => {
  for (const address of addresses) await act(page, address, "discard");
};

test("pages are moved by buttons, without scripts", async () => {
  const { page } = await as(browser, "press");
  const { titles: [one, two], addresses } = await pages(page, Date.now() % 1_000_000);
  const tree = `${base}/admin/tree?site=public`;
  await page.goto(tree);
  await press(page, two, "in");
  assert.equal((await place(page, two)).above, one);
  assert.match(await page.locator(".tree-moved").textContent(), new RegExp(`${two}.*${one}`));
  await answered(page, () => page.click("button[value=back]"));
  assert.deepEqual((await place(page, two)).beside.slice(-2), [one, two], "undone");
  await press(page, two, "up");
  assert.deepEqual((await place(page, two)).beside.slice(-2), [two, one]);
  await press(page, two, "down");

  // Somebody else moves meanwhile: who did not see that is shown it.
  const other = await as(browser, "press");
  await other.page.goto(tree);
  await press(page, two, "in");
  await press(other.page, one, "up");
  assert.equal(await other.page.locator(".wrong").count(), 1, "the other is told");
  assert.equal((await place(other.page, two)).above, one, "and sees the tree as it is");
  await leave(page, addresses);
});

test("pages are moved by keys and by dragging, and nothing is sent before they are let go", async () => {
  const { page } = await as(browser, "press", { javaScriptEnabled: true });
  const { titles: [one, two], addresses } = await pages(page, Date.now() % 1_000_000);
  await page.goto(`${base}/admin/tree?site=public`);
  await sound(page, "the page tree");
  const grip = (title) => item(page, title).locator(":scope > .tree-page .grip");
  const said = () => page.locator(".tree-live").textContent();

  await grip(two).focus();
  await page.keyboard.press("ArrowUp");
  assert.deepEqual((await place(page, two)).beside.slice(-2), [one, two], "a stray key moves nothing");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  assert.equal((await place(page, two)).above, one);
  assert.match(await said(), new RegExp(one), "where it is now is said");
  await page.keyboard.press("Escape");
  assert.deepEqual((await place(page, two)).beside.slice(-2), [one, two], "escape puts it back");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await answered(page, () => page.keyboard.press("Space"));
  assert.equal((await place(page, two)).above, one);
  await page.waitForFunction((title) => document.querySelector(".tree-live").textContent.includes(title), two);
  assert.ok(await grip(two).evaluate((e) => e === document.activeElement), "the keys go on where they were");
  await sound(page, "the page tree after a move");

  const drag = async (title, target, part) => {
    await grip(title).scrollIntoViewIfNeeded();
    const from = await grip(title).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    const to = await item(page, target).locator(":scope > .tree-page").boundingBox();
    await page.mouse.move(to.x + 120, to.y + to.height * part, { steps: 6 });
    await answered(page, () => page.mouse.up());
  };
  await drag(two, one, 0.1);
  assert.deepEqual((await place(page, two)).beside.slice(-2), [two, one], "dropped before");
  await drag(two, one, 0.5);
  assert.equal((await place(page, two)).above, one, "dropped into");
  await leave(page, addresses);
});
