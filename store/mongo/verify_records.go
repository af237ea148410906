package mongo

import (
	"bytes"
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// readRecords compares every Record to the entry that it comes from, and what the
// collections hold of it to what follows from it. A batch costs as many questions as one.
func (v *verifying) readRecords(ctx context.Context) error {
	seen := map[string]bool{}
	err := v.eachBatch(ctx, func(docs []recordDoc) error {
		var sound []recordDoc
		for _, d := range docs {
			v.step()
			owner := ownerOf(d.record())
			seen[owner] = true
			if v.fromLog(owner, d) {
				sound = append(sound, d)
			}
		}
		return v.follows(ctx, sound)
	})
	for owner := range v.newest {
		if !seen[owner] {
			v.find(inProjection, owner, "its record is missing")
		}
	}
	return err
}

// fromLog reports whether a Record is what the log wrote last of it.
func (v *verifying) fromLog(owner string, d recordDoc) bool {
	last, known := v.newest[owner]
	switch {
	case !known:
		v.find(inProjection, owner, "the log knows nothing of it")
		return false
	case content.Position(d.Position) != last.at || !bytes.Equal(last.body, d.Body):
		v.find(inProjection, owner, "its record is not that of change %d", last.at)
		return false
	}
	return true
}

// follows finds what the collections hold otherwise of some Records.
func (v *verifying) follows(ctx context.Context, docs []recordDoc) error {
	var records []content.Record
	for _, d := range docs {
		records = append(records, d.record())
	}
	texts, err := v.s.textsAhead(ctx, records)
	if err != nil {
		return err
	}
	want := prints{}
	var owners []string
	for i, r := range records {
		p, err := v.s.projectionOf(ctx, r, content.Position(docs[i].Position), texts)
		if err != nil {
			v.find(inProjection, ownerOf(r), "what follows from it cannot be made: %v", err)
			continue
		}
		owners = append(owners, p.owner)
		for _, part := range p.parts() {
			for _, n := range part.docs {
				want.add(part.coll, p.owner, n.print, 1)
			}
		}
	}
	return v.compare(ctx, want, owners)
}

// prints counts documents by collection, by whose they are and by what they hold.
type prints map[[2]string]map[string]int

func (p prints) add(coll, owner, print string, n int) {
	of := p[[2]string{coll, owner}]
	if of == nil {
		of = map[string]int{}
		p[[2]string{coll, owner}] = of
	}
	of[print] += n
}

// compare takes what the collections hold from what they should, and finds whose is left.
func (v *verifying) compare(ctx context.Context, want prints, owners []string) error {
	if len(owners) == 0 {
		return nil
	}
	for _, coll := range projectedColls {
		var have []span
		if err := v.view.find(ctx, coll, &have, fields(field("owner", in(owners))), options.Find().SetProjection(fields(field("owner", 1), field("print", 1)))); err != nil {
			return err
		}
		for _, h := range have {
			want.add(coll, h.Owner, h.Print, -1)
		}
		for _, owner := range owners {
			for _, n := range want[[2]string{coll, owner}] {
				if n != 0 {
					v.find(inProjection, owner, "the collection %s does not hold what follows from it", coll)
					break
				}
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
