// Package storetest owns the one suite that every store must pass, and a model
// of a store that answers by the plainest means. It must not know any store,
// nor hold rules of its own: it asks for what content/store.go promises.
package storetest

import (
	"context"
	"testing"

	"herald/content"
	"herald/content/counting"
	"herald/internal/fault"
	"herald/media"
	"herald/staff"
	"herald/staff/notice"
	"herald/store/transfer"
)

// Store is all that a store is asked for.
type Store interface {
	content.Store
	media.Shelf
	staff.Shelf
	staff.Vault
	content.Scratches
	notice.Rows
	content.Shares
	counting.Ledger
	transfer.Source
	transfer.Target
}

// Open gives a new, empty store that works by p. It closes it when t ends.
type Open func(t *testing.T, p content.Projector) Store

// Option changes how the suite runs.
type Option func(*suite)

// Again lets the suite open a second handle on what the last opened store
// keeps, as another process would, to race the two.
func Again(open Open) Option { return func(s *suite) { s.again = open } }

// Slow asks a store that needs a hundred times as long for an answer a tenth of the
// random questions.
func Slow() Option { return func(s *suite) { s.slow = true } }

// Without leaves cases out, by name, that the server behind a store cannot pass; why
// is printed.
func Without(why string, cases ...string) Option {
	return func(s *suite) {
		for _, c := range cases {
			s.without[c] = why
		}
	}
}

type suite struct {
	open, again Open
	slow        bool
	without     map[string]string
}

// some gives how often something random is done: n times, fewer where each is slow.
func (s *suite) some(n int) int {
	if s.slow {
		return max(1, n/10)
	}
	return n
}

// Run runs the suite.
func Run(t *testing.T, open Open, options ...Option) {
	s := &suite{open: open, without: map[string]string{}}
	for _, o := range options {
		o(s)
	}
	for _, c := range []struct {
		name string
		run  func(*harness)
	}{
		{"commit", testCommit}, {"conflict", testConflict}, {"chain", testChain}, {"follow", testFollow},
		{"idempotent", testIdempotent}, {"refused", testRefused}, {"absent", testAbsent}, {"many documents in one change", testTogether},
		{"large", testLarge}, {"other records", testOtherRecords}, {"snapshot", testSnapshot},
		{"assets", testAssets}, {"claims of assets", testAssetClaims}, {"assets that are shown", testShownAssets}, {"assets that are used", testUsedAssets}, {"files", testFiles},
		{"members", testMembers}, {"members apart", testMembersApart}, {"house style", testStyle}, {"tuning", testTuning}, {"what readers ask", testAsked}, {"race for an address", testRaceEmail},
		{"secrets", testSecrets}, {"one-time links", testLinks}, {"race for secrets", testRaceSecrets}, {"sessions", testSessions},
		{"devices", testDevices}, {"dropping", testDrop}, {"histories of secrets", testVaultHistories},
		{"race for a position", testRacePosition}, {"race of one change", testRaceSame}, {"race for claims", testRaceClaims},
		{"order", testOrder}, {"paging while writing", testPagingWhileWriting}, {"select", testSelect}, {"terms", testTerms},
		{"dates", testDates}, {"moments", testMoments}, {"refs and facets", testFacets}, {"no locale", testNoLocale},
		{"windows", testWindows}, {"due", testDue}, {"milliseconds", testMilliseconds}, {"paths", testPaths},
		{"unicode", testUnicode}, {"awkward values", testAwkward}, {"board", testBoard}, {"trail", testTrail},
		{"redaction", testRedaction}, {"scratches", testScratches}, {"redacted scratches", testRedactedScratches}, {"links", testShares}, {"shared redaction", testSharedRedaction},
		{"notices", testNotices}, {"letters", testLetters}, {"race for letters", testRaceLetters},
		{"interrupted", testInterrupted}, {"reproject", testReproject}, {"transfer", testTransfer}, {"transfer that breaks off", testBrokenTransfer}, {"histories", testHistories},
	} {
		t.Run(c.name, func(t *testing.T) {
			if why := s.without[c.name]; why != "" {
				t.Skip(why)
			}
			h := &harness{T: t, suite: s, Store: s.open(t, Projector())}
			c.run(h)
			if !t.Failed() {
				h.green()
			}
		})
	}
}

// harness is a store under test with what most tests do with it.
type harness struct {
	*testing.T
	*suite
	Store
}

func (h *harness) must(err error, doing string) {
	h.Helper()
	if err != nil {
		h.Fatalf("%s: %v", doing, err)
	}
}

func (h *harness) wants(err error, k fault.Kind, doing string) {
	h.Helper()
	if !fault.Is(err, k) {
		h.Fatalf("%s: got error %v, want kind %v", doing, err, k)
	}
}

func (h *harness) head() content.Position {
	h.Helper()
	p, err := h.Head(h.Context())
	h.must(err, "head")
	return p
}

// commit writes the Documents of builders in one Change at the head.
func (h *harness) commit(builders ...*Builder) content.Change {
	h.Helper()
	c, texts := Change(content.NewID(), builders...)
	got, err := h.Commit(h.Context(), h.head(), c, texts)
	h.must(err, "commit")
	return got
}

// list gives the Documents that q selects, in order.
func (h *harness) list(q content.Query) []content.ID {
	h.Helper()
	rows, err := h.Rows(h.Context(), q)
	h.must(err, "rows")
	n, err := h.Count(h.Context(), q)
	h.must(err, "count")
	if q.After == (content.Cursor{}) && q.Limit == 0 && n != len(rows) {
		h.Fatalf("count is %d of %d rows", n, len(rows))
	}
	ids := []content.ID{}
	for _, r := range rows {
		ids = append(ids, r.Document)
	}
	return ids
}

// green fails unless the store finds nothing wrong with itself.
func (h *harness) green() {
	h.Helper()
	findings, err := h.Verify(context.WithoutCancel(h.Context()), false, nil)
	h.must(err, "verify")
	for _, f := range findings {
		h.Errorf("verify: %s %s: %s", f.What, f.Where, f.Why)
	}
}

// public is a query of the public Site in lt as everybody sees it at Epoch.
func public() content.Query {
	return content.Query{Sites: []string{"public"}, For: "lt", Audiences: []string{content.Public}, Now: Epoch}
}
