// What waits for a language editor is worked text by text: forty texts by two keys
// each, three without scripts, and one that changes while it is read.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { launch, phone } from "../lib/browser.mjs";
import { as, edit, idOf } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
/** What a test wrote, to be given up at its end. */
const written = [];
before(async () => (browser = await launch()));
afterEach(() => giveUp(written.splice(0)));
after(() => browser?.close());

// Nothing else of the town waits in this corner, so that this journey takes nothing
// that others look for.
const corner = "language=sl&type=news";
const enter = `${base}/admin/queue?${corner}`;

/** Does work in the page with what it needs to send forms as the desk's own pages do. */
const inPage = (page, work, given) =>
  page.evaluate(
    async ([source, given]) => {
      const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
      const desk = {
        get: async (path) => read(await fetch(path)),
        /** Sends a form with what stands in it, changed by fields. */
        send: async (form, fields) => {
          const body = new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === "string"));
          for (const [name, value] of Object.entries(fields)) body.set(name, value);
          const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
          return { url: answer.url, page: await read(answer) };
        },
      };
      return (0, eval)(`(${source})`)(desk, given);
    },
    [work.toString(), given],
  );

/** Writes texts and hands them over; gives their addresses in that order. */
async function handOver(page, titles) {
  const all = await inPage(
    page,
    async (desk, titles) => {
      const all = [];
      for (const title of titles) {
        const fresh = await desk.get("/admin/documents/new");
        const begun = await desk.send(fresh.querySelector("main form[action='/admin/documents/new']"), { type: "news", language: "sl", site: "public", title });
        const address = new URL(begun.url).pathname.replace(/\/edit$/, "");
        await desk.send(begun.page.querySelector("form.editor"), { summary: "Kratko.", body: `${title}. To je besedilo.`, intent: "finish" });
        const asks = await desk.get(`${address}/do/submit`);
        const handed = await desk.send(asks.querySelector(".do-form"), {});
        if (!handed.url.endsWith("done=submit")) throw new Error(`${title}: ${handed.url} ${handed.page.querySelector("main").textContent}`);
        all.push(address);
      }
      return all;
    },
    titles,
  );
  written.push(...all);
  return all;
}

/** Gives texts up: nobody has them to do any more. */
async function giveUp(addresses) {
  const { page, close } = await as(browser, "author", { javaScriptEnabled: true });
  await inPage(
    page,
    async (desk, addresses) => {
      for (const address of addresses) {
        const form = (await desk.get(`${address}/do/discard`)).querySelector(".do-form");
        if (form) await desk.send(form, { reason: "Vaja." });
      }
    },
    addresses,
  );
  await close();
}

