// Package markdown owns what a text of Herald may contain: it turns the closed
// list of docs/writing.md into sanitised HTML, plain text, an outline, block
// hashes and a list of issues. It must not know documents, storage, HTTP or
// the wording of the interface: addresses, pictures and words are handed to it
// as functions, and it never passes a byte of HTML that a writer typed.
package markdown

import "errors"

// Version is the version of the renderer. It is part of the key of every cache
// of rendered text and grows whenever the same source renders differently.
const Version = 2

// MaxSource is the longest source that is rendered, in bytes.
const MaxSource = 200_000

// ErrTooLong says that a source is longer than MaxSource.
var ErrTooLong = errors.New("markdown: source is longer than 200 kB")

// Form is what a text is rendered for.
type Form int

// The forms of a text.
const (
	// Page is a page of the site: ids, classes and links within the site.
	Page Form = iota
	// Feed is the body of a feed entry or an e-mail: absolute addresses, no
	// ids and no classes, since no style sheet of ours travels with it.
	Feed
	// Print is a text on paper: nothing to click, the targets of links are
	// collected as numbered notes at the end.
	Print
)

// Link is what a doc: address resolves to. Lang is the language of the target
// when it differs from the language of the text.
type Link struct{ URL, Title, Lang string }

// Picture is what an asset: address resolves to when it is shown as a picture.
type Picture struct {
	Src, SrcSet, Sizes, Alt, Caption, Credit string
	Width, Height                            int
	Decorative                               bool
	WebP                                     string // srcset of the WebP variants, if any
}

// File is what an asset: address resolves to when it is offered for download.
// Kind and Size are ready to be read: "PDF", "1.2 MB".
type File struct{ URL, Name, Kind, Size string }

// Options say in which surroundings a text is rendered. Every function may be
// nil; none is called concurrently by one Render.
type Options struct {
	// Lang is the language of the text, BCP 47.
	Lang string
	// IDPrefix stands before every id, so that several texts fit on one page.
	IDPrefix string
	// Numbered gives each point of a legal text a number in the margin that can be
	// linked to: the items of numbered lists by their own numbers or, in a text
	// without any, the paragraphs in order. It says nothing but on a Page.
	Numbered bool
	// Base is the absolute origin of the site, without a slash at the end.
	Base string
	// Slug makes the id of a heading from its text; nil or empty results
	// leave "section-N".
	Slug func(string) string
	// Doc resolves doc:ID; what does not resolve is shown as text.
	Doc func(id string) (Link, bool)
	// Picture resolves asset:ID in a picture; what does not resolve is shown
	// as its alt text.
	Picture func(id string) (Picture, bool)
	// File resolves asset:ID in a link; what does not resolve is shown as text.
	File func(id string) (File, bool)
	// Words returns a word of the interface by its catalogue key, in the
	// language of the text; docs/writing.md lists the keys.
	Words func(key string, args ...any) string
}
