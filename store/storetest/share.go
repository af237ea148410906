package storetest

import (
	"strconv"
	"time"

	"herald/content"
	"herald/internal/fault"
)

func share(n, document int, made time.Duration) content.Share {
	return content.Share{ID: ID(100 + n), Token: content.Sum([]byte("token " + strconv.Itoa(n))), Document: ID(document), Locale: "lt", Edition: 2,
		For:  content.Sum([]byte("for " + strconv.Itoa(n))),
		Mark: content.Mark{By: content.MemberID(ID(n)), At: Epoch.Add(made)}, Until: Epoch.Add(made + 24*time.Hour)}
}

// testShares: links are found by the hash of their token alone, counted, taken
// back for good, swept, and no part of the log.
func testShares(h *harness) {
	get := func(x content.Share) (content.Share, error) { return h.Share(h.Context(), x.Token) }
	first, second, elsewhere := share(1, 7, 0), share(2, 7, time.Hour), share(3, 8, time.Minute)
	_, err := get(first)
	h.wants(err, fault.NotFound, "no link")
	for _, x := range []content.Share{first, second, elsewhere} {
		h.must(h.AddShare(h.Context(), x), "add")
	}
	if h.AddShare(h.Context(), first) == nil {
		h.Error("one token opens two links")
	}
	of, err := h.SharesOf(h.Context(), ID(7), "lt")
	h.must(err, "links of a text")
	h.same(of, []content.Share{second, first}, "links of a text")
	of, err = h.SharesOf(h.Context(), ID(7), "en")
	h.must(err, "links of another language")
	h.same(len(of), 0, "links of another language")

	later := Epoch.Add(2 * time.Hour)
	h.must(h.OpenShare(h.Context(), first.ID, later), "open")
	h.must(h.OpenShare(h.Context(), first.ID, later.Add(-time.Hour)), "open, told late")
	h.must(h.RevokeShare(h.Context(), second.ID, later), "take back")
	h.must(h.RevokeShare(h.Context(), second.ID, later.Add(time.Hour)), "take back again")
	h.must(h.RevokeShare(h.Context(), ID(999), later), "take back what is not there")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	first.Opened, first.Seen, second.Revoked = 2, later, later
	for _, x := range []content.Share{first, second, elsewhere} {
		got, err := get(x)
		h.must(err, "link")
		h.same(got, x, "link")
	}
	h.must(h.SweepShares(h.Context(), second.Until), "sweep")
	_, err = get(first)
	h.wants(err, fault.NotFound, "a swept link")
	_, err = get(second)
	h.must(err, "a link that has just ended")
	h.same(h.head(), 0, "the log")
}
