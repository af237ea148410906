// Answers as they come over the wire: fetch would take codings and conditions
// away from whoever wants to look at them.
import { createHash } from "node:crypto";
import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { base } from "./town.mjs";

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/** One answer, its body as bytes, in the coding it was sent in. */
export const ask = (url, headers = {}) =>
  new Promise((resolve, reject) => {
    const asked = http.get(url, { agent, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ url, status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
  });

const decoders = { gzip: gunzipSync, br: brotliDecompressSync };

/** The bytes that the answer stands for. */
export const plain = ({ headers, bytes }) => (decoders[headers["content-encoding"]] ?? ((b) => b))(bytes);

/** A media type without its parameters. */
export const media = (header) => (header ?? "").split(";")[0].trim();

const resolved = new Map();

/** What an address of this host answers, asked once: "200 text/html". */
export function resolve(address) {
  const url = new URL(address).href;
  if (!url.startsWith(base + "/")) return Promise.resolve("another host");
  if (!resolved.has(url)) resolved.set(url, ask(url).then((a) => `${a.status} ${media(a.headers["content-type"])}`));
  return resolved.get(url);
}

/**
 * What a reader gets who asks for url in every coding and comes back with
 * conditions, as problems. codings counts which were really sent.
 */
export async function conditions(url, codings, dated) {
  const problems = [];
  const wrong = (what) => problems.push(`${what} (${url})`);
  const whole = await ask(url);
  const tags = new Map();
  for (const coding of ["identity", "gzip", "br"]) {
    const answer = await ask(url, { "accept-encoding": coding });
    const sent = answer.headers["content-encoding"] ?? "identity";
    codings[sent] = (codings[sent] ?? 0) + 1;
    if (answer.status !== 200 || ![coding, "identity"].includes(sent)) wrong(`${coding}: ${answer.status} in ${sent}`);
    else if (!plain(answer).equals(whole.bytes)) wrong(`${coding}: another text`);
    const tag = answer.headers.etag;
    if (!/^"[^"]+"$/.test(tag ?? "")) wrong(`${coding}: the tag ${tag} is not strong`);
    if (tags.has(tag) && tags.get(tag) !== sent) wrong(`one tag for ${sent} and ${tags.get(tag)}`);
    tags.set(tag, sent);
    const again = await ask(url, { "accept-encoding": coding, "if-none-match": tag });
    if (again.status !== 304 || again.bytes.length > 0 || again.headers.etag !== tag) wrong(`${coding}, with its tag: ${again.status}, ${again.bytes.length} bytes, ${again.headers.etag}`);
  }
  const other = await ask(url, { "if-none-match": `"${createHash("sha256").update(url).digest("hex")}"` });
  if (other.status !== 200) wrong(`with the tag of something else: ${other.status}`);
  const modified = whole.headers["last-modified"];
  if (dated && !modified) wrong("no Last-Modified");
  if (!modified) return problems;
  const before = new Date(Date.parse(modified) - 1000).toUTCString();
  for (const [since, status] of [[modified, 304], [before, 200]]) {
    const again = await ask(url, { "if-modified-since": since });
    if (again.status !== status || (status === 304 && again.bytes.length > 0)) wrong(`modified ${modified}, asked since ${since}: ${again.status}, ${again.bytes.length} bytes`);
  }
  return problems;
}
