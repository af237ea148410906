package intake

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"herald/media"
)

// mostPatches bounds what is remembered before a file is copied.
const mostPatches = 200_000

// patch is a stretch of a file that readers get with other bytes: with, and then
// fill up to the end. A patch that is cut is left out instead.
type patch struct {
	stretch
	with []byte
	fill byte
	cut  bool
}

// Clean writes to w what the public gets of a file that is no picture: without
// what the maker's machine noted about people, places and itself, and otherwise
// the same. Changed is false when there is nothing to take out: then nothing was
// written and the file itself can be served. A signed document is always served
// as it is, byte for byte, since any change would break its signature.
//
// Found is what Identify gave for the same bytes. A picture is refused with an
// error that is no Fault: it is painted anew and never cleaned.
func Clean(ctx context.Context, found Found, f io.ReaderAt, size int64, w io.Writer) (changed bool, err error) {
	s := newSource(ctx, f, size)
	if found.Signed {
		return false, nil
	}
	var patches []patch
	switch found.Kind {
	case media.CSV, media.VTT:
		return false, nil
	case media.DOCX, media.XLSX, media.ODT, media.ODS:
		changed, err = cleanOffice(s, w, 0)
		return changed, told(err, found.Kind)
	case media.PDF:
		patches, err = pdfPatches(s)
	case media.MP4:
		patches, err = mp4Patches(s)
	case media.WebM:
		patches, err = webmPatches(s)
	case media.MP3:
		patches, err = mp3Patches(s)
	default:
		return false, fmt.Errorf("intake: a file of kind %q is not cleaned", found.Kind)
	}
	if err != nil {
		return false, told(err, found.Kind)
	}
	if patches, err = s.needed(patches); err != nil || len(patches) == 0 {
		return false, err
	}
	return true, s.write(w, patches)
}

// needed sorts patches, joins those that overlap, and drops those that would
// change nothing.
func (s *source) needed(all []patch) ([]patch, error) {
	if len(all) > mostPatches {
		return nil, broken("more than %d things to take out", mostPatches)
	}
	slices.SortStableFunc(all, func(a, b patch) int { return cmp.Compare(a.at, b.at) })
	kept := all[:0]
	end := int64(0)
	for _, p := range all {
		// What lies within another patch is gone with it.
		if p.end <= end && p.at < end {
			continue
		}
		if p.at < end {
			p.at, p.with = end, nil
		}
		same, err := s.unchanged(p)
		if err != nil {
			return nil, err
		}
		if !same {
			kept = append(kept, p)
		}
		end = p.end
	}
	return kept, nil
}

// unchanged reports whether a file has the bytes of a patch already.
func (s *source) unchanged(p patch) (bool, error) {
	if p.cut {
		return p.at == p.end, nil
	}
	for i, at := 0, p.at; at < p.end; {
		b, err := s.rest(at, p.end)
		if err != nil {
			return false, err
		}
		for _, c := range b {
			want := p.fill
			if i < len(p.with) {
				want = p.with[i]
			}
			if c != want {
				return false, nil
			}
			i++
		}
		at += int64(len(b))
	}
	return true, nil
}

// write copies a file with its patches.
func (s *source) write(w io.Writer, patches []patch) error {
	at := int64(0)
	for _, p := range patches {
		if err := s.copyTo(w, at, p.at); err != nil {
			return err
		}
		if !p.cut {
			if err := fill(w, p); err != nil {
				return err
			}
		}
		at = p.end
	}
	return s.copyTo(w, at, s.size)
}

func (s *source) copyTo(w io.Writer, at, end int64) error {
	_, err := io.CopyBuffer(struct{ io.Writer }{w}, s.part(at, end), make([]byte, windowSize))
	return err
}

// fill writes the bytes of a patch.
func fill(w io.Writer, p patch) error {
	n := p.end - p.at
	with := p.with[:min(n, int64(len(p.with)))]
	if _, err := w.Write(with); err != nil {
		return err
	}
	block := make([]byte, min(n, windowSize))
	for i := range block {
		block[i] = p.fill
	}
	for n -= int64(len(with)); n > 0; {
		part := block[:min(n, int64(len(block)))]
		if _, err := w.Write(part); err != nil {
			return err
		}
		n -= int64(len(part))
	}
	return nil
}
