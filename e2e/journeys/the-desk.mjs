// The staff side: who sees which parts of it, what waits for what, and every screen
// examined in light and dark, on a desk and on a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { desktop, launch, phone, reader } from "../lib/browser.mjs";
import { act, as, direct, people, settle, signIn, translate, write } from "../lib/desk.mjs";
import { Tally, none } from "../lib/findings.mjs";
import { layout, overlaps } from "../lib/probe.mjs";
import { base, get } from "../lib/town.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const hrefs = (links) => links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));

/** The parts of the desk that each role is offered. */
const writing = ["/admin/", "/admin/notices", "/admin/documents", "/admin/style", "/admin/media"];
const tuning = writing.toSpliced(4, 0, "/admin/search-words");
const parts = {
  editor: tuning, press: tuning, author: writing, translator: writing, registrar: writing, approver: writing,
  administrator: ["/admin/", "/admin/members", "/admin/audit", "/admin/health"], auditor: ["/admin/", "/admin/audit"], reader: ["/admin/"],
};

test("every role signs in, sees what is theirs, and signs out", async () => {
  for (const who of Object.keys(people)) {
    const r = await as(browser, who);
    assert.deepEqual(await hrefs(r.page.locator(".desk-nav a")), parts[who], who);
    for (const part of ["/admin/documents", "/admin/media", "/admin/members", "/admin/audit"]) {
      const answer = await r.page.goto(base + part);
      assert.equal(answer.status() === 200, parts[who].includes(part), `${who} at ${part}: ${answer.status()}`);
    }
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
  await signIn(stranger.page, "reader");
  assert.equal(new URL(stranger.page.url()).pathname, "/intranet/lt/", "back to where it was wanted");
  assert.ok((await stranger.page.locator("h1").textContent()).length > 2);
  none(stranger.wrong, "on the intranet");
  await stranger.close();
});

test("a translation waits for its original, and says so, without scripts", async () => {
  const [press, editor] = await Promise.all([as(browser, "press"), as(browser, "editor")]);
  const lt = await write(press.page, { type: "news", title: "Senamiestyje keičiamos gatvių lempos", summary: "Gatvės bus šviesesnės.", body: "Lempos keičiamos iki gruodžio." });
  const en = await translate(press.page, lt, "en", { title: "Street lamps are replaced in the old town", summary: "The streets will be brighter.", body: "The lamps are replaced by December." });
  for (const address of [lt, en]) await act(press.page, address, "submit");
  await press.page.goto(base + lt);
  assert.equal(await direct(press.page, "approve").count(), 0, "nobody approves their own text");
  await editor.page.goto(base + en);
  assert.equal(await editor.page.locator(".seals li.open").count(), 1, "the seal is open");
  for (const address of [lt, en]) await act(editor.page, address, "approve");
  await press.page.goto(base + en);
  assert.equal(await press.page.locator(".seals li.closed").count(), 1, "the seal is closed");
  await press.page.goto(`${base}${en}/do/publish`);
  assert.equal(await press.page.locator(".do-form").count(), 0, "there is nothing to press yet");
  await press.page.click(`.lacks a[href="${lt}"]`);
  await press.page.click('.acts a[href$="/do/publish"]');
  await press.page.click(".do-buttons button:not([name=look])");
  await settle(press.page, "publishing the original");
  await act(press.page, en, "publish");
  const { status } = await get(`/p/${en.split("/")[3]}`, { "Accept-Language": "en" });
  assert.ok(status > 300 && status < 400, `readers have it: ${status}`);
  for (const r of [press, editor]) none(r.wrong, "at the desk"), await r.close();
});

const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** Examines the screen that page shows, with every part of it unfolded. */
async function examine(page, tally, name) {
  await bringAxe(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  for (const [view, colorScheme] of [[desktop, "light"], [desktop, "dark"], [phone, "dark"], [phone, "light"]]) {
    await page.setViewportSize(view);
    await page.emulateMedia({ colorScheme });
    const how = `${name} (${view.width} px, ${colorScheme})`;
    // Only colours differ in the dark.
    const light = colorScheme === "light";
    const runOnly = light ? rules : { type: "rule", values: ["color-contrast"] };
    const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
    for (const v of violations) for (const node of v.nodes) tally.add(`${v.id}: ${node.target.join(" ")}`, how);
    if (light) for (const f of [...(await layout(page)), ...(await overlaps(page))]) tally.add(f, how);
  }
}

const named = (path) => path.replaceAll(/[0-9a-z]{12}/g, "…");

/** Lets somebody look at every screen that walk leads to. */
async function sound(who, walk) {
  const tally = new Tally();
  const r = await as(browser, who, { javaScriptEnabled: true });
  let seen = 0;
  await walk(r.page, async (path) => {
    const answer = await r.page.goto(base + path);
    assert.ok(answer.status() < 400, `${who} at ${path}: ${answer.status()}`);
    await examine(r.page, tally, `${who} ${named(path)}`);
    seen++;
  });
  none([...tally.lines(), ...r.wrong], `screens of the desk as ${who} sees them`);
  await r.close();
  return seen;
}

/** The first text of a list of the desk. */
async function firstOf(page, question) {
  await page.goto(`${base}/admin/documents?${question}`);
  const [first] = await hrefs(page.locator(".lines a"));
  assert.ok(first, `a text is in ${question}`);
  return first;
}

test("the door is sound", async () => {
  const tally = new Tally();
  const r = await reader(browser);
  await r.page.goto(`${base}/admin/sign-in`);
  await examine(r.page, tally, "sign-in");
  await r.page.fill("#_email", "nobody@arvena.example");
  await r.page.fill("#_password", "not the password");
  await r.page.click("main button[type=submit]");
  await examine(r.page, tally, "sign-in refused");
  none([...tally.lines(), ...r.wrong], "the door");
  await r.close();
});

test("every screen of writing and publishing is sound, in every state of a text", async () => {
  const actions = new Set();
  await sound("press", async (page, look) => {
    for (const path of ["/admin/", "/admin/account", "/admin/confirm", "/admin/factor", "/admin/documents", "/admin/documents/new"]) await look(path);
    for (const state of ["draft", "submitted", "returned", "approved", "scheduled", "missed", "published", "withdrawn", "unpublished"]) {
      const text = await firstOf(page, `state=${state}`);
      await look(text);
      const doings = await hrefs(page.locator(".acts a"));
      if (["draft", "scheduled", "published"].includes(state)) await look(`${text}/edit`);
      for (const path of doings) {
        const action = path.split("/").at(-1);
        if (actions.has(action)) continue;
        actions.add(action);
        await look(path);
      }
    }
    await look(`${await firstOf(page, "state=published&type=notice")}/do/end_now`);
    const shown = await firstOf(page, "state=published&type=news");
    for (const path of [`${shown}/files`, `${shown}?on=1`, `${shown}/edit`]) await look(path);
  });
  for (const action of ["submit", "publish", "schedule", "unschedule", "restore", "publish_urgently", "withdraw", "unpublish", "make_source", "rehome", "discard"]) {
    assert.ok(actions.has(action), `the page of ${action} was looked at`);
  }
});

test("every screen of review and translation is sound", async () => {
  await sound("editor", async (page, look) => {
    await look("/admin/");
    const waits = await firstOf(page, "list=review");
    for (const path of [waits, `${waits}/edit`, await firstOf(page, "list=owed")]) await look(path);
  });
  await sound("translator", async (page, look) => {
    await look("/admin/");
    const stale = await firstOf(page, "list=stale");
    for (const path of [stale, `${stale}/edit`]) await look(path);
  });
  await sound("registrar", async (page, look) => {
    const act = await firstOf(page, "type=act");
    for (const path of ["/admin/", act, `${act}/edit`]) await look(path);
  });
});

test("every screen of files is sound", () =>
  sound("press", async (page, look) => {
    for (const path of ["/admin/media", "/admin/media?kind=picture"]) await look(path);
    const [file] = await hrefs(page.locator(".file-lines .line-title a"));
    await look(file);
  }));

test("every screen of people and of the audit trail is sound", async () => {
  await sound("administrator", async (page, look) => {
    for (const path of ["/admin/", "/admin/members", "/admin/members/new", "/admin/audit", "/admin/account"]) await look(path);
    await page.goto(`${base}/admin/members`);
    const [somebody] = (await hrefs(page.locator(".members a"))).slice(1);
    for (const path of [somebody, `${somebody}/grants/new`]) await look(path);
  });
  await sound("auditor", async (_, look) => {
    for (const path of ["/admin/", "/admin/audit"]) await look(path);
  });
  await sound("reader", (_, look) => look("/admin/"));
});

test("what is refused, and what two have written, is shown on a sound screen", async () => {
  const tally = new Tally();
  const [r, other] = [await as(browser, "press", { javaScriptEnabled: true }), await as(browser, "author")];
  const { page } = r;
  const address = await write(page, { type: "news", title: "Vakaro šviesų alėja parke", summary: "Parke šviečia lempos.", body: "Alėja atvira kasdien." });
  await page.goto(`${base}${address}/do/schedule`);
  await examine(page, tally, "nothing to press");
  await page.goto(`${base}${address}/do/publish_urgently`);
  await page.fill("#_reason", "Skubu.");
  await page.evaluate(() => document.querySelector(".do-form").setAttribute("novalidate", ""));
  await page.fill("#_reason", " ");
  await page.click(".do-buttons button:not([name=look])");
  await page.locator(".mistake").first().waitFor();
  await examine(page, tally, "an action refused");
  await page.goto(`${base}/admin/documents/new`);
  await page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));
  await page.click("main form[action='/admin/documents/new'] button[type=submit]");
  await page.locator(".mistake").first().waitFor();
  await examine(page, tally, "a text without a title");
  for (const who of [page, other.page]) await who.goto(`${base}${address}/edit`);
  await other.page.fill("[name=body]", "Alėja atvira vakarais.");
  await other.page.click(".bar button[value=finish]");
  await page.fill("[name=body]", "Alėja atvira ir naktį.");
  await page.click(".bar button[value=finish]");
  await page.locator(".conflict").waitFor();
  await examine(page, tally, "a conflict");
  none([...tally.lines(), ...r.wrong], "refused");
  await Promise.all([r.close(), other.close()]);
});
