package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

var _ content.Scratches = (*Store)(nil)

type scratchDoc struct {
	Key      string `bson:"_id"`
	Member   string `bson:"member"`
	Document string `bson:"document"`
	Locale   string `bson:"locale"`
	Base     string `bson:"base"`
	Words    []byte `bson:"words"`
	Facts    []byte `bson:"facts"`
	At       int64  `bson:"at"`
}

func scratchKey(m content.MemberID, d content.ID, l i18n.Locale) string {
	return string(d) + " " + string(l) + " " + string(m)
}

func scratchOf(x content.Scratch) scratchDoc {
	return scratchDoc{scratchKey(x.Member, x.Document, x.Locale), string(x.Member), string(x.Document), string(x.Locale), string(x.Base),
		blob(x.Words), blob(x.Facts), since1970(x.At)}
}

func (d scratchDoc) scratch() content.Scratch {
	return content.Scratch{Member: content.MemberID(d.Member), Document: content.ID(d.Document), Locale: i18n.Locale(d.Locale),
		Base: content.Version(d.Base), Words: unblob(d.Words), Facts: unblob(d.Facts), At: instant(d.At, 0)}
}

// KeepScratch implements content.Scratches.
func (s *Store) KeepScratch(ctx context.Context, x content.Scratch) error {
	doc := scratchOf(x)
	return s.upsert(ctx, scratchColl, fields(field("_id", doc.Key)), doc)
}

// Scratch implements content.Scratches.
func (s *Store) Scratch(ctx context.Context, m content.MemberID, d content.ID, l i18n.Locale) (content.Scratch, error) {
	found, err := plain[scratchDoc](ctx, s, scratchColl, fields(field("_id", scratchKey(m, d, l))))
	if err == nil && len(found) == 0 {
		err = fault.Absent("scratch of %s", d)
	}
	if err != nil {
		return content.Scratch{}, err
	}
	return found[0].scratch(), nil
}

// Writing implements content.Scratches.
func (s *Store) Writing(ctx context.Context, d content.ID, l i18n.Locale, since time.Time) ([]content.Mark, error) {
	found, err := plain[scratchDoc](ctx, s, scratchColl, fields(field("document", string(d)), field("locale", string(l)),
		field("at", bson.D{field("$gte", since1970(since))})), sorted("-at", "member"))
	var all []content.Mark
	for _, f := range found {
		all = append(all, content.Mark{By: content.MemberID(f.Member), At: instant(f.At, 0)})
	}
	return all, err
}

// DropScratch implements content.Scratches.
func (s *Store) DropScratch(ctx context.Context, m content.MemberID, d content.ID, l i18n.Locale) error {
	return s.remove(ctx, scratchColl, fields(field("_id", scratchKey(m, d, l))))
}

// SweepScratches implements content.Scratches.
func (s *Store) SweepScratches(ctx context.Context, until time.Time) error {
	return s.remove(ctx, scratchColl, fields(field("at", before(since1970(until)))))
}
