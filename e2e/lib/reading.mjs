// Feeds as programs read them that others wrote: saxes for XML, feedsmith and
// Rowan Manning's parser for what the XML says, Ajv for JSON, ical.js for
// calendars, parse5 for the HTML within. Each reader gives what it read and the
// problems it had; nothing here knows how Herald writes.
import { parseFeed } from "@rowanmanning/feed-parser";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import ICAL from "ical.js";
import { parse, parseFragment } from "parse5";
import { SaxesParser } from "saxes";
import { jsonFeed } from "./jsonfeed.mjs";

/** The vocabulary in which an entry says what has become of it. */
const standing = "https://schema.org/creativeWorkStatus";

const ajv = addFormats(new Ajv({ allErrors: true, strict: true, strictRequired: false }));
const isJsonFeed = ajv.compile(jsonFeed);
const isInstant = ajv.compile({ type: "string", format: "date-time" });

/** What is wrong with the XML itself, and the elements by their path. */
function wellFormed(text) {
  const problems = [];
  const counts = new Map();
  const open = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (e) => problems.push(`XML: ${e.message}`));
  parser.on("doctype", () => problems.push("XML: a document type, which readers refuse"));
  parser.on("opentag", (tag) => {
    open.push(tag.local);
    counts.set(open.join("/"), (counts.get(open.join("/")) ?? 0) + 1);
  });
  parser.on("closetag", () => open.pop());
  parser.write(text).close();
  return { problems, count: (path) => counts.get(path) ?? 0 };
}

/** Milliseconds of an RFC 3339 instant, NaN where it is none. */
export const instant = (text) => (isInstant(text) ? Date.parse(text) : NaN);

/** Milliseconds of a date of RFC 822 with four digits of the year, NaN where it is none. */
export function mailDate(text) {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (\+0000|GMT)$/.test(text ?? "")) return NaN;
  const at = Date.parse(text);
  const again = Number.isNaN(at) ? "" : new Date(at).toUTCString();
  return again.replace("GMT", "") === text.replace(/\+0000|GMT/, "") ? at : NaN;
}

const byRel = (links, rel) => (links ?? []).filter((l) => l.rel === rel);
const stateOf = (all) => all.find((c) => c.scheme === standing)?.name;
const topicsOf = (all) => all.filter((c) => c.scheme !== standing).map((c) => c.name);

function paging(links) {
  const one = (rel) => byRel(links, rel)[0]?.href;
  return { self: one("self"), first: one("first"), previous: one("previous") ?? one("prev"), next: one("next"), alternates: byRel(links, "alternate").filter((l) => l.hreflang) };
}

/** The links of a feed that the same relation, type and language name twice. */
function twice(links) {
  const keys = (links ?? []).map((l) => `${l.rel} ${l.type} ${l.hreflang ?? ""}`);
  return keys.filter((k, i) => keys.indexOf(k) !== i).map((k) => `two links ${k}`);
}

/** What a second parser understands otherwise than the first. */
function secondOpinion(text, feed) {
  const other = parseFeed(text);
  const problems = [];
  const same = (what, a, b) => a === b || problems.push(`two parsers read ${what} differently: ${a} and ${b}`);
  same("title", feed.title, other.title);
  same("language", feed.language, other.language);
  same("self", feed.self, other.self);
  same("page", feed.page, other.url);
  same("the number of items", feed.items.length, other.items.length);
  for (const [i, item] of other.items.entries()) {
    const first = feed.items[i];
    same("id", first?.id, item.id);
    same("title", first?.title, item.title);
    same("address", first?.url, item.url);
    same("published", first?.published, item.published?.getTime());
    // It decodes what is in CDATA once more: a text with entities is not compared.
    if (!first?.html.includes("&")) same("content", first?.html, item.content?.trim() ?? "");
  }
  return problems;
}

function rss(text) {
  const xml = wellFormed(text);
  if (xml.problems.length > 0) return { problems: xml.problems };
  const read = parseRssFeed(text);
  const problems = twice(read.atom?.links);
  const feed = { title: read.title, language: read.language, page: read.link, updated: mailDate(read.lastBuildDate), ...paging(read.atom?.links), items: [] };
  for (const item of read.items ?? []) {
    const categories = (item.categories ?? []).map((c) => ({ name: c.name, scheme: c.domain }));
    if (item.guid?.isPermaLink !== false) problems.push(`guid ${item.guid?.value} is no address and does not say so`);
    feed.items.push({
      id: item.guid?.value, url: item.link, title: item.title, language: item.dc?.languages?.[0], state: stateOf(categories), topics: topicsOf(categories),
      published: mailDate(item.pubDate), updated: instant(item.atom?.updated), html: item.content?.encoded?.trim() ?? "", summary: item.description,
    });
  }
  const items = xml.count("rss/channel/item");
  if (feed.items.length !== items) problems.push(`${items} items, of which ${feed.items.length} could be read`);
  return { feed, problems: [...problems, ...secondOpinion(text, feed)] };
}

