package storetest

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/counting"
	"herald/media"
	"herald/staff/notice"
)

// Stock puts something of everything that a store can hold into s, whose log is empty:
// a random history of n Changes, an Event of every kind, Records of every kind, sealed
// and staff texts, redactions, and plain rows of every sort.
func Stock(t testing.TB, s Store, n int) {
	t.Helper()
	h := newHistory(7)
	put := func(c content.Change, texts []content.Text) {
		t.Helper()
		head, err := s.Head(t.Context())
		if err == nil {
			_, err = s.Commit(t.Context(), head, c, texts)
		}
		if err != nil {
			t.Fatalf("stock: %v", err)
		}
	}
	for range n {
		put(h.next())
	}
	put(records())
	b := New(ID(30), "notice", "staff", "lt")
	e := b.Draft("lt", b.Title("Užantspauduotas"), content.Facts{})
	e.Approvals = []content.Approval{{Step: "language", Words: e.Words, Mark: content.Mark{By: "m1", At: Epoch}}}
	put(Change(content.NewID(), b.Publish("lt", Epoch)))
	c, texts := Change(content.NewID(), b)
	c.Events[0].Kind = content.EventRedacted
	put(c, append(texts, redaction(b.texts[0], "Pašalinta")))
	stockRows(t, s)
}

// records gives a Change with a Record of each kind that is no Document, and with an
// Event of every kind.
func records() (content.Change, []content.Text) {
	c := content.Change{ID: content.NewID(), At: Epoch.Add(123 * time.Millisecond)}
	notes := media.Notes{Name: "nuotrauka.jpg"}.Text()
	picture, removed := asset(21, "picture"), asset(22, "paper")
	picture.Notes, removed.Notes, removed.Removed = notes.Hash, notes.Hash, Epoch
	c.Texts = []content.Hash{notes.Hash}
	c.Records = []content.Record{picture.Record(), removed.Record(), member(31, "ona@arvena.example").Record(), member(32, "петар@арвена.example").Record(),
		{Kind: content.RecordStyle, ID: "lt", Body: []byte(`{"locale":"lt","said":"one"}`)},
		{Kind: content.RecordTuning, ID: "lt@public", Body: []byte(`{"said":"two"}`)}, {Kind: "ticket", ID: ID(1), Body: []byte(`{"id":"y"}`)}}
	for _, k := range slices.Concat(content.EventKinds()) {
		c.Events = append(c.Events, content.Event{Kind: k, At: Epoch, By: "system:test", Asset: picture.ID, Locale: "sr-Latn", Other: "žodis → другая <b>&\u2028"})
	}
	return c, []content.Text{notes}
}

// stockRows adds plain rows, some with nothing but what they must have.
func stockRows(t testing.TB, s Store) {
	t.Helper()
	ctx := t.Context()
	plain := secrets(2)
	plain.Link, plain.Codes, plain.Factor = secrets(3).Link, nil, nil
	plain.Link.Until = time.Time{}
	scratch := content.Scratch{Member: "m1", Document: ID(1), Locale: "lt", Base: "3.2", Words: []byte(`{"title":"Pra"}`), At: Epoch}
	month := counting.MonthOf(Epoch)
	letter := notice.Letter{ID: "l1", Member: "m1", State: notice.LetterAgain, Since: Epoch, At: Epoch.Add(time.Minute), Tries: 2, Next: Epoch.Add(time.Hour), Why: "451 įrašyti nepavyko"}
	sent := told(2, 1, 8)
	sent.Kind, sent.Due, sent.Read, sent.Settled, sent.Mail, sent.Letter = notice.Owed, Epoch.Add(72*time.Hour), Epoch, Epoch.Add(time.Hour), notice.MailSent, "l1"
	link := share(1, 7, time.Millisecond)
	for _, err := range []error{
		s.PutSecrets(ctx, secrets(1)), s.PutSecrets(ctx, plain), s.AddSession(ctx, session(1, 1)),
		s.PutDevice(ctx, "", secret("device"), "m1", Epoch), s.PutDevice(ctx, "", secret("device"), "m2", Epoch.Add(time.Hour)),
		s.KeepScratch(ctx, scratch), s.AddNotices(ctx, 3, told(1, 1, 7), sent), s.PutLetter(ctx, letter, notice.LetterNone),
		s.AddShare(ctx, link), s.AddShare(ctx, share(2, 7, 0)), s.OpenShare(ctx, link.ID, Epoch.Add(time.Hour)), s.RevokeShare(ctx, link.ID, Epoch.Add(2*time.Hour)),
		s.AddAsked(ctx, []counting.Count{{Month: month, Site: "public", Locale: "lt", Text: "šiukšlės", Times: 4, Without: 1}, {Month: month - 1, Site: "staff", Locale: "en", Text: "a' OR 1=1", Times: 1}}),
	} {
		if err != nil {
			t.Fatalf("stock: %v", err)
		}
	}
	again, err := s.Secrets(ctx, plain.Member)
	if err == nil {
		err = s.PutSecrets(ctx, again)
	}
	if err != nil {
		t.Fatalf("stock: %v", err)
	}
}
