// axe-core over a page that a journey has come to.
import { readFile } from "node:fs/promises";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const source = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/**
 * Brings axe-core onto the page as it stands, where it is globalThis.axe. The browser is
 * handed its short form as a script: the long one, as an argument of page.evaluate, takes
 * twice the processor time, on every page.
 */
export async function bringAxe(page) {
  const devtools = await page.context().newCDPSession(page);
  const { exceptionDetails } = await devtools.send("Runtime.evaluate", { expression: source });
  await devtools.detach();
  if (exceptionDetails) throw new Error(`axe-core: ${exceptionDetails.text} (${page.url()})`);
}

/** What axe-core finds on the page as it stands, in one line each. It needs scripts. */
export async function axed(page) {
  await bringAxe(page);
  const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(" ")}: ${v.help}`));
}

/** The same for somebody who goes without scripts: their page is opened once more, with them. */
export async function axedAgain(page) {
  const context = await page.context().browser().newContext({ storageState: await page.context().storageState() });
  try {
    const again = await context.newPage();
    await again.goto(page.url());
    return await axed(again);
  } finally {
    await context.close();
  }
}
