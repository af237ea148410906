// How the house writes: a hint is corrected at a press, a correction becomes a rule
// with two, the rule flags the texts that hold what it is about, and a rule that is
// removed flags none. A signed original is corrected by nobody.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { act, as, edit, fill, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const text = { type: "news", summary: "Apie miestą." };

for (const [how, options, wrong, better] of [
  ["without scripts", {}, "upės pakrantininkai", "paupio gyventojai"],
  ["with scripts", { javaScriptEnabled: true }, "vandens važiuoklė", "keltas"],
]) {
  test(`a hint is corrected at a press, and a correction becomes a rule that flags texts until it is removed, ${how}`, async () => {
    const author = await as(browser, "author", options);
    const editor = await as(browser, "editor", options);
    const draft = await write(author.page, { ...text, title: `Juodraštis ${how}`, body: `Kalba "Arvena" ir ${wrong} prie tilto.` });
    const correct = async (found) => {
      await author.page.locator(".hints summary").click();
      await author.page.locator(".hints li", { hasText: found }).locator("button").click();
      await author.page.locator(".written > p[role=status]").waitFor();
    };
    await author.page.goto(`${base}${draft}/edit`);
    await correct("Arvena");
    assert.equal(await author.page.inputValue("#_body"), `Kalba „Arvena“ ir ${wrong} prie tilto.`);
    await author.page.goto(base + draft);
    assert.match(await author.page.locator(".prose").textContent(), /"Arvena"/, "nothing is saved by it");
    const sent = await write(author.page, { ...text, title: `Tekstas ${how}`, body: `Šiandien ${wrong} rinkosi aikštėje.` });
    await act(author.page, sent, "submit");
    await edit(editor.page, sent, { body: `Šiandien ${better} rinkosi aikštėje.` });
    // The two presses.
    await editor.page.locator(".offers a").first().click();
    assert.equal(await editor.page.inputValue("#_wrong"), wrong);
    assert.equal(await editor.page.inputValue("#_better"), better);
    await editor.page.locator("main form.form button[type=submit]").click();
    await settle(editor.page, "the rule");
    const flagged = new URL(editor.page.url());
    assert.match(flagged.pathname, /^\/admin\/style\/lt\/texts$/);
    assert.equal(await editor.page.locator(`.lines a[href="${draft}/edit"]`).count(), 1, "the draft elsewhere is flagged");
    assert.equal(await editor.page.locator(`.lines a[href="${sent}/edit"]`).count(), 0, "what was corrected is not");
    // Whoever wrote it is told, and corrects.
    await author.page.goto(`${base}/admin/`);
    await author.page.locator('.concerned a[href*="/style/lt/texts"]').click();
    await author.page.locator(`.lines a[href="${draft}/edit"]`).click();
    await correct(wrong);
    assert.equal(await author.page.inputValue("#_body"), `Kalba "Arvena" ir ${better} prie tilto.`);
    // A rule that is none is refused beside its field.
    await editor.page.goto(`${base}/admin/style/lt`);
    await fill(editor.page, { wrong: "meras", better: "miesto meras" });
    await editor.page.locator("form[action$='/add'] button[type=submit]").click();
    assert.equal(await editor.page.locator("#_better-mistake").count(), 1);
    assert.equal(await editor.page.inputValue("#_wrong"), "meras");
    // The draft is not saved, so it stays flagged until the rule is gone.
    await editor.page.goto(flagged.href);
    assert.equal(await editor.page.locator(`.lines a[href="${draft}/edit"]`).count(), 1);
    await editor.page.goto(`${base}/admin/style/lt`);
    await editor.page.locator(".rules li", { hasText: wrong }).locator("button").click();
    await settle(editor.page, "removing the rule");
    await editor.page.goto(`${base}/admin/style/lt/texts`);
    assert.equal(await editor.page.locator(`.lines a[href="${draft}/edit"]`).count(), 0, "and then nothing is");
    await act(author.page, draft, "discard");
    await act(editor.page, sent, "return", { reason: "Dar kartą." });
    await act(author.page, sent, "discard");
    for (const r of [author, editor]) none(r.wrong, how), await r.close();
  });
}

test("a signed original is corrected by nobody", async () => {
  const press = await as(browser, "press");
  const address = await write(press.page, { type: "act", title: "Sprendimas dėl kabučių", body: 'Taryba "Arvena" nusprendžia.' });
  await press.page.goto(`${base}${address}/edit`);
  await press.page.locator(".hints summary").click();
  assert.ok((await press.page.locator(".hints li", { hasText: "Arvena" }).count()) > 0, "the hint is there");
  assert.equal(await press.page.locator(".hints button").count(), 0, "and no button");
  await act(press.page, address, "discard");
  await press.close();
});
