// Writing with the buttons, the keys and the clipboard, beside a live preview: on a
// page of its own that needs no Herald, with the scripts and headers of the desk.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, beforeEach, test } from "node:test";
import { bringAxe } from "../lib/axed.mjs";
import { none } from "../lib/findings.mjs";
import { focused, layout, overlaps } from "../lib/probe.mjs";
import { fresh, serve, words } from "../lib/writing.mjs";

const site = await serve();
// Whatever comes from another host than this page's is a finding.
process.env.BASE_URL = site.base;
const { desktop, launch, phone, reader } = await import("../lib/browser.mjs");

let browser;
before(async () => (browser = await launch()));
after(async () => {
  await browser?.close();
  await site.close();
});
beforeEach(() => Object.assign(site.state, fresh()));

const samples = new URL("writing/", import.meta.url);
const body = "#_body";
const tool = (page, name) => page.locator(`.tool[data-tool="${name}"]`);

/** Opens the page with a text, and whatever it does wrong is a failure at the end. */
async function writing(text, work, options = {}) {
  site.state.text = text;
  const r = await reader(browser, options);
  await r.page.goto(`${site.base}/`);
  await r.page.locator(".toolbar").waitFor();
  await work(r.page, r);
  none(r.wrong.filter((w) => !/status of 500|missing: .*(\/preview 500|\/pieces\/\w+\/finish 422)/.test(w)), "wrong on the way");
  await r.close();
}

/** Selects the passage in «» of a text and gives the text without the marks. */
async function select(page, marked) {
  const from = marked.indexOf("«");
  const to = marked.indexOf("»") < 0 ? from : marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  await page.locator(body).evaluate((area, [text, from, to]) => {
    area.focus();
    if (area.value !== text) area.value = text;
    area.setSelectionRange(from, to);
  }, [text, from, to]);
  return text;
}

/** The text with what is selected in «», or the caret as «. */
const shown = (page) =>
  page.locator(body).evaluate(({ value, selectionStart: from, selectionEnd: to }) => value.slice(0, from) + "«" + (from === to ? "" : value.slice(from, to) + "»") + value.slice(to));

/** Pastes as another program would have it pasted; tells whether the page took care of it. */
const paste = (page, html, plain) =>
  page.locator(body).evaluate((area, [html, plain]) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData("text/html", html);
    if (plain !== undefined) data.setData("text/plain", plain);
    return !area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, [html, plain]);

