package storetest

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
)

var (
	boardMembers = []content.MemberID{"m1", "m2", "m3", "m4"}
	boardTypes   = []string{"news", "act", "page", "press_release"}
	boardLocales = []i18n.Locale{"lt", "en", "ka"}
	boardOrgs    = []content.ID{"", ID(900), ID(901)}
	boardStates  = []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Scheduled, content.Missed, content.Published, content.Withdrawn, content.Discarded}
)

func anyOf[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// standingDocument makes a Document in states that nobody would choose: what a
// store lists must not depend on them making sense.
func standingDocument(r *rand.Rand, n int) *Builder {
	b := New(ID(n), anyOf(r, boardTypes), anyOf(r, []string{"public", "staff"}), "lt")
	d := b.Document
	d.Organization, d.Owner = anyOf(r, boardOrgs), anyOf(r, boardMembers)
	if r.IntN(3) == 0 {
		d.Review = anyOf(r, []string{"2026-12-01", "2027-01-15", "2027-03-01"})
	}
	at := func() time.Time { return Epoch.Add(time.Duration(r.IntN(100_000)) * time.Second) }
	for _, l := range boardLocales[:1+r.IntN(3)] {
		e := b.Draft(l, b.Title("Tekstas"), content.Facts{})
		t := d.Translation(l)
		if r.IntN(2) == 0 {
			b.Publish(l, at().AddDate(-r.IntN(2), 0, 0))
			if r.IntN(4) == 0 {
				e.Published.Imported = true
			}
			if r.IntN(3) == 0 {
				typed := content.ReasonText(map[i18n.Locale]string{l: "Klaida."})
				b.texts = append(b.texts, typed)
				e.Ending = &content.Ending{Mark: content.Mark{By: anyOf(r, boardMembers), At: at()}, Reason: content.Reason{Key: "reason.withdrawn.wrong", Text: typed.Hash}}
				if r.IntN(3) == 0 {
					e.Ending.Reason.Sealed = []content.ReasonSeal{{Locale: l}}
				}
			}
			if r.IntN(3) == 0 {
				e.Owed = []content.Debt{{Step: anyOf(r, []string{"language", "director"}), Due: at()}}
			}
			if r.IntN(2) == 0 {
				earlier := b.Title("Ankstesnis tekstas").Encode()
				b.texts = append(b.texts, earlier)
				t.MadeFrom = content.MadeFrom{Edition: 1, Words: earlier.Hash}
				continue
			}
			e = b.Draft(l, b.Title("Naujas tekstas"), content.Facts{})
		}
		e.State = anyOf(r, boardStates[:6])
		e.Revisions = append(e.Revisions, content.Revision{Words: e.Words, Facts: e.Facts, Mark: content.Mark{By: anyOf(r, boardMembers), At: at()}, Review: r.IntN(3) == 0})
		if e.State != content.Draft {
			e.Submitted = &content.Mark{By: anyOf(r, boardMembers), At: at()}
		}
		if r.IntN(4) == 0 {
			e.Hand(content.Handing{From: anyOf(r, boardMembers), To: anyOf(r, boardMembers), Mark: content.Mark{By: "m9", At: at()}})
		}
		if e.State == content.Scheduled || e.State == content.Missed {
			e.PublishAt, e.ScheduledBy = at(), anyOf(r, boardMembers)
		}
		t.Touched = content.Mark{By: anyOf(r, boardMembers), At: at()}
	}
	if r.IntN(3) == 0 {
		d.Redactions = []content.Redaction{{Asked: content.Mark{By: anyOf(r, boardMembers), At: at()}}}
		if r.IntN(3) == 0 {
			d.Redactions[0].Dropped = content.Mark{By: anyOf(r, boardMembers), At: at()}
		}
	}
	return b
}

func boardQuery(r *rand.Rand) content.BoardQuery {
	some := func(n int) bool { return r.IntN(n) == 0 }
	bounds := func() content.Bounds {
		var b content.Bounds
		if some(3) {
			b.Organizations = []content.ID{anyOf(r, boardOrgs[1:])}
		}
		if some(3) {
			b.Locales, b.Sources = []i18n.Locale{anyOf(r, boardLocales)}, some(2)
		}
		if some(4) {
			b.Types = []string{anyOf(r, boardTypes)}
		}
		if some(4) {
			b.Steps = []string{anyOf(r, []string{"language", "director", "authentic"})}
		}
		return b
	}
	q := content.BoardQuery{Within: []content.Bounds{bounds()}, Sort: anyOf(r, content.BoardSorts())}
	if some(3) {
		q.Within = append(q.Within, bounds())
	}
	for _, may := range []func(){
		func() { q.Sites = []string{anyOf(r, []string{"public", "staff"})} },
		func() { q.Types = []string{anyOf(r, boardTypes), anyOf(r, boardTypes)} },
		func() { q.Locales = []i18n.Locale{anyOf(r, boardLocales)} },
		func() { q.Organizations = []content.ID{anyOf(r, boardOrgs[1:])} },
		func() { q.Documents = []content.ID{ID(r.IntN(60)), ID(r.IntN(60)), ID(r.IntN(60))} },
		func() { q.States = []content.State{anyOf(r, boardStates), anyOf(r, boardStates)} },
		func() { q.LiveStates = []content.State{anyOf(r, []content.State{content.None, content.Published})} },
		func() { q.Sources = true },
		func() { q.Lacks = anyOf(r, boardLocales) },
		func() { q.Year = anyOf(r, []string{"2025", "2026", "2027"}) },
		func() { q.Awaits, q.Steps = true, anyOf(r, [][]string{nil, {"language"}, {"authentic", "director"}}) },
		func() { q.Owed, q.Steps = true, anyOf(r, [][]string{nil, {"director"}}) },
		func() { q.OwedBefore = Epoch.Add(50_000 * time.Second) },
		func() {
			q.By, q.As = anyOf(r, boardMembers), anyOf(r, [][]content.Hand{nil, {content.HandWrote}, {content.HandOwner, content.HandSubmitted}, {content.HandKeeps}})
		},
		func() { q.Without = anyOf(r, boardMembers) },
		func() { q.ScheduledBefore = Epoch.Add(50_000 * time.Second) },
		func() { q.ReviewBefore = "2027-02-01" },
		func() { q.Stale = true }, func() { q.Unsealed = true },
		func() { q.Redaction, q.Without = true, anyOf(r, boardMembers) },
		func() { q.Reason, q.Without = true, anyOf(r, boardMembers) },
	} {
		if some(9) {
			may()
		}
	}
	return q
}

// holds is what a BoardQuery means, said as plainly as can be. all are the Standings
// that there are.
func holds(q content.BoardQuery, s *content.Standing, all []content.Standing) bool {
	beside := func(o content.Standing) bool { return o.Document == s.Document && o.Locale == q.Lacks }
	in := func(all []string, v string) bool { return len(all) == 0 || slices.Contains(all, v) }
	owes := func(before time.Time) bool {
		return slices.ContainsFunc(s.Owed, func(d content.Debt) bool { return in(q.Steps, d.Step) && (before.IsZero() || d.Due.Before(before)) })
	}
	hands := func(m content.MemberID, as []content.Hand) bool {
		return slices.ContainsFunc(s.Hands(m), func(h content.Hand) bool { return len(as) == 0 || slices.Contains(as, h) })
	}
	return slices.ContainsFunc(q.Within, func(b content.Bounds) bool { return b.Holds(s) }) &&
		in(q.Sites, s.Site) && in(q.Types, s.Type) && (len(q.Locales) == 0 || slices.Contains(q.Locales, s.Locale)) &&
		(len(q.Organizations) == 0 || slices.Contains(q.Organizations, s.Organization)) &&
		(len(q.Documents) == 0 || slices.Contains(q.Documents, s.Document)) &&
		(len(q.States) == 0 || slices.Contains(q.States, s.State)) && (len(q.LiveStates) == 0 || slices.Contains(q.LiveStates, s.LiveState)) &&
		(!q.Sources || s.IsSource()) && (!q.Awaits || s.Awaits(q.Steps...)) && (!q.Owed || owes(time.Time{})) &&
		(q.OwedBefore.IsZero() || owes(q.OwedBefore)) && (q.By == "" || hands(q.By, q.As)) &&
		(q.Without == "" || !hands(q.Without, barring(q))) &&
		(q.ScheduledBefore.IsZero() || s.State == content.Scheduled && s.PublishAt.Before(q.ScheduledBefore)) &&
		(q.ReviewBefore == "" || s.Review != "" && s.Review < q.ReviewBefore) &&
		!slices.ContainsFunc(all, beside) && (q.Year == "" || s.Day[:4] == q.Year) &&
		(!q.Stale || s.Stale) && (!q.Unsealed || s.Unsealed) && (!q.Redaction || s.Redaction) && (!q.Reason || s.Reason)
}

// barring is how whom a question leaves out has to do with what it is about.
func barring(q content.BoardQuery) []content.Hand {
	if q.Redaction {
		return []content.Hand{content.HandRedacts}
	}
	if q.Reason {
		return []content.Hand{content.HandEnded}
	}
	return []content.Hand{content.HandWrote, content.HandSubmitted, content.HandKeeps}
}

// testBoard asks many questions of many Documents and compares the answers with
// what the questions mean.
func testBoard(h *harness) {
	r := rand.New(rand.NewPCG(7, 11))
	var all []content.Standing
	for n := range 60 {
		b := standingDocument(r, n)
		h.commit(b)
		texts, err := h.Texts(h.Context(), b.Document.Texts()...)
		h.must(err, "texts")
		p, err := Projector().Project(b.Document, texts)
		h.must(err, "project")
		all = append(all, p.Standings...)
	}
	found := 0
	for range h.some(1500) {
		q := boardQuery(r)
		var want []content.Standing
		for i := range all {
			if holds(q, &all[i], all) {
				want = append(want, all[i])
			}
		}
		slices.SortFunc(want, func(a, b content.Standing) int {
			if q.Sort.Descends() {
				a, b = b, a
			}
			return a.Cursor(q.Sort).Compare(b.Cursor(q.Sort))
		})
		found += len(want)
		h.boardGives(q, want)
	}
	if found < h.some(1000) {
		h.Errorf("the questions found %d texts: they ask for too little", found)
	}
	if got, err := h.Board(h.Context(), content.BoardQuery{}); err != nil || len(got) > 0 {
		h.Errorf("without bounds: %d texts, %v", len(got), err)
	}
}

// boardGives compares an answer, whole and in pages.
func (h *harness) boardGives(q content.BoardQuery, want []content.Standing) {
	h.Helper()
	got, err := h.Board(h.Context(), q)
	h.must(err, "board")
	n, err := h.BoardCount(h.Context(), q)
	h.must(err, "count")
	if len(got) != len(want) || n != len(want) {
		h.Fatalf("%+v: %d texts, %d counted, want %d", q, len(got), n, len(want))
	}
	for i := range got {
		if got[i].Document != want[i].Document || got[i].Locale != want[i].Locale || !reflect.DeepEqual(got[i].Owed, want[i].Owed) {
			h.Fatalf("%+v: text %d is %s %s, want %s %s", q, i, got[i].Document, got[i].Locale, want[i].Document, want[i].Locale)
		}
	}
	q.Limit = 3
	for at := 0; ; {
		page, err := h.Board(h.Context(), q)
		h.must(err, "page")
		for i := range page {
			if at >= len(want) || page[i].Document != want[at].Document || page[i].Locale != want[at].Locale {
				h.Fatalf("%+v: the page at %d goes wrong", q, at)
			}
			at++
		}
		if len(page) < q.Limit {
			if at != len(want) {
				h.Fatalf("%+v: pages end after %d of %d", q, at, len(want))
			}
			return
		}
		q.After = content.ParseBoardCursor(page[len(page)-1].Cursor(q.Sort).String())
	}
}

// testTrail finds Events by what they are about, in both orders and in pages.
func testTrail(h *harness) {
	var want []content.Event
	for n := range 25 {
		b := Published(ID(n%5), "news", "Naujiena", Epoch)
		c, texts := Change(content.NewID(), b)
		c.Events = []content.Event{
			{Kind: content.EventSaved, At: Epoch.Add(time.Duration(n) * time.Hour), By: boardMembers[n%2], Document: b.Document.ID, Locale: "lt", Tags: []string{"doc"}},
			{Kind: content.EventCommented, At: Epoch.Add(time.Duration(n) * time.Hour), By: boardMembers[n%3], Document: b.Document.ID},
			{Kind: content.EventMemberGranted, At: Epoch.Add(time.Duration(n) * time.Hour), By: boardMembers[n%2], Member: boardMembers[n%3], Role: content.RoleAuthor},
		}
		_, err := h.Commit(h.Context(), h.head(), c, texts)
		h.must(err, "commit")
		want = append(want, c.Events...)
	}
	for _, q := range []content.TrailQuery{
		{}, {Newest: true}, {Document: ID(3)}, {By: "m2"}, {Kinds: []content.EventKind{content.EventCommented}}, {Document: ID(1), Locale: "lt"},
		{From: Epoch.Add(5 * time.Hour), Until: Epoch.Add(9 * time.Hour)}, {Member: "m1"}, {Member: "m2", By: "m1", Newest: true}, {Member: "nobody"}, {Document: ID(2), By: "m1", Newest: true},
	} {
		var selected []content.Event
		for _, e := range want {
			if (q.Document == "" || e.Document == q.Document) && (q.By == "" || e.By == q.By) && (q.Member == "" || e.Member == q.Member) &&
				(len(q.Kinds) == 0 || slices.Contains(q.Kinds, e.Kind)) && (q.Locale == "" || e.Locale == "" || e.Locale == q.Locale) &&
				(q.From.IsZero() || !e.At.Before(q.From)) && (q.Until.IsZero() || e.At.Before(q.Until)) {
				e.Tags = nil
				selected = append(selected, e)
			}
		}
		if q.Newest {
			slices.Reverse(selected)
		}
		for limit, got := range map[int][]content.TrailEntry{0: h.trail(q, 0), 4: h.trail(q, 4)} {
			if len(got) != len(selected) {
				h.Fatalf("%+v by %d: %d events, want %d", q, limit, len(got), len(selected))
			}
			for i := range got {
				if !reflect.DeepEqual(got[i].Event, selected[i]) {
					h.Fatalf("%+v by %d: event %d is %+v, want %+v", q, limit, i, got[i].Event, selected[i])
				}
			}
		}
	}
}

// trail reads a whole trail, limit entries at a time.
func (h *harness) trail(q content.TrailQuery, limit int) []content.TrailEntry {
	h.Helper()
	var all []content.TrailEntry
	for q.Limit = limit; ; {
		page, err := h.Trail(h.Context(), q)
		h.must(err, "trail")
		all = append(all, page...)
		if limit == 0 || len(page) < limit {
			return all
		}
		q.After = content.ParseTrailPlace(page[len(page)-1].TrailPlace.String())
	}
}
