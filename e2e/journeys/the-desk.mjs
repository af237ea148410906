// The staff side: a text is checked, published and found by a reader, without
// scripts; every screen is examined in light and dark, on a desk and on a phone.
import assert from "node:assert/strict";
import axe from "axe-core";
import { after, before, test } from "node:test";
import { desktop, launch, phone, reader } from "../lib/browser.mjs";
import { Tally, none } from "../lib/findings.mjs";
import { layout, overlaps } from "../lib/probe.mjs";
import { base } from "../lib/town.mjs";

const password = "boats on the river";
const people = { editor: "lina.sela", press: "nora.teva", author: "sanda.ruvik", administrator: "ivo.tarnel", registrar: "boyan.karas", auditor: "keti.orvali", approver: "viktor.maro", reader: "milan.orek" };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Signs in as somebody; without scripts unless they are asked for. */
async function as(who, options = {}) {
  const r = await reader(browser, { javaScriptEnabled: false, ...options });
  await r.page.goto(`${base}/admin/`);
  await r.page.fill("#_email", `${people[who]}@arvena.example`);
  await r.page.fill("#_password", password);
  await r.page.click("main button[type=submit]");
  assert.equal(new URL(r.page.url()).pathname, "/admin/", `${who} signed in`);
  return r;
}

const act = (page, name) => page.locator(`form.act[action$="/${name}"]`);

test("every role signs in, sees what is theirs, and signs out", async () => {
  for (const who of Object.keys(people)) {
    const r = await as(who);
    const links = await r.page.locator(".desk-nav a").count();
    assert.equal(links, ["administrator", "auditor", "reader"].includes(who) ? 1 : 3, `${who} has ${links} parts`);
    await r.page.click(".desk-member button");
    assert.match(r.page.url(), /\/admin\/sign-in/);
    await r.page.goto(`${base}/admin/account`);
    assert.match(r.page.url(), /\/admin\/sign-in/, "the session has ended");
    none(r.wrong, who);
    await r.close();
  }
});

test("staff read the intranet, nobody else does", async () => {
  const stranger = await reader(browser);
  await stranger.page.goto(`${base}/intranet/lt/`);
  assert.match(stranger.page.url(), /\/admin\/sign-in\?next=/);
  await stranger.page.fill("#_email", "milan.orek@arvena.example");
  await stranger.page.fill("#_password", password);
  await stranger.page.click("main button[type=submit]");
  assert.equal(new URL(stranger.page.url()).pathname, "/intranet/lt/", "back to where it was wanted");
  assert.ok((await stranger.page.locator("h1").textContent()).length > 2);
  await stranger.close();
});

test("a text is returned, handed over again, approved, published and read, without scripts", async () => {
  const editor = await as("editor");
  const { page } = editor;
  await page.click(".waiting a");
  const address = new URL(page.url()).pathname;
  const title = (await page.locator("h1").textContent()).trim();
  await act(page, "return").locator("textarea").fill("Titulli: shkurtojeni, ju lutem.");
  await act(page, "return").locator("button").click();
  await page.goto(base + address);
  assert.ok((await page.locator(".history").textContent()).includes("shkurtojeni"), "the reason is in the history");

  const press = await as("press");
  await press.page.goto(base + address);
  await act(press.page, "submit").locator("button").click();
  await page.goto(base + address);
  await act(page, "approve").locator("button").click();

  // The original goes first, and its translation says so.
  await press.page.goto(base + address);
  await act(press.page, "publish").locator("button").click();
  if ((await press.page.locator(".wrong").count()) > 0) {
    await press.page.goto(base + address.replace(/[^/]+$/, "lt"));
    await act(press.page, "publish").locator("button").click();
    await press.page.locator(".done").waitFor();
    await press.page.goto(base + address);
    await act(press.page, "publish").locator("button").click();
  }
  await press.page.locator(".done").waitFor();
  const locale = address.split("/").at(-1);
  const found = await reader(browser, { locale });
  const word = title.split(/\s+/).sort((a, b) => b.length - a.length)[0];
  await found.page.goto(`${base}/${locale}/search?q=${encodeURIComponent(word)}`);
  assert.ok((await found.page.locator(".hits .title").allTextContents()).some((t) => t.trim() === title), `"${title}" is found`);
  await found.page.locator(".hits .title a", { hasText: title }).first().click();
  assert.equal((await found.page.locator("main h1").textContent()).trim(), title);
  for (const r of [editor, press, found]) none(r.wrong, "at the desk"), await r.close();
});

test("a withdrawn text says so to readers, and comes back", async () => {
  const press = await as("press");
  const { page } = press;
  await page.goto(`${base}/admin/documents?type=news&state=published&language=lt`);
  await page.locator(".lines a").last().click();
  const address = page.url().split("?")[0];
  await act(page, "withdraw").locator("select").selectOption("reason.withdrawn.wrong");
  await act(page, "withdraw").locator("button").click();
  await page.locator(".done").waitFor();
  const id = address.split("/").at(-2);
  const who = await reader(browser);
  await who.page.goto(`${base}/p/${id}`);
  await who.page.locator(".banner-withdrawn").waitFor();
  await page.goto(address);
  await act(page, "restore").locator("button").click();
  await page.locator(".done").waitFor();
  await who.page.goto(`${base}/p/${id}`);
  assert.equal(await who.page.locator(".banner-withdrawn").count(), 0);
  await who.close();
  await press.close();
});

test("every screen is sound, in light and dark, on a desk and on a phone", async () => {
  const tally = new Tally();
  const examine = async (page, name) => {
    for (const [view, colorScheme] of [[desktop, "light"], [desktop, "dark"], [phone, "dark"], [phone, "light"]]) {
      await page.setViewportSize(view);
      await page.emulateMedia({ colorScheme });
      const how = `${name} (${view.width} px, ${colorScheme})`;
      const runOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
      const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
      for (const v of violations) for (const node of v.nodes) tally.add(`${v.id}: ${node.target.join(" ")}`, how);
      for (const f of [...(await layout(page)), ...(await overlaps(page))]) tally.add(f, how);
    }
  };
  const door = await reader(browser);
  await door.page.goto(`${base}/admin/sign-in`);
  await door.page.evaluate(axe.source);
  await examine(door.page, "sign-in");
  await door.close();
  for (const who of ["press", "editor", "registrar", "reader"]) {
    const r = await as(who, { javaScriptEnabled: true });
    const paths = ["/admin/", "/admin/account", "/admin/confirm", "/admin/factor"];
    if (who !== "reader") {
      paths.push("/admin/documents");
      await r.page.goto(`${base}/admin/documents`);
      for (const link of await r.page.locator(".lines a").evaluateAll((all) => all.slice(0, 3).map((a) => a.getAttribute("href")))) paths.push(link, `${link}/files`);
      paths.push("/admin/media");
      await r.page.goto(`${base}/admin/media?kind=picture`);
      for (const link of await r.page.locator(".file-lines .line-title a").evaluateAll((all) => all.slice(0, 1).map((a) => a.getAttribute("href")))) paths.push(link);
    }
    for (const path of paths) {
      await r.page.goto(base + path);
      await r.page.evaluate(axe.source);
      await examine(r.page, `${who} ${path.replace(/[0-9a-z]{12}/, "…")}`);
    }
    none(r.wrong, who);
    await r.close();
  }
  none(tally.lines(), "screens of the desk");
});
