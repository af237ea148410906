// A citizen comes for a decision and finds it in two ways, in Lithuanian.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, launch, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { base, crawl, get } from "../lib/town.mjs";

let browser, r, page;
before(async () => {
  browser = await launch();
  r = await reader(browser);
  page = r.page;
});
after(() => browser?.close());

const heading = () => page.locator("h1").innerText();
const path = () => new URL(page.url()).pathname;

test("the home page in the language of the browser", async () => {
  await page.goto(base + "/");
  assert.equal(path(), "/lt/");
  assert.equal(await page.locator("html").getAttribute("lang"), "lt");
  assert.ok((await heading()).length > 3);
});

test("from the home page to the list of decisions", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "Sprendimai ir teisės aktai" }).first().click();
  assert.equal(path(), "/lt/teises-aktai/");
  assert.equal(await heading(), "Sprendimai ir teisės aktai");
});

let title;
test("from the list to a decision", async () => {
  const link = page.locator("main :is(tbody, .entries) a").first();
  title = (await link.innerText()).trim();
  await link.click();
  assert.match(path(), /^\/lt\/teises-aktai\/[a-z0-9-]+$/);
  assert.equal(await heading(), title);
  assert.equal(await page.locator("nav.crumbs a").last().innerText(), "Sprendimai ir teisės aktai");
  assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), page.url());
});

test("the same decision in another language and back", async () => {
  const there = page.locator("nav.languages a:not([aria-current])").first();
  const locale = await there.getAttribute("lang");
  assert.equal(await there.getAttribute("hreflang"), locale);
  await there.click();
  assert.equal(await page.locator("html").getAttribute("lang"), locale);
  assert.ok(path().startsWith(`/${locale}/`));
  assert.equal(await page.locator(".fallback").count(), 0, "the text itself, not a fallback");
  await page.locator("nav.languages a[lang=lt]").first().click();
  assert.equal(await heading(), title);
});

test("a language that the decision is not translated into says so before the click", async () => {
  const missing = page.locator("nav.languages details");
  if ((await missing.count()) === 0) return;
  await missing.locator("summary").click();
  assert.match(await missing.innerText(), /neišversta/i);
});

test("the search finds it, and marks the words", async () => {
  await page.locator("form[role=search] [name=q]").first().fill(title);
  await page.locator("form[role=search] button").first().click();
  assert.equal(path(), "/lt/search");
  assert.ok((await page.locator("main mark").count()) > 0, "the words that were found are marked");
  await page.locator("main").getByRole("link", { name: title, exact: true }).first().click();
  assert.equal(await heading(), title);
});

test("the search finds other forms of a word", async () => {
  const total = async (q) => JSON.parse((await get(`/lt/search/data.json?q=${encodeURIComponent(q)}`)).text).total;
  assert.ok((await total("taryba")) > 0);
  assert.ok((await total("tarybos")) > 0);
});

test("the short address leads back to it", async () => {
  const short = await page.locator(".permanent a[href*='/p/']").first().getAttribute("href");
  await page.goto(short);
  assert.equal(await heading(), title);
});

test("a list can be subscribed to, and what is found there is the list", async () => {
  await page.goto(base + "/lt/teises-aktai/");
  const feeds = page.locator("head link[rel=alternate][type]");
  const kinds = await feeds.evaluateAll((all) => all.map((l) => [l.type, l.href]));
  const rss = kinds.find(([type]) => type === "application/rss+xml");
  assert.ok(rss, "the head names the RSS feed");
  assert.ok(await page.locator(`main a[href='${new URL(rss[1]).pathname}']`).count(), "so does the page");
  const feed = await get(rss[1]);
  assert.equal(feed.status, 200);
  assert.match(feed.headers.get("content-type"), /rss\+xml|application\/xml/);
  assert.ok(feed.text.includes(title.replace(/&/g, "&amp;")), "the decision is in it");
});

test("no link of the Lithuanian pages is dead", async () => {
  const dead = (await crawl("lt")).filter((p) => p.status >= 400);
  none(dead.map((p) => `${p.status} ${p.url}`), "dead links");
});

test("nothing is kept in the browser, asked of another host, or wrong on the console", async () => {
  none(await kept(r), "kept in the browser");
  none(r.wrong, "wrong on the way");
});
