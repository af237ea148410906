// Every page keeps quiet: no cookie, no other host, no error on the console, and
// little to load.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, launch, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { base, crawl, full, get, oneOfEach, screens, special } from "../lib/town.mjs";

/** What may be loaded before pictures, compressed. */
const budget = 60_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const locale of full) {
  test(`pages load little and from here alone, ${locale}`, async () => {
    const r = await reader(browser, { locale });
    const { page, context, wrong } = r;
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.setCacheDisabled", { cacheDisabled: true });
    const kinds = new Map();
    let bytes = 0;
    network.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (!["Image", "Media"].includes(kinds.get(requestId))) bytes += encodedDataLength;
    });
    const found = [];
    for (const job of [...oneOfEach(await crawl(locale)), ...special(locale, "2026")]) {
      bytes = 0;
      const answer = await page.goto(job.url, { waitUntil: "load" });
      if (answer.status() !== job.status) found.push(`${job.kind}: ${answer.status()} instead of ${job.status} (${job.url})`);
      if (bytes > budget) found.push(`${job.kind}: ${bytes} bytes before pictures (${job.url})`);
      if (!answer.headers()["content-encoding"]) found.push(`${job.kind}: not compressed (${job.url})`);
      found.push(...(await kept(r)).map((k) => `${job.kind}: ${k} (${job.url})`));
    }
    none([...found, ...wrong], "not quiet");
    await r.close();
  });
}

test("no answer sets a cookie, and each has the headers that protect the reader", async () => {
  const found = [];
  for (const { url, headers, status } of await crawl("lt")) {
    if (headers.get("set-cookie")) found.push(`${url} sets a cookie`);
    if (status !== 200) continue;
    const policy = headers.get("content-security-policy") ?? "";
    if (!policy.includes("default-src 'none'") || /unsafe|\*/.test(policy)) found.push(`${url} has the policy "${policy}"`);
    if (headers.get("x-content-type-options") !== "nosniff") found.push(`${url} may be sniffed`);
  }
  none(found, "headers");
});

test("every page says where it is at home and in which languages it exists", async () => {
  const found = [];
  for (const page of screens(await crawl("lt"))) {
    const links = [...page.text.matchAll(/<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)"/g)];
    const canonical = links.find((l) => l[1] === "canonical")?.[3];
    const noindex = /<meta name="robots" content="[^"]*noindex/.test(page.text);
    if (!canonical && !noindex) found.push(`${page.url} names no canonical address`);
    if (page.text.includes('class="fallback"')) continue;
    // An older edition is at home where the text is read now, and in no index.
    const home = page.url.replace(/\/editions\/\d+$/, "");
    if (home !== page.url && !(canonical && noindex)) found.push(`${page.url} may be found in place of the text that holds`);
    if (canonical && canonical !== home) found.push(`${page.url} says that it is ${canonical}`);
    const alternates = links.filter((l) => l[1] === "alternate" && l[2] && l[2] !== "x-default");
    if (alternates.length > 0 && !alternates.some((l) => l[2] === "lt" && l[3] === page.url)) found.push(`${page.url} does not name itself among its languages`);
  }
  none(found, "addresses");
});

test("every page says what it is about to those who show a link to it", async () => {
  const found = [];
  const pictures = new Set();
  for (const page of screens(await crawl("ka"))) {
    const meta = (name) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]+)"`).exec(page.text)?.[1];
    for (const name of ["description", "og:title", "og:description", "og:image", "og:image:alt"]) if (!meta(name)) found.push(`${page.url} has no ${name}`);
    if (meta("og:image")) pictures.add(meta("og:image"));
  }
  for (const url of pictures) {
    const picture = await fetch(url);
    if (!picture.ok || !/^image\/(png|jpeg)/.test(picture.headers.get("content-type"))) found.push(`${url} is no picture: ${picture.status}`);
  }
  none(found, "shared");
});

test("the site map for machines names what can be reached, and only that", async () => {
  let map = (await get("/sitemap.xml")).text;
  const parts = [...map.matchAll(/<sitemap>\s*<loc>([^<]+)/g)].map((m) => m[1]);
  for (const part of parts) map += (await get(part)).text;
  const named = new Set([...map.matchAll(/<url>\s*<loc>([^<]+)/g)].map((m) => m[1]));
  assert.ok(named.size > 20, `only ${named.size} addresses`);
  const found = [];
  const reached = screens(await crawl("lt"));
  for (const page of reached) {
    const hidden = /<meta name="robots" content="[^"]*noindex/.test(page.text) || page.text.includes('class="fallback"') || page.kind === "searching";
    if (hidden && named.has(page.url)) found.push(`${page.url} is named and must not be`);
    const ended = page.text.includes("banner-ended"); // may be in or out
    if (!hidden && !ended && /^doc-/.test(page.kind) && !named.has(page.url)) found.push(`${page.url} is missing`);
  }
  const known = new Set(reached.map((p) => p.url));
  for (const url of named) if (url.startsWith(base + "/lt/") && !known.has(url) && (await get(url)).status !== 200) found.push(`${url} is named and does not answer`);
  none(found, "sitemap.xml");
});
