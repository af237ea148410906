// Pictures are put into a text while it is written: uploaded in the dialog, dropped
// onto the text, seen in the preview before anything is saved.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { as, settle, write } from "../lib/desk.mjs";
import { none } from "../lib/findings.mjs";
import { base } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What went wrong, but for small pictures in the list that are still being made. */
const wrong = (r) => r.wrong.filter((w) => !/\/admin\/media\/\w+\/320\/.* 503/.test(w));

const scripts = { javaScriptEnabled: true };
const text = { type: "news", summary: "Apie tiltą.", body: "Pirma pastraipa." };

/** A picture that no other text shows yet: a file is one file, whoever brings it. */
async function picture(page, name, colour) {
  const sheet = await page.context().newPage();
  await sheet.setContent(`<body bgcolor="${colour}"><h1>${name} ${Date.now()}</h1>`);
  const buffer = await sheet.screenshot({ clip: { x: 0, y: 0, width: 900, height: 600 } });
  await sheet.close();
  return { name, mimeType: "image/png", buffer };
}

/** Waits until a picture is there, and has been loaded. */
async function loaded(frame, alt) {
  const found = frame.locator(`img[alt="${alt}"]`);
  await found.first().waitFor();
  await found.first().evaluate((image) => {
    image.loading = "eager";
    return image.decode();
  });
}

test("a picture is uploaded in the dialog, seen before it is saved, and saved", async () => {
  const r = await as(browser, "press", scripts);
  const { page } = r;
  const address = await write(page, { ...text, title: "Naujas tiltas per upę" });
  await page.goto(`${base}${address}/edit`);
  await page.focus("#_body");
  await page.keyboard.press("Control+End");
  await page.click('.tool[data-tool="picture"]');
  await page.locator(".picture-results li").first().waitFor();
  await page.setInputFiles("#_picture-upload", [await picture(page, "tiltas.png", "#7ab")]);
  await page.locator(".picture-chosen", { hasText: "tiltas.png" }).waitFor();
  await page.fill("#_picture-alt", "Tiltas rytą");
  await page.fill("#_picture-caption", "Tiltas atvertas šeštadienį.");
  await page.click(".link-dialog button[type=submit]");
  assert.match(await page.inputValue("#_body"), /^Pirma pastraipa\.\n\n!\[Tiltas rytą\]\(asset:[\w-]+ "Tiltas atvertas šeštadienį\."\)$/);
  await page.click(".preview-button");
  await loaded(page.frameLocator(".preview-stage iframe:not(.coming)"), "Tiltas rytą");
  await page.click(".bar button[value=finish]");
  await page.waitForURL("**?done=save");
  await settle(page, "saving");
  await page.goto(`${base}${address.replace("/documents/", "/preview/")}/`);
  await loaded(page, "Tiltas rytą");
  assert.ok((await page.locator("main").textContent()).includes("Tiltas atvertas šeštadienį."));
  none(wrong(r), "with a picture");
  await r.close();
});

test("a staff picture is dropped onto a public text, and asked about", async () => {
  const r = await as(browser, "press", scripts);
  const { page } = r;
  const file = await picture(page, "kiemas.png", "#b7a");
  const drop = () =>
    page.locator("#_body").evaluate((area, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "kiemas.png", { type: "image/png" }));
      area.focus();
      area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    }, [...file.buffer]);
  const put = async (address) => {
    await page.goto(`${base}${address}/edit`);
    await drop();
    await page.locator(".picture-chosen", { hasText: "kiemas.png" }).waitFor();
    await page.fill("#_picture-alt", "Kiemas");
    await page.click(".link-dialog button[type=submit]");
    await page.click(".bar button[value=finish]");
  };
  await put(await write(page, { ...text, site: "intranet", title: "Kiemas darbuotojams" }));
  await page.waitForURL("**?done=save");
  await settle(page, "saving for the staff");
  await put(await write(page, { ...text, title: "Kiemas visiems" }));
  await page.locator("input[name=agree]").check();
  assert.match(await page.inputValue("#_body"), /!\[Kiemas\]\(asset:/);
  await page.click(".bar button[value=finish]");
  await page.waitForURL("**?done=save");
  await settle(page, "saving for everybody");
  none(wrong(r), "with a question");
  await r.close();
});

test("on the page of the files uploads have a line each, and lead on when all are there", async () => {
  const r = await as(browser, "press", scripts);
  const { page } = r;
  await page.goto(`${base}/admin/media`);
  const broken = { name: "virus.exe", mimeType: "image/png", buffer: Buffer.from("MZ\x90\x00 no picture") };
  await page.setInputFiles("#_upload", [await picture(page, "aikste.png", "#ab7"), broken]);
  await page.click("form.upload button[type=submit]");
  await page.locator(".uploads li", { hasText: "virus.exe" }).locator(".mistake").waitFor();
  assert.equal(await page.locator(".uploads li", { hasText: "aikste.png" }).locator(".note").count(), 1);
  await page.goto(`${base}/admin/media`);
  await page.setInputFiles("#_upload", [await picture(page, "parkas.png", "#7ba")]);
  await page.click("form.upload button[type=submit]");
  await page.waitForURL(/\/admin\/media\/[0-9a-z]{12}$/);
  assert.equal((await page.locator("h1").textContent()).trim(), "parkas.png");
  none(wrong(r).filter((w) => !/\/finish 422/.test(w)), "uploading");
  await r.close();
});
