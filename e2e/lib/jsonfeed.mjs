// JSON Feed 1.1 as a schema, written from https://www.jsonfeed.org/version/1.1/.
// It is strict: what the specification does not know may only be an extension.
const url = { type: "string", format: "uri", pattern: "^https?://" };
const text = { type: "string", minLength: 1 };
const extension = { "^_[a-zA-Z][^.]*$": { type: "object" } };

const authors = {
  type: "array",
  minItems: 1,
  items: { type: "object", minProperties: 1, additionalProperties: false, properties: { name: text, url, avatar: url } },
};

const attachment = {
  type: "object",
  required: ["url", "mime_type"],
  additionalProperties: false,
  properties: { url, mime_type: { type: "string", pattern: "^[a-z]+/[a-z0-9.+-]+$" }, title: text, size_in_bytes: { type: "integer", minimum: 0 }, duration_in_seconds: { type: "number", minimum: 0 } },
};

const item = {
  type: "object",
  required: ["id"],
  anyOf: [{ required: ["content_html"] }, { required: ["content_text"] }],
  additionalProperties: false,
  patternProperties: extension,
  properties: {
    id: text, url, external_url: url, title: text, content_html: { type: "string" }, content_text: { type: "string" }, summary: text, image: url, banner_image: url,
    date_published: { type: "string", format: "date-time" }, date_modified: { type: "string", format: "date-time" },
    authors, tags: { type: "array", items: text }, language: text, attachments: { type: "array", items: attachment },
  },
};

export const jsonFeed = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  required: ["version", "title", "items"],
  additionalProperties: false,
  patternProperties: extension,
  properties: {
    version: { const: "https://jsonfeed.org/version/1.1" },
    title: text, home_page_url: url, feed_url: url, description: text, user_comment: text, next_url: url, icon: url, favicon: url,
    authors, language: text, expired: { type: "boolean" }, hubs: { type: "array" }, items: { type: "array", items: item },
  },
};
