// Searching as people do: in another form of the word, without its marks, in Latin
// letters, with the keyboard, with a finger, without scripts; narrowing what is found,
// putting it in order, subscribing to it and taking it away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axed } from "../lib/axed.mjs";
import { kept, launch, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { read } from "../lib/reading.mjs";
import { base, get } from "../lib/town.mjs";

const phone = { width: 360, height: 740 };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** The address of a search, and what it finds as data. */
const address = (locale, words, more = "") => `${base}/${locale}/search?q=${encodeURIComponent(words)}${more}`;
const data = async (locale, words) => JSON.parse((await get(`/${locale}/search/data.json?q=${encodeURIComponent(words)}`)).text);

/** Searches as a reader does, and gives the titles that are found and the words that are marked in them. */
async function find(page, locale, words) {
  await page.goto(`${base}/${locale}/`);
  await page.locator("main form.finder [name=q]").fill(words);
  await page.locator("main form.finder button").click();
  await page.waitForURL((u) => u.pathname === `/${locale}/search`);
  assert.equal(await page.locator("main form.finder [name=q]").inputValue(), words, "the question stays in its field");
  return { titles: await page.locator(".hits .title").allInnerTexts(), marks: await page.locator(".hits mark").allInnerTexts() };
}

/** Types into the field, all at once, and waits until something is offered. */
async function type(page, field, words) {
  await field.click();
  await page.keyboard.insertText(words);
  const list = page.locator(`#${await field.getAttribute("aria-controls")}`);
  await list.locator("[role=option]").first().waitFor();
  return list;
}

/** Whether the page is no wider than its window. */
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("another form of a word, and one without its marks, finds the same text", async () => {
  const { page, wrong, close } = await reader(browser);
  for (const words of ["stovėjimo leidimas", "stovėjimo leidimo", "stovejimo leidima", "STOVĖJIMO LEIDIMAI"]) {
    const { titles, marks } = await find(page, "lt", words);
    assert.ok(titles.includes("Gyventojo stovėjimo leidimas"), `${words} finds ${titles}`);
    assert.ok(marks.some((m) => /^leidim/i.test(m)), `${words} marks ${marks}`);
  }
  none(wrong, "wrong on the way");
  await close();
});

test("Latin letters find what is written in others, which is marked as it is written", async () => {
  const { page, wrong, close } = await reader(browser);
  for (const [locale, words, mark] of [
    ["bg", "reshenie", /^решени/i],
    ["sr", "resenje", /^решењ/i],
    ["ka", "sakrebulo", /^საკრებულ/],
  ]) {
    const { titles, marks } = await find(page, locale, words);
    assert.ok(titles.length > 0, `${words} finds something in ${locale}`);
    assert.ok(marks.some((m) => mark.test(m)), `${words} marks ${marks} in ${locale}`);
  }
  none(wrong, "wrong on the way");
  await close();
});

test("a number leads to the act, in the field as among the results", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(base + "/lt/teises-aktai/");
  const number = (await page.locator("tbody .number").first().innerText()).trim();
  const title = (await page.locator("tbody th a").first().innerText()).trim();
  const list = await type(page, page.locator("header form.finder [name=q]"), number);
  const first = list.locator("[role=option]").first();
  assert.match(await first.innerText(), new RegExp(`${title}\\s+.*${number}`, "s"), "the number is said beside the title");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/lt/search?**");
  assert.equal((await page.locator(".hits .title").first().innerText()).trim(), title, "what is typed is searched for as long as nothing is chosen");
  none(wrong, "wrong on the way");
  await close();
});

test("suggestions by keyboard, as they are heard", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(base + "/lt/");
  const field = page.getByRole("combobox");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  const list = await type(page, field, "leidim");
  const said = page.locator("form.finder [role=status]");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await said.innerText(), `${await list.locator("[role=option]").count()} ${(await list.locator("[role=option]").count()) === 1 ? "pasiūlymas" : "pasiūlymai"}`);
  none(await axed(page), "axe-core with suggestions");
  const active = () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.getAttribute("aria-selected"));
  assert.equal(await active(), undefined, "nothing is chosen before an arrow is pressed");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(), "true");
  none(await axed(page), "axe-core with one chosen");
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), undefined, "and back in the field");
  await page.keyboard.press("Escape");
  assert.ok(await list.isHidden(), "Escape closes the list");
  assert.equal(await field.inputValue(), "leidim", "and keeps what was typed");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  assert.ok(await list.isVisible(), "an arrow opens it again");
  const title = (await list.locator("[aria-selected=true] .title").innerText()).trim();
  await page.keyboard.press("Enter");
  await page.waitForURL((u) => u.pathname !== "/lt/");
  assert.equal((await page.locator("h1").innerText()).trim(), title, "it leads to the page itself");
  await page.goBack();
  assert.ok(await page.locator(".suggestions").isHidden(), "whoever comes back finds it closed");
  none(wrong, "wrong on the way");
  await close();
});

