package picture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/bep/imagemeta"

	"herald/media"
)

// The limits of what is read for the words of a picture.
const (
	notesBytes = 32 << 20
	notesTags  = 2000
	tagBytes   = 8 << 10
)

var errTooMuch = errors.New("metadata: read enough")

// field is one of the three words that are taken from a picture.
type field int

const (
	credit field = iota
	copyright
	description
	fields
)

const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	photoshop  = "http://ns.adobe.com/photoshop/1.0/"
	// charset is an IPTC tag that holds no word, but without it the others are
	// read wrongly.
	charset = "CodedCharacterSet"
)

// tag names a place in which a word stands.
type tag struct {
	source          imagemeta.Source
	namespace, name string
}

// places lists where each word is looked for, the best place first. This is the
// whole list of what is read: where a picture was taken, with which machine and
// by whose account is not in it and never may be.
var places = [fields][]tag{
	credit: {
		{imagemeta.XMP, photoshop, "Credit"}, {imagemeta.XMP, dublinCore, "Creator"},
		{imagemeta.IPTC, "IPTCApplication", "Credit"}, {imagemeta.IPTC, "IPTCApplication", "By-line"},
		{imagemeta.EXIF, "IFD0", "Artist"},
	},
	copyright: {
		{imagemeta.XMP, dublinCore, "Rights"},
		{imagemeta.IPTC, "IPTCApplication", "CopyrightNotice"},
		{imagemeta.EXIF, "IFD0", "Copyright"},
	},
	description: {
		{imagemeta.XMP, dublinCore, "Description"},
		{imagemeta.IPTC, "IPTCApplication", "Caption-Abstract"},
		{imagemeta.EXIF, "IFD0", "ImageDescription"},
	},
}

// ReadNotes reads who made a picture, whose it is and what it shows, as its
// EXIF, IPTC and XMP say, and nothing else. Words that cannot be read are left
// out: a picture is no worse for them. It fails only when reading does.
func ReadNotes(ctx context.Context, k media.Kind, src io.ReaderAt, size int64) (media.Notes, error) {
	found := map[tag]string{}
	// Each source is read for itself: one that is damaged hides no other.
	for _, source := range []imagemeta.Source{imagemeta.XMP, imagemeta.IPTC, imagemeta.EXIF} {
		from := &watched{ctx: ctx, src: sized{src, size}}
		r := io.NewSectionReader(&metered{from: from}, 0, size)
		readSource(k, source, r, found)
		if from.err != nil {
			return media.Notes{}, from.err
		}
	}
	var best [fields]string
	for f, all := range places {
		for _, t := range all {
			if best[f] = cleanWords(found[t]); best[f] != "" {
				break
			}
		}
	}
	return media.Notes{Credit: best[credit], Copyright: best[copyright], Description: best[description]}, nil
}

// readSource leads the library to one source in a file of kind k.
func readSource(k media.Kind, source imagemeta.Source, r io.ReadSeeker, found map[tag]string) {
	switch {
	case k == media.JPEG:
		readTags(source, imagemeta.JPEG, r, found)
	case k == media.WebP && source != imagemeta.IPTC:
		readAlone(source, webpPacket(r, chunkNames[source]), found)
	case k == media.PNG && source == imagemeta.XMP:
		readAlone(source, pngPacket(r), found)
	case k == media.PNG:
		readTags(source, imagemeta.PNG, r, found)
	}
}

// readAlone reads a block that was found without the library.
func readAlone(source imagemeta.Source, block []byte, found map[tag]string) {
	if block != nil {
		readTags(source, imagemeta.WebP, bytes.NewReader(aloneBlock(chunkNames[source], block)), found)
	}
}

// readTags adds what stands in the places of one source. What the library makes
// of bytes that were crafted, error or panic, is the end of that source only.
func readTags(source imagemeta.Source, format imagemeta.ImageFormat, r io.ReadSeeker, found map[tag]string) {
	defer func() { _ = recover() }()
	wanted := map[tag]bool{}
	for _, all := range places {
		for _, t := range all {
			wanted[t] = true
		}
	}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: r, ImageFormat: format, Sources: source,
		LimitNumTags: notesTags, LimitTagSize: tagBytes,
		ShouldHandleTag: func(i imagemeta.TagInfo) bool {
			return wanted[tag{i.Source, i.Namespace, i.Tag}] || i.Source == imagemeta.IPTC && i.Tag == charset
		},
		HandleTag: func(i imagemeta.TagInfo) error {
			t := tag{i.Source, i.Namespace, i.Tag}
			if wanted[t] && found[t] == "" {
				found[t] = words(t, i.Value)
			}
			return nil
		},
	})
}

// words gives the value of a tag: people are joined, of several languages the
// first is taken, which is the default one.
func words(t tag, value any) string {
	list, several := value.([]string)
	switch {
	case several && len(list) == 0:
		return ""
	case several && (t.name == "Creator" || t.name == "By-line"):
		return strings.Join(list, ", ")
	case several:
		return list[0]
	}
	// What is no text is no word.
	text, _ := value.(string)
	if t.source == imagemeta.IPTC {
		text = unmistake(text)
	}
	return text
}

// sized is a blob that somebody else closes.
type sized struct {
	io.ReaderAt
	size int64
}

func (s sized) Size() int64  { return s.size }
func (s sized) Close() error { return nil }

// metered ends reading when it was enough, however often a file sends the
// library back and forth.
type metered struct {
	from *watched
	read int
}

func (m *metered) ReadAt(p []byte, at int64) (int, error) {
	if m.read += len(p); m.read > notesBytes {
		return 0, errTooMuch
	}
	return m.from.ReadAt(p, at)
}
