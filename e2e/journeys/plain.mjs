// The same without JavaScript, and without style sheets.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, phone, reader } from "../lib/browser.mjs";
import { none } from "../lib/findings.mjs";
import { base, crawl, oneOfEach } from "../lib/town.mjs";

let browser, kinds;
before(async () => {
  browser = await launch();
  kinds = oneOfEach(await crawl("lt"));
});
after(() => browser?.close());

test("home, list, document, language and search work without JavaScript", async () => {
  const { page, wrong, close } = await reader(browser, { javaScriptEnabled: false, viewport: phone });
  await page.goto(base + "/lt/");
  await page.locator("nav.menu summary").click();
  await page.locator("nav.menu a[href='/lt/teises-aktai/']").click();
  await page.locator("main a[href^='/lt/teises-aktai/']:not([href*='.']):not([href$='/']):not([href*='?'])").first().click();
  const title = (await page.locator("h1").innerText()).trim();
  await page.locator("nav.languages a:not([aria-current])").first().click();
  assert.notEqual(await page.locator("html").getAttribute("lang"), "lt");
  await page.goto(base + "/lt/search");
  await page.locator("main input[type=search]").fill(title);
  await page.locator("main form[role=search] button").click();
  assert.ok((await page.locator("main").getByRole("link", { name: title, exact: true }).count()) > 0, `${title} is found`);
  await page.goto(base + "/lt/teises-aktai/");
  await page.locator("summary", { hasText: /filtr|siaurin/i }).first().click();
  await page.locator(".facet a").first().click();
  assert.ok(page.url().includes("?"), "a filter is an address");
  none(wrong, "wrong on the way");
  await close();
});

test("without style sheets every page reads in order and hides nothing", async () => {
  const { page, close } = await reader(browser);
  await page.route("**/*.css", (route) => route.abort());
  const found = [];
  for (const { kind, url } of kinds) {
    await page.goto(url);
    const trouble = await page.evaluate(() => {
      const order = ["header.masthead", "main", "footer.foot"].map((s) => document.querySelector(s));
      const wrong = [];
      if (order.some((e) => !e)) return ["header, main and footer are not all there"];
      for (let i = 1; i < order.length; i++) if (!(order[i - 1].compareDocumentPosition(order[i]) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push("the parts are out of order");
      for (const e of document.body.querySelectorAll("*")) {
        if (e.closest("details:not([open]), svg, script, template, datalist, select, source, [type=hidden]") && e.localName !== "summary") continue;
        if (e.textContent.trim() && !e.checkVisibility()) wrong.push(`${e.localName}.${e.className} is hidden`);
      }
      if (document.querySelector("[style]")) wrong.push("a style attribute");
      return wrong;
    });
    found.push(...trouble.map((t) => `${kind}: ${t} (${url})`));
  }
  none(found, "without style sheets");
  await close();
});
