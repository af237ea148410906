// Findings are collected and told together: one run says everything.
import assert from "node:assert/strict";

/** Fails with every line, each once. */
export function none(found, what) {
  const lines = [...new Set(found)];
  const shown = lines.slice(0, 60).join("\n  ");
  const more = lines.length > 60 ? `\n  and ${lines.length - 60} more` : "";
  assert.equal(lines.length, 0, `${what}: ${lines.length}\n  ${shown}${more}`);
}

/** The same finding on many pages, said once with the number of pages. */
export class Tally {
  #all = new Map();
  add(finding, where) {
    if (!this.#all.has(finding)) this.#all.set(finding, new Set());
    this.#all.get(finding).add(where);
  }
  lines() {
    return [...this.#all].map(([finding, where]) => {
      const [first, ...rest] = where;
      return `${finding}\n    on ${first}${rest.length > 0 ? ` and ${rest.length} more` : ""}`;
    });
  }
}
