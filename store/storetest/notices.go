package storetest

import (
	"fmt"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff/notice"
)

// told is the n-th Notice of the tests, n minutes after Epoch.
func told(n, member, document int) notice.Notice {
	m := content.MemberID(ID(member))
	return notice.Notice{ID: notice.ID(m, fmt.Sprint("event ", n)), Member: m, Kind: notice.Waiting, Document: ID(document), Locale: "sr-Latn", Edition: 3,
		Step: "language", By: "system:test", At: Epoch.Add(time.Duration(n) * time.Minute), Mail: notice.MailWaiting}
}

func (h *harness) told(q notice.Query, want ...notice.Notice) {
	h.Helper()
	got, err := h.Store.Notices(h.Context(), q)
	h.must(err, "notices")
	h.same(got, want, "notices")
}

func (h *harness) unread(member int, want int) {
	h.Helper()
	n, err := h.OpenNotices(h.Context(), content.MemberID(ID(member)))
	h.must(err, "open notices")
	h.same(n, want, "open notices")
}

// testNotices: each once, whatever is added again; read by whose they are.
func testNotices(h *harness) {
	at, known, err := h.Noticed(h.Context())
	h.must(err, "noticed")
	h.same([]any{at, known}, []any{content.Position(0), false}, "a log that nobody has looked through")
	a, b, c, d := told(1, 1, 7), told(2, 1, 8), told(3, 2, 7), told(4, 2, 8)
	d.Kind, d.Due, d.Mail = notice.Owed, Epoch.Add(72*time.Hour), notice.MailNone
	h.must(h.AddNotices(h.Context(), 0), "begin at the start")
	at, known, err = h.Noticed(h.Context())
	h.must(err, "noticed")
	h.same([]any{at, known}, []any{content.Position(0), true}, "begun")
	h.must(h.AddNotices(h.Context(), 5, c, a), "add")
	h.must(h.ReadNotices(h.Context(), a.Member, Epoch.Add(time.Hour), a.ID, c.ID), "read")
	a.Read = Epoch.Add(time.Hour)
	other := a
	other.Kind, other.Read = notice.Returned, time.Time{}
	h.must(h.AddNotices(h.Context(), 9, other, b, d), "add again, and more")
	h.must(h.AddNotices(h.Context(), 3), "fall behind")
	h.must(h.AddNotices(h.Context(), 0), "fall behind wholly")
	at, known, err = h.Noticed(h.Context())
	h.must(err, "noticed")
	h.same([]any{at, known}, []any{content.Position(9), true}, "looked through")
	h.told(notice.Query{}, a, b, c, d)
	h.told(notice.Query{Newest: true, Limit: 3}, d, c, b)
	h.told(notice.Query{Member: a.Member, Newest: true}, b, a)
	h.told(notice.Query{Member: a.Member, Unread: true}, b)
	h.told(notice.Query{Documents: []content.ID{ID(7), ID(9)}}, a, c)
	h.told(notice.Query{Mail: notice.MailWaiting, Limit: 2}, a, b)
	h.unread(1, 1)
	h.unread(2, 2)
	h.unread(3, 0)
	h.must(h.ReadNotices(h.Context(), a.Member, Epoch.Add(9*time.Hour), a.ID), "read again")
	h.must(h.SettleNotices(h.Context(), Epoch.Add(2*time.Hour), d.ID), "settle")
	h.must(h.SettleNotices(h.Context(), Epoch.Add(3*time.Hour), d.ID, c.ID), "settle more")
	d.Settled, c.Settled = Epoch.Add(2*time.Hour), Epoch.Add(3*time.Hour)
	h.unread(2, 0)
	h.told(notice.Query{Unsettled: true}, a, b)
	h.told(notice.Query{Documents: []content.ID{ID(8)}, Unsettled: true}, b)
	h.must(h.MailNotices(h.Context(), "letter", notice.MailUnsure, a.ID, c.ID), "put in a letter")
	a.Letter, a.Mail, c.Letter, c.Mail = "letter", notice.MailUnsure, "letter", notice.MailUnsure
	h.told(notice.Query{Letter: "letter"}, a, c)
	h.told(notice.Query{Mail: notice.MailUnsure, Member: c.Member}, c)
	h.told(notice.Query{Mail: notice.MailWaiting}, b)
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.must(h.SweepNotices(h.Context(), c.At), "sweep")
	h.told(notice.Query{}, c, d)
	h.same(h.head(), 0, "the log")
}

