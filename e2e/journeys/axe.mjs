// axe-core finds nothing: every kind of page, in every locale, in light and
// dark, on a desk and on a phone of 320 px.
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone, share } from "../lib/browser.mjs";
import { Tally, none } from "../lib/findings.mjs";
import { base, crawl, examined, full, oneOfEach, special } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** What depends on colours and on room. */
const looks = { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"] };

for (const locale of await examined()) {
  test(`axe-core, ${locale}`, async () => {
    const pages = [...oneOfEach(await crawl(locale)), ...special(locale, "2026")];
    const tally = new Tally();
    const wrong = await share(browser, 2, pages, (r, job) => examine(r.page, job, tally));
    none([...tally.lines(), ...wrong], `axe-core in ${locale}`);
  });
}

async function examine(page, job, tally) {
  const run = (how, rules) => findings(page, rules).then((found) => found.forEach((f) => tally.add(f, `${job.kind} ${job.url.replace(base, "")} (${how})`)));
  const whole = full.includes(job.locale);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(desktop);
  await page.goto(job.url);
  await bringAxe(page);
  await run("light", all);
  await page.emulateMedia({ colorScheme: "dark" });
  if (whole) await run("dark", looks);
  await page.setViewportSize(phone);
  // What is folded away on a phone is looked at unfolded.
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await run("dark, 320 px", whole ? all : looks);
  await page.emulateMedia({ colorScheme: "light" });
  if (whole) await run("light, 320 px", looks);
}

/** What the rules find, in one line each. */
async function findings(page, runOnly) {
  const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? v.help}`));
}
