// axe-core over a page that a journey has come to.
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds on the page as it stands, in one line each. It needs scripts. */
export async function axed(page) {
  await page.evaluate(axe.source);
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
