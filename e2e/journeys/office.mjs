// A document of Word or LibreOffice becomes a draft: dropped with scripts, sent by the
// plain form without, and refused beside its field where it cannot be read.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { addressOf, as, fill, settle } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const document = (name) => readFile(new URL(`../../content/office/testdata/${name}`, import.meta.url));
const kinds = { docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", odt: "application/vnd.oasis.opendocument.text" };

/** Opens the page of a new text and says what it is to be. */
async function begin(page, fields) {
  await page.goto(`${base}/admin/documents/new`);
  await fill(page, fields);
  if ((await page.locator("select[name=site]").count()) > 0) await page.selectOption("select[name=site]", "public");
}

/** Drops a file onto the page, as a hand does from its desktop. */
async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  }, [name, [...bytes]]);
  await page.dispatchEvent(".bring", "drop", { dataTransfer: data });
}

const draftButton = ".bring button";

test("a Word document is dropped, and its words, picture and losses are there", async () => {
  const r = await as(browser, "press", { javaScriptEnabled: true });
  const { page } = r;
  await begin(page, { type: "news", language: "lt" });
  await drop(page, "tiltas.docx", await document("pandoc-lt.docx"));
  await page.waitForURL("**/edit?done=brought");
  await settle(page, "bringing a document");
  const address = addressOf(page);
  assert.equal(await page.inputValue("#_title"), "Tiltas per Nerį vėl atviras");
  const body = await page.inputValue("#_body");
  assert.match(body, /## Kas keičiasi\n\n- autobusai 5 ir 7\n {2}- darbo dienomis/);
  assert.match(body, /!\[Tiltas rytą, saulei tekant\]\(asset:\w+ "/);
  assert.match(body, /\[\^1\]: Tarybos sprendimas Nr\. 1-204\./);
  assert.match(await page.locator(".begun").textContent(), /tiltas\.docx/);
  await page.goto(`${base}${address.replace("/documents/", "/preview/")}/`);
  const picture = page.locator('main img[alt="Tiltas rytą, saulei tekant"]');
  await picture.evaluate((image) => {
    image.loading = "eager";
    return image.decode();
  });
  none(r.wrong, "with a document that was dropped");
  await r.close();
});

test("an ODT goes up by the plain form, and what was left out stays with the draft", async () => {
  const r = await as(browser, "author");
  const { page } = r;
  await begin(page, { type: "news", language: "lt", title: "" });
  await page.setInputFiles("#_bring", { name: "biudžetas.odt", mimeType: kinds.odt, buffer: await document("libreoffice-rich.odt") });
  await page.click(draftButton);
  await page.waitForURL("**/edit?done=brought");
  const address = addressOf(page);
  assert.equal(await page.inputValue("#_title"), "Naujas biudžetas");
  assert.match(await page.inputValue("#_body"), /\| Sritis \| Suma \| {2}\|/);
  const told = await page.locator(".begun li").allTextContents();
  assert.equal(told.length, 3, told.join(" | "));
  assert.ok(await page.locator(".begun").evaluate((e) => e.open), "the list is open at first");
  await page.click(".bar button[value=save]");
  await page.goto(`${base}${address}/edit`);
  assert.deepEqual(await page.locator(".begun li").allTextContents(), told, "and is there the next day");
  await page.goto(base + address);
  assert.ok((await page.locator(".history").textContent()).includes(told[1]), "in the history, too");
  none(r.wrong, "without scripts");
  await r.close();
});

test("what cannot be read is refused beside its field, with what was typed", async () => {
  const old = { name: "senas.doc", mimeType: "application/msword", buffer: Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]) };
  const plain = await as(browser, "author");
  await begin(plain.page, { type: "news", language: "lt", title: "Lieka" });
  await plain.page.setInputFiles("#_bring", old);
  await plain.page.click(draftButton);
  assert.match(await plain.page.locator("#_bring-mistake").textContent(), /\.docx/);
  assert.equal(await plain.page.getAttribute("#_bring", "aria-invalid"), "true");
  assert.equal(await plain.page.inputValue("#_title"), "Lieka");
  await plain.close();
  const r = await as(browser, "author", { javaScriptEnabled: true });
  await begin(r.page, { type: "news", language: "lt", title: "Lieka" });
  const half = (await document("pandoc-lt.docx")).subarray(0, 6000);
  await drop(r.page, "pusė.docx", half);
  await r.page.locator(".uploads .mistake").waitFor();
  assert.equal(new URL(r.page.url()).pathname, "/admin/documents/new");
  assert.equal(await r.page.inputValue("#_title"), "Lieka");
  await r.page.setInputFiles("#_bring", { name: "tikras.docx", mimeType: kinds.docx, buffer: await document("pandoc-bg.docx") });
  await r.page.click(draftButton);
  await r.page.waitForURL("**/edit?done=brought");
  assert.equal(await r.page.inputValue("#_title"), "Lieka", "the title that was typed goes before");
  await r.close();
});