// testLetters: a claim is given once, and a letter changes only from the state in
// which its owner saw it.
func testLetters(h *harness) {
	l := notice.Letter{ID: "l1", Member: "m1", State: notice.LetterClaimed, Since: Epoch, At: Epoch}
	h.must(h.PutLetter(h.Context(), l, notice.LetterNone), "claim")
	h.wants(h.PutLetter(h.Context(), l, notice.LetterNone), fault.Conflict, "claim again")
	h.wants(h.PutLetter(h.Context(), l, notice.LetterAgain), fault.Conflict, "claim from a state it is not in")
	h.wants(h.PutLetter(h.Context(), notice.Letter{ID: "l2", Member: "m1", State: notice.LetterSent}, notice.LetterClaimed), fault.Conflict, "one that is not there")
	l.State, l.At, l.Tries, l.Next, l.Why = notice.LetterAgain, Epoch.Add(time.Minute), 2, Epoch.Add(time.Hour), "451 įrašyti nepavyko"
	h.must(h.PutLetter(h.Context(), l, notice.LetterClaimed), "put off")
	found, err := h.Letters(h.Context(), "l1", "l9")
	h.must(err, "letters")
	h.same(found, map[string]notice.Letter{"l1": l}, "letters")
	second, third := l, l
	second.ID, second.Member, second.At = "l2", "m2", Epoch.Add(2*time.Minute)
	third.ID, third.State, third.At = "l3", notice.LetterRefused, Epoch.Add(3*time.Minute)
	for _, x := range []notice.Letter{second, third} {
		h.must(h.PutLetter(h.Context(), x, notice.LetterNone), "put")
	}
	h.lettersIn(notice.LetterAgain, "", 9, second, l)
	h.lettersIn(notice.LetterAgain, "", 1, second)
	h.lettersIn(notice.LetterAgain, "m1", 9, l)
	h.lettersIn(notice.LetterRefused, "m1", 9, third)
	h.lettersIn(notice.LetterClaimed, "", 9)
	h.must(h.SweepNotices(h.Context(), third.At), "sweep")
	h.lettersIn(notice.LetterAgain, "", 9)
	h.lettersIn(notice.LetterRefused, "", 9, third)
}

func (h *harness) lettersIn(s notice.LetterState, m content.MemberID, limit int, want ...notice.Letter) {
	h.Helper()
	got, err := h.LettersIn(h.Context(), s, m, limit)
	h.must(err, "letters in a state")
	h.same(got, slices.Clip(want), "letters in a state")
}

// testRaceLetters: of two processes that claim a letter, one gets it.
func testRaceLetters(h *harness) {
	if h.again == nil {
		h.Skip("no second handle")
	}
	other := h.again(h.T, Projector())
	for round := range 20 {
		l := notice.Letter{ID: fmt.Sprint("l", round), Member: "m1", State: notice.LetterClaimed, Since: Epoch, At: Epoch}
		won := make(chan error, 2)
		for _, s := range []Store{h.Store, other} {
			go func() { won <- s.PutLetter(h.Context(), l, notice.LetterNone) }()
		}
		first, second := <-won, <-won
		if (first == nil) == (second == nil) {
			h.Fatalf("round %d: %v and %v", round, first, second)
		}
		if first == nil {
			first = second
		}
		h.wants(first, fault.Conflict, "the one that was slower")
	}
}
