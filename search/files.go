package search

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"

	"herald/content"
)

// Files gives an Index what the files say that texts show. Who may find a text by its
// files is whoever may find the text: of each is asked only what that text shows to the
// readers of the index.
type Files interface {
	// Files gives those of ids that have a name or a text to be found by; pictures and
	// what was taken out are left out.
	Files(ctx context.Context, ids ...content.ID) (map[content.ID]File, error)
	// Text gives the text of a file that Files gave. It is an error where that text is
	// not there any more, or is another.
	Text(ctx context.Context, f File) (string, error)
}

// File is a file that a text shows.
type File struct {
	// Name is what it was called when it was uploaded.
	Name string
	// Blob is the hash of its bytes, Sum that of its text, "" where none was read, and
	// Size the length of its text in bytes.
	Blob, Sum content.Hash
	Size      int64
}

// mostFileText is how much of the texts of its files one text is indexed with, in
// bytes: files beyond are found by their names.
const mostFileText = 4 << 20

// attached is a file as one text shows it.
type attached struct {
	File
	// Called is what its page calls it: its caption, or its name.
	Called string
}

// attachments are the files of one entry, and the way to what they say.
type attachments struct {
	all []attached
	of  Files
}

// showing is an entry that is yet to be given its files: which of them the page shows
// to whom the index is for, in its order, and what the text calls them.
type showing struct {
	ids   []content.ID
	words content.Words
	to    *attachments
}

// attach gives entries their files.
func (x *Index) attach(ctx context.Context, all []showing) error {
	var ids []content.ID
	for _, s := range all {
		ids = append(ids, s.ids...)
	}
	if x.o.Files == nil || len(ids) == 0 {
		return nil
	}
	found, err := x.o.Files.Files(ctx, unique(ids)...)
	if err != nil {
		return fmt.Errorf("files: %w", err)
	}
	for _, s := range all {
		s.to.of = x.o.Files
		left := int64(mostFileText)
		for _, id := range s.ids {
			f, ok := found[id]
			if !ok {
				continue
			}
			called := f.Name
			if w := s.words.WordsOf(id); w != nil && w.Caption != "" {
				called = w.Caption
			}
			if f.Size > left {
				f.Sum, f.Size = "", 0
			}
			left -= f.Size
			s.to.all = append(s.to.all, attached{f, called})
		}
	}
	return nil
}

// print is the part of the print of an entry that is over its files, "" without any.
// It stands behind a sign of its own, so that it is known of an entry whether only
// what is known of its files has changed.
func (a *attachments) print() string {
	if len(a.all) == 0 {
		return ""
	}
	const length = 16
	var head []byte
	for _, f := range a.all {
		head = fmt.Appendf(head, "%q %q %s %s\n", f.Called, f.Name, f.Blob, f.Sum)
	}
	return filesMark + string(content.Sum(head))[:length]
}

const filesMark = "+"

// sameText reports whether two prints differ at most in the files.
func sameText(a, b string) bool {
	a, _, _ = strings.Cut(a, filesMark)
	b, _, _ = strings.Cut(b, filesMark)
	return a == b
}

// weight is how many characters of text the files add at most: their bytes.
func (a *attachments) weight() (sum int) {
	for _, f := range a.all {
		sum += int(f.Size)
	}
	return sum
}

// light leaves the names of the files alone: what is asked for once is not worth
// reading and analysing them all.
func (a *attachments) light() {
	for i := range a.all {
		a.all[i].Sum, a.all[i].Size = "", 0
	}
}

// fill adds the files to d. A text that is not there any more is left out, and the
// print of the entry, which has to be taken after this, says so.
func (a *attachments) fill(d map[string]any) error {
	if len(a.all) == 0 {
		return nil
	}
	said := make([]string, len(a.all))
	for i := range a.all {
		f := &a.all[i]
		said[i] = f.head()
		if f.Sum == "" {
			continue
		}
		text, err := a.of.Text(context.Background(), f.File)
		if err != nil {
			f.Sum, f.Size = "", 0
			continue
		}
		said[i] += text
	}
	about, err := json.Marshal(a.all)
	if err != nil {
		return err
	}
	d[fieldFile], d[fieldFiles] = said, string(about)
	return nil
}

