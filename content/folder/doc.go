// Package folder owns the form that Documents have on disk, for import and for
// export: one folder a Document, one file a Translation, TOML front matter
// between +++ lines and Markdown below. It only reads and writes that form: it
// must never touch a store or media, look at a clock, or decide who may do what
// and whether a text is complete.
//
//	{type}/{name}/{locale}.md     one Translation
//	{type}/{name}/files/...       the files it shows
//	redirects.csv                 addresses of a previous site
//
// A file holds, in this order and only where there is a value:
//
//	title, summary                words, per locale
//	source = true                 in one of several files; a lone file is the source
//	derived = true                made by rule from another locale
//	id, name, site                of the Document
//	path, former                  words: the address, and those on a previous site
//	organization, topics, parent  "doc:ID" or "type/name"
//	order, until, authentic       facts
//	published                     the public time, with its zone
//	change_note                   a sentence, or { key = "..." } of a ready-made one
//	[fields]                      the fields of the Type
//	[retired], [retired_facts]    values of fields that the Type no longer has
//	[[asset]]                     file, id, alt, decorative, caption, credit, captions
//
// Facts stand in the source's file; another file may only repeat them equal.
// name stands only where the folder is called otherwise than the Document.
//
// Texts link to Documents as doc:ID or doc:type/name and to files as
// files/NAME. References by name stay as written until Document.Resolve, files
// until Document.Attach: only the importer knows ids.
package folder
