// A translator asks about a passage of the original from beside it; the author and the
// other translators see the question there and at home, and the answer comes back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone } from "../lib/browser.mjs";
import { act, as, edit, inLanguage, translate, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const scripted = (options) => options.javaScriptEnabled === true;
const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** Examines what is on the screen, on a desk and on a phone. */
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

/** Presses a button that sends a form, and waits for the page that answers. */
const press = (page, button) => Promise.all([page.waitForNavigation({ waitUntil: "domcontentloaded" }), button.click()]);

/** The list of the home that has a line about a title. */
const atHome = async (page, list, title) => {
  await page.goto(`${base}/admin/`);
  return page.locator(`section[aria-labelledby="_list-${list}"] .lines a`, { hasText: title }).count();
};

for (const [how, options] of [["with scripts", { javaScriptEnabled: true }], ["without scripts", {}]]) {
  test(`a question about the original is answered, and nothing typed is lost by asking, ${how}`, async () => {
    const number = Date.now() % 1_000_000;
    const [title, translated] = [`Upės pakrantė tvarkoma, ruožas ${number}`, `Bregu i lumit rregullohet, pjesa ${number}`];
    const [author, translator] = await Promise.all([as(browser, "author", options), as(browser, "translator", options)]);
    const lt = await write(author.page, { type: "news", title, summary: "Apie pakrantę.", body: "Pakrantę tvarko miesto darbininkai.\n\nDarbai truks dvi savaites." });
    const sq = await translate(translator.page, lt, "sq", { title: translated, summary: "Për bregun.", body: "Bregun e rregullojnë punëtorët." });

    const p = translator.page;
    await p.goto(`${base}${sq}/edit`);
    await p.fill("#_body", "Bregun e rregullojnë punëtorët.\n\nPo shkruaj ende.");
    await press(p, p.locator(".source button[name=ask][value='2']"));
    assert.equal(await p.inputValue("#_body"), "Bregun e rregullojnë punëtorët.\n\nPo shkruaj ende.", "what is typed stays");
    await press(p, p.locator("button[name=ask_now]"));
    assert.equal(await p.locator(".asking .mistake").count(), 1, "an empty question is refused beside its field");
    await p.fill("#_question", "Darbo ar kalendorinės savaitės?");
    await press(p, p.locator(".bar button[value=save]"));
    assert.equal(await p.inputValue("#_question"), "Darbo ar kalendorinės savaitės?", "a save loses no question");
    await press(p, p.locator("button[name=ask_now]"));
    await p.locator(".told").waitFor();
    assert.match(await p.locator(".source .question .said").textContent(), /Darbo ar/);
    await sound(p, `the editor with a question ${how}`, options);

    assert.equal(await atHome(author.page, "questions", title), 1, "the author is told at home");
    await author.page.goto(base + lt);
    const block = author.page.locator(".annotation", { hasText: "Darbai truks dvi savaites." });
    assert.match(await block.locator(".question").textContent(), /Darbo ar/, "beside the passage");
    await block.locator("summary").click();
    await block.locator("textarea[name=answer]").fill("Kalendorinės.");
    await press(author.page, block.locator("form button[type=submit]").first());
    assert.equal(await author.page.locator(".done").count(), 1);
    assert.match(await author.page.locator(".replies").textContent(), /Kalendorinės/);
    await sound(author.page, `the original with an answer ${how}`, options);
    assert.equal(await atHome(author.page, "questions", title), 0, "and it waits no more");

    assert.equal(await atHome(p, "answers", translated), 1, "who asked is told at home");
    await p.goto(base + sq);
    assert.match(await p.locator(".questions .replies").textContent(), /Kalendorinės/);
    await sound(p, `the translation with an answer ${how}`, options);
    // Another translator sees it beside the passage.
    const other = await as(browser, "press", options);
    await translate(other.page, lt, "en", { title: "The river bank is being tidied", summary: "About the bank.", body: "City workers tidy the bank." });
    await other.page.goto(`${base}${inLanguage(lt, "en")}/edit`);
    assert.match(await other.page.locator(".source .question .replies").textContent(), /Kalendorinės/);

    await press(p, p.locator(".questions form[action$='/close'] button"));
    assert.equal(await p.locator(".done").count(), 1);
    assert.equal(await atHome(p, "answers", translated), 0, "settled is settled");

    // A question from the page of the text, and a passage that changes under it.
    await p.goto(base + sq);
    await p.locator(".questions > details > summary").click();
    await p.fill("#_about", "ko originale nėra");
    await p.fill("#_question", "Kas tai?");
    await press(p, p.locator(".questions form[action$='/questions#_questions'] button"));
    assert.equal(await p.inputValue("#_question"), "Kas tai?", "what was typed stays");
    assert.equal(await p.locator("#_about-wrong").count(), 1);
    await p.fill("#_about", "Pakrantę tvarko miesto darbininkai.");
    await press(p, p.locator(".questions form[action$='/questions#_questions'] button"));
    assert.equal(await p.locator(".done").count(), 1);
    await edit(author.page, lt, { body: "Pakrantę tvarko bendrovė.\n\nDarbai truks dvi savaites." });
    assert.equal(await atHome(p, "answers", translated), 1, "who asked is told that the passage has changed");
    await p.goto(base + sq);
    assert.equal(await p.locator(".question:not(.closed) .mistake").count(), 1);
    await press(p, p.locator(".questions form[action$='/close'] button"));
    assert.equal(await p.locator(".done").count(), 1);
    await act(p, sq, "discard");
    await act(other.page, inLanguage(lt, "en"), "discard");
    await act(author.page, lt, "discard");
    for (const r of [author, translator, other]) none(r.wrong, how), await r.close();
  });
}
