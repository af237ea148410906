// Package reading owns the reading of files: the plain text that a PDF, a paper of a
// word processor or a table says, for search to look through.
//
// Files come from strangers, so nothing of them is read in the process that serves.
// Reader has each read in a process of its own (Child), which has little memory,
// little time, no environment and nothing but the one file; whatever a file does to
// it costs the text of that file. The package must not keep what it read, must not
// decide who may see it, and must not touch a file other than the one it was given.
package reading

import (
	"context"
	"io"
	"strings"
	"time"

	"herald/content/office"
	"herald/media"
)

// Version is that of the reading: what was read, or could not be, by another one is
// read again. Raise it when a kind is read better, and with the library for PDF.
const Version = 1

// Limits bound the reading of one file.
type Limits struct {
	// File is the longest file that is looked into, Text the longest text that is
	// kept of it, both in bytes; what is beyond is cut.
	File, Text int64
	// Pages is how many pages of a PDF are read.
	Pages int
	// Enough is after which time no further page is begun.
	Enough time.Duration
}

// DefaultLimits are those of every installation: a text of a megabyte has about five
// hundred printed pages.
func DefaultLimits() Limits {
	return Limits{File: 128 << 20, Text: 1 << 20, Pages: 2000, Enough: 40 * time.Second}
}

// Text is what a file says.
type Text struct {
	// Body is the text, line by line, tidy (Tidy).
	Body string
	// Pages is how many pages were read of a file that has pages.
	Pages int
	// Cut says that the file has more.
	Cut bool
}

// Why is why a file cannot be read: a word for the log and for whoever asks.
type Why string

// The reasons. All but Gone are those of the file and are remembered with it.
const (
	// Encrypted is a file under a password, Damaged one that is not whole or not
	// what it says, Large one beyond Limits.File.
	Encrypted Why = "encrypted"
	Damaged   Why = "damaged"
	Large     Why = "large"
	// Fatal is a file at which the process that read it ended: by itself, for want
	// of memory or of time.
	Fatal Why = "fatal"
	// Other is a kind of file that has no text to read.
	Other Why = "other"
)

// Error implements error.
func (w Why) Error() string { return "the file cannot be read: " + string(w) }

// Reads reports whether files of kind k have a text that can be read.
func Reads(k media.Kind) bool {
	switch k {
	case media.PDF, media.DOCX, media.ODT, media.CSV, media.VTT:
		return true
	}
	return false
}

// read reads a file in this process. An error is a Why, or that of the disk.
func read(ctx context.Context, k media.Kind, f io.ReaderAt, size int64, l Limits, cache string) (Text, error) {
	if size > l.File {
		return Text{}, Large
	}
	switch k {
	case media.PDF:
		return readPDF(ctx, f, size, l, cache)
	case media.DOCX, media.ODT:
		return readOffice(ctx, f, size, l)
	case media.CSV, media.VTT:
		return readPlain(k, io.NewSectionReader(f, 0, size), l)
	}
	return Text{}, Other
}

func readOffice(ctx context.Context, f io.ReaderAt, size int64, l Limits) (Text, error) {
	t, err := office.Read(ctx, f, size)
	if err != nil {
		return Text{}, officeWhy(err)
	}
	return bounded(t.Plain(), l), nil
}

// bounded tidies a text and cuts it where it is too long.
func bounded(text string, l Limits) Text {
	whole := Tidy(text)
	body := cutAt(whole, int(l.Text))
	return Text{Body: body, Cut: len(body) < len(whole)}
}

// cutAt cuts s after the last whole line, or else word, of its first most bytes.
func cutAt(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = strings.ToValidUTF8(s[:most], "")
	for _, at := range []int{strings.LastIndexByte(s, '\n'), strings.LastIndexByte(s, ' ')} {
		if at > most/2 {
			return s[:at]
		}
	}
	return s
}
