// Finding at the desk: a text by its words, by a pasted address and by its number, and
// the table of all languages. Without scripts; whoever may not read a text is
// answered as if there were none.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { as, edit, idOf, inLanguage, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Presses something that leads to another page, and waits until that is there. */
const press = (page, what) => Promise.all([page.waitForNavigation(), typeof what === "string" ? page.click(what) : what.click()]);

/** Looks for something in the field that every screen has. */
async function find(page, text) {
  if ((await page.locator("#_find").count()) === 0) await page.goto(`${base}/admin/`);
  await page.fill("#_find", text);
  await press(page, ".desk-find button");
}

const pathOf = (page) => new URL(page.url()).pathname;
const heading = async (page) => (await page.locator("main h1").textContent()).trim();

test("a draft is found by its words by those who may read it, and by nobody else", async () => {
  const [author, registrar, reader] = await Promise.all([as(browser, "author"), as(browser, "registrar"), as(browser, "reader")]);
  const title = "Kėkštai lesinami visą žiemą";
  const address = await write(author.page, { type: "news", title, summary: "Lesyklos pakabintos.", body: "Prie ąžuolyno kabo septyniolika naujų lesyklų." });
  await find(author.page, "azuolyno lesyklu");
  const hit = author.page.locator(".finds li", { has: author.page.locator(`a[href="${address}"]`) });
  assert.equal(await hit.count(), 1, "it is found without diacritics");
  assert.match(await hit.getAttribute("class"), /line-draft/);
  assert.deepEqual(await hit.locator("mark").allTextContents(), ["ąžuolyno", "lesyklų"], "the words are marked");
  await author.page.check("#_mine");
  await author.page.selectOption("#_state", "published");
  await press(author.page, ".filters button");
  assert.equal(await author.page.locator(".finds li").count(), 0, "the filters narrow");
  await press(author.page, 'main a[href*="words=1"]');
  assert.equal(await author.page.locator(`.finds a[href="${address}"]`).count(), 1, "and can be taken away");
  for (const text of ["azuolyno lesyklu", title, idOf(address), base + address]) {
    await find(registrar.page, text);
    assert.equal(pathOf(registrar.page), "/admin/documents", text);
    assert.equal(await registrar.page.locator(`main a[href="${address}"]`).count(), 0, `a registrar does not find ${text}`);
  }
  assert.equal(await reader.page.locator("#_find").count(), 0, "who reads no texts has no field for it");
  const answer = await (await fetch(`${base}/lt/search/data.json?q=${encodeURIComponent("ąžuolyno lesyklų")}`)).json();
  assert.equal(answer.total, 0, "readers do not find it");
  for (const r of [author, registrar, reader]) none(r.wrong, "finding"), await r.close();
});

test("a pasted address and a number open their document", async () => {
  const [officer, registrar] = await Promise.all([as(browser, "press"), as(browser, "registrar")]);
  await officer.page.goto(`${base}/lt/naujienos/`);
  const link = officer.page.locator("main li a[href^='/lt/naujienos/']:not([href*='?'])").first();
  const [href, title] = [await link.getAttribute("href"), (await link.textContent()).trim()];
  for (const text of [base + href, href, `${base}${href}?from=mail#top`, `${base}${href}/editions/1`]) {
    await find(officer.page, text);
    assert.match(pathOf(officer.page), /^\/admin\/documents\/[^/]+\/lt$/, text);
    assert.equal(await heading(officer.page), title, text);
  }
  const id = idOf(pathOf(officer.page));
  for (const text of [`${base}/p/${id}`, id]) {
    await find(officer.page, text);
    assert.equal(idOf(pathOf(officer.page)), id, text);
  }
  await find(officer.page, `${base}/lt/naujienos/tokios-niekada-nebuvo`);
  assert.equal(await officer.page.locator("main .empty").count(), 1, "an address of nothing says so");

  const register = await (await fetch(`${base}/en/acts/data.json`)).json();
  const { number } = register.items.map((i) => i.fields).find((f) => /^[^\d]+\d+/.test(f.number) && register.items.filter((o) => o.fields.number === f.number).length === 1);
  await find(registrar.page, ` ${number.replace(/[-–]/g, " ")} `);
  assert.match(pathOf(registrar.page), /^\/admin\/documents\/[^/]+\/[^/]+$/, `number ${number}`);
  for (const r of [officer, registrar]) none(r.wrong, "opening"), await r.close();
});

test("the table of all languages narrows, and a translation is begun from it", async () => {
  const r = await as(browser, "press");
  const { page } = r;
  const address = await write(page, { type: "news", title: "Stirnos matytos prie malūno", summary: "Stirnos.", body: "Dvi." });
  await page.goto(`${base}/admin/documents`);
  await press(page, 'main a[href="/admin/table"]');
  const row = page.locator("tbody tr", { has: page.locator(`a[href="${address}"]`) });
  assert.equal(await row.count(), 1, "the newest text stands on the first page");
  assert.match(await row.locator("th").textContent(), /Stirnos/);
  await page.selectOption("#_language", "ka");
  await page.selectOption("#_show", "missing");
  await press(page, ".filters button");
  assert.match(page.url(), /language=ka&show=missing/, "what is shown stands in the address");
  assert.equal(await row.count(), 1);
  await press(page, row.locator(`button[formaction="${inLanguage(address, "ka")}/begin"]`));
  assert.equal(pathOf(page), `${inLanguage(address, "ka")}/edit`);
  await edit(page, inLanguage(address, "ka"), { title: "წისქვილთან შვლები გამოჩნდა", summary: "შვლები.", body: "ორი." });
  await page.goto(`${base}/admin/table?language=ka&show=missing`);
  assert.equal(await row.count(), 0, "what is begun is missing no more");
  await page.goto(`${base}/admin/table?language=ka&show=draft`);
  assert.equal(await row.count(), 1);
  await page.goto(`${base}/admin/table?show=stale`);
  assert.equal(await page.locator("#_language-mistake").count(), 1, "what cannot be asked says so beside its field");
  none(r.wrong.filter((w) => !/422/.test(w)), "the table");
  await r.close();
});