/** Each row: what is pressed, the text before, the text after. « and » are the selection. */
async function table(page, rows, press) {
  const found = [];
  for (const [what, before, want] of rows) {
    const text = await select(page, before);
    await press(what);
    const got = await shown(page);
    if (got !== want) found.push(`${what} on ${JSON.stringify(before)}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
    if (got === before) continue;
    await page.keyboard.press("Control+z");
    const back = await page.locator(body).inputValue();
    if (back !== text) found.push(`${what} on ${JSON.stringify(before)}: undone it is ${JSON.stringify(back)}`);
  }
  none(found, "changes");
}

test("every button marks what is selected, takes it back, and can be undone", () =>
  writing("", (page) =>
    table(page, [
      ["bold", "a «word» here", "a **«word»** here"],
      ["bold", "a **«word»** here", "a «word» here"],
      ["bold", "a «**word**» here", "a «word» here"],
      ["bold", "a **two wo«rds** here", "a two wo«rds here"],
      ["bold", "a wo«rd here", "a **wo«rd** here"],
      ["bold", "a « word », b", "a « **word** », b"],
      ["bold", "a «**b** c» d", "a **«b c»** d"],
      ["bold", "«", "**«**"],
      ["bold", "**«**", "«"],
      ["bold", "- «one\n- two»", "- **«one**\n- **two»**"],
      ["bold", "- **«one**\n- **two»**", "- «one\n- two»"],
      ["bold", "* «item»", "* **«item»**"],
      ["bold", "*«both»*", "***«both»***"],
      ["italic", "***«both»***", "**«both»**"],
      ["italic", "a «žodis» ž", "a *«žodis»* ž"],
      ["italic", "**«bold»**", "***«bold»***"],
      ["italic", "ქალა«ქი", "*ქალა«ქი*"],
      ["italic", "5 \\* «3» \\* 2", "5 \\* *«3»* \\* 2"],
      ["heading2", "Open«ing", "## Open«ing"],
      ["heading2", "## Open«ing", "Open«ing"],
      ["heading3", "## Open«ing", "### Open«ing"],
      ["heading2", "- Open«ing", "## Open«ing"],
      ["list", "«one\ntwo»", "«- one\n- two»"],
      ["list", "«- one\n- two»", "«one\ntwo»"],
      ["list", "text\n«one", "text\n\n- «one"],
      ["list", "one«\ntext", "- one«\n\ntext"],
      ["list", "- one\ntw«o\n- three", "- one\n- tw«o\n- three"],
      ["list", "1. on«e", "- on«e"],
      ["numbers", "«one\n\ntwo»", "«1. one\n\n2. two»"],
      ["numbers", "«- one\n- two»\n", "«1. one\n2. two»\n"],
      ["numbers", "1. one\ntw«o", "1. one\n2. tw«o"],
      ["quote", "«one\n\ntwo»", "«> one\n>\n> two»"],
      ["quote", "«> one\n>\n> two»", "«one\n\ntwo»"],
      ["list", "«", "- «"],
      ["table", "«", `Table: «${words.table_caption}»\n\n| Column 1 | Column 2 |\n| --- | --- |\n|  |  |\n|  |  |`],
      ["table", "te«xt\nmore", `text\n\nTable: «${words.table_caption}»\n\n| Column 1 | Column 2 |\n| --- | --- |\n|  |  |\n|  |  |\n\nmore`],
      ["table", "«a\tb\n1\t2»", `Table: «${words.table_caption}»\n\n| a | b |\n| ---: | ---: |\n| 1 | 2 |`],
    ], (name) => tool(page, name).click())));

test("Enter goes on with a list or a quotation, and ends it on an empty item", () =>
  writing("", (page) =>
    table(page, [
      ["Enter", "- one«", "- one\n- «"],
      ["Enter", "- on«e", "- on\n- «e"],
      ["Enter", "* one«", "* one\n* «"],
      ["Enter", "- one\n- «", "- one\n\n«"],
      ["Enter", "- one\n  - two«", "- one\n  - two\n  - «"],
      ["Enter", "- one\n  - «", "- one\n- «"],
      ["Enter", "1. one\n   - «", "1. one\n2. «"],
      ["Enter", "1. one«", "1. one\n2. «"],
      ["Enter", "1. an identity card\n2. the form«", "1. an identity card\n2. the form\n3. «"],
      ["Enter", "1. a«\n2. b\n3. c\n\n7. d", "1. a\n2. «\n3. b\n4. c\n\n7. d"],
      ["Enter", "9) devet«", "9) devet\n«"],
      ["Enter", "9) Devet«", "9) Devet\n10) «"],
      ["Enter", "> said«", "> said\n> «"],
      ["Enter", "> said\n> «", "> said\n\n«"],
      ["Enter", "> - one«", "> - one\n> - «"],
      ["Enter", "22. november 2026«", "22. november 2026\n«"],
      ["Enter", "22. 11. 2026«", "22. 11. 2026\n«"],
      ["Enter", "2026. godine«", "2026. godine\n«"],
      ["Enter", "8. sednica je«", "8. sednica je\n«"],
      ["Enter", "8. ქალაქი«", "8. ქალაქი\n9. «"],
      ["Enter", "text«", "text\n«"],
      ["Enter", "«- one", "\n«- one"],
      ["Shift+Enter", "- one«", "- one\n«"],
    ], (key) => page.keyboard.press(key))));

test("Ctrl+B, I and K work, on a keyboard of another script as well", () =>
  writing("", async (page) => {
    await table(page, [["Control+b", "«word»", "**«word»**"], ["Control+i", "«word»", "*«word»*"]], (key) => page.keyboard.press(key));
    await select(page, "«слово»");
    const press = (key, code, more = {}) => page.locator(body).evaluate((area, init) => area.dispatchEvent(new KeyboardEvent("keydown", init)), { key, code, ctrlKey: true, bubbles: true, cancelable: true, ...more });
    await press("и", "KeyB");
    assert.equal(await shown(page), "**«слово»**");
    await press("b", "KeyB", { altKey: true });
    assert.equal(await shown(page), "**«слово»**", "AltGr types letters");
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open]").waitFor();
  }));

test("one stop for Tab, arrows within, and Tab is never caught", () =>
  writing("- one", async (page) => {
    await page.focus("#_title");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), words.heading2);
    const bar = page.locator("[role=toolbar]");
    assert.equal(await bar.getAttribute("aria-controls"), "_body");
    for (const [key, want] of [["ArrowRight", "heading3"], ["End", "table"], ["ArrowRight", "heading2"], ["ArrowLeft", "table"], ["Home", "heading2"], ["ArrowRight", "heading3"]]) {
      await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), want, key);
      const f = await focused(page);
      assert.ok(f.outline && f.onScreen && !f.covered, `${want} is seen to have the focus`);
    }
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).id, "_body");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).text, "Save");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "heading3", "back to where one was");
    await select(page, "- o«ne");
    await page.waitForFunction(() => document.querySelector('[data-tool="list"]').getAttribute("aria-pressed") === "true");
    assert.equal(await tool(page, "numbers").getAttribute("aria-pressed"), "false");
  }));

test("what comes from other programs is clean Markdown, and one step to undo", () =>
  writing("", async (page) => {
    const names = (await readdir(samples)).filter((n) => n.endsWith(".html"));
    assert.ok(names.length >= 6);
    for (const name of names) {
      const html = await readFile(new URL(name, samples), "utf8");
      const want = (await readFile(new URL(name.replace("html", "md"), samples), "utf8")).trimEnd();
      await select(page, "before\n\n«\n\nafter");
      assert.ok(await paste(page, html, "plain"), `${name} is pasted`);
      assert.equal(await page.inputValue(body), `before\n\n${want}\n\nafter`, name);
      await page.keyboard.press("Control+z");
      assert.equal(await page.inputValue(body), "before\n\n\n\nafter", `${name} undone`);
    }
    assert.equal(await page.title(), "Writing", "nothing pasted has run");
  }));

test("what is pasted takes its place among the lines", () =>
  writing("", async (page) => {
    const found = [];
    for (const [before, html, plain, want] of [
      ["a « b", "<span>some <b>bold</b> text</span>", "some bold text", "a some **bold** text« b"],
      ["a«b", "<p>- not a list</p>", "- not a list", "a- not a list«b"],
      ["«", "<p>- not a list</p>", "- not a list", "\\- not a list«"],
      ["a«", "<p>one</p><p>two</p>", "one\ntwo", "a\n\none\n\ntwo«"],
      ["«b", "<ul><li>one</li></ul>", "one", "- one«\n\nb"],
      ["a\n«", "<h1>One</h1>", "One", "a\n\n## One«"],
      ["«x»", "<table><tr><td>one cell</td></tr></table>", "one cell", "one cell«"],
      ["«", "<ol start=7><li>seven<li>eight<ul><li>x<ol start=3><li>y</ol></ul></ol>", "", "7. seven\n8. eight\n   - x\n\n     3. y«"],
      ["«", "<p><b>To: </b><i>all</i><b>, now</b>!</p>", "", "**To:** *all*, **now**!«"],
      ["«", "<p>a<b>(b)</b>c <b>x*</b>y</p>", "", "a(**b**)c **x**\\*y«"],
      ["«", "<div><p>a</p><p>&nbsp;</p><p>b&nbsp;c</p></div>", "", "a\n\nb\u00a0c«"],
      ["a «link» b", undefined, "https://example.org/x_(y)", "a [link](https://example.org/x_%28y%29)« b"],
      ["see «", "<a href='https://example.org/'>https://example.org/</a>", "https://example.org/", "see https://example.org/«"],
      ["«", undefined, "Name\tEuro\r\nOak|1\t1,20\r\n", "| Name | Euro |\n| --- | ---: |\n| Oak\\|1 | 1,20 |«"],
      ["Text[^1]. «\n\n[^1]: One", "<p>x<a href='#_ftn1'>[1]</a></p><div id=ftn1><p><a href='#_ftnref1'>[1]</a> Two</p></div>", "", "Text[^1]. \n\nx[^2]\n\n[^2]: Two«\n\n[^1]: One"],
    ]) {
      const text = await select(page, before);
      await paste(page, html, plain);
      const got = await shown(page);
      if (got !== want) found.push(`${html ?? plain} on ${before}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
      await page.keyboard.press("Control+z");
      const back = await page.inputValue(body);
      if (back !== text) found.push(`${html ?? plain}: undone it is ${JSON.stringify(back)}`);
    }
    none(found, "pasted");
    const code = "<div style=\"font-family: Consolas, monospace;white-space: pre;\"><div><span style=\"color:#000\">## Heading</span></div></div>";
    for (const [html, plain] of [[undefined, "plain *text*"], [code, "## Heading"], ["<img src='https://example.org/x.png'>", undefined]]) {
      assert.equal(await paste(page, html, plain), false, `${plain} is left to the browser`);
    }
  }));

