package storetest

import (
	"fmt"
	"sync/atomic"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
)

func member(n int, email string) *staff.Member {
	return &staff.Member{ID: content.MemberID(ID(n)), Name: fmt.Sprint("Narys ", n), Email: email, Locale: "lt", Created: content.Mark{By: "system:test", At: Epoch},
		Grants: []content.Grant{{Role: content.RoleAuthor, Organizations: ids(90), Locales: []i18n.Locale{"lt"}, Types: []string{"news"}, Until: Epoch.Add(time.Hour)},
			{Role: content.RoleApprover, Steps: []string{"director"}, From: Epoch}}}
}

// enrol commits Members in one Change.
func (h *harness) enrol(all ...*staff.Member) content.Change {
	h.Helper()
	c := content.Change{ID: content.NewID(), At: Epoch}
	for _, m := range all {
		c.Records = append(c.Records, m.Record())
		c.Events = append(c.Events, content.Event{Kind: content.EventMemberAdded, At: Epoch, By: "system:test", Member: m.ID, Role: content.RoleAuthor})
	}
	got, err := h.Commit(h.Context(), h.head(), c, nil)
	h.must(err, "commit")
	return got
}

func testMembers(h *harness) {
	first, second, third := member(1, "ona@arvena.example"), member(2, "петар@арвена.example"), member(3, "ẽ@x")
	changes := []content.Change{h.enrol(second, first), h.enrol(third)}
	got, err := h.Members(h.Context(), first.ID, third.ID, "nobody", "system:test")
	h.must(err, "members")
	h.same(got, map[content.MemberID]*staff.Member{first.ID: first, third.ID: third}, "members")
	none, err := h.Members(h.Context())
	h.must(err, "no members")
	h.same(len(none), 0, "members of no ids")

	second.Disabled, second.Grants = &content.Mark{By: first.ID, At: Epoch.Add(time.Minute)}, nil
	second.Email = "petar@arvena.example"
	changes = append(changes, h.enrol(second))
	all, err := h.AllMembers(h.Context())
	h.must(err, "all members")
	h.same(all, []*staff.Member{first, second, third}, "all members")
	for email, want := range map[string]*staff.Member{first.Email: first, second.Email: second, third.Email: third} {
		m, err := h.MemberByEmail(h.Context(), email)
		h.must(err, "member by address")
		h.same(m, want, "member of "+email)
	}
	for _, email := range []string{"петар@арвена.example", "", "ONA@arvena.example", "ona@arvena.example ", "ona@arvena.exampl_"} {
		_, err := h.MemberByEmail(h.Context(), email)
		h.wants(err, fault.NotFound, "nobody at "+email)
	}

	snap, err := h.Load(h.Context(), content.Ask{Everybody: true, Claims: []content.Claim{staff.EmailClaim(third.Email), staff.EmailClaim("x@y")}})
	h.must(err, "load")
	h.same(snap.Members, []content.Record{first.Record(), second.Record(), third.Record()}, "loaded")
	h.same(snap.Claimed, map[content.Claim][]content.ID{staff.EmailClaim(third.Email): {content.ID(third.ID)}}, "claimed")
	snap, err = h.Load(h.Context(), content.Ask{})
	h.must(err, "load")
	h.same(len(snap.Members), 0, "members nobody asked for")
	logged, err := h.Changes(h.Context(), 0, 10)
	h.must(err, "changes")
	h.same(logged, changes, "changes")

	h.must(h.Reproject(h.Context(), nil), "reproject")
	after, err := h.AllMembers(h.Context())
	h.must(err, "all members")
	h.same(after, all, "all members after a new projection")
	_, err = h.MemberByEmail(h.Context(), third.Email)
	h.must(err, "member by address after a new projection")
	h.green()
}

// testMembersApart keeps Members, Documents and Assets that share an id from
// being taken for each other.
func testMembersApart(h *harness) {
	m := member(1, "ona@arvena.example")
	h.commit(Published(ID(2), "news", "Naujiena", Epoch))
	h.must(h.keep(asset(3, "bytes")), "commit")
	h.enrol(m)
	docs, err := h.Documents(h.Context(), ID(1), ID(2), ID(3))
	h.must(err, "documents")
	h.same(len(docs), 1, "documents")
	assets, err := h.Assets(h.Context(), ID(1), ID(2), ID(3))
	h.must(err, "assets")
	h.same(len(assets), 1, "assets")
	members, err := h.Members(h.Context(), content.MemberID(ID(1)), content.MemberID(ID(2)), content.MemberID(ID(3)))
	h.must(err, "members")
	h.same(members, map[content.MemberID]*staff.Member{m.ID: m}, "members")
	h.same(len(h.list(public())), 1, "rows")
}

// testRaceEmail lets many take the same address: each loads, looks who claims
// it, and commits at the Position it loaded at.
func testRaceEmail(h *harness) {
	claim := staff.EmailClaim("ona@arvena.example")
	var won atomic.Int32
	h.racers(12, func(i int, s Store) {
		c := content.Change{ID: content.NewID(), At: Epoch, Records: []content.Record{member(i, "ona@arvena.example").Record()}}
		for {
			snap, err := s.Load(h.Context(), content.Ask{Claims: []content.Claim{claim}})
			if err != nil || len(snap.Claimed[claim]) > 0 {
				return
			}
			if _, err := s.Commit(h.Context(), snap.Position, c, nil); err == nil {
				won.Add(1)
			} else if !fault.Is(err, fault.Conflict) {
				h.Errorf("commit: %v", err)
				return
			}
		}
	})
	if won.Load() != 1 {
		h.Fatalf("%d have the same address", won.Load())
	}
}