/** Nothing stands in the way of anybody on the screen that page shows. */
async function sound(page, what) {
  await bringAxe(page);
  await page.evaluate(() => document.querySelectorAll("details:not([hidden])").forEach((d) => (d.open = true)));
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  none(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}`)), what);
}

const title = (page) => page.locator("h1").textContent().then((t) => t.trim());
const place = (page) => page.locator("#_place").textContent();

test("forty texts are approved by two keys each", async (t) => {
  const author = await as(browser, "author", { javaScriptEnabled: true });
  const editor = await as(browser, "editor", { javaScriptEnabled: true });
  const titles = Array.from({ length: 40 }, (_, n) => `Kratka novica številka ${n + 1}`);
  const all = await handOver(author.page, titles);
  const { page } = editor;
  await page.goto(enter);
  let loads = 0;
  page.on("request", (r) => r.isNavigationRequest() && loads++);
  const began = Date.now();
  for (let n = 0; n < titles.length; n++) {
    await page.locator("h1", { hasText: new RegExp(`^${titles[n]}$`) }).waitFor();
    assert.equal(await place(page), `${n + 1} iš 40`, "the place is told");
    if (n < titles.length - 1) await page.locator(".run-ready:not([hidden])").waitFor();
    await page.keyboard.press("1");
    assert.equal(await page.evaluate(() => document.activeElement.closest("form")?.action.includes("/approve")), true, "the first goes to the button");
    await page.keyboard.press("1");
  }
  await page.locator(".run-did").waitFor();
  const took = Date.now() - began;
  assert.match(await page.locator(".run-did").textContent(), /40/);
  assert.equal(await page.locator(".run-did li").count(), 1, "nothing else was done");
  t.diagnostic(`forty texts took ${took} ms`);
  assert.equal(loads, 1, "the next text was there each time: but for the end no page was waited for");
  await sound(page, "the end");
  await page.goto(base + all[7]);
  assert.equal(await page.locator(".seals li.closed").count(), 1, "the seal is closed");
  for (const r of [author, editor]) none(r.wrong, "with keys"), await r.close();
});

test("keys are silent while somebody types, and can be switched off", async () => {
  const author = await as(browser, "author", { javaScriptEnabled: true });
  const editor = await as(browser, "editor", { javaScriptEnabled: true });
  await handOver(author.page, ["Tipke prva", "Tipke druga"]);
  const { page } = editor;
  await page.goto(enter);
  await page.keyboard.press("2");
  await page.keyboard.type("Manjka 1 podatek, 3 dni.");
  assert.equal(await page.locator("#_reason").inputValue(), "Manjka 1 podatek, 3 dni.", "digits are typed");
  await sound(page, "a text that waits");
  await page.locator("details.keys button").click();
  await page.locator("h1").click();
  await page.keyboard.press("1");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), undefined, "the keys are off");
  await page.locator("details.keys button").click();
  await page.locator("#_reason").focus();
  await page.keyboard.press("Control+Enter");
  await page.locator("h1", { hasText: "Tipke druga" }).waitFor();
  assert.equal(await place(page), "2 iš 2");
  await page.locator(".run-acts .earlier summary").click();
  await page.locator(".run-acts .earlier button").first().click();
  assert.equal(await page.locator("#_reason").inputValue(), "Manjka 1 podatek, 3 dni.", "earlier words are put into the field");
  await page.setViewportSize(phone);
  await sound(page, "a text that waits, on a phone");
  await page.goBack();
  await page.locator(".run-line strong").waitFor();
  assert.equal(await page.locator("#_place").count(), 0, "what was returned does not wait any more");
  for (const r of [author, editor]) none(r.wrong, "keys"), await r.close();
});

test("three texts are approved, returned and skipped without scripts", async () => {
  const author = await as(browser, "author", { javaScriptEnabled: true });
  const editor = await as(browser, "editor");
  const all = await handOver(author.page, ["Brez skript prva", "Brez skript druga", "Brez skript tretja"]);
  const { page } = editor;
  await page.goto(enter);
  assert.equal(await place(page), "1 iš 3");
  assert.equal(await page.locator(".run-acts kbd:visible, .run-ready:visible").count(), 0, "no keys are promised");
  await page.click(`.run-acts a[data-key="3"]`);
  assert.deepEqual([await title(page), await place(page)], ["Brez skript druga", "2 iš 3"]);
  await page.click('.run-acts form[action*="/approve"] button');
  assert.deepEqual([await title(page), await place(page)], ["Brez skript tretja", "3 iš 3"]);
  await page.fill("#_reason", "Manjka kraj.");
  await page.click('.run-acts form[action*="/return"] button[type=submit]');
  assert.equal(await title(page), "Brez skript prva");
  assert.equal(await page.locator(".run .mark").count(), 1, "it says that it was skipped");
  // What was said before is picked and sent.
  await page.click(".run-acts .earlier summary");
  await page.locator(".run-acts .earlier label", { hasText: "Manjka kraj." }).click();
  await page.click('.run-acts form[action*="/return"] button[type=submit]');
  assert.equal(await page.locator(".run-did li").count(), 3);
  await author.page.goto(base + all[0]);
  assert.ok((await author.page.locator(".history").textContent()).includes("Manjka kraj."), "the author is told why");
  for (const r of [author, editor]) none(r.wrong, "without scripts"), await r.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`what changes between showing and approving is not approved, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const author = await as(browser, "author", { javaScriptEnabled: true });
    const editor = await as(browser, "editor", { javaScriptEnabled });
    const other = await as(browser, "editor");
    const [address] = await handOver(author.page, ["Besedilo se spreminja"]);
    const { page } = editor;
    await page.goto(enter);
    await edit(other.page, address, { body: "To besedilo je popravljeno." });
    await page.click('.run-acts form[action*="/approve"] button');
    await page.locator(".run-since ins").first().waitFor();
    assert.ok((await page.locator(".run-since").textContent()).includes("popravljeno"), "what changed is told");
    assert.ok(page.url().includes(idOf(address)), "one stays at it");
    assert.equal(await page.locator(".seals li.closed").count(), 0, "nothing is approved");
    await page.click('.run-acts form[action*="/approve"] button');
    await page.locator(".run-did").waitFor();
    await author.page.goto(base + address);
    assert.ok((await author.page.locator(".corrections ins").allTextContents()).join(" ").includes("popravljeno"), "the author sees the correction");
    assert.equal(await author.page.locator(".seals li.closed").count(), 1);
    // The refusal is meant: the script is told of it by its status.
    editor.wrong.splice(0, Infinity, ...editor.wrong.filter((w) => !/\/approve\S* 409 /.test(w)));
    for (const r of [author, editor, other]) none(r.wrong, "changing"), await r.close();
  });
}