test("a long text is pasted at once", (t) =>
  writing("A line that is there.\n\n".repeat(3000), async (page) => {
    const began = Date.now();
    await paste(page, "<p>Some <b>bold</b> words &amp; a <a href='https://example.org/'>link</a>, 1 &lt; 2.</p>".repeat(1500), "plain");
    t.diagnostic(`pasting took ${Date.now() - began} ms`);
    assert.ok((await page.inputValue(body)).includes("Some **bold** words & a [link](https://example.org/), 1 < 2.\n\nSome"));
  }));

test("from the real clipboard: formatted with Ctrl+V, plain with Shift", () =>
  writing("", async (page, { context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => {
      const piece = (type, text) => new Blob([text], { type });
      return navigator.clipboard.write([new ClipboardItem({ "text/html": piece("text/html", "<h2>Hours</h2><ul><li>9 to <b>17</b></li></ul>"), "text/plain": piece("text/plain", "Hours\n9 to 17") })]);
    });
    await page.focus(body);
    await page.keyboard.press("Control+v");
    assert.equal(await page.inputValue(body), "## Hours\n\n- 9 to **17**");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+v");
    assert.equal(await page.inputValue(body), "Hours\n9 to 17");
  }));

test("a link leads to a text that was found, or to an address", () =>
  writing("", async (page) => {
    const text = await select(page, "See the «service» now");
    await page.keyboard.press("Control+k");
    await page.getByLabel(words.link_find).pressSequentially("Winter");
    await page.locator(".link-results li").nth(1).waitFor();
    assert.deepEqual(site.state.links, ["Winter"], "asked once, after a pause");
    await page.keyboard.press("ArrowDown");
    assert.equal((await focused(page)).text, "Winter service");
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue(body), "See the [service](doc:k3wq9x) now");
    await page.waitForFunction(() => document.activeElement.id === "_body");
    await page.keyboard.press("Control+z");
    assert.equal(await page.inputValue(body), text);

    await select(page, "«");
    await tool(page, "link").click();
    await page.getByLabel(words.link_find).fill("market");
    await page.locator(".link-results button").click();
    assert.equal(await page.inputValue(body), "[Winter market [2026]](doc:m8zt2c)");

    // Within a link it is that link.
    await select(page, "a [word](https://exa«mple.org) b");
    await tool(page, "link").click();
    assert.equal(await page.getByLabel(words.link_text).inputValue(), "word");
    const find = page.getByLabel(words.link_find);
    assert.equal(await find.inputValue(), "https://example.org");
    for (const [typed, told] of [["", words.link_empty], ["nothing such", words.link_bad], ["javascript:alert(1)", words.link_bad]]) {
      await find.fill(typed);
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("#_link-wrong").textContent(), told);
      assert.equal(await find.getAttribute("aria-invalid"), "true");
    }
    await find.fill("nowhere to be found");
    await page.getByText(words.link_none).waitFor();
    await find.fill("info@arvena.example");
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue(body), "a [word](mailto:info@arvena.example) b");
    await select(page, "a [wo«rd](mailto:info@arvena.example) b");
    await tool(page, "link").click();
    await page.getByRole("button", { name: words.link_remove }).click();
    assert.equal(await page.inputValue(body), "a word b");
    await tool(page, "link").click();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement.id === "_body");
    assert.equal(await page.inputValue(body), "a word b");
  }));

