package mongo

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
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
// on writing.
func (s *Store) Verify(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	at, err := s.view(ctx)
	if err != nil {
		return nil, err
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

// readRecords compares every Record to the entry that it comes from, and what the
// collections hold of it to what follows from it.
func (v *verifying) readRecords(ctx context.Context) error {
	seen := map[string]bool{}
	err := v.eachRecord(ctx, func(r content.Record, at content.Position) error {
		v.step()
		owner := ownerOf(r)
		seen[owner] = true
		last, known := v.newest[owner]
		switch {
		case !known:
			v.find(inProjection, owner, "the log knows nothing of it")
			return nil
		case at != last.at || !bytes.Equal(last.body, r.Body):
			v.find(inProjection, owner, "its record is not that of change %d", last.at)
			return nil
		}
		p, err := v.s.projectionOf(ctx, r, at, v.s.textsNow)
		if err != nil {
			v.find(inProjection, owner, "what follows from it cannot be made: %v", err)
			return nil
		}
		return v.compare(ctx, p)
	})
	for owner := range v.newest {
		if !seen[owner] {
			v.find(inProjection, owner, "its record is missing")
		}
	}
	return err
}

// compare finds what the collections hold otherwise of a Record.
func (v *verifying) compare(ctx context.Context, p projection) error {
	for _, part := range p.parts() {
		var have []span
		if err := v.view.find(ctx, part.coll, &have, fields(field("owner", p.owner)), options.Find().SetProjection(fields(field("print", 1)))); err != nil {
			return err
		}
		want := map[string]int{}
		for _, n := range part.docs {
			want[n.print]++
		}
		for _, h := range have {
			want[h.Print]--
		}
		for _, n := range want {
			if n != 0 {
				v.find(inProjection, p.owner, "the collection %s does not hold what follows from it", part.coll)
				break
			}
		}
	}
	return nil
}

// strays finds documents of no Record, and Events that are not those of the log.
func (v *verifying) strays(ctx context.Context) error {
	for _, name := range projectedColls[1:] {
		owners, err := v.group(ctx, name, bson.D{}, "owner")
		if err != nil {
			return err
		}
		for owner := range owners {
			if _, known := v.newest[owner]; !known {
				v.find(inProjection, owner, "the collection %s holds something of it, and the log knows nothing of it", name)
			}
		}
	}
	n, err := v.s.coll(v.coll(eventColl)).CountDocuments(ctx, fields(field("position", bson.D{field("$lte", v.at)})))
	if err == nil && int(n) != v.events {
		v.find(inProjection, "events", "there are %d and the log tells of %d", n, v.events)
	}
	return failed(err, "count events")
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
