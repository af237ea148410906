package mongo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/media"
	"herald/staff"
)

// errOvertaken says that another process has brought the projections further than the
// one that finds it: what it was about to write is there.
var errOvertaken = errors.New("another process is further")

// projection is what the collections should hold of one Record, which a Change at a
// Position wrote.
type projection struct {
	record   content.Record
	position content.Position
	owner    string
	of       content.Projection
}

func ownerOf(r content.Record) string { return string(r.Kind) + " " + string(r.ID) }

// readTexts gives the bodies of texts by their hashes.
type readTexts func(context.Context, []content.Hash) (map[content.Hash][]byte, error)

// projectionOf computes what follows from r, which a Change at a Position wrote.
func (s *Store) projectionOf(ctx context.Context, r content.Record, position content.Position, texts readTexts) (projection, error) {
	p := projection{record: r, position: position, owner: ownerOf(r)}
	var err error
	switch r.Kind {
	case content.RecordAsset:
		a, wrong := media.DecodeAsset(r.Body)
		if wrong != nil || a.ID != r.ID {
			return p, errors.Join(wrong, fmt.Errorf("record %s holds no asset of that id", r.ID))
		}
		p.of.Claims = a.Claims()
	case content.RecordMember:
		m, wrong := staff.DecodeMember(r.Body)
		if wrong != nil || content.ID(m.ID) != r.ID {
			return p, errors.Join(wrong, fmt.Errorf("record %s holds no member of that id", r.ID))
		}
		p.of.Claims = m.Claims()
	case content.RecordDocument:
		p.of, err = s.documentProjection(ctx, r, texts)
	}
	return p, err
}

func (s *Store) documentProjection(ctx context.Context, r content.Record, texts readTexts) (content.Projection, error) {
	d, err := content.DecodeDocument(r.Body)
	if err != nil {
		return content.Projection{}, err
	}
	if d.ID != r.ID {
		return content.Projection{}, fmt.Errorf("record %s holds document %s", r.ID, d.ID)
	}
	var hashes []content.Hash
	for _, n := range s.projector.Needs(d) {
		hashes = append(hashes, n.Hash)
	}
	found, err := texts(ctx, hashes)
	if err != nil {
		return content.Projection{}, fmt.Errorf("document %s: %w", d.ID, err)
	}
	return s.projector.Project(d, found)
}

// textsAt gives texts as of a Position. One that was redacted since says that it is too
// late for that: errOvertaken.
func (s *Store) textsAt(at content.Position) readTexts {
	return func(ctx context.Context, hashes []content.Hash) (map[content.Hash][]byte, error) {
		var later []textDoc
		err := s.find(ctx, textColl, &later, fields(field("_id", in(hashes)), field("redacted_at", bson.D{field("$gt", int64(at))})),
			options.Find().SetLimit(1).SetProjection(fields(field("_id", 1))))
		if err == nil && len(later) > 0 {
			err = errOvertaken
		}
		if err != nil {
			return nil, err
		}
		return s.Texts(ctx, hashes...)
	}
}

// textsWith gives texts, and of those that are coming what they will be.
func (s *Store) textsWith(coming []content.Text) readTexts {
	return func(ctx context.Context, hashes []content.Hash) (map[content.Hash][]byte, error) {
		all, ask := map[content.Hash][]byte{}, []content.Hash{}
		for _, h := range hashes {
			i := slices.IndexFunc(coming, func(x content.Text) bool { return x.Hash == h })
			if i < 0 {
				ask = append(ask, h)
				continue
			}
			all[h] = coming[i].Body
		}
		stored, err := s.Texts(ctx, ask...)
		maps.Copy(all, stored)
		return all, err
	}
}

// part is what one collection should hold of a Record: documents, each with the name
// that tells it from the others.
type part struct {
	coll string
	docs []named
}

// named is a document without its span, which spanned puts to it.
type named struct {
	name    string
	spanned func(span) any
	print   string
}

func one[T any](name string, doc T, put func(*T, span)) named {
	return named{name: name, print: string(content.Sum(mustMarshal(doc))), spanned: func(s span) any {
		d := doc
		put(&d, s)
		return d
	}}
}

func mustMarshal(doc any) []byte {
	b, err := bson.Marshal(doc)
	if err != nil {
		panic("mongo: plain fields cannot fail to encode: " + err.Error())
	}
	return b
}

// recordPart gives the document of the Record itself, which also names what the other
// collections hold of it.
func (p projection) recordPart(held []heldDoc) part {
	doc := recordDoc{Kind: string(p.record.Kind), ID: string(p.record.ID), Position: int64(p.position), Body: blob(p.record.Body)}
	return part{recordColl, []named{one("", doc, func(d *recordDoc, s span) { d.Span, d.Held = s, held })}}
}

// parts gives what each collection should hold of p, the Record first.
func (p projection) parts() []part {
	id := string(p.record.ID)
	all := []part{p.recordPart(nil)}
	var rows, paths, claims, due, standings []named
	for i := range p.of.Rows {
		rows = append(rows, one(strconv.Itoa(i), rowOf(i, &p.of.Rows[i]), func(d *rowDoc, s span) { d.Span = s }))
	}
	for _, x := range p.of.Paths {
		doc := pathDoc{Site: x.Site, Path: x.Path, Locale: string(x.Locale), Document: id, Since: millis(x.Since, fromStart), Rehomed: x.Rehomed}
		paths = append(paths, one(x.Site+" "+string(x.Locale)+" "+x.Path, doc, func(d *pathDoc, s span) { d.Span = s }))
	}
	for _, x := range unique(p.of.Claims) {
		claims = append(claims, one(string(x), claimDoc{Claim: string(x), Document: id}, func(d *claimDoc, s span) { d.Span = s }))
	}
	for _, x := range p.of.Due {
		at := x.UnixMilli()
		due = append(due, one(strconv.FormatInt(at, 10), dueDoc{At: at, Document: id}, func(d *dueDoc, s span) { d.Span = s }))
	}
	var locales []string
	for i := range p.of.Standings {
		locales = append(locales, string(p.of.Standings[i].Locale))
	}
	for i := range p.of.Standings {
		st := &p.of.Standings[i]
		standings = append(standings, one(string(st.Locale), standingOf(st, locales), func(d *standingDoc, s span) { d.Span = s }))
	}
	return append(all, part{rowColl, rows}, part{pathColl, paths}, part{claimColl, claims}, part{dueColl, unnamed(due)}, part{standingColl, standings})
}

func unique[T comparable](all []T) []T {
	seen := map[T]bool{}
	var out []T
	for _, x := range all {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

// unnamed keeps one of several documents of a name.
func unnamed(all []named) []named {
	seen := map[string]bool{}
	var out []named
	for _, n := range all {
		if !seen[n.name] {
			seen[n.name] = true
			out = append(out, n)
		}
	}
	return out
}
