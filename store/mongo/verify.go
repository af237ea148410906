package mongo

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
)

// What a Finding is about.
const (
	inChain      = "chain"
	inText       = "text"
	inProjection = "projection"
	inOrphan     = "orphan"
)

// orphanAge is how long a text may lie unnamed: the Commit that it belongs to may be
// under way.
const orphanAge = 24 * time.Hour

// verifying is one look at everything.
type verifying struct {
	view
	progress    content.Progress
	done, total int
	findings    []content.Finding
	// texts says of each text whether an entry names it; fresh ones are never
	// orphans.
	texts map[content.Hash]bool
	fresh map[content.Hash]bool
	// newest is the last Position that wrote a Record, and its bytes.
	newest map[string]written
	events int
}

type written struct {
	at   content.Position
	body []byte
}

// Verify implements content.Keeper. It looks as of one Position, so that others may go
// on writing. Projections that another projector has made cannot be compared with what
// this one makes, and are not said to be damaged: it fails with fault.Unavailable.
func (s *Store) Verify(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	at, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	if m, err := s.marker(ctx); err != nil || m.Print != s.print {
		return nil, cmp.Or(err, fault.Wrap(fault.Unavailable, ErrOthers, "store %s", s.title()))
	}
	v := &verifying{view: at, progress: progress, texts: map[content.Hash]bool{}, fresh: map[content.Hash]bool{}, newest: map[string]written{}}
	for _, part := range []func(context.Context) error{v.count, v.readTexts, v.readLog, v.orphans, v.readRecords, v.strays} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	if repair && len(v.findings) > 0 {
		return v.findings, v.repair(ctx)
	}
	return v.findings, nil
}

// count sets what progress runs to: every text, entry and Record once.
func (v *verifying) count(ctx context.Context) error {
	for _, name := range []string{textColl, logColl, v.coll(recordColl)} {
		n, err := v.s.coll(name).EstimatedDocumentCount(ctx)
		if err != nil {
			return failed(err, "count %s", name)
		}
		v.total += int(n)
	}
	return nil
}

func (v *verifying) step() {
	v.done++
	if v.progress != nil {
		v.progress(min(v.done, v.total), v.total)
	}
}

func (v *verifying) find(what, where, why string, args ...any) {
	v.findings = append(v.findings, content.Finding{What: what, Where: where, Why: fmt.Sprintf(why, args...)})
}

// readTexts compares every text to the hash that names it. A redacted one does not have
// to answer for words that were taken out of it.
func (v *verifying) readTexts(ctx context.Context) error {
	young := time.Now().Add(-orphanAge).UnixMilli()
	return each(ctx, v.s, textColl, bson.D{}, func(t textDoc) error {
		h := content.Hash(t.Hash)
		v.texts[h], v.fresh[h] = false, t.Written > young
		if !t.Redacted && content.Sum(t.Body) != h {
			v.find(inText, t.Hash, "its words are not those that it is named after")
		}
		v.step()
		return nil
	})
}

// readLog walks the chain from its first entry.
func (v *verifying) readLog(ctx context.Context) error {
	at, previous := content.Position(0), content.Hash("")
	return each(ctx, v.s, logColl, fields(field("_id", bson.D{field("$lte", v.at)})), func(e entryDoc) error {
		v.step()
		where := fmt.Sprintf("change %d", e.Position)
		if content.Position(e.Position) != at+1 {
			v.find(inChain, where, "the entry before it is %d: entries are missing", at)
		}
		at = content.Position(e.Position)
		if content.Sum(e.Entry) != content.Hash(e.Hash) {
			v.find(inChain, where, "its bytes are not those that were written")
		}
		c, err := content.DecodeChange(e.Entry)
		if err != nil {
			v.find(inChain, where, "it cannot be read: %v", err)
			previous = content.Hash(e.Hash)
			return nil
		}
		if c.Position != at || string(c.ID) != e.ID {
			v.find(inChain, where, "it says that it is change %d %s", c.Position, c.ID)
		}
		if c.Previous != previous {
			v.find(inChain, where, "it does not follow from the entry before it")
		}
		previous = content.Hash(e.Hash)
		v.entry(where, c, e.Entry)
		return nil
	})
}

// entry notes what an entry names. A text counts as named wherever its hash stands in
// the entry, so that none is ever swept by a mistake in Texts.
func (v *verifying) entry(where string, c content.Change, body []byte) {
	for _, h := range c.Texts {
		if _, ok := v.texts[h]; !ok {
			v.find(inText, string(h), "%s names it and it is not there", where)
			v.texts[h] = true
		}
	}
	for _, h := range content.Named(body) {
		if _, ok := v.texts[h]; ok {
			v.texts[h] = true
		}
	}
	v.events += len(c.Events)
	for _, r := range c.Records {
		v.newest[ownerOf(r)] = written{c.Position, r.Body}
	}
}

func (v *verifying) orphans(context.Context) error {
	for h, named := range v.texts {
		if !named && !v.fresh[h] {
			v.find(inOrphan, string(h), "no entry names this text")
		}
	}
	return nil
}

// repair makes the projections anew and takes away texts that nothing names. What is
// wrong with the log or with a text can only come back from a backup.
func (v *verifying) repair(ctx context.Context) error {
	var orphans []string
	projections := false
	for _, f := range v.findings {
		if f.What == inOrphan {
			orphans = append(orphans, f.Where)
		}
		projections = projections || f.What == inProjection
	}
	if len(orphans) > 0 {
		if err := v.s.remove(ctx, textColl, fields(field("_id", in(orphans)))); err != nil {
			return err
		}
	}
	if projections {
		if err := v.s.Reproject(ctx, nil); err != nil {
			return err
		}
	}
	for i := range v.findings {
		f := &v.findings[i]
		f.Repaired = f.What == inOrphan || f.What == inProjection
	}
	return nil
}

// each reads the documents that w selects one by one, by key.
func each[T any](ctx context.Context, s *Store, coll string, w bson.D, do func(T) error) error {
	cursor, err := s.coll(coll).Find(ctx, w, sorted("_id"))
	if err != nil {
		return failed(err, "read %s", coll)
	}
	defer cursor.Close(context.WithoutCancel(ctx))
	for cursor.Next(ctx) {
		var doc T
		if err := cursor.Decode(&doc); err != nil {
			return failed(err, "read %s", coll)
		}
		if err := do(doc); err != nil {
			return err
		}
	}
	return failed(cursor.Err(), "read %s", coll)
}