/** A file as the browser hands it over when something is dropped or pasted. */
const hand = (page, kind, files, plain) =>
  page.locator(body).evaluate((area, [kind, files, plain]) => {
    const data = new DataTransfer();
    for (const [name, size] of files) data.items.add(new File(["x".repeat(size)], name, { type: "image/png", lastModified: 1 }));
    if (plain) data.setData("text/plain", plain);
    const init = { bubbles: true, cancelable: true };
    return !area.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...init, dataTransfer: data }) : new ClipboardEvent("paste", { ...init, clipboardData: data }));
  }, [kind, files, plain]);

const alt = (page) => page.getByLabel(words.picture_alt, { exact: true });
const insert = (page) => page.getByRole("button", { name: words.picture_insert });

test("a picture is found, described and put in, and can be undone and changed", () =>
  writing("", async (page) => {
    const text = await select(page, "One «line\nof a paragraph.\n\nThe next.");
    await tool(page, "picture").click();
    await page.locator(".picture-results li").nth(2).waitFor();
    assert.equal((await focused(page)).id, "_picture-find");
    assert.ok(await insert(page).isHidden(), "nothing is chosen");
    await page.keyboard.press("Enter");
    await page.getByLabel(words.picture_find).pressSequentially("market");
    await page.waitForFunction(() => document.querySelectorAll(".picture-results li").length === 1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await insert(page).click();
    await page.getByText(words.picture_alt_missing).waitFor();
    assert.equal((await focused(page)).id, "_picture-alt");
    await alt(page).fill("Stalls [on]\n the *square*");
    await page.getByLabel(words.picture_caption).fill('The market ("old")');
    await page.keyboard.press("Enter");
    const made = '![Stalls \\[on\\] the \\*square\\*](asset:mark3t000002 "The market ("old"\\)")';
    await page.waitForFunction(() => document.activeElement.id === "_body");
    assert.equal(await shown(page), `One line\nof a paragraph.\n\n${made}«\n\nThe next.`);

    // It is changed where it stands.
    await page.keyboard.press("ArrowLeft");
    await tool(page, "picture").click();
    await alt(page).waitFor();
    assert.equal(await alt(page).inputValue(), "Stalls [on] the *square*");
    assert.equal(await page.getByLabel(words.picture_caption).inputValue(), 'The market ("old")');
    await page.getByLabel(words.picture_decorative).check();
    assert.ok(await alt(page).isDisabled());
    await page.getByLabel(words.picture_caption).fill("");
    await insert(page).click();
    assert.equal(await page.inputValue(body), "One line\nof a paragraph.\n\n![](asset:mark3t000002)\n\nThe next.");
    assert.equal(await page.locator("input[name=decorative]").getAttribute("value"), "mark3t000002");
    await page.keyboard.press("Control+z");
    assert.equal(await page.inputValue(body), `One line\nof a paragraph.\n\n${made}\n\nThe next.`);
    // What was typed into the dialog is among the steps of the browser.
    for (let i = 0; (await page.inputValue(body)) !== text && i < 9; i++) await page.keyboard.press("Control+z");
    assert.equal(await page.inputValue(body), text);
  }));

test("pictures stand on lines of their own, in a gallery together, and files in the line", () =>
  writing("", async (page) => {
    const found = [];
    const made = '![Children at the fountain](asset:f0untain0001 "Open since May")';
    for (const [name, before, want] of [
      ["fountain", "«", `${made}«`],
      ["fountain", "a\n«\nb", `a\n\n${made}«\n\nb`],
      ["fountain", "«a» b", `a b\n\n${made}«`],
      ["fountain", "::: note\nte«xt\n:::", `::: note\ntext\n\n${made}«\n\n:::`],
      ["fountain", "::: gallery\n![a](asset:x)«\n:::", `::: gallery\n![a](asset:x)\n${made}«\n:::`],
      ["fountain", "::: gallery\n«\n:::", `::: gallery\n${made}«\n:::`],
      ["budget", "see «", "see [budget_2026.pdf](asset:b1dget000003)«"],
      ["budget", "see «the *plan*» now", "see [the \\*plan\\*](asset:b1dget000003)« now"],
    ]) {
      const text = await select(page, before);
      await tool(page, "picture").click();
      await page.locator(".picture-results button", { hasText: name }).click();
      await insert(page).click();
      const got = await shown(page);
      if (got !== want) found.push(`${name} into ${JSON.stringify(before)}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
      await page.keyboard.press("Control+z");
      const back = await page.inputValue(body);
      if (back !== text) found.push(`${name} into ${JSON.stringify(before)}: undone it is ${JSON.stringify(back)}`);
    }
    none(found, "put in");
  }));

test("files that are dropped or pasted go up first, and are put in one after another", () =>
  writing("", async (page) => {
    await select(page, "Before.\n\n«");
    site.state.held_upload = 300;
    assert.ok(await hand(page, "drop", [["one.png", 2_500_000], ["two.png", 10]]));
    await page.locator(".link-dialog .uploads li", { hasText: words.upload_sending }).waitFor();
    assert.ok(await page.locator(".uploads progress").first().isVisible());
    assert.ok(await insert(page).isHidden());
    assert.equal(await page.inputValue(body), "Before.\n\n");
    await page.getByText("one.png").locator("visible=true").last().waitFor();
    await alt(page).fill("One");
    assert.equal(site.state.uploads.u0.received, 2_500_000, "in pieces");
    assert.equal(site.state.uploads.u0.token, "token");
    await insert(page).click();
    await page.locator(".picture-chosen", { hasText: "two.png" }).waitFor();
    await alt(page).fill("Two");
    await insert(page).click();
    assert.equal(await page.inputValue(body), "Before.\n\n![One](asset:newu0)\n\n![Two](asset:newu1)");
    await page.waitForFunction(() => document.activeElement.id === "_body" && !document.querySelector("dialog[open]"));

    site.state.held_upload = 0;
    await select(page, "«");
    assert.equal(await hand(page, "paste", [["cells.png", 10]], "a\nb"), false, "cells bring a picture of themselves");
    assert.ok(await hand(page, "paste", [["image.png", 10]]));
    await page.locator(".picture-chosen", { hasText: "image.png" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue(body), "", "nothing is put in");
  }));

test("a file that is refused is told beside its name; one that is not wanted any more is given up", () =>
  writing("", async (page) => {
    await page.focus(body);
    await hand(page, "drop", [["bad.png", 10], ["good.png", 10]]);
    await page.locator(".picture-chosen", { hasText: "good.png" }).waitFor();
    const line = page.locator(".uploads li", { hasText: "The file holds no picture: bad.png" });
    await line.waitFor();
    assert.ok(await line.getByRole("button", { name: words.upload_again }).isVisible());
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue(body), "");
    assert.equal(await page.locator(".uploads li").count(), 0);

    site.state.held_upload = 400;
    await tool(page, "picture").click();
    await page.getByLabel(words.picture_upload).setInputFiles([{ name: "slow.png", mimeType: "image/png", buffer: Buffer.alloc(3_000_000) }]);
    await page.locator(".uploads li", { hasText: words.upload_sending }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement.id === "_body");
    for (let i = 0; !site.state.uploads.u2.discarded && i < 50; i++) await page.waitForTimeout(100);
    assert.ok(site.state.uploads.u2.discarded);
  }));

test("whoever may not upload chooses from the files that are there", async () => {
  site.state.denied = true;
  await writing("", async (page) => {
    await page.focus(body);
    assert.ok(await hand(page, "drop", [["one.png", 10]]), "the browser does not leave the page for it");
    await page.getByText(words.picture_denied).waitFor();
    assert.equal(await page.getByLabel(words.picture_upload).count(), 0);
    assert.equal(Object.keys(site.state.uploads).length, 0);
  });
});

test("the preview follows what is typed, one request at a time, and keeps its place", () =>
  writing("line\n".repeat(200), async (page) => {
    assert.equal(site.state.asked.length, 0, "nobody asked for it yet");
    await page.getByRole("button", { name: words.preview_show }).click();
    const frame = page.frameLocator(".preview-stage iframe:not(.coming)");
    await frame.getByRole("heading", { name: "Winter" }).waitFor();
    assert.equal(site.state.asked[0].get("_form"), "token");
    assert.equal(await page.locator(".preview-stage iframe").getAttribute("sandbox"), "allow-same-origin");
    assert.equal(await frame.locator("h1").evaluate((h) => h.ownerDocument.title), "Winter", "no script has run");
    assert.match(await frame.locator("h1").evaluate((h) => getComputedStyle(h).fontFamily), /Noto Serif|serif/, "the style sheet is there");
    await frame.locator("body").evaluate((b) => b.ownerDocument.defaultView.scrollTo(0, 700));
    let release;
    site.state.held = new Promise((done) => (release = done));
    const before = site.state.asked.length;
    for (const word of ["one ", "two ", "three"]) {
      await select(page, await page.inputValue(body) + "«");
      await page.keyboard.type(word);
      await page.waitForTimeout(500);
    }
    while (site.state.asked.length === before) await page.waitForTimeout(50);
    assert.equal(site.state.asked.length - before, 1, "what is typed meanwhile waits for the answer");
    release();
    await frame.getByText("one two three").waitFor();
    assert.equal(site.state.most, 1, "never two at once");
    assert.ok(site.state.asked.length - before <= 2, "not for every letter");
    assert.equal(await frame.locator("body").evaluate((b) => b.ownerDocument.defaultView.scrollY), 700);

    site.state.held = null;
    site.state.failing = true;
    await page.keyboard.type(" four");
    await page.getByText(words.preview_failed).waitFor();
    assert.ok((await page.inputValue(body)).endsWith("one two three four"));
    await frame.getByText("one two three").waitFor();
    site.state.failing = false;
    await page.keyboard.type(" five");
    await frame.getByText("one two three four five").waitFor();
    assert.equal(await page.locator(".preview-status").textContent(), "");

    await page.locator("button[type=submit]").first().click();
    await page.waitForURL("**/save");
    await frame.getByText("four five").waitFor();
    await page.getByRole("button", { name: words.preview_hide }).click();
    assert.ok(await page.locator(".preview-pane").isHidden());
  }));

test("leaving asks only when something would be lost", async () => {
  const asked = async (change) => {
    let dialogs = 0;
    await writing("text", async (page) => {
      page.on("dialog", (d) => (dialogs++, d.accept()));
      await change(page);
      await page.goto(`${site.base}/elsewhere`);
    });
    return dialogs;
  };
  const type = async (page) => {
    await page.focus(body);
    await page.keyboard.type("x");
  };
  assert.equal(await asked(async () => {}), 0);
  assert.equal(await asked(type), 1);
  assert.equal(await asked(async (page) => (await type(page), await page.keyboard.press("Backspace"))), 0, "typed and taken back");
  assert.equal(await asked(async (page) => (await type(page), await page.locator("form.editor").evaluate((f) => f.dispatchEvent(new Event("saved"))))), 0, "saved meanwhile");
  assert.equal(await asked(async (page) => (await type(page), await page.getByRole("button", { name: "Save" }).click(), await page.waitForURL("**/save"))), 0);
  assert.equal(site.state.saved.length, 1);
});

test("on a phone the preview is a tab", () =>
  writing("a text", async (page) => {
    const tab = (name) => page.getByRole("tab", { name });
    assert.ok(await page.getByRole("button", { name: words.preview_show }).isHidden());
    await tab(words.preview_text).focus();
    await page.keyboard.press("ArrowRight");
    await page.frameLocator(".preview-stage iframe").getByText("a text").waitFor();
    assert.ok(await page.locator(body).isHidden());
    assert.equal((await focused(page)).text, words.preview);
    await tab(words.preview_text).click();
    assert.ok(await page.locator(body).isVisible());
  }, { viewport: phone }));

for (const [name, options] of [
  ["on a desk", {}],
  ["on a desk, dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: phone }],
  ["on a phone, dark", { viewport: phone, colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active" }],
]) {
  test(`buttons, dialog and preview are sound, ${name}`, () =>
    writing("a **text** here", async (page) => {
      const found = [];
      // In forced colours the colours are the reader's own.
      const rules = { "color-contrast": { enabled: !options.forcedColors } };
      const examine = async (state) => {
        const { violations } = await page.evaluate((rules) => axe.run(document, { resultTypes: ["violations"], iframes: false, rules }), rules);
        for (const v of violations) for (const n of v.nodes) found.push(`${state}: ${v.id}: ${n.target.join(" ")}`);
        for (const f of await layout(page)) found.push(`${state}: ${f}`);
        if (process.env.WRITING_PICTURES) await page.screenshot({ path: `${process.env.WRITING_PICTURES}/${name.replace(/\W+/g, "-")}-${state}.png` });
      };
      await bringAxe(page);
      await select(page, "a **te«xt** here");
      await examine("text");
      found.push(...(await overlaps(page)));
      await tool(page, "link").click();
      await page.getByLabel(words.link_find).fill("winter");
      await page.locator(".link-results li").first().waitFor();
      await examine("found");
      await page.getByLabel(words.link_find).fill("win ter");
      await page.keyboard.press("Enter");
      await examine("wrong");
      await page.keyboard.press("Escape");
      await tool(page, "picture").click();
      await page.locator(".picture-results li").nth(2).waitFor();
      await examine("files");
      await hand(page, "drop", [["bad picture of the market.png", 10]]);
      await page.locator(".uploads .mistake").waitFor();
      await examine("refused");
      await page.locator(".picture-results button").nth(1).click();
      await insert(page).click();
      await examine("described");
      await page.keyboard.press("Escape");
      const show = page.getByRole("button", { name: words.preview_show });
      await ((await show.isVisible()) ? show : page.getByRole("tab", { name: words.preview })).click();
      await page.frameLocator(".preview-stage iframe").locator("h1").waitFor();
      await examine("preview");
      none(found, "findings");
    }, { viewport: desktop, ...options }));
}

test("without scripts there is a plain form", async () => {
  const r = await reader(browser, { javaScriptEnabled: false });
  site.state.text = "plain";
  await r.page.goto(`${site.base}/`);
  await r.page.fill(body, "plain *text*");
  await r.page.click("button[type=submit]");
  assert.equal(site.state.saved[0].get("body"), "plain *text*");
  await r.close();
});