function atom(text) {
  const xml = wellFormed(text);
  if (xml.problems.length > 0) return { problems: xml.problems };
  const read = parseAtomFeed(text);
  const problems = twice(read.links);
  const page = byRel(read.links, "alternate").find((l) => !l.hreflang);
  if (page?.type !== "text/html") problems.push(`the page is of type ${page?.type}`);
  if (!permanent(read.id)) problems.push(`the feed's id ${read.id} is no tag`);
  if (!read.authors?.[0]?.name) problems.push("nobody speaks");
  const feed = { title: read.title?.value, language: read.xml?.lang, page: page?.href, updated: instant(read.updated), ...paging(read.links), items: [] };
  for (const entry of read.entries ?? []) {
    const categories = (entry.categories ?? []).map((c) => ({ name: c.label ?? c.term, scheme: c.scheme }));
    const links = byRel(entry.links, "alternate");
    if (links.length !== 1) problems.push(`${entry.id} has ${links.length} addresses`);
    feed.items.push({
      id: entry.id, url: links[0]?.href, title: entry.title?.value, language: entry.xml?.lang ?? read.xml?.lang, state: stateOf(categories), topics: topicsOf(categories),
      published: instant(entry.published), updated: instant(entry.updated), html: entry.content?.value?.trim() ?? "", summary: entry.summary?.value,
    });
    if (entry.content && entry.content.type !== "html") problems.push(`${entry.id}: content of type ${entry.content.type}`);
  }
  const entries = xml.count("feed/entry");
  if (feed.items.length !== entries) problems.push(`${entries} entries, of which ${feed.items.length} could be read`);
  return { feed, problems: [...problems, ...secondOpinion(text, feed)] };
}

function json(text) {
  let raw;
  try {
    raw = JSON.parse(text);
  } catch (e) {
    return { problems: [`JSON: ${e.message}`] };
  }
  const problems = isJsonFeed(raw) ? [] : isJsonFeed.errors.map((e) => `JSON Feed: ${e.instancePath} ${e.message}`);
  if (problems.length > 0) return { problems };
  const read = parseJsonFeed(text);
  const feed = { title: read.title, language: read.language, page: read.home_page_url, self: read.feed_url, next: read.next_url, items: [] };
  for (const [i, item] of (read.items ?? []).entries()) {
    feed.items.push({
      id: item.id, url: item.url, title: item.title, language: item.language ?? read.language, state: raw.items[i]?._herald?.state, topics: item.tags ?? [],
      published: instant(item.date_published), updated: instant(item.date_modified), html: item.content_html?.trim() ?? "", summary: item.summary,
    });
  }
  if (feed.items.length !== raw.items.length) problems.push(`${raw.items.length} items, of which ${feed.items.length} could be read`);
  return { feed, problems };
}

