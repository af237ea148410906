// What becomes of a text after it was written: it is changed, waits for its time,
// is withdrawn, taken away, let out in a hurry, written by two people at once.
// Everything happens at the desk, and is looked at as a reader would.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, reader } from "../lib/browser.mjs";
import { act, addressOf, as, edit, fill, publish, read, settle, translate, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { layout } from "../lib/probe.mjs";
import { base, get } from "../lib/town.mjs";

let browser, press, editor, author, translator, visitor;
before(async () => {
  browser = await launch();
  [press, editor, author, translator] = await Promise.all(["press", "editor", "author", "translator"].map((who) => as(browser, who)));
  visitor = await reader(browser, { javaScriptEnabled: false });
});
after(() => browser?.close());

/** The words of the texts are those of a town: other journeys read them too. */
const news = (title, more = {}) => ({ type: "news", language: "lt", title, summary: `${title}: trumpai apie tai, kas keičiasi.`, body: "Savivaldybė primena gyventojams apie pasikeitimus.\n\nDarbai truks dvi dienas.", ...more });

const banner = (page, kind) => page.locator(`.banner-${kind}`);
const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

/** The address at which readers have a text, found by its short one. */
async function published(address, locale = "lt") {
  const { headers, status } = await get(`/p/${address.split("/")[3]}`, { "Accept-Language": locale });
  assert.ok([301, 302, 303, 307].includes(status), `${address} is public: ${status}`);
  return headers.get("location");
}

test("a translation goes stale and is caught up", async () => {
  const lt = await write(author.page, news("Keičiasi bibliotekos darbo laikas"));
  await publish(author.page, editor.page, press.page, lt);
  const bg = await translate(translator.page, lt, "bg", { title: "Променя се работното време на библиотеката", summary: "Библиотеката отваря по-рано.", body: "Общината напомня на жителите за промените.\n\nРаботите ще продължат два дни." });
  await publish(translator.page, editor.page, press.page, bg);
  const page = await published(bg, "bg");
  await visitor.page.goto(new URL(page, base).href);
  assert.equal(await banner(visitor.page, "stale").count(), 0, "a fresh translation is told to be nothing else");

  await edit(author.page, lt, { body: "Savivaldybė primena gyventojams apie pasikeitimus.\n\nDarbai truks tris dienas." });
  await translator.page.goto(`${base}/admin/documents?list=stale`);
  assert.equal(await translator.page.locator(`.lines a[href="${bg}"]`).count(), 0, "a draft makes nothing stale");
  await publish(author.page, editor.page, press.page, lt, { note: "change.update.information" });
  await visitor.page.reload();
  await banner(visitor.page, "stale").waitFor();
  await translator.page.goto(`${base}/admin/`);
  await translator.page.locator("#_list-stale").waitFor();
  await translator.page.goto(`${base}/admin/documents?list=stale`);
  await translator.page.click(`.lines a[href="${bg}"]`);
  await translator.page.click(`a[href="${bg}/edit"]`);
  assert.match(await text(translator.page.locator(".source .changed")), /tris dienas/);
  await fill(translator.page, { body: "Общината напомня на жителите за промените.\n\nРаботите ще продължат три дни.", caught_up: true });
  await translator.page.click(".bar button[value=finish]");
  await settle(translator.page, "catching up");
  await publish(translator.page, editor.page, press.page, bg, { note: "change.update.information" });
  await visitor.page.reload();
  assert.equal(await banner(visitor.page, "stale").count(), 0, "readers are told no longer");
  assert.match(await text(visitor.page.locator("main")), /три дни/);
  await translator.page.goto(`${base}/admin/documents?list=stale`);
  assert.equal(await translator.page.locator(`.lines a[href="${bg}"]`).count(), 0, "nothing is left to do");
});

test("a withdrawn text says so in every language, and comes back", async () => {
  const lt = await write(author.page, news("Aikštėje statoma sporto aikštelė"));
  await publish(author.page, editor.page, press.page, lt);
  const en = await translate(press.page, lt, "en", { title: "A sports ground is built on the square", summary: "Work begins on Monday.", body: "The municipality reminds residents of the changes." });
  await publish(press.page, editor.page, press.page, en);
  const pages = { lt: await published(lt, "lt"), en: await published(en, "en") };
  await act(press.page, lt, "withdraw", { reason: "reason.withdrawn.wrong" });
  const reasons = new Set();
  for (const path of Object.values(pages)) {
    await visitor.page.goto(new URL(path, base).href);
    reasons.add(await text(banner(visitor.page, "withdrawn")));
    assert.match(await visitor.page.locator("meta[name=robots]").getAttribute("content"), /noindex/);
  }
  assert.equal(reasons.size, 2, "each in its own language");
  await act(press.page, en, "restore");
  for (const path of Object.values(pages)) {
    await visitor.page.goto(new URL(path, base).href);
    assert.equal(await banner(visitor.page, "withdrawn").count(), 0, path);
  }
});

test("a text that is taken away is gone, or leads on", async () => {
  const lt = await write(author.page, news("Atnaujinamas vandens tiekimo grafikas"));
  await publish(author.page, editor.page, press.page, lt);
  const stays = await write(author.page, news("Naujas vandens tiekimo grafikas"));
  await publish(author.page, editor.page, press.page, stays);
  const [path, onward] = [await published(lt), await published(stays)];
  await act(press.page, lt, "unpublish", { reason: "reason.gone.duplicate" });
  const answer = await visitor.page.goto(new URL(path, base).href);
  assert.equal(answer.status(), 410);
  assert.match(await text(visitor.page.locator("main")), /Priežastis: \S/);

  const moved = await write(author.page, news("Laikinas vandens tiekimo grafikas"));
  await publish(author.page, editor.page, press.page, moved);
  const former = await published(moved);
  await act(press.page, moved, "unpublish", { reason: "reason.gone.consolidated", answer: "away", target: stays });
  const { status, headers } = await get(former);
  assert.equal(status, 301);
  assert.equal(new URL(headers.get("location"), base).pathname, new URL(onward, base).pathname);
  await visitor.page.goto(new URL(former, base).href);
  assert.match(await text(visitor.page.locator("main h1")), /Naujas vandens tiekimo grafikas/);
});

/** A notice that cannot wait. */
const danger = (title) => ({ type: "notice", language: "lt", title, summary: "Laikykitės atokiau ir klausykite pareigūnų.", body: "Gatvė uždaryta iki atskiro pranešimo.", fields: { "field:kind": "danger", "field:level": "urgent" } });
const strip = (page) => page.locator(".strip");

test("what was published urgently is sealed later", async () => {
  const title = "Nutrūkęs elektros laidas Upės gatvėje";
  const lt = await write(press.page, danger(title));
  await act(press.page, lt, "publish_urgently", { reason: "Pavojus gyvybei, negalima laukti." });
  const path = await published(lt);
  await visitor.page.goto(`${base}/en/`);
  assert.match(await text(strip(visitor.page)), new RegExp(title), "on every page, in every language");
  await visitor.page.goto(new URL(path, base).href);
  await banner(visitor.page, "owed").waitFor();
  await editor.page.goto(`${base}/admin/documents?list=owed`);
  await editor.page.click(`.lines a[href="${lt}"]`);
  assert.match(await text(editor.page.locator(".history")), /negalima laukti/, "with the reason");
  await act(editor.page, lt, "approve");
  await visitor.page.reload();
  assert.equal(await banner(visitor.page, "owed").count(), 0, "nothing is owed any more");
  await editor.page.goto(`${base}/admin/documents?list=owed`);
  assert.equal(await editor.page.locator(`.lines a[href="${lt}"]`).count(), 0);
  await act(press.page, lt, "end_now", { reason: "Laidas sutvarkytas." });
  await visitor.page.goto(`${base}/en/`);
  assert.ok(!(await visitor.page.locator("body").innerText()).includes(title), "the strip is over");
});

test("of two who write at once, one has saved and the other sees both texts", async () => {
  const lt = await write(author.page, news("Seniūnijoje atidaromas jaunimo centras"));
  const [first, second] = [author.page, press.page];
  for (const page of [first, second]) await page.goto(`${base}${lt}/edit`);
  await fill(first, { body: "Centras atidaromas antradienį.\n\nVeiks kasdien." });
  await fill(second, { body: "Centras atidaromas ketvirtadienį.\n\nVeiks savaitgaliais." });
  await first.click(".bar button[value=finish]");
  await settle(first, "the first to save");
  const [answer] = await Promise.all([second.waitForResponse((r) => r.request().method() === "POST"), second.click(".bar button[value=finish]")]);
  assert.equal(answer.status(), 409);
  const conflict = second.locator(".conflict");
  assert.match(await text(conflict), /antradienį/, "what was saved");
  assert.match(await text(conflict), /ketvirtadienį/, "and what was typed, one beside the other");
  assert.equal((await second.locator("[name=body]").inputValue()).replace(/\r/g, ""), "Centras atidaromas ketvirtadienį.\n\nVeiks savaitgaliais.", "the form has kept it");
  await second.locator(".conflict details summary").click();
  assert.match(await text(second.locator(".copied").last()), /Veiks kasdien/, "the saved text, whole");
  await first.goto(base + lt);
  assert.match(await text(first.locator(".prose")), /antradienį/, "nothing was overwritten");
  await fill(second, { body: "Centras atidaromas antradienį.\n\nVeiks kasdien ir savaitgaliais." });
  await second.click(".bar button[value=finish]");
  await settle(second, "the second, having seen both");
  await first.reload();
  assert.match(await text(first.locator(".prose")), /kasdien ir savaitgaliais/);
});

test("a correction stands on top of the page and shows what was changed", async () => {
  const lt = await write(author.page, news("Mokykloms skiriama 1 200 eurų", { body: "Kiekviena mokykla gauna 1 200 eurų." }));
  await publish(author.page, editor.page, press.page, lt);
  await edit(author.page, lt, { title: "Mokykloms skiriama 2 100 eurų", summary: "Mokykloms skiriama 2 100 eurų: trumpai.", body: "Kiekviena mokykla gauna 2 100 eurų." });
  await publish(author.page, editor.page, press.page, lt, { kind: "correction", note: "change.correction.number" });
  const path = await published(lt);
  await visitor.page.goto(new URL(path, base).href);
  const main = await visitor.page.locator("main").evaluate((e) => [...e.querySelectorAll(".banner, h1")].map((x) => x.className || x.localName));
  assert.match(main[0], /banner-correction/, "before anything else");
  await banner(visitor.page, "correction").locator("a").click();
  assert.match(visitor.page.url(), /\/editions\/2#_difference$/);
  assert.match(await text(visitor.page.locator(".difference del").first()), /1/);
  assert.match(await text(visitor.page.locator(".difference")), /2 100/);
});

test("a scheduled text appears at its time, and not before", async () => {
  const lt = await write(author.page, news("Nuo šiandien veikia vasaros kino teatras"));
  await act(author.page, lt, "submit");
  await act(editor.page, lt, "approve");
  // The form names minutes: the next one, or the one after where that is too near.
  const at = new Date(Math.ceil((Date.now() + 10_000) / 60_000) * 60_000);
  await act(press.page, lt, "schedule", { day: at.toISOString().slice(0, 10), hour: at.toISOString().slice(11, 16), zone: "UTC" });
  const known = async () => (await get("/lt/naujienos/")).text.includes("vasaros kino teatras");
  if (Date.now() < at - 1000) {
    assert.equal((await get(`/p/${lt.split("/")[3]}`)).status, 404, "before its time nobody can tell that it is there");
    assert.equal(await known(), false, "nor find it in a list");
  }
  await press.page.goto(`${base}/admin/documents?list=scheduled`);
  await new Promise((done) => setTimeout(done, Math.max(at - Date.now() + 1200, 0)));
  assert.equal(await known(), true, "at its time it is in the list");
  await visitor.page.goto(new URL(await published(lt), base).href);
  assert.match(await text(visitor.page.locator("main h1")), /vasaros kino teatras/);
});

test("on a phone, by touch: an urgent notice is written, published, corrected and ended", async () => {
  const r = await as(browser, "press", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const { page } = r;
  const wrong = [];
  const look = async (name) => wrong.push(...(await layout(page)).map((f) => `${f} (${name})`));
  const touch = async (what, name) => {
    await Promise.all([page.waitForEvent("load"), page.locator(what).first().tap()]);
    await look(name);
  };
  await look("home");
  await touch('.head-row a[href="/admin/documents/new"]', "new");
  const title = "Turgaus aikštėje nuvirto medis";
  await fill(page, { type: "notice", language: "lt", site: "public", title });
  await touch("main form button[type=submit]", "the empty editor");
  await fill(page, { summary: "Aikštė uždaryta iki vakaro.", body: "Prašome rinktis kitą kelią.", "field:kind": "danger", "field:level": "urgent" });
  await touch(".bar button[value=finish]", "the text");
  await settle(page, "writing");
  const address = addressOf(page);
  await touch('.acts a[href$="/do/publish_urgently"]', "publishing urgently");
  await fill(page, { reason: "Pavojus praeiviams." });
  await touch(".do-buttons button", "published");
  await settle(page, "publishing urgently");
  await visitor.page.goto(`${base}/ka/`);
  assert.match(await text(strip(visitor.page)), new RegExp(title));

  await touch(`a[href="${address}/edit"]`, "the editor");
  await fill(page, { title: "Turgaus gatvėje nuvirto medis", summary: "Gatvė uždaryta iki vakaro." });
  await touch(".bar button[value=finish]", "the corrected text");
  await touch('.acts a[href$="/do/publish_urgently"]', "publishing the correction");
  await fill(page, { note: "change.correction.name", reason: "Pavadinime buvo ne ta vieta." });
  await touch(".do-buttons button", "corrected");
  await settle(page, "correcting");
  await visitor.page.goto(`${base}/ka/`);
  assert.match(await text(strip(visitor.page)), /Turgaus gatvėje/);
  await read(visitor.page, address);
  await banner(visitor.page, "correction").waitFor();

  await touch('.acts a[href$="/do/end_now"]', "ending it");
  await fill(page, { reason: "Medis išvežtas." });
  await touch(".do-buttons button", "ended");
  await settle(page, "ending");
  await visitor.page.goto(`${base}/ka/`);
  assert.ok(!(await visitor.page.locator("body").innerText()).includes("nuvirto medis"), "the strip is over");
  await read(visitor.page, address);
  await banner(visitor.page, "ended").waitFor();
  none([...wrong, ...r.wrong], "on a phone");
  await r.close();
});

test("nothing went wrong on the way", () => none([press, editor, author, translator, visitor].flatMap((r) => r.wrong), "wrong on the way"));
