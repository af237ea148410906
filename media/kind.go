package media

import "slices"

// Kind is what a file is, found from its content: a media type.
type Kind string

// The kinds that are taken in. Whatever is not named here is refused, above all
// what could run in a reader's browser.
const (
	JPEG Kind = "image/jpeg"
	PNG  Kind = "image/png"
	GIF  Kind = "image/gif"
	WebP Kind = "image/webp"
	PDF  Kind = "application/pdf"
	DOCX Kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ODT  Kind = "application/vnd.oasis.opendocument.text"
	ODS  Kind = "application/vnd.oasis.opendocument.spreadsheet"
	CSV  Kind = "text/csv"
	VTT  Kind = "text/vtt"
	MP4  Kind = "video/mp4"
	WebM Kind = "video/webm"
	MP3  Kind = "audio/mpeg"
)

// Class is a group of kinds that are limited and shown alike.
type Class string

// The classes.
const (
	Picture  Class = "picture"
	Document Class = "document"
	Table    Class = "table"
	Captions Class = "captions"
	Film     Class = "film"
	Sound    Class = "sound"
)

type kindFacts struct {
	class Class
	// ext is the extension of the names that such files are given, without a dot.
	ext string
	// label is what readers are told; it is the same in every language.
	label string
}

var kinds = map[Kind]kindFacts{
	JPEG: {Picture, "jpg", "JPEG"}, PNG: {Picture, "png", "PNG"}, GIF: {Picture, "gif", "GIF"}, WebP: {Picture, "webp", "WebP"},
	PDF: {Document, "pdf", "PDF"}, DOCX: {Document, "docx", "DOCX"}, ODT: {Document, "odt", "ODT"},
	XLSX: {Table, "xlsx", "XLSX"}, ODS: {Table, "ods", "ODS"}, CSV: {Table, "csv", "CSV"},
	VTT: {Captions, "vtt", "VTT"}, MP4: {Film, "mp4", "MP4"}, WebM: {Film, "webm", "WebM"}, MP3: {Sound, "mp3", "MP3"},
}

// Class gives the group of k, "" for a kind that is not taken in.
func (k Kind) Class() Class { return kinds[k].class }

// Ext gives the extension of files of kind k, without a dot.
func (k Kind) Ext() string { return kinds[k].ext }

// Label is what readers are told that k is.
func (k Kind) Label() string { return kinds[k].label }

// Kinds lists every kind that is taken in, sorted.
func Kinds() []Kind {
	all := make([]Kind, 0, len(kinds))
	for k := range kinds {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// Limits bound what is taken in.
type Limits struct {
	// Bytes is the longest file of each class.
	Bytes map[Class]int64
	// Pixels bounds width times height of a picture; Side each of them.
	Pixels, Side int
	// Frames bounds an animation, of which only the first frame is ever shown.
	Frames int
}

// DefaultLimits are those of an installation that has not set its own.
func DefaultLimits() Limits {
	const mb = 1 << 20
	return Limits{
		Bytes: map[Class]int64{Picture: 40 * mb, Document: 100 * mb, Table: 50 * mb, Captions: 1 * mb, Film: 2048 * mb, Sound: 500 * mb},
		// Forty megapixels are what a good camera takes.
		Pixels: 40_000_000, Side: 20_000, Frames: 300,
	}
}

// Largest is the longest file that could be taken in, whatever it turns out to be.
func (l Limits) Largest() int64 {
	var most int64
	for _, n := range l.Bytes {
		most = max(most, n)
	}
	return most
}
