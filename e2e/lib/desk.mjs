// The staff side as its members use it: signing in, writing a text through the
// forms, pressing what a text can be done with. Without scripts unless they are
// asked for.
import assert from "node:assert/strict";
import { reader } from "./browser.mjs";
import { base } from "./town.mjs";

export const password = "boats on the river";

/** Who has which role in the demonstration. */
export const people = { editor: "lina.sela", press: "nora.teva", author: "sanda.ruvik", translator: "drita.velmi", administrator: "ivo.tarnel", registrar: "boyan.karas", auditor: "keti.orvali", approver: "viktor.maro", reader: "milan.orek" };

/** Gives e-mail address and password to the page that asks for them. */
export async function signIn(page, who) {
  await page.fill("#_email", `${people[who]}@arvena.example`);
  await page.fill("#_password", password);
  await page.click("main button[type=submit]");
}

/** Signs in as somebody, with a browser of their own. */
export async function as(browser, who, options = {}) {
  const r = await reader(browser, { javaScriptEnabled: false, ...options });
  await r.page.goto(`${base}/admin/`);
  await signIn(r.page, who);
  assert.equal(new URL(r.page.url()).pathname, "/admin/", `${who} signed in`);
  return r;
}

/** The address of the text on the page, without what follows it: /admin/documents/ID/LOCALE. */
export const addressOf = (page) => /^\/admin\/documents\/[^/]+\/[^/]+/.exec(new URL(page.url()).pathname)[0];

/** The identifier of a text from its address at the desk. */
export const idOf = (address) => address.split("/")[3];

/** The same text in another language. */
export const inLanguage = (address, locale) => address.replace(/[^/]+$/, locale);

/** Fills one field of a form, of whatever kind it is; a closed part is opened. */
export async function set(page, name, value) {
  const all = page.locator(`main [name="${name}"]`);
  const folded = page.locator(`main details:not([open]):has([name="${name}"])`);
  if ((await folded.count()) > 0) await folded.first().locator("summary").first().click();
  const tag = await all.first().evaluate((e) => (e.localName === "input" ? e.type : e.localName));
  if (tag === "radio") return all.and(page.locator(`[value="${value}"]`)).check();
  if (tag === "checkbox" && typeof value === "string") return all.and(page.locator(`[value="${value}"]`)).check();
  if (tag === "checkbox") return all.first().setChecked(value);
  if (tag === "select") return all.first().selectOption(value);
  return all.first().fill(value);
}

/** Fills fields by their names. */
export async function fill(page, fields = {}) {
  for (const [name, value] of Object.entries(fields)) await set(page, name, value);
}

/** Waits until the page says that something is done, and fails with what it says instead. */
export async function settle(page, what = "it") {
  await page.waitForLoadState("domcontentloaded");
  const told = await page.locator(".done, .wrong, .mistake, .lacks, .need, main.problem, h1").allTextContents();
  assert.equal(await page.locator(".done").count(), 1, `${what} is done at ${page.url()}: ${told.map((t) => t.trim().replace(/\s+/g, " ")).join(" | ")}`);
}

/** Opens the editor of a text, fills fields by their names and saves. */
export async function edit(page, address, fields, intent = "finish") {
  await page.goto(`${base}${address}/edit`);
  await fill(page, fields);
  await page.click(`.bar button[value=${intent}]`);
  await settle(page, `writing ${address}`);
}

/**
 * Begins a text and writes it: title, summary and body, and further fields by their
 * names. Gives its address at the desk.
 */
export async function write(page, { type, language = "lt", site, title, summary, body, fields = {} }) {
  await page.goto(`${base}/admin/documents/new`);
  await fill(page, { type, language, title });
  const sites = page.locator("select[name=site]");
  if (site || (await sites.count()) > 0) await sites.selectOption(site ?? "public");
  await page.click("main form[action='/admin/documents/new'] button[type=submit]");
  assert.match(page.url(), /\/edit$/, `"${title}" is begun: ${await page.locator("main").textContent()}`);
  const address = addressOf(page);
  const words = Object.entries({ summary, body }).filter(([, text]) => text !== undefined);
  await fill(page, { ...Object.fromEntries(words), ...fields });
  await page.click(".bar button[value=finish]");
  await settle(page, `writing "${title}"`);
  return address;
}

/** Begins a translation of a text and writes it. Gives its address. */
export async function translate(page, address, locale, fields) {
  await page.goto(base + address);
  await page.click(`form[action="${inLanguage(address, locale)}/begin"] button`);
  assert.match(page.url(), /\/edit$/, `a translation is begun: ${page.url()}`);
  await fill(page, fields);
  await page.click(".bar button[value=finish]");
  await settle(page, `translating ${address}`);
  return inLanguage(address, locale);
}

/** The form of an action on the page of a text; those with more to say have a page. */
export const direct = (page, name) => page.locator(`form.act[action$="/${name}"], form.act[action$="/${name}#_remarks"]`).first();

/**
 * Does something with a text, as its button or the page of the action does, and
 * waits until it is done. fields are those of the form, by their names.
 */
export async function act(page, address, name, fields = {}) {
  await page.goto(base + address);
  const form = direct(page, name);
  if ((await form.count()) > 0) {
    for (const [field, value] of Object.entries(fields)) await form.locator(`[name="${field}"]`).fill(value);
    await form.locator("button[type=submit]").click();
  } else {
    const way = page.locator(`.acts a[href$="/do/${name}"]`);
    assert.equal(await way.count(), 1, `${name} is offered at ${address}`);
    await page.goto(`${base}${address}/do/${name}`);
    await fill(page, fields);
    assert.equal(await page.locator(".do-form").count(), 1, `${name} of ${address}: ${(await page.locator(".lacks").allTextContents()).join(" ").replace(/\s+/g, " ")}`);
    await page.locator(".do-buttons button:not([name=look])").click();
  }
  await settle(page, `${name} of ${address}`);
}

/** Hands a text over, has it approved by the language editor, and publishes it. */
export async function publish(writer, editor, publisher, address, submitted = {}) {
  await act(writer, address, "submit", submitted);
  await act(editor, address, "approve");
  await act(publisher, address, "publish");
}

/** The page that readers see of a text, opened in page by its short address. */
export const read = (page, address) => page.goto(`${base}/p/${idOf(address)}`);
