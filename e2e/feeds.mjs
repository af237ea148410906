// A subscriber, who has programs that others wrote, follows every list in every
// language: all forms, filters, older pages, conditions and codings. No browser
// is needed. The installation has been given enough texts that lists have pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { none } from "./lib/findings.mjs";
import { attribute, elements, page, passage, read, readCalendar, words } from "./lib/reading.mjs";
import { base, full, get, locales } from "./lib/town.mjs";
import { ask, conditions, media, resolve } from "./lib/wire.mjs";

const types = { rss: "application/rss+xml", atom: "application/atom+xml", json: "application/feed+json", calendar: "text/calendar", data: "application/json" };
const forms = ["rss", "atom", "json"];

/** What the journey has met, so that nothing passes because there was nothing. */
const met = { feeds: 0, items: 0, older: 0, filtered: 0, empty: 0, events: 0, withdrawn: 0, texts: 0, others: 0, codings: {} };

const languages = await locales();
const listed = new Map();

for (const locale of languages) {
  const lists = await listings(locale);
  listed.set(locale, lists);
  test(`every list can be subscribed to in every form, ${locale}`, async () => {
    const wrong = [];
    for (const list of lists) {
      for (const [form, url] of Object.entries(list.at)) {
        const answer = await ask(url);
        if (answer.status !== 200 || media(answer.headers["content-type"]) !== types[form]) wrong.push(`${answer.status} ${answer.headers["content-type"]} ${url}`);
        if (!/charset=utf-8/i.test(answer.headers["content-type"])) wrong.push(`no charset at ${url}`);
      }
      for (const query of questions(list)) wrong.push(...(await subscribe(list, query)));
    }
    none(wrong, `feeds in ${locale}`);
  });
  test(`a reader who has it already gets nothing, in any coding, ${locale}`, async () => {
    const wrong = [];
    for (const list of lists) for (const form of [...forms, "calendar"]) if (list.at[form]) wrong.push(...(await conditions(list.at[form], met.codings, true)));
    none(wrong, `conditions in ${locale}`);
  });
  test(`calendars hold what the lists hold, ${locale}`, async () => {
    const dated = lists.filter((l) => l.at.calendar);
    assert.ok(dated.length > 0, "there are calendars");
    const wrong = [];
    for (const list of dated) wrong.push(...(await agenda(list)));
    none(wrong, `calendars in ${locale}`);
  });
  test(`entries hold the whole text of their page, ${locale}`, async () => {
    const wrong = [];
    for (const list of lists) wrong.push(...(await whole(list)));
    none(wrong, `texts in ${locale}`);
  });
}

test("there was something to look at in each respect", () => {
  assert.equal(new Set([...listed.values()].map((l) => l.length)).size, 1, "every language has the same lists");
  for (const [what, count] of Object.entries(met)) if (what !== "codings") assert.ok(count > 0, `${what}: ${count}`);
  for (const coding of ["identity", "gzip", "br"]) assert.ok(met.codings[coding] > 0, `${coding} was sent`);
  console.log(JSON.stringify(met));
});