test("who types fast asks once, one letter asks nothing, and nothing old is shown", async () => {
  const { page, wrong, close } = await reader(browser);
  const asked = [];
  page.on("request", (r) => r.url().includes("/search/suggest") && asked.push(new URL(r.url()).searchParams.get("q")));
  await page.goto(base + "/lt/");
  const field = page.getByRole("combobox");
  await field.click();
  await page.keyboard.type("l");
  await page.waitForTimeout(400);
  assert.deepEqual(asked, []);
  // As fast as nobody types: no machine is so slow that the pause between two letters counts.
  await field.evaluate((input) => {
    for (const letter of "eidim") {
      input.value += letter;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  await page.locator(".suggestions [role=option]").first().waitFor();
  assert.deepEqual(asked, ["leidim"]);
  // An answer that comes late is not shown any more.
  await page.route("**/suggest.html?q=taryb", async (route) => {
    await new Promise((go) => setTimeout(go, 1500));
    await route.continue().catch(() => {});
  });
  await Promise.all([page.waitForRequest("**/suggest.html?q=taryb"), field.fill("taryb")]);
  await Promise.all([page.waitForResponse("**/suggest.html?q=xqzvw"), field.fill("xqzvw")]);
  await page.waitForTimeout(1800);
  assert.ok(await page.locator(".suggestions").isHidden());
  assert.equal(await page.locator("form.finder [role=status]").innerText(), "Pasiūlymų nėra");
  // Where the server cannot say, the field is a field.
  await page.unroute("**/suggest.html?q=taryb");
  await page.route("**/suggest.html?*", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "" }));
  await Promise.all([page.waitForResponse("**/suggest.html?q=leid"), field.fill("leid")]);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/lt/search?q=leid");
  none(wrong, "wrong on the way");
  await close();
});

test("a finger on a suggestion, and on the way past it", async () => {
  const { page, wrong, close } = await reader(browser, { viewport: phone, hasTouch: true, isMobile: true });
  await page.goto(base + "/lt/teises-aktai/");
  const list = await type(page, page.getByRole("combobox"), "stov");
  assert.ok(await fits(page), "the list is no wider than the phone");
  const { left, right } = await list.evaluate((e) => e.getBoundingClientRect().toJSON());
  assert.ok(left >= 0 && right <= phone.width, `the list stands from ${left} to ${right}`);
  none(await axed(page), "axe-core on a phone with suggestions");
  const entry = list.locator("[role=option]").first();
  const title = (await entry.locator(".title").innerText()).trim();
  await entry.tap();
  await page.waitForURL((u) => u.pathname !== "/lt/teises-aktai/");
  assert.equal((await page.locator("h1").innerText()).trim(), title);
  await page.goto(base + "/lt/");
  const other = await type(page, page.getByRole("combobox"), "stov");
  await page.locator("h1").tap();
  await page.waitForFunction(() => document.querySelector(".suggestions").hidden);
  assert.ok(await other.isHidden());
  none(wrong, "wrong on the way");
  await close();
});

test("what is found is narrowed, counts are true, and each filter comes off", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(address("lt", "2026"));
  const total = async () => Number(/\d+/.exec(await page.locator(".total [role=status]").innerText())[0]);
  const all = await total();
  const kinds = page.locator("section[aria-labelledby=_facet-type] li");
  const counted = await kinds.locator(".count").allInnerTexts();
  assert.equal(counted.reduce((sum, n) => sum + Number(n), 0), all, "every text has one kind");
  const acts = kinds.filter({ has: page.getByRole("link", { name: "Sprendimai ir teisės aktai" }) });
  const count = Number(await acts.locator(".count").innerText());
  await acts.getByRole("link").click();
  assert.equal(await total(), count);
  assert.equal(new URL(page.url()).searchParams.get("type"), "act");
  // The fields of an act are ways to narrow now, and each counts with the others.
  const own = page.locator("section[aria-labelledby=_facet-kind] li").first();
  const left = Number(await own.locator(".count").innerText());
  await own.getByRole("link").click();
  assert.equal(await total(), left);
  assert.equal(await page.locator(".chosen li").count(), 3);
  none(await axed(page), "axe-core narrowed");
  await page.locator(".chosen a").nth(1).click();
  assert.equal(await total(), count);
  await page.locator(".chosen a").last().click();
  assert.equal(await total(), all);
  none(wrong, "wrong on the way");
  await close();
});

