// A text is printed for review and signed on paper: the sheet carries a code, and only
// a sheet of the text as it stands is recorded.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone } from "../lib/browser.mjs";
import { act, as, edit, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const scripted = (options) => options.javaScriptEnabled === true;
const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function sound(page, what, options) {
  if (!scripted(options)) return; // nothing can be examined by a script then
  await bringAxe(page);
  for (const view of [desktop, phone]) {
    await page.setViewportSize(view);
    const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" "))}`)), rules);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    none([...found, ...(over > 0 ? [`${over} px too wide`] : [])], `${what} at ${view.width} px`);
  }
  await page.setViewportSize(desktop);
}

/** The code beside the first place for a signature. */
const codeOf = async (page, address) => {
  await page.goto(`${base}${address}/print`);
  return page.locator(".sign .code").first().textContent();
};

/** Fills in what stands on a sheet and sends it. */
async function record(page, address, { code, name = "Ona Vilkė", sheet = "14", day }) {
  await page.goto(`${base}${address}/paper`);
  await page.fill("[name=name]", name);
  await page.fill("[name=day]", day);
  await page.fill("[name=sheet]", sheet);
  await page.fill("[name=code]", code);
  const answer = page.waitForNavigation({ waitUntil: "domcontentloaded" });
  await page.locator(".do-form button[type=submit]").click();
  await answer;
}

/** Today, as the demonstration counts it: the text was written a moment ago. */
const today = async (page) => (await page.locator("time").first().getAttribute("datetime")).slice(0, 10);

for (const [how, options] of [["with scripts", { javaScriptEnabled: true }], ["without scripts", {}]]) {
  test(`a signed sheet gives its step, and an old one is refused with what has changed, ${how}`, async () => {
    const [author, press, editor] = await Promise.all([as(browser, "author", options), as(browser, "press", options), as(browser, "editor", options)]);
    const title = `Kapinių vartai atnaujinti ${how === "with scripts" ? "liepą" : "birželį"}`;
    const body = "Vartai atnaujinti.\n\n## Darbai\n\nDarbus atliko bendrovė.";
    const lt = await write(author.page, { type: "news", title, summary: "Apie vartus.", body });
    const old = await codeOf(author.page, lt);
    assert.match(old, /^([0-9A-HJKMNP-TV-Z]{4} ){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(await author.page.locator(".sheet").getAttribute("lang"), "lt");
    assert.deepEqual(await author.page.locator(".numbered-block .n").allTextContents(), ["1", "2"], "paragraphs have numbers, headings have none");
    await sound(author.page, `the sheet ${how}`, options);
    await edit(author.page, lt, { body: body.replace("bendrovė", "meistrai") });
    await act(author.page, lt, "submit");
    assert.equal(await author.page.locator(".acts a[href$='/paper']").count(), 0, "whoever wrote it records nothing");
    assert.equal((await author.page.goto(`${base}${lt}/paper`)).status(), 403);

    const p = press.page;
    await p.goto(base + lt);
    const day = await today(p);
    assert.match(day, /^\d{4}-\d\d-\d\d$/);
    await p.locator(".acts a[href$='/paper']").click();
    await p.locator(".do-form").waitFor();
    await sound(p, `the form for a sheet ${how}`, options);

    await record(p, lt, { code: old, day });
    assert.match(await p.locator(".since-sheet").textContent(), /bendrovė[\s\S]*meistrai/, "the old sheet is refused with the difference");
    assert.equal(await p.inputValue("[name=sheet]"), "14", "what was typed stays");
    await sound(p, `an old sheet ${how}`, options);
    await record(p, lt, { code: "0000 0000 0000 0000", day });
    assert.equal(await p.locator("#_wrong-code").count(), 1);
    assert.equal(await p.locator(".since-sheet").count(), 0, "a foreign code shows no difference");
    const code = await codeOf(p, lt);
    await record(p, lt, { code, day, name: "sanda  ruvik" });
    assert.equal(await p.locator("#_wrong-signer").count(), 1, "whoever wrote the text is no signer of it, by no spelling");
    await record(p, lt, { code, day, name: "Nora Teva" });
    assert.equal(await p.locator("#_wrong-signer").count(), 1, "nor is who records it");
    await record(p, lt, { code, day: "2099-01-01" });
    assert.equal(await p.locator("#_wrong-day").count(), 1);

    await record(p, lt, { code: code.toLowerCase().replaceAll(" ", ""), day });
    await settle(p, "recording the sheet");
    const steps = await p.locator(".seals").textContent();
    assert.match(steps, /Ona Vilkė/);
    assert.match(steps, /14/);
    assert.match(steps, /Nora Teva/);
    assert.equal(await p.locator(".seals li.closed").count(), 1, "the seal is closed");
    const history = await p.locator(".history").textContent();
    assert.match(history, /Ona Vilkė/, "the history names who signed");
    assert.match(history, /Nora Teva/, "and who recorded it");
    await act(p, lt, "publish");
    const reader = await p.goto(`${base}/p/${lt.split("/")[3]}`);
    assert.equal(reader.status(), 200);
    assert.equal(await p.locator(".seal").count(), 1, "readers see the same seal");
    assert.doesNotMatch(await p.locator("main").textContent(), /Ona Vilkė/, "and no name");

    const auditor = await as(browser, "auditor", options);
    await auditor.page.goto(`${base}/admin/audit?document=${lt.split("/")[3]}&kind=approved`);
    assert.match(await auditor.page.locator("main").textContent(), /Ona Vilkė[\s\S]*Nora Teva/);
    const csv = await auditor.page.request.get(`${base}/admin/audit/trail.csv?document=${lt.split("/")[3]}&kind=approved`);
    assert.match(await csv.text(), new RegExp(`Ona Vilkė,${day},14`));
    for (const r of [author, press, editor, auditor]) none(r.wrong, how), await r.close();
  });
}
