package mongo

import (
	"cmp"
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/store/transfer"
)

// Give implements transfer.Source. There is no transaction, so that the order tells what
// is consistent: the plain rows come before the end of the log is looked for, so that
// none of them tells of a Change that is not given; the texts come after it, so that all
// that the entries name are there; and Scratches come last, after the redactions that
// took some of them.
func (s *Store) Give(ctx context.Context, take func(transfer.Batch) error) error {
	g := &giving{s, transfer.NewOutlet(take), transfer.Named{}}
	for _, part := range []func(context.Context) error{g.told, g.access, g.asked, g.log, g.scratches} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return g.out.Flush()
}

type giving struct {
	s     *Store
	out   *transfer.Outlet
	named transfer.Named
}

// told gives what members are told. How far the log was looked through comes first: all
// Notices of it are there by then.
func (g *giving) told(ctx context.Context) error {
	at, known, err := g.s.Noticed(ctx)
	if err != nil {
		return err
	}
	if known {
		g.out.Noticed(at)
	}
	if err := each(ctx, g.s, noticeColl, bson.D{}, func(d noticeDoc) error { return g.out.Notice(d.notice()) }); err != nil {
		return err
	}
	return each(ctx, g.s, letterColl, bson.D{}, func(d letterDoc) error { return g.out.Letter(d.letter()) })
}

// access gives what lets somebody in, but for sessions.
func (g *giving) access(ctx context.Context) error {
	if err := each(ctx, g.s, secretColl, bson.D{}, func(d secretsDoc) error { return g.out.Secrets(d.secrets()) }); err != nil {
		return err
	}
	device := func(d deviceDoc) error {
		return g.out.Device(transfer.Device{Device: content.Hash(d.Device), Member: content.MemberID(d.Member), Seen: instant(d.Seen, 0)})
	}
	if err := each(ctx, g.s, deviceColl, bson.D{}, device); err != nil {
		return err
	}
	return each(ctx, g.s, shareColl, bson.D{}, func(d shareDoc) error { return g.out.Share(d.share()) })
}

func (g *giving) asked(ctx context.Context) error {
	return each(ctx, g.s, askedColl, bson.D{}, func(d askedDoc) error { return g.out.Question(d.count()) })
}

// log gives the entries up to the end as it is now, and the texts that they name.
func (g *giving) log(ctx context.Context) error {
	head, _, err := g.s.tip(ctx)
	if err != nil {
		return err
	}
	left, err := g.s.unfinished(ctx, head)
	if err != nil {
		return err
	}
	err = each(ctx, g.s, logColl, fields(field("_id", bson.D{field("$lte", int64(head))})), func(e entryDoc) error {
		g.named.Entry(e.Entry)
		return g.out.Entry(transfer.Entry{Position: content.Position(e.Position), ID: content.ID(e.ID), Hash: content.Hash(e.Hash), Body: e.Entry})
	})
	if err != nil {
		return err
	}
	return each(ctx, g.s, textColl, bson.D{}, func(d textDoc) error {
		x := content.Text{Hash: content.Hash(d.Hash), Body: d.Body, Redacted: d.Redacted}
		if body, ok := left[x.Hash]; ok {
			x.Body, x.Redacted = body, true
		}
		if !g.named.Has(x.Hash) {
			return nil // it came with a later Change, or with one that was given up
		}
		return g.out.Text(x)
	})
}

func (g *giving) scratches(ctx context.Context) error {
	return each(ctx, g.s, scratchColl, bson.D{}, func(d scratchDoc) error { return g.out.Scratch(d.scratch()) })
}

// unfinished gives what redactions of the log up to a Position leave of texts, as far as
// it may not have been put in their place yet.
func (s *Store) unfinished(ctx context.Context, head content.Position) (map[content.Hash][]byte, error) {
	var pending []pendingDoc
	if err := s.find(ctx, pendingColl, &pending, bson.D{}); err != nil || len(pending) == 0 {
		return nil, err
	}
	var changes []string
	for _, p := range pending {
		changes = append(changes, p.Change)
	}
	var entries []entryDoc
	err := s.find(ctx, logColl, &entries, fields(field("id", in(changes)), field("_id", bson.D{field("$lte", int64(head))})))
	if err != nil {
		return nil, err
	}
	// The last redaction of a text is the one that holds.
	slices.SortFunc(entries, func(a, b entryDoc) int { return cmp.Compare(a.Position, b.Position) })
	left := map[content.Hash][]byte{}
	for _, e := range entries {
		for _, p := range pending {
			if p.Change == e.ID {
				left[content.Hash(p.Hash)] = p.Body
			}
		}
	}
	return left, nil
}
