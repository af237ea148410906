// What a reader meets where a text is missing, withdrawn, ended, gone, or not
// public at all. The addresses are those of the sample municipality.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { attribute, elements, page as parsed, words } from "../lib/reading.mjs";
import { base, crawl, get, locales, screens } from "../lib/town.mjs";

const untranslated = "/lt/naujienos/autobusais-keliauja-penktadaliu-daugiau-zmoniu";
const withdrawn = { path: "/lt/naujienos/turgaus-aiksteje-atidaroma-ciuozykla", list: "/lt/naujienos/", title: "Turgaus aikštėje atidaroma čiuožykla" };
const ended = { path: "/lt/skelbimai/vandens-vamzdziu-plovimas-senamiestyje", list: "/lt/skelbimai/", title: "Vandens vamzdžių plovimas senamiestyje" };
const corrected = "/en/press-releases/from-december-the-first-30-minutes-of-parking-are-free";
const gone = "/lt/naujienos/vasaros-autobusu-tvarkarastis";
/** Drafts, scheduled and missed texts, and what is for staff alone. */
const hidden = ["Pristatomas 2027 metų biudžeto projektas", "Gatvių tarnybos pasirengusios žiemai", "Paaiškėjo Akmeninio tilto įtrūkio priežastis", "Nauji vidaus telefonų numeriai"];

let browser, r, page;
before(async () => {
  browser = await launch();
  r = await reader(browser);
  page = r.page;
});
after(() => browser?.close());

test("a text that is not translated is shown whole in another language, and says so first", async () => {
  await page.goto(base + untranslated);
  const missing = page.locator("nav.languages details");
  await missing.locator("summary").click();
  await missing.locator("a[hreflang=ka]").click();
  assert.equal(new URL(page.url()).pathname, untranslated.replace("/lt/", "/ka/"));
  assert.equal(await page.locator("html").getAttribute("lang"), "lt", "the whole page is in one language");
  const line = page.locator(".fallback");
  assert.equal(await line.getAttribute("lang"), "ka", "but for the line that explains it");
  assert.match(await line.innerText(), /[\u10d0-\u10ff]{5}/);
  assert.ok(await line.evaluate((e) => !(e.compareDocumentPosition(document.querySelector("header")) & Node.DOCUMENT_POSITION_PRECEDING)), "and that line comes first");
  assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), base + untranslated);
  await line.locator("a").click();
  assert.equal(new URL(page.url()).pathname, "/ka/");
});

test("an address in the wrong language leads to the right one where it exists", async () => {
  const answer = await get(untranslated.replace("/lt/", "/en/"));
  assert.equal(answer.status, 301);
  assert.match(answer.headers.get("location"), /\/en\/news\/[a-z0-9-]+$/);
});

test("a withdrawn text can be read under a banner with reason and date", async () => {
  const answer = await page.goto(base + withdrawn.path);
  assert.equal(answer.status(), 200);
  assert.equal(await page.locator("h1").innerText(), withdrawn.title);
  const banner = page.locator(".banner-withdrawn");
  assert.match(await banner.innerText(), /\d{4} m\. .+ \d+ d\./);
  assert.match(await banner.innerText(), /Priežastis: \S/);
  assert.ok(await banner.evaluate((e) => !!(e.compareDocumentPosition(document.querySelector("h1")) & Node.DOCUMENT_POSITION_FOLLOWING)), "it comes before the title");
  assert.match(await page.locator("meta[name=robots]").getAttribute("content"), /noindex/);
});

test("a withdrawn text is in no list, search or sitemap, and one entry of the feed says so", async () => {
  assert.ok(!(await get(withdrawn.list)).text.includes(withdrawn.title), "list");
  assert.equal(await found(withdrawn.title, withdrawn.path), false, "search");
  assert.ok(!(await sitemap()).includes(withdrawn.path), "sitemap");
  const { items } = JSON.parse((await get(withdrawn.list + "feed.json")).text);
  assert.equal(items.filter((i) => i.url === base + withdrawn.path).length, 1, "feed");
});

test("a corrected text leads to the words that were changed", async () => {
  await page.goto(base + corrected);
  await page.locator("section.change p a").first().click();
  assert.equal(new URL(page.url()).pathname, corrected + "/editions/2");
  const changed = page.locator("section.difference");
  assert.match(await changed.locator("del").first().innerText(), /1,012/);
  assert.match(await changed.locator("ins").first().innerText(), /1,021/);
  assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), base + corrected);
  assert.match(await page.locator("meta[name=robots]").getAttribute("content"), /noindex/);
  await page.goto(base + corrected + "/editions/1");
  assert.equal(await page.locator("section.difference").count(), 0, "the first edition changed nothing");
});

