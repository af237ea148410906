// An independent validator reads every page of every locale.
import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { Tally, none } from "../lib/findings.mjs";
import { base, crawl, get, locales, special } from "../lib/town.mjs";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      // Questions of taste that the standard leaves open.
      "doctype-style": "off",
      "no-trailing-whitespace": "off",
      "void-style": "off",
      "long-title": "off",
      "attribute-boolean-style": "off",
      // A box that scrolls is a region for the keyboard, and no section of the text.
      "prefer-native-element": ["error", { exclude: ["region"] }],
      // Said of the standard, not of taste.
      "no-inline-style": "error",
      "no-dup-id": "error",
      "no-missing-references": "error",
      "unique-landmark": "error",
      "heading-level": "error",
      "no-redundant-role": "error",
      "require-csp-nonce": "off",
      "require-sri": "off",
    },
  }),
);

/** A table that becomes cards on a phone names its roles, or browsers forget them. */
const named = (m) => m.ruleId === "no-redundant-role" && /"(table|rowgroup|row|columnheader|rowheader|cell)"/.test(m.message);

for (const locale of await locales()) {
  test(`the markup is valid, ${locale}`, async () => {
    const pages = (await crawl(locale)).filter((p) => p.headers.get("content-type")?.startsWith("text/html"));
    for (const { url, kind } of special(locale, "2026")) pages.push({ ...(await get(url)), kind });
    const tally = new Tally();
    for (const page of pages) {
      const { results } = await validator.validateString(page.text);
      for (const m of results.flatMap((r) => r.messages).filter((m) => !named(m))) {
        const line = page.text.split("\n")[m.line - 1]?.trim().slice(0, 100);
        tally.add(`${m.ruleId}: ${m.message}`, `${page.kind} ${page.url.replace(base, "")}: ${line}`);
      }
    }
    none(tally.lines(), `markup in ${locale}`);
  });
}