test("what is broken is noticed", async () => {
  const feed = listed.get(languages[0]).find((l) => l.pages);
  const [rss, atom, json] = await Promise.all(forms.map(async (form) => (await get(feed.at[form])).text));
  const dated = listed.get(languages[0]).find((l) => l.at.calendar);
  const calendar = (await get(dated.at.calendar + "?from=2000-01-01")).text;
  const ids = [...json.matchAll(/"id": "([^"]+)"/g)].map((m) => m[1]);
  const breaks = [
    ["an ampersand as it is", /XML/, { rss: [/<title>/, "<title>Bread & butter "], atom: [/<title>/, "<title>Bread & butter "] }],
    ["no id", /id|guid/, { rss: [/<guid.*?<\/guid>/, ""], atom: [/(<entry>[\s\S]*?)<id>.*?<\/id>/, "$1"], json: [/"id": "[^"]+",/, ""] }],
    ["a relative address", /address is|\/url must/, { rss: [/(<item>[\s\S]*?<link>)[^<]+/, "$1/lt/"], atom: [/(<entry>[\s\S]*?<link href=")[^"]+/, "$1/lt/"], json: [/("items"[\s\S]*?"url": ")[^"]+/, "$1/lt/"] }],
    ["a relative link in the text", /HTML: href/, { rss: [/(<content:encoded><!\[CDATA\[)/, '$1<a href="/lt/">a</a>'], atom: [/(<content type="html">)/, '$1&lt;a href="/lt/"&gt;a&lt;/a&gt;'], json: [/("content_html": ")/, '$1<a href=\\"/lt/\\">a</a>'] }],
    ["a date that is none", /date/, { rss: [/<pubDate>\w+, \d+/, "<pubDate>Mon, 31"], atom: [/<published>\d+-\d+-\d+/, "<published>2026-02-30"], json: [/"date_published": "\d+-\d+-\d+/, '"date_published": "2026-02-30'] }],
    ["updated before it was published", /before/, { rss: [/<atom:updated>\d+/, "<atom:updated>1999"], atom: [/(<entry>[\s\S]*?<updated>)\d+/, "$11999"], json: [/"date_modified": "\d+/, '"date_modified": "1999'] }],
    ["an id twice", /twice/, { rss: [ids[1], ids[0]], atom: [ids[1], ids[0]], json: [ids[1], ids[0]] }],
    ["a prefix that nobody declared", /XML: .*unbound namespace prefix/, { rss: [/ xmlns:content="[^"]+"/, ""], atom: [/<generator>/, "<fx:generator/><generator>"] }],
    ["a language missing", /language/, { rss: [/<language>.*?<\/language>/, ""], atom: [/ xml:lang="[^"]+"/, ""], json: [/"language": "[^"]+",/, ""] }],
  ];
  const whole = { rss, atom, json };
  for (const form of forms) assert.deepEqual(read(form, whole[form]).problems, [], `${form} as it is`);
  for (const [what, said, spoiled] of breaks) {
    for (const [form, [from, to]] of Object.entries(spoiled)) {
      const broken = whole[form].replace(from, to);
      assert.notEqual(broken, whole[form], `${what}: ${form} was not spoiled`);
      const { problems } = read(form, broken);
      assert.ok(problems.some((p) => said.test(p)), `${what} in ${form} went unnoticed: ${problems.join("; ")}`);
    }
  }
  assert.deepEqual(readCalendar(calendar).problems, [], "the calendar as it is");
  const uids = [...calendar.matchAll(/BEGIN:VEVENT\r\n(UID:.*)/g)].map((m) => m[1]);
  for (const [what, said, from, to] of [
    ["no stamp", /of dtstamp/, /DTSTAMP:.*\r\n/, ""],
    ["no beginning", /of dtstart/, /DTSTART:.*\r\n/, ""],
    ["a 13th month", /refused|dtstart is/, /DTSTART:\d{6}/, "DTSTART:202613"],
    ["a day that is none", /dtstart is/, /DTSTART:.*/, "DTSTART;VALUE=DATE:20260230"],
    ["an end before the beginning", /before/, /DTEND:\d{4}/, "DTEND:1999"],
    ["an id twice", /twice/, uids[1], uids[0]],
    ["a long line", /75 octets/, /SUMMARY/, `X-LONG:${"x".repeat(80)}\r\nSUMMARY`],
    ["a line of another system", /CRLF/, "\r\nBEGIN:VEVENT", "\nBEGIN:VEVENT"],
    ["the end missing", /refused/, /END:VEVENT\r\nEND:VCALENDAR\r\n/, ""],
  ]) {
    const broken = calendar.replace(from, to);
    assert.notEqual(broken, calendar, `${what}: the calendar was not spoiled`);
    const { problems } = readCalendar(broken);
    assert.ok(problems.some((p) => said.test(p)), `${what} went unnoticed: ${problems.join("; ")}`);
  }
});

/** Every list of a locale, as the site map and the head of its page name it. */
async function listings(locale) {
  const found = [];
  for (const e of page((await get(`/${locale}/site-map`)).text)) {
    const href = e.tagName === "a" && attribute(e, "href");
    if (!href || !href.startsWith(`/${locale}/`) || !href.endsWith("/") || found.some((l) => l.url === base + href)) continue;
    const { url, text } = await get(href);
    const at = {};
    const facets = new Map();
    for (const l of page(text)) {
      const to = attribute(l, "href");
      const form = Object.keys(types).find((name) => types[name] === attribute(l, "type"));
      if (l.tagName === "link" && attribute(l, "rel") === "alternate" && form) at[form] = new URL(to, url).href;
      if (l.tagName !== "a" || !to) continue;
      if (form === "calendar") at.calendar = new URL(to, url).href;
      if (to.endsWith("/data.json")) at.data = new URL(to, url).href;
      // A feed has one order, whatever that of the page.
      if (to.startsWith(href + "?") && !to.includes("sort=")) facets.set(/\?(\w+)=/.exec(to)?.[1], to.slice(href.length));
    }
    if (Object.keys(at).length > 0) found.push({ url, locale, at, pages: facets.delete("after"), facets: [...facets.values()] });
  }
  return found;
}

/** The list without filters, with one that nothing fits, and with one of each kind or, in some languages, of one. */
function questions(list) {
  return ["", "?from=2999-01-01", ...(full.includes(list.locale) ? list.facets : list.facets.slice(0, 1))];
}

/** Follows one question through all forms and pages. Gives what is wrong. */
async function subscribe(list, query) {
  const wrong = [];
  const data = JSON.parse((await get(list.at.data + query)).text);
  if (data.total !== data.items.length) wrong.push(`${data.total} are said to be in data.json${query}, which holds ${data.items.length}`);
  const read = {};
  for (const form of forms) read[form] = await follow(list, form, query, wrong);
  const at = `${list.url.replace(base, "")}${query}`;
  for (const form of ["atom", "json"]) {
    same(read.rss.map((i) => i.id), read[form].map((i) => i.id), `the order of RSS and ${form} at ${at}`, wrong);
    for (const [i, item] of read[form].entries()) {
      const other = read.rss[i];
      for (const part of ["url", "title", "published", "updated", "topics"]) same(item[part], other?.[part], `${part} of ${item.id} in ${form} and RSS`, wrong);
      if (item.language === other?.language && item.language === list.locale) same(item.html, other.html, `the text of ${item.id} in ${form} and RSS`, wrong);
      if (form === "json") same(item.state, other?.state, `the state of ${item.id}`, wrong);
    }
  }
  const now = read.json.filter((i) => i.state === undefined || i.state === "corrected");
  for (const [i, item] of now.entries()) if (i > 0 && item.updated > now[i - 1].updated) wrong.push(`${item.id} is newer than the one before it at ${at}`);
  const known = data.items.map((i) => i.url);
  const fresh = read.json.filter((i) => known.includes(i.url) || i.state !== "withdrawn");
  same(fresh.map((i) => i.url).sort(), [...known].sort(), `feeds and data at ${at}`, wrong);
  same(fresh.map((i) => i.id.split("/").pop()).sort(), data.items.map((i) => i.id).sort(), `ids of feeds and data at ${at}`, wrong);
  same((await shown(list, query, known)).sort(), [...known].sort(), `the page and data at ${at}`, wrong);
  for (const item of read.json) {
    const answer = await resolve(item.url);
    if (answer !== (item.state === "unpublished" ? "410 text/html" : "200 text/html")) wrong.push(`${item.id}: ${answer} at ${item.url}`);
  }
  met.items += read.json.length;
  met.withdrawn += read.json.filter((i) => i.state === "withdrawn").length;
  met.others += read.json.filter((i) => i.language !== list.locale).length;
  met.empty += read.json.length === 0 ? 1 : 0;
  met.filtered += query !== "" && read.json.length > 0 ? 1 : 0;
  return wrong;
}

function same(a, b, what, wrong) {
  if (JSON.stringify(a) !== JSON.stringify(b)) wrong.push(`${what} differ: ${JSON.stringify(a)} and ${JSON.stringify(b)}`);
}

/** Reads a feed with all of its older pages. Problems go to wrong. */
async function follow(list, form, query, wrong) {
  const start = list.at[form] + query;
  const items = [];
  const been = new Set();
  for (let url = start; url; ) {
    const say = (what) => wrong.push(`${what} (${url.replace(base, "")})`);
    if (been.has(url)) return say("pages go round in a circle"), items;
    been.add(url);
    const { feed, problems } = read(form, (await get(url)).text);
    problems.forEach(say);
    if (!feed) return items;
    met.feeds++;
    if (feed.self !== url) say(`it says that it is ${feed.self}`);
    if (feed.language !== list.locale) say(`it is in ${feed.language}`);
    if (feed.page !== list.url + query) say(`its page is ${feed.page}`);
    if (form !== "json" && feed.first !== (url === start ? undefined : start)) say(`its first page is ${feed.first}`);
    // With a filter, one other language stands for all: each is asked for its own.
    const others = (feed.alternates ?? []).slice(0, query === "" ? undefined : 1);
    for (const [where, type] of [[feed.self, types[form]], [feed.page, "text/html"], ...others.map((a) => [a.href, types[form]])]) {
      const answer = await resolve(where);
      if (answer !== `200 ${type}`) say(`${answer} at ${where}`);
    }
    if (form !== "json") same(feed.alternates.map((a) => a.hreflang).sort(), languages.filter((l) => l !== list.locale).sort(), `other languages of ${url}`, wrong);
    for (const item of feed.items) {
      if (items.some((i) => i.id === item.id)) say(`${item.id} was on a page before`);
      items.push(item);
    }
    if (feed.next && feed.items.length === 0) say("an empty page has another after it");
    if (url !== start) met.older++;
    url = feed.next;
  }
  return items;
}

/** The addresses among known that the pages of the list lead to. */
async function shown(list, query, known) {
  const found = [];
  for (let url = list.url + query; url; ) {
    const all = page((await get(url)).text);
    const main = all.find((e) => e.tagName === "main");
    const links = [...elements(main)].filter((e) => e.tagName === "a" && attribute(e, "href"));
    const here = new Set(links.map((e) => new URL(attribute(e, "href"), url).href).filter((href) => known.includes(href)));
    found.push(...here);
    const next = links.find((e) => /\bnext\b/.test(attribute(e, "rel") ?? ""));
    url = next && new URL(attribute(next, "href"), url).href;
  }
  return found;
}

/** Compares the calendar of a list with the list. Gives what is wrong. */
async function agenda(list) {
  const wrong = [];
  const ever = "?from=2000-01-01";
  for (const query of [ever, "?from=2999-01-01", ...questions(list).slice(2).map((f) => `${ever}&${f.slice(1)}`)]) {
    const { problems, events, title } = readCalendar((await get(list.at.calendar + query)).text);
    wrong.push(...problems.map((p) => `${p} (${list.at.calendar}${query})`));
    if (!title) wrong.push(`no title at ${list.at.calendar}`);
    const { items } = JSON.parse((await get(list.at.data + query)).text);
    const known = items.map((i) => i.url);
    const stands = events.filter((e) => !e.cancelled || known.includes(e.url));
    const now = Date.now();
    const missing = known.filter((url) => !events.some((e) => e.url === url));
    const more = stands.filter((e) => !known.includes(e.url) && e.starts > now);
    wrong.push(...missing.map((url) => `${url} is in the list${query} and not in its calendar`), ...more.map((e) => `${e.url} is in the calendar${query} and not in its list`));
    for (let i = 1; i < events.length; i++) if (events[i].starts < events[i - 1].starts) wrong.push(`${events[i].id} is out of order (${query})`);
    for (const e of events) if ((await resolve(e.url)) !== "200 text/html") wrong.push(`${await resolve(e.url)} at ${e.url}`);
    met.events += events.length;
  }
  // Who subscribes sees at least all that is still to come.
  const { events, problems } = readCalendar((await get(list.at.calendar)).text);
  wrong.push(...problems);
  const tomorrow = new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);
  const { items } = JSON.parse((await get(`${list.at.data}?from=${tomorrow}`)).text);
  for (const { url } of items) if (!events.some((e) => e.url === url)) wrong.push(`${url} is to come and not in the calendar`);
  return wrong;
}

const paragraphs = new Set(["p", "li", "td", "th", "h2", "h3", "dd", "dt", "blockquote", "figcaption"]);

/** Every paragraph below nodes, without the way back from a footnote. */
const told = (nodes) => nodes.flatMap((node) => [...elements(node)].filter((e) => paragraphs.has(e.tagName)).map((e) => words(e).replace(/ ?↩\uFE0E?$/, "")));

/** Looks for every paragraph of the page in the entry, and the other way round. */
async function whole(list) {
  const wrong = [];
  for (const item of (await follow(list, "json", "", wrong)).filter((i) => !i.state)) {
    const main = page((await get(item.url)).text).find((e) => e.tagName === "main");
    const prose = [...elements(main)].filter((e) => attribute(e, "class")?.split(" ").includes("prose"));
    const entry = passage(item.html);
    const [here, there] = [words(main), words(entry)];
    for (const p of told(prose)) if (!there.includes(p)) wrong.push(`not in the entry of ${item.url}: ${p.slice(0, 80)}`);
    for (const p of told([entry])) if (!here.includes(p)) wrong.push(`not on ${item.url}: ${p.slice(0, 80)}`);
    // What leads to the change of an entry is no text of its page.
    const text = passage(item.html.replace(/<p><a href="[^"]*\/editions\/\d+">[^<]*<\/a><\/p>\s*$/, ""));
    if (!words(text) !== prose.every((e) => !words(e))) wrong.push(`only the page or only the entry of ${item.url} has a text`);
    met.texts += words(entry) ? 1 : 0;
  }
  return wrong;
}
