// Package i18n owns languages: which locales Herald ships, the words on screen
// in each of them, and how a language writes dates, numbers, names and paths.
// It must not know documents, storage or HTTP, and imports nothing of the module.
//
// Everything here is pure and safe for concurrent use. What is returned is plain
// text; escaping it is the template engine's work.
package i18n
