// Chromium, watched: whatever a page does that it must not do becomes a finding.
import { chromium } from "playwright-core";
import { base } from "./town.mjs";

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 320, height: 640 };

/** Starts the browser that is installed. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
  });

/** A reader: a fresh profile and one tab, and the list of what went wrong in it. */
export async function reader(browser, options = {}) {
  const context = await browser.newContext({ viewport: desktop, locale: "lt-LT", colorScheme: "light", reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(Number(process.env.HERALD_E2E_PATIENCE || 45_000));
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (m) => {
    // The browser notes the status of an error page on the console, and that of a
    // form that is shown again.
    const status = m.type() === "error" && /status of (403|404|409|410|422|503)/.test(m.text());
    if (["error", "warning"].includes(m.type()) && !status) wrong.push(`console: ${m.text()} (${page.url()})`);
  });
  page.on("pageerror", (e) => wrong.push(`script: ${e.message} (${page.url()})`));
  page.on("requestfailed", (r) => {
    // The icon of a page that is left before it has come.
    const left = r.failure()?.errorText === "net::ERR_ABORTED";
    if (!left) wrong.push(`failed: ${r.url()} ${r.failure()?.errorText} (${page.url()})`);
  });
  page.on("request", (r) => {
    if (!r.url().startsWith(base + "/") && !r.url().startsWith("data:")) wrong.push(`another host: ${r.url()} (${page.url()})`);
  });
  page.on("response", (r) => {
    if (r.status() >= 400 && r.request().resourceType() !== "document") wrong.push(`missing: ${r.url()} ${r.status()} (${page.url()})`);
  });
  return { context, page, wrong, close: () => context.close() };
}

/** What the browser was made to keep. */
export async function kept({ context, page }) {
  const cookies = await context.cookies();
  const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  return [...cookies.map((c) => `cookie ${c.name}`), ...stored.map((s) => `storage ${s}`)];
}

/** Lays rules over the page as a browser's extension would: no policy stops them. */
export const restyle = (page, css) =>
  page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
  }, css);

/** Carries out work over jobs, a few at a time, each hand with its own reader. */
export async function share(browser, hands, jobs, work, options) {
  const queue = [...jobs];
  const hand = async () => {
    const r = await reader(browser, options);
    try {
      for (let job = queue.shift(); job; job = queue.shift()) await work(r, job);
      return r.wrong;
    } finally {
      await r.close();
    }
  };
  return (await Promise.all(Array.from({ length: hands }, hand))).flat();
}