// head is what stands before the text of a file: what it is called, and the words of
// its name, which signs join that join no words elsewhere.
func (f *attached) head() string {
	lines := []string{f.Called, f.Name, strings.Map(func(r rune) rune {
		if strings.ContainsRune("._-", r) {
			return ' '
		}
		return r
	}, f.Name)}
	return strings.Join(slices.Compact(lines), "\n") + "\n"
}

// fileFields adds to the mapping what entries have of their files. The texts are
// looked through and not kept: they lie elsewhere already, and would have to be read
// whenever something else of the entry is.
func fileFields(d *mapping.DocumentMapping, analysis string) {
	f := written(analysis, true)
	f.Store = false
	d.AddFieldMappingsAt(fieldFile, f)
	about := plain(true, false)
	about.Index = false
	d.AddFieldMappingsAt(fieldFiles, about)
}

// inFile gives the attachment in which more of the words stand than in any other text
// of a match, what it is called, and the passage; "" without one.
func (v *view) inFile(ctx context.Context, k marking, m *search.DocumentMatch) (called string, passage []Segment) {
	n, found := bestFile(k, m)
	if n < 0 || v.p.x.o.Files == nil {
		return "", nil
	}
	var all []attached
	if json.Unmarshal([]byte(stored(m, fieldFiles)), &all) != nil || n >= len(all) {
		return "", nil
	}
	f := &all[n]
	if f.Sum == "" {
		return f.Called, nil
	}
	text, err := v.p.x.o.Files.Text(ctx, f.File)
	if err != nil {
		return f.Called, nil
	}
	head := len(f.head())
	var within []place
	for _, p := range found {
		if p.start >= head && p.end <= head+len(text) {
			within = append(within, place{p.start - head, p.end - head, p.word})
		}
	}
	if len(within) == 0 {
		return f.Called, nil
	}
	return f.Called, around(text, within)
}

// bestFile gives the number of the file that has most of the words, and where; -1
// where another text has as many.
func bestFile(k marking, m *search.DocumentMatch) (n int, found []place) {
	all := map[int][]place{}
	for word, locations := range m.Locations[fieldFile] {
		for _, l := range locations {
			i := 0
			if len(l.ArrayPositions) > 0 {
				i = int(l.ArrayPositions[0])
			}
			all[i] = append(all[i], place{int(l.Start), int(l.End), word})
		}
	}
	n = -1
	if len(all) == 0 {
		return n, nil
	}
	most := 0
	for _, field := range []string{fieldBody, fieldLead, fieldOther, fieldLive, fieldNumber} {
		most = max(most, different(k.places(m, field)))
	}
	for i, found := range all {
		if words := different(found); words > most || n >= 0 && words == most && i < n {
			n, most = i, words
		}
	}
	if n < 0 {
		return n, nil
	}
	found = all[n]
	slices.SortFunc(found, func(a, b place) int { return cmp.Compare(a.start, b.start) })
	return n, slices.CompactFunc(found, func(a, b place) bool { return a.start == b.start })
}

// different counts the words at places.
func different(all []place) int {
	words := map[string]bool{}
	for _, p := range all {
		words[p.word] = true
	}
	return len(words)
}

// using gives the Documents that show any of assets, in whatever State.
func using(ctx context.Context, src Source, assets []content.ID) ([]content.ID, error) {
	var all []content.ID
	for _, id := range unique(assets) {
		standings, err := src.Using(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, s := range standings {
			all = append(all, s.Document)
		}
	}
	return unique(all), nil
}

// FilesRead has the texts indexed again that show any of assets: what is known of these
// files is other now. The log says nothing of that.
func (x *Index) FilesRead(ctx context.Context, assets ...content.ID) error {
	documents, err := using(ctx, x.src, assets)
	if err != nil || len(documents) == 0 {
		return err
	}
	var failures []error
	for _, p := range x.all() {
		for some := range slices.Chunk(documents, page) {
			if err := p.again(ctx, some); err != nil {
				failures = append(failures, fmt.Errorf("%s: %w", p.name(), err))
			}
		}
	}
	return errors.Join(failures...)
}

// again compares documents with what is indexed and writes the difference.
func (p *part) again(ctx context.Context, documents []content.ID) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.building != nil {
		p.building.note(documents, state{})
	}
	g := p.live.Load()
	if g == nil || p.broken != nil {
		return nil
	}
	return p.take(ctx, g, documents, p.at)
}