test("the newest first, on every page", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(address("lt", "taryba"));
  await page.getByRole("link", { name: "Pirma naujausi" }).click();
  assert.equal(new URL(page.url()).searchParams.get("sort"), "date");
  const days = await page.locator(".hits time").evaluateAll((all) => all.map((t) => t.dateTime.slice(0, 10)));
  assert.ok(days.length > 3);
  assert.deepEqual(days, days.toSorted().reverse());
  await page.getByRole("link", { name: "Pirma tinkamiausi" }).click();
  assert.equal(page.url(), address("lt", "taryba"));
  none(wrong, "wrong on the way");
  await close();
});

test("a search is subscribed to and taken away, with its filters", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(address("lt", "taryba", "&type=act"));
  const ids = (await data("lt", "taryba")).items.filter((i) => i.type === "act").map((i) => i.url).sort();
  const feeds = await page.locator("head link[rel=alternate][type]").evaluateAll((all) => all.map((l) => [l.type, l.href]));
  assert.equal(feeds.length, 3);
  for (const [type, href] of feeds) {
    const form = /\+?(rss|atom|feed)\+/.exec(type)[1].replace("feed", "json");
    const answer = await get(href);
    assert.equal(answer.status, 200);
    assert.ok(answer.headers.get("content-type").startsWith(type), `${href} is ${answer.headers.get("content-type")}`);
    const { problems, feed } = read(form, answer.text);
    none(problems, form);
    assert.equal(feed.self, href);
    assert.deepEqual(feed.items.map((i) => i.url).sort(), ids, form);
    const { pathname, search } = new URL(href);
    assert.ok((await page.locator(`main .subscribe a[href="${pathname}${search}"]`).count()) > 0, `${form} is offered on the page`);
  }
  for (const name of ["data.csv", "data.json"]) {
    const href = await page.locator(`main .take a[href*="${name}"]`).getAttribute("href");
    const answer = await get(href);
    assert.equal(answer.status, 200);
    for (const url of ids) assert.ok(answer.text.includes(url), `${url} is in ${name}`);
  }
  none(wrong, "wrong on the way");
  await close();
});

test("nothing found leads on", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(address("lt", "taryba", "&type=service&from=1999&to=1999"));
  assert.ok((await page.locator(".fewer a").count()) > 0);
  await page.locator(".fewer a").last().click();
  assert.ok((await page.locator(".hits li").count()) > 0, "what was said to be found is found");
  await page.goto(address("lt", "xqzvw"));
  assert.ok((await page.locator(".browse a").count()) > 5);
  assert.ok(await page.locator(".ask a[href^='tel:']").isVisible());
  none(await axed(page), "axe-core with nothing found");
  none(wrong, "wrong on the way");
  await close();
});

test("a word of another language is found apart, and its language is said", async () => {
  const { page, wrong, close } = await reader(browser);
  await page.goto(address("en", "savivaldybės biudžetas"));
  const elsewhere = page.locator(".elsewhere .hits > li");
  assert.ok((await elsewhere.count()) > 0);
  for (const hit of await elsewhere.all()) {
    assert.equal(await hit.locator(".title a").getAttribute("lang"), "lt");
    assert.match(await hit.locator(".mark").last().innerText(), /Lithuanian text/);
  }
  none(await axed(page), "axe-core with results in another language");
  none(wrong, "wrong on the way");
  await close();
});

test("without scripts it is a form, and filters are links, on a phone", async () => {
  const { page, wrong, close } = await reader(browser, { javaScriptEnabled: false, viewport: phone });
  await page.goto(base + "/lt/");
  assert.equal(await page.locator("[role=combobox], [role=listbox]").count(), 0);
  await page.locator("main form[role=search] input[type=search]").fill("tarybos sprendimas");
  await page.locator("main form[role=search] button").click();
  assert.ok((await page.locator(".hits li").count()) > 0);
  const facet = page.locator(".facet a").first();
  assert.ok(!(await facet.isVisible()), "filters are folded");
  await page.locator(".facets summary").click();
  await facet.click();
  assert.ok((await page.locator(".chosen li").count()) > 1);
  assert.equal((await page.locator(".facets summary .count").innerText()).trim(), "1");
  none(wrong, "wrong on the way");
  await close();
});

test("light and dark, on a desk and on a phone", async () => {
  for (const [locale, words] of [["lt", "taryba"], ["ka", "საკრებულო"], ["bg", "решение"]]) {
    for (const options of [{ colorScheme: "dark" }, { viewport: phone }, { viewport: phone, colorScheme: "dark" }]) {
      const r = await reader(browser, options);
      await r.page.goto(address(locale, words, "&type=act"));
      assert.ok(await fits(r.page), `${locale} is too wide with ${JSON.stringify(options)}`);
      await r.page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      none(await axed(r.page), `axe-core, ${locale} with ${JSON.stringify(options)}`);
      none([...(await kept(r)), ...r.wrong], "wrong on the way");
      await r.close();
    }
  }
});
