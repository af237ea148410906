// A page on which a text is written, served alone: the scripts and style sheets of
// the desk as they are, under the headers that Herald sends, and a renderer that
// only repeats what it was sent.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const assets = join(root, "admin", "views", "assets");
const civic = join(root, "themes", "civic");

/** The policy of internal/web. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const headers = { "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store" };

export const words = {
  toolbar: "Marks", heading2: "Heading", heading3: "Smaller heading", bold: "Bold", italic: "Italic", link: "Link", list: "List", numbers: "Numbered list", quote: "Quotation",
  table: "Table", table_caption: "What the table shows", table_column: "Column", link_title: "Link", link_text: "Words of the link", link_find: "Text or address",
  link_address: "Address", link_hint: "Type words of a title, or an address that begins with https://.", link_results: "Texts found", link_insert: "Insert link", link_remove: "Remove link",
  link_cancel: "Cancel", link_none: "No text has these words.", link_failed: "The search does not answer. An address can be typed.", link_bad: "This is no address. Choose a text or type an address that begins with https://.",
  link_empty: "Choose a text or type an address.", preview: "Preview", preview_show: "Show preview", preview_hide: "Hide preview", preview_tabs: "Text and preview", preview_text: "Text",
  preview_failed: "The preview could not be made. Your text is still here.",
};

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const form = (text) => `<form class="editor form" method="post" action="/save" data-preview="/preview" data-links="/links">
<input type="hidden" name="_form" value="token">
<div class="field"><label for="_title">Title</label><input id="_title" name="title" value="Winter"></div>
<div class="field"><label for="_body">Text</label><textarea class="prose-input" data-markdown lang="en" id="_body" name="body" rows="14">\n${escape(text)}</textarea></div>
<p><button type="submit">Save</button></p></form>`;

const page = (text) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Writing</title>
<meta name="color-scheme" content="light dark"><link rel="icon" href="/arms.svg"><link rel="stylesheet" href="/style.css"><script type="module" src="/assets/editor.js"></script></head>
<body class="desk"><main class="desk-main"><h1>Writing</h1>${form(text)}<p><a href="/elsewhere">Elsewhere</a></p></main>
<template id="_words">${Object.entries(words).map(([key, text]) => `<span data-key="${key}">${escape(text)}</span>`).join("")}</template></body></html>`;

/** The style sheets of theme and desk in one, with the colours of the theme. */
async function sheet() {
  const theme = await readFile(join(civic, "theme.toml"), "utf8");
  const colours = (name) => [...(new RegExp(`\\[${name}\\]([^[]*)`).exec(theme)?.[1] ?? "").matchAll(/^(\w+) = "(#\w+)"/gm)].map(([, key, value]) => `--${key}:${value};`).join("");
  const scale = [0, 1, 2, 3, 4].map((n) => `--step-${n}:${1.25 ** n}rem;`).join("");
  const parts = [`:root{color-scheme:light dark;--size:1.0625rem;--step-small:.875rem;${scale}${colours("light")}}@media(prefers-color-scheme:dark){:root{${colours("dark")}}}`];
  for (const folder of [join(civic, "assets"), assets]) {
    for (const name of (await readdir(folder)).sort()) if (name.endsWith(".css")) parts.push(await readFile(join(folder, name), "utf8"));
  }
  return parts.join("\n");
}

/**
 * Serves the page until close is called. asked are the forms that came for a
 * preview; answers may be held back or made to fail.
 */
export async function serve() {
  const state = { asked: [], links: [], saved: [], failing: false, held: 0, text: "", running: 0, most: 0 };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((e) => response.writeHead(500, headers).end(String(e)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { state, base: `http://localhost:${server.address().port}`, close: () => server.closeAllConnections() ?? server.close() };
}

async function answer(state, request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const send = (type, body, status = 200) => response.writeHead(status, { ...headers, "Content-Type": type }).end(body);
  const html = (body, status) => send("text/html; charset=utf-8", body, status);
  if (/^\/assets\/[a-z0-9-]+\.js$/.test(pathname)) return send("text/javascript; charset=utf-8", await readFile(join(assets, pathname.slice(8))));
  switch (pathname) {
    case "/":
      return html(page(state.text));
    case "/style.css":
      return send("text/css; charset=utf-8", await sheet());
    case "/arms.svg":
      return send("image/svg+xml", await readFile(join(civic, "assets", "arms.svg")));
    case "/links":
      state.links.push(searchParams.get("q"));
      return send("application/json", JSON.stringify(found(searchParams.get("q"))));
    case "/preview":
      return preview(state, request, html);
    case "/save":
      state.saved.push(await body(request));
      return html(page(state.saved.at(-1).get("body")));
    default:
      return html("<!doctype html><title>Elsewhere</title>");
  }
}

async function body(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

async function preview(state, request, html) {
  const fields = await body(request);
  state.most = Math.max(state.most, ++state.running);
  state.asked.push(fields);
  if (state.held) await new Promise((done) => setTimeout(done, state.held));
  state.running--;
  if (state.failing) return html("<p>broken</p>", 500);
  const lines = fields.get("body").split("\n").map((line) => `<p>${escape(line)}</p>`).join("");
  return html(`<!doctype html><html lang="en"><head><title>${escape(fields.get("title"))}</title><link rel="stylesheet" href="/style.css"><script>document.title = "run"</script></head>
<body><main class="prose"><h1>${escape(fields.get("title"))}</h1><p><a href="/elsewhere">away</a></p>${lines}</main></body></html>`);
}

const texts = [
  { id: "k3wq9x", title: "Winter service", url: "/en/news/winter-service", kind: "News", language: "English" },
  { id: "m8zt2c", title: "Winter market [2026]", url: "/en/events/winter-market", kind: "Event", language: "English" },
];
const found = (q) => texts.filter((t) => t.title.toLowerCase().includes(q.toLowerCase()));
