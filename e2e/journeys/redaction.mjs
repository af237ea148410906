// Personal data goes out of everything, by two people at the desk: words and a
// file. Afterwards no answer holds them: page, earlier edition, feed, search, data,
// desk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, edit, publish, settle, write } from "../lib/desk.mjs";
import { launch, reader } from "../lib/browser.mjs";
import { axed, axedAgain } from "../lib/axed.mjs";
import { base } from "../lib/town.mjs";

// Registrars and press officers may: the demonstration has one of each, and the
// registrar only in registers. The second press officer is made by the administrator.
let browser, author, press, second;
// A name of its own in each run: what an earlier one left is not this one's.
const own = [...String(Date.now())].map((digit) => "abdegiklmn"[digit]).join("");
const name = `Kazys Nemi${own}`;
before(async () => {
  browser = await launch();
  [author, press] = [await as(browser, "author"), await as(browser, "press", { javaScriptEnabled: true })];
});
after(() => browser?.close());

/** Makes a member with a role through the pages, and signs in as them. */
async function hire(called, email, role) {
  const administrator = await as(browser, "administrator");
  const { page } = administrator;
  await page.goto(`${base}/admin/members/new`);
  await page.fill("#_name", called);
  await page.fill("#_email", email);
  await page.selectOption("#_role", role);
  await page.click("main form.form button[type=submit]");
  const link = await page.textContent(".one-time");
  const one = await reader(browser, { javaScriptEnabled: false });
  await one.page.goto(link.trim());
  await one.page.fill("main input[type=password]", "harbour lights at dusk");
  await one.page.click("main button[type=submit]");
  await administrator.context.close();
  return one;
}

test("words go out of everything, by two people", async () => {
  const editor = await as(browser, "editor");
  second = await hire("Petra Antroji", `petra.${Date.now()}@arvena.example`, "press_officer");
  const text = await write(author.page, { type: "news", title: "Padėka žmogui", summary: `Padėką gavo ${name}.`, body: `**${name}** padėjo kaimynams.` });
  await publish(author.page, editor.page, press.page, text);
  await edit(author.page, text, { body: `**${name}** padėjo visiems kaimynams.` });

  await press.page.goto(base + text);
  await press.page.click('.acts a[href$="/redaction"]');
  await press.page.fill("#_passages", name);
  await press.page.fill("#_ground", "Asmens duomenų apsaugos įstatymas");
  await press.page.click("button[name=look]");
  assert.ok((await press.page.locator(".cut del").count()) >= 4, "each place is shown");
  assert.deepEqual(await axed(press.page), [], "the form");
  await press.page.click(".redact-form button:not([name])");
  await settle(press.page, "asking");

  await second.page.goto(`${base}/admin/`);
  await second.page.click("#_list-redactions ~ .lines a");
  assert.deepEqual(await axedAgain(second.page), [], "the page to confirm");
  await second.page.check("#_sure");
  await second.page.click("button.danger");
  await settle(second.page, "confirming");

  const guest = await reader(browser, { javaScriptEnabled: false });
  const id = text.split("/")[3];
  const spelled = `Nemi${own}`;
  for (const address of [`/p/${id}`, "/lt/naujienos/", "/lt/naujienos/feed.atom", "/lt/naujienos/feed.json", "/lt/naujienos/data.json", "/lt/naujienos/data.csv", "/lt/", `/lt/search?q=${spelled}`, `/lt/search/suggest?q=${spelled}`]) {
    const told = await (await guest.context.request.get(base + address)).text();
    assert.ok(!told.includes(name), `${address} still says the name`);
  }
  const found = await (await guest.context.request.get(`${base}/lt/search/data.json?q=${spelled}`)).json();
  assert.equal(found.total, 0, "the search finds the name nowhere");
  await guest.page.goto(`${base}/p/${id}`);
  assert.match(await guest.page.textContent("main"), /asmens duomenys/);
  for (const address of [text, `${text}/edit`, `${text}/redaction`, "/admin/"]) {
    const told = await (await press.context.request.get(base + address)).text();
    assert.ok(!told.includes(own), `${address} of the desk still says the name`);
  }
});

test("a request is taken back by whoever asked, and declined by the other", async () => {
  const text = await write(author.page, { type: "news", title: "Kita padėka", summary: "Trumpai.", body: "Padėjo Ona Neminėtinienė." });
  const ask = async () => {
    await press.page.goto(`${base}${text}/redaction`);
    await press.page.fill("#_passages", "Ona Neminėtinienė");
    await press.page.fill("#_ground", "Įstatymas");
    await press.page.click(".redact-form button:not([name])");
    await settle(press.page, "asking");
  };
  await ask();
  await press.page.goto(`${base}${text}/redaction`);
  assert.equal(await press.page.locator("#_sure").count(), 0, "nobody confirms what they asked for");
  await press.page.click('form[action$="/redaction/drop"] button');
  await settle(press.page, "taking back");
  await ask();
  await second.page.goto(`${base}${text}/redaction`);
  await second.page.fill("#_reason", "Ji pati sutiko.");
  await second.page.click('form[action$="/redaction/drop"] button');
  await settle(second.page, "declining");
  await author.page.goto(base + text);
  assert.match(await author.page.textContent(".history"), /Ji pati sutiko\./);
});
