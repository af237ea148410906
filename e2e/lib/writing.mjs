// A page on which a text is written, served alone: the scripts and style sheets of
// the desk as they are, under the headers that Herald sends, and a renderer that
// only repeats what it was sent.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
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
  preview_failed: "The preview could not be made. Your text is still here.", picture: "Picture or file", picture_insert: "Insert into the text",
  picture_other: "Choose another file", picture_failed: "The files could not be shown.", picture_denied: "Your role does not include uploading files.",
  picture_upload: "Upload files", picture_find: "Name of the file", picture_results: "Files", picture_none: "No file is like this.", picture_alt: "Description of the picture",
  picture_alt_missing: "Describe the picture in this language, or mark it as decoration.", picture_decorative: "Decoration that needs no description", picture_caption: "Caption",
  upload_waiting: "Waiting", upload_sending: "On its way", upload_done: "Uploaded", upload_lost: "The connection is lost.", upload_ended: "The session has ended.",
  upload_failed: "This does not work at the moment.", upload_cancel: "Cancel the upload", upload_again: "Try again",
};

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const form = ({ text, denied }) => `<form class="editor form" method="post" action="/save" data-preview="/preview" data-links="/links" data-files="/files"${denied ? "" : ' data-pieces="/pieces"'}>
<input type="hidden" name="_form" value="token">
<div class="field"><label for="_title">Title</label><input id="_title" name="title" value="Winter"></div>
<div class="field"><label for="_body">Text</label><textarea class="prose-input" data-markdown lang="en" id="_body" name="body" rows="14">\n${escape(text)}</textarea></div>
<p><button type="submit">Save</button></p></form>`;

const page = (state) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Writing</title>
<meta name="color-scheme" content="light dark"><link rel="icon" href="/arms.svg"><link rel="stylesheet" href="/style.css"><script type="module" src="/assets/editor.js"></script></head>
<body class="desk"><main class="desk-main"><h1>Writing</h1>${form(state)}<p><a href="/elsewhere">Elsewhere</a></p></main>
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

/** What the page starts with, and what came of it. */
export const fresh = () => ({ asked: [], links: [], saved: [], failing: false, held: null, text: "", running: 0, most: 0, files: [...files], finds: [], uploads: {}, held_upload: 0, denied: false });

/**
 * Serves the page until close is called. asked are the forms that came for a
 * preview; answers may be held back or made to fail.
 */
export async function serve() {
  const state = fresh();
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
  if (pathname.startsWith("/pieces")) return pieces(state, request, pathname.split("/").slice(2), (told, status) => send("application/json", JSON.stringify(told), status));
  switch (pathname) {
    case "/":
      return html(page(state));
    case "/style.css":
      return send("text/css; charset=utf-8", await sheet());
    case "/arms.svg":
      return send("image/svg+xml", await readFile(join(civic, "assets", "arms.svg")));
    case "/links":
      state.links.push(searchParams.get("q"));
      return send("application/json", JSON.stringify(found(searchParams.get("q"))));
    case "/files":
      state.finds.push(searchParams.toString());
      return send("application/json", JSON.stringify(state.files.filter((f) => (searchParams.has("id") ? f.id === searchParams.get("id") : holds(f.name, searchParams.get("q"))))));
    case "/preview":
      return preview(state, request, html);
    case "/save":
      state.saved.push(await body(request));
      return html(page({ ...state, text: state.saved.at(-1).get("body") }));
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
  await state.held;
  state.running--;
  if (state.failing) return html("<p>broken</p>", 500);
  const lines = fields.get("body").split("\n").map((line) => `<p>${escape(line)}</p>`).join("");
  return html(`<!doctype html><html lang="en"><head><title>${escape(fields.get("title"))}</title><link rel="stylesheet" href="/style.css"><script>document.title = "run"</script></head>
<body><main class="prose"><h1>${escape(fields.get("title"))}</h1><p><a href="/elsewhere">away</a></p>${lines}</main></body></html>`);
}

/** Takes in files as the desk does; one whose name says so is refused at its end. */
async function pieces(state, request, [id, verb], tell) {
  const form = await new Response(Readable.toWeb(request), { headers: { "Content-Type": request.headers["content-type"] ?? "text/plain" } }).formData();
  if (!id) {
    const fresh = `u${Object.keys(state.uploads).length}`;
    state.uploads[fresh] = { name: form.get("name"), size: Number(form.get("size")), received: 0, token: form.get("_form") };
    return tell({ id: fresh, received: 0 });
  }
  const upload = state.uploads[id];
  if (state.held_upload) await new Promise((done) => setTimeout(done, state.held_upload));
  if (verb === "discard") upload.discarded = true;
  if (!verb) upload.received += form.get("piece").size;
  if (verb !== "finish") return tell({ id, received: upload.received });
  if (/bad/.test(upload.name)) return tell({ received: upload.received, problem: `The file holds no picture: ${upload.name}` }, 422);
  const image = /\.(png|jpg)$/.test(upload.name);
  state.files.unshift({ id: `new${id}`, name: upload.name, kind: image ? "PNG" : "PDF", size: "1 kB", ...(image && { thumb: "/arms.svg", shown: true }) });
  return tell({ id: `new${id}`, received: upload.received, go: "/elsewhere" });
}

const files = [
  { id: "f0untain0001", name: "fountain.jpg", kind: "JPEG", size: "120 kB", thumb: "/arms.svg", shown: true, alt: "Children at the fountain", caption: "Open since May" },
  { id: "mark3t000002", name: "market [2].png", kind: "PNG", size: "20 kB", thumb: "/arms.svg", shown: true },
  { id: "b1dget000003", name: "budget_2026.pdf", kind: "PDF", size: "1 MB" },
];
const holds = (name, q) => (q ?? "").toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));

const texts = [
  { id: "k3wq9x", title: "Winter service", url: "/en/news/winter-service", kind: "News", language: "English" },
  { id: "m8zt2c", title: "Winter market [2026]", url: "/en/events/winter-market", kind: "Event", language: "English" },
];
const found = (q) => texts.filter((t) => t.title.toLowerCase().includes(q.toLowerCase()));
