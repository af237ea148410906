package search

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// holding is what one part is an index of: the texts that readers of an audience
// are given (readers), or all that the desk has (everything). Everything else about
// an index, from following to healing, is the same for both.
type holding interface {
	// entries gives what the store holds now of documents for the part, by id.
	entries(ctx context.Context, documents []content.ID) (map[string]entry, error)
	// walk hands over the Documents that have an entry, each once, page by page,
	// and how many rows were read for them.
	walk(ctx context.Context, do func(documents []content.ID, rows int) error) error
	// size is how many rows walk reads.
	size(ctx context.Context) (int, error)
	// locales are those of the entries.
	locales() []i18n.Locale
	// fields is how an entry is indexed.
	fields() mapping.IndexMapping
}

// entry is one text as it stands in the store: what is indexed, and what an index
// is compared with.
type entry interface {
	// print is the hash of everything that the entry is indexed from. It is over
	// the texts and not their hashes, which a redaction does not change.
	print() string
	// document gives the entry in the fields of the mapping.
	document(types *content.Types) (map[string]any, error)
	// attached are the files that it shows, weight how many characters of text it
	// has with them, about.
	attached() *attachments
	weight() int
	// early says that the entry may be there before the log has heard of it.
	early() bool
}

// documents gives entries in the fields of the mapping. A text that cannot be
// read is left out: one damaged text must not stop all others.
func (p *part) documents(entries map[string]entry) map[string]map[string]any {
	out := make(map[string]map[string]any, len(entries))
	for id, e := range entries {
		d, err := e.document(p.x.o.Types)
		if err != nil {
			p.x.o.Logger.Error("a text cannot be indexed", "index", p.name(), "error", err)
			continue
		}
		out[id] = d
	}
	return out
}

// bodies gives the texts that entries need, by hash. An entry of which the store
// has lost a text is taken out of needs, so that it takes no other with it.
func (x *Index) bodies(ctx context.Context, needs map[string][]content.Hash) (map[content.Hash][]byte, error) {
	var hashes []content.Hash
	for _, some := range needs {
		hashes = append(hashes, some...)
	}
	all, err := x.src.Texts(ctx, unique(hashes)...)
	if !fault.Is(err, fault.NotFound) {
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		return all, nil
	}
	all = map[content.Hash][]byte{}
	for id, some := range needs {
		found, err := x.src.Texts(ctx, unique(some)...)
		switch {
		case fault.Is(err, fault.NotFound):
			x.o.Logger.Error("a text is missing and cannot be found by search", "error", err)
			delete(needs, id)
		case err != nil:
			return nil, fmt.Errorf("texts: %w", err)
		}
		maps.Copy(all, found)
	}
	return all, nil
}

func unique[T cmp.Ordered](all []T) []T { return slices.Compact(slices.Sorted(slices.Values(all))) }

// standing hands over the Documents that q selects, each once, page by page, and
// how many Translations of them were read.
func (x *Index) standing(ctx context.Context, q content.BoardQuery, do func(documents []content.ID, rows int) error) error {
	q.Sort, q.Limit = content.ByDocument, page
	last := content.ID("")
	for {
		all, err := x.src.Board(ctx, q)
		if err != nil {
			return fmt.Errorf("board: %w", err)
		}
		if len(all) == 0 {
			return nil
		}
		var documents []content.ID
		for i := range all {
			// In the order of Documents one that a page ends with may begin the next.
			if id := all[i].Document; id != last {
				documents, last = append(documents, id), id
			}
		}
		if err := do(documents, len(all)); err != nil {
			return err
		}
		q.After = all[len(all)-1].Cursor(q.Sort)
	}
}
