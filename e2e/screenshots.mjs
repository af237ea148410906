// Takes pictures of every kind of page and of every screen of the desk, on a desk
// and on a phone, in light and dark, in four languages and three scripts, and one
// of each document on paper:
//
//	BASE_URL=http://localhost:8080 node screenshots.mjs FOLDER [lt ka ...]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, reader, share } from "./lib/browser.mjs";
import { door, members, screens, signIn } from "./lib/screens.mjs";
import { base, crawl, oneOfEach, special } from "./lib/town.mjs";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error("usage: BASE_URL=http://localhost:8080 node screenshots.mjs FOLDER [LOCALE ...]");
  process.exit(2);
}

const views = [
  { view: "desktop", width: 1280, height: 900 },
  { view: "phone", width: 390, height: 844 },
];
/** Beyond this a picture is too long to be looked at. */
const longest = 6000;

const browser = await launch();
let taken = 0;

/** Takes the page as it stands. */
async function take(page, out, name, suffix) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(out, `${name}-${suffix}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, longest) } });
  taken++;
}

/** Takes the page at url in every view. */
async function everyView(page, out, name, url) {
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await page.goto(url, { waitUntil: "load" });
  for (const { view, width, height } of views) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await take(page, out, name, `${view}-${colorScheme}`);
    }
  }
}

/** Takes the screens of the desk as everybody who signs in sees them. */
async function desk(locale, out) {
  let count = 0;
  for (const who of [undefined, ...Object.keys(members)]) {
    const r = await reader(browser, { locale });
    if (who) await signIn(r.page, who, locale);
    for (const { kind, url } of who ? await screens(r.page, who) : door()) {
      await everyView(r.page, out, `desk-${kind}`, url);
      count++;
    }
    await r.close();
  }
  return count;
}
try {
  for (const locale of wanted.length > 0 ? wanted : ["lt", "bg", "ka", "en"]) {
    const out = join(folder, locale);
    await mkdir(out, { recursive: true });
    const jobs = [...oneOfEach(await crawl(locale)), ...special(locale, "2026")];
    await share(browser, 2, jobs, async ({ page }, { kind, url }) => {
      const name = kind.replace(/[^a-z0-9-]+/gi, "_");
      await everyView(page, out, name, url);
      if (/^doc-(act|press_release)/.test(kind)) {
        await page.setViewportSize({ width: 643, height: 972 });
        await page.emulateMedia({ media: "print", colorScheme: "light" });
        await take(page, out, name, "paper");
      }
    });
    console.log(`${locale}: ${jobs.length} kinds of pages, ${await desk(locale, out)} screens of the desk`);
  }
} finally {
  await browser.close();
}
console.log(`${taken} pictures of ${base} in ${folder}`);