const permanent = (id) => /^tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[\w.~!$&'()*+,;=:@%/?-]+$/.test(id ?? "");
const absolute = (address) => /^https?:\/\/[^/]+\//.test(address ?? "") && URL.canParse(address);

/** What no subscriber could make good, in a feed that could be read. */
function unsound(feed) {
  const problems = [];
  const demand = (ok, what) => ok || problems.push(what);
  demand(feed.title?.trim(), "no title");
  demand(feed.language, "no language");
  for (const name of ["self", "page"]) demand(absolute(feed[name]), `${name} is ${feed[name]}`);
  for (const name of ["first", "previous", "next"]) demand(feed[name] === undefined || absolute(feed[name]), `${name} is ${feed[name]}`);
  for (const { href } of feed.alternates ?? []) demand(absolute(href), `another language at ${href}`);
  demand(!("updated" in feed) || !Number.isNaN(feed.updated), "no date of the whole");
  const seen = new Set();
  for (const item of feed.items) {
    const of = (what) => `${item.id}: ${what}`;
    demand(permanent(item.id), of("the id is no tag"));
    demand(!seen.has(item.id), of("the id is there twice"));
    seen.add(item.id);
    demand(absolute(item.url), of(`the address is ${item.url}`));
    demand(item.title?.trim(), of("no title"));
    demand(item.language, of("no language"));
    demand(!Number.isNaN(item.published), of("published at no date"));
    demand(!Number.isNaN(item.updated), of("updated at no date"));
    demand(!(item.published > item.updated), of("updated before it was published"));
    demand(item.topics.every((t) => t?.trim()), of("a topic without a name"));
    demand(!/\.\.(?!\.)/.test(item.summary ?? ""), of(`two full stops: ${item.summary}`));
    problems.push(...markup(item.html).map(of));
  }
  return problems;
}

const addresses = ["href", "src", "poster", "cite", "action", "data", "longdesc", "background"];

/** What is wrong with the HTML of an entry, which stands alone in a reader's window. */
function markup(html) {
  const problems = [];
  const fragment = parseFragment(html, { onParseError: (e) => problems.push(`HTML: ${e.code}`) });
  for (const e of elements(fragment)) {
    if (["script", "style", "iframe", "form", "object", "embed"].includes(e.tagName)) problems.push(`HTML: an element ${e.tagName}`);
    for (const { name, value } of e.attrs) {
      if (name.startsWith("on") || name === "style") problems.push(`HTML: an attribute ${name}`);
      const given = name === "srcset" ? value.split(",").map((s) => s.trim().split(/\s+/)[0]) : addresses.includes(name) ? [value] : [];
      for (const address of given) if (!absolute(address) && !/^(mailto|tel):./.test(address)) problems.push(`HTML: ${name} is ${address}`);
    }
  }
  return problems;
}

/** Every element at or below node. */
export function* elements(node) {
  if (node.tagName) yield node;
  for (const child of node.childNodes ?? []) yield* elements(child);
}

/** The words below node, with single spaces. */
export function words(node) {
  const all = [];
  const walk = (n) => (n.nodeName === "#text" ? all.push(n.value) : (n.childNodes ?? []).forEach(walk));
  walk(node);
  return all.join("").replace(/\s+/g, " ").trim();
}

export const attribute = (element, name) => element.attrs.find((a) => a.name === name)?.value;
export const page = (html) => [...elements(parse(html))];
export const passage = (html) => parseFragment(html);

const readers = { rss, atom, json };

/** Reads a feed in one of its forms: what it says, and every problem. */
export function read(form, text) {
  try {
    const { feed, problems } = readers[form](text);
    return { feed, problems: feed ? [...problems, ...unsound(feed)] : problems };
  } catch (e) {
    return { problems: [`refused: ${e.message}`] };
  }
}

/** Reads a calendar: its events, and every problem. */
export function readCalendar(text) {
  const problems = [];
  const demand = (ok, what) => ok || problems.push(what);
  demand(!/(^|[^\r])\n/.test(text) && text.endsWith("\r\n"), "a line does not end with CRLF");
  demand(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), "a line of more than 75 octets");
  let calendar;
  try {
    calendar = new ICAL.Component(ICAL.parse(text));
  } catch (e) {
    return { problems: [...problems, `refused: ${e.message}`], events: [] };
  }
  demand(calendar.name === "vcalendar" && calendar.getFirstPropertyValue("version") === "2.0", "no calendar of version 2.0");
  demand(calendar.getFirstPropertyValue("prodid"), "nobody made it");
  const events = calendar.getAllSubcomponents("vevent").map((component) => event(component, demand));
  for (const [i, e] of events.entries()) demand(events.findIndex((o) => o.id === e.id) === i, `${e.id}: the id is there twice`);
  return { problems, events, title: calendar.getFirstPropertyValue("x-wr-calname") };
}

function event(component, demand) {
  const read = new ICAL.Event(component);
  const of = (what) => `${read.uid}: ${what}`;
  for (const name of ["uid", "dtstamp", "dtstart", "summary"]) demand(component.getAllProperties(name).length === 1, of(`${component.getAllProperties(name).length} of ${name}`));
  demand(permanent(read.uid), of("the id is no tag"));
  for (const name of ["dtstamp", "dtstart", "dtend", "created", "last-modified"]) {
    for (const property of component.getAllProperties(name)) demand(soundTime(property), of(`${name} is ${property.toICALString()}`));
  }
  const url = component.getFirstPropertyValue("url");
  demand(absolute(url), of(`the address is ${url}`));
  demand(read.summary?.trim(), of("no title"));
  const starts = read.startDate?.toJSDate().getTime();
  const end = component.getFirstPropertyValue("dtend");
  demand(end === null || end.isDate === read.startDate?.isDate, of("it begins with a day and ends with an instant, or the other way round"));
  demand(end === null || end.toJSDate().getTime() > starts, of("it ends before it begins"));
  return { id: read.uid, url, starts, cancelled: component.getFirstPropertyValue("status") === "CANCELLED" };
}

/** ical.js lets a 13th month run over into the next year; a calendar does not. */
function soundTime(property) {
  const written = property.jCal[3];
  const time = property.getFirstValue();
  if (!time || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(written)) return false;
  const at = new Date(written.includes("T") ? written : `${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written.slice(0, 10));
}
