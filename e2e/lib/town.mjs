// What the demonstration serves, found out the way a visitor would: by its home
// page, its links, its site map. Nothing here knows an address in advance.

export const base = (process.env.BASE_URL ?? "").replace(/\/$/, "");
if (!base) throw new Error("BASE_URL is not set: the address of a running demonstration, as http://localhost:8080");

/** The short form leaves out what only repeats a finding in another language. */
export const short = process.env.HERALD_E2E_SHORT === "1";

/** Locales in which everything is looked at; the others get a sample. */
export const full = short ? ["lt", "ka"] : ["lt", "bg", "ka", "en"];

const entities = { "&amp;": "&", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&#43;": "+", "&lt;": "<", "&gt;": ">" };
const unescape = (text) => text.replace(/&(amp|quot|#34|#39|#43|lt|gt);/g, (e) => entities[e]);

/** Locales whose every kind of page is examined by machines. */
export const examined = () => (short ? full : locales());

/** One answer of the server, with its text. Redirects are not followed. */
export async function get(address, headers = {}) {
  const url = new URL(address, base).href;
  const answer = await fetch(url, { redirect: "manual", headers });
  return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** The words of the class of body, which say which kind of page it is. */
export function kindOf(html) {
  const classes = /<body[^>]*\sclass="([^"]*)"/.exec(html)?.[1].split(/\s+/) ?? [];
  return classes.find((c) => /^(doc|list)-/.test(c)) ?? classes[0] ?? "unknown";
}

/** The addresses that a page links to, on this host, without fragment. */
export function linksOf(html, from) {
  const found = new Set();
  for (const [, tag] of html.matchAll(/<a\b([^>]*)>/g)) {
    const href = /\shref="([^"]*)"/.exec(tag)?.[1];
    if (href === undefined) continue;
    const url = new URL(unescape(href), from);
    url.hash = "";
    if (url.origin === base) found.add(url.href);
  }
  return [...found];
}

/** The locales of the Site, the one of the reader first. */
export async function locales() {
  const home = await get("/lt/");
  const found = [...home.text.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map((m) => m[1]);
  return [...new Set(found)].filter((l) => l !== "x-default");
}

/**
 * Every page of one locale that can be reached by links, each once. Lists are
 * not followed into their filters: those are the same page again.
 */
export async function crawl(locale) {
  const home = `${base}/${locale}/`;
  const seen = new Set([home]);
  const queue = [home];
  const pages = [];
  while (queue.length > 0) {
    const some = await Promise.all(queue.splice(0, 4).map((url) => get(url)));
    for (const page of some) {
      page.locale = locale;
      page.kind = kindOf(page.text);
      pages.push(page);
      if (!page.headers.get("content-type")?.startsWith("text/html")) continue;
      for (const link of linksOf(page.text, page.url)) {
        const inside = link.startsWith(home) && !link.includes("?");
        if (inside && !seen.has(link)) seen.add(link) && queue.push(link);
      }
    }
  }
  return pages;
}

/** Pages that are HTML and were answered as they should be. */
export const screens = (pages) => pages.filter((p) => p.status === 200 && p.headers.get("content-type")?.startsWith("text/html"));

/** A page that stands for each kind: the longest, since most can go wrong on it. */
export function oneOfEach(pages) {
  const best = new Map();
  for (const p of screens(pages)) {
    const kind = variant(p);
    if (!best.has(kind) || best.get(kind).text.length < p.text.length) best.set(kind, p);
  }
  return [...best].map(([kind, page]) => ({ kind, url: page.url, locale: page.locale, status: page.status }));
}

/** Its kind, and which banner or line stands above the text. */
function variant(p) {
  const banner = /class="banner banner-([a-z]+)"/.exec(p.text)?.[1];
  const fallback = p.text.includes('class="fallback"');
  return [p.kind, banner, fallback && "fallback"].filter(Boolean).join(" ");
}

/** A word to look for: the longest of the title of some page of that kind. */
export function wordOf(page) {
  const title = unescape(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page.text)?.[1].replace(/<[^>]+>/g, " ") ?? "");
  return title.split(/[^\p{L}\p{M}]+/u).sort((a, b) => b.length - a.length)[0];
}

/** What is found nowhere by following links, in one locale. */
export const special = (locale, word) =>
  [
    { kind: "search", url: `${base}/${locale}/search?q=${encodeURIComponent(word)}`, status: 200 },
    { kind: "search nothing", url: `${base}/${locale}/search?q=xqzvw`, status: 200 },
    { kind: "error 404", url: `${base}/${locale}/there/is-no-such-page`, status: 404 },
  ].map((p) => ({ ...p, locale }));