test("what has ended says so and has left the lists", async () => {
  await page.goto(base + ended.path);
  assert.match(await page.locator(".banner-ended").innerText(), /\d{4} m\. .+ \d+ d\./);
  assert.ok(!(await get(ended.list)).text.includes(ended.title), "list");
});

test("what was taken away says why, and helps on", async () => {
  const answer = await page.goto(base + gone);
  assert.equal(answer.status(), 410);
  assert.equal(await page.locator("html").getAttribute("lang"), "lt");
  assert.match(await page.locator("main").innerText(), /Priežastis: \S/);
  assert.ok(await page.locator("main form[role=search] [name=q]").isVisible());
});

test("an address that never was answers in the language of its locale", async () => {
  for (const locale of await locales()) {
    const answer = await page.goto(`${base}/${locale}/there/is-no-such-page`);
    assert.equal(answer.status(), 404, locale);
    assert.equal(await page.locator("html").getAttribute("lang"), locale);
    assert.ok(await page.locator("main form[role=search] [name=q]").isVisible(), locale);
  }
  const answer = await page.goto(`${base}/xx/no-such-locale`);
  assert.equal(answer.status(), 404);
  assert.equal(await page.locator("html").getAttribute("lang"), "lt", "by Accept-Language where the address says nothing");
});

test("no word of what is not public can be seen anywhere", async () => {
  const wrong = [];
  for (const { text, url } of await crawl("lt")) for (const title of hidden) if (text.includes(title)) wrong.push(`"${title}" is on ${url}`);
  for (const title of hidden) {
    const { items } = JSON.parse((await get(`/lt/search/data.json?q=${encodeURIComponent(title)}`)).text);
    if (items.some((i) => i.title === title)) wrong.push(`"${title}" is found`);
    const suggested = (await get(`/lt/search/suggest?q=${encodeURIComponent(title.slice(0, 12))}`)).text;
    if (suggested.includes(title)) wrong.push(`"${title}" is suggested`);
  }
  none(wrong, "not public");
});

test("the intranet is shut, and says nothing of what is in it", async () => {
  const answer = await page.goto(base + "/intranet/lt/");
  assert.ok([401, 403].includes(answer.status()) || new URL(page.url()).pathname.startsWith("/admin/"), `${answer.status()}`);
  for (const title of hidden) assert.ok(!(await page.content()).includes(title));
});

test("nothing went wrong on the way", () => none(r.wrong, "wrong on the way"));

async function found(words, path) {
  const { items } = JSON.parse((await get(`/lt/search/data.json?q=${encodeURIComponent(words)}`)).text);
  return items.some((i) => i.url.endsWith(path));
}

async function sitemap() {
  let text = (await get("/sitemap.xml")).text;
  for (const [, part] of [...text.matchAll(/<sitemap>\s*<loc>([^<]+)/g)]) text += (await get(part)).text;
  return text;
}

test("a title or summary in another language says so wherever it stands", async () => {
  const towns = new Map();
  const said = (p) => p.all.filter((e) => e.tagName === "h1" || attribute(e, "class") === "lead").map(words).filter((w) => w.length > 3);
  for (const locale of await locales()) towns.set(locale, screens(await crawl(locale)).map((p) => ({ ...p, all: parsed(p.text) })));
  const wrong = [];
  let marked = 0;
  for (const [locale, pages] of towns) {
    // What an own text says as well cannot be told from it.
    const own = new Set(pages.flatMap(said));
    const foreign = new Set([...towns.values()].flat().flatMap(said).filter((w) => !own.has(w)));
    for (const p of pages) {
      for (const e of p.all) {
        const told = e.tagName === "a" || ["line", "lead"].includes(attribute(e, "class"));
        if (!told || !foreign.has(words(e))) continue;
        if (langOf(e) === locale) wrong.push(`"${words(e)}" on ${p.url}`);
        else marked++;
      }
    }
  }
  none(wrong, "not marked as another language");
  assert.ok(marked > 50, `${marked} were looked at`);
});

/** The language that an element is said to be in, by itself, what it holds, or what holds it. */
function langOf(e) {
  const within = [...elements(e)].find((i) => attribute(i, "lang"));
  let at = e;
  while (at.parentNode?.attrs && !attribute(at, "lang")) at = at.parentNode;
  return attribute(within ?? at, "lang");
}
