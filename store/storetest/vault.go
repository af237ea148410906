package storetest

import (
	"fmt"
	"sync/atomic"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

func secret(s string) content.Hash { return content.Sum([]byte(s)) }

func secrets(n int) staff.Secrets {
	return staff.Secrets{Member: content.MemberID(ID(n)), Epoch: 3, Password: "$argon2id$…", Short: true, Factor: []byte{0, 1, 255}, Step: 1 << 40,
		Codes: []content.Hash{secret("a"), secret("b")},
		Link:  staff.Link{Hash: secret(fmt.Sprint("link ", n)), Purpose: staff.ForReset, Until: Epoch.Add(time.Hour)}}
}

func session(n, member int) staff.SessionRow {
	return staff.SessionRow{ID: ID(n), Member: content.MemberID(ID(member)), Token: secret(fmt.Sprint("token ", n)), Before: secret(fmt.Sprint("before ", n)),
		BeforeUntil: Epoch.Add(time.Minute), Device: secret("device"), Epoch: 3, Rights: secret("rights"), Form: []byte{0, 255}, Factor: true, Pending: []byte("pending"),
		Started: Epoch.Add(time.Duration(n) * time.Second), Seen: Epoch.Add(time.Hour), Confirmed: Epoch, Address: "2001:db8::1", Browser: "Naršyklė 1"}
}

func testSecrets(h *harness) {
	v := staff.Vault(h)
	none, err := v.Secrets(h.Context(), content.MemberID(ID(1)))
	h.must(err, "secrets of nobody")
	h.same(none, staff.Secrets{Member: content.MemberID(ID(1))}, "secrets of nobody")
	for _, x := range []staff.Secrets{secrets(1), {Member: content.MemberID(ID(2))}} {
		h.must(v.PutSecrets(h.Context(), x), "put")
		h.wants(v.PutSecrets(h.Context(), x), fault.Conflict, "put again")
		x.Version++
		got, err := v.Secrets(h.Context(), x.Member)
		h.must(err, "secrets")
		h.same(got, x, "secrets")
		x.Password, x.Factor, x.Codes, x.Epoch = "other", nil, nil, 4
		h.must(v.PutSecrets(h.Context(), x), "replace")
		h.wants(v.PutSecrets(h.Context(), x), fault.Conflict, "replace again")
		x.Version++
		got, err = v.Secrets(h.Context(), x.Member)
		h.must(err, "secrets")
		h.same(got, x, "replaced secrets")
	}
	h.wants(v.PutSecrets(h.Context(), staff.Secrets{Member: content.MemberID(ID(3)), Version: 7}), fault.Conflict, "replace what is not there")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	got, err := v.Secrets(h.Context(), content.MemberID(ID(1)))
	h.must(err, "secrets")
	h.same(got.Password, "other", "a secret after a new projection")
	h.same(h.head(), 0, "the log")
}

func testLinks(h *harness) {
	x := secrets(1)
	h.must(h.PutSecrets(h.Context(), x), "put")
	for range 3 {
		h.must(h.PutSecrets(h.Context(), staff.Secrets{Member: content.MemberID(content.NewID())}), "put one without a link")
	}
	got, err := h.SecretsByLink(h.Context(), x.Link.Hash)
	h.must(err, "by link")
	x.Version = 1
	h.same(got, x, "secrets by link")
	_, err = h.SecretsByLink(h.Context(), "")
	h.wants(err, fault.NotFound, "by no link")
	was := x.Link.Hash
	x.Link = staff.Link{Hash: secret("newer"), Purpose: staff.ForWelcome}
	h.must(h.PutSecrets(h.Context(), x), "newer link")
	_, err = h.SecretsByLink(h.Context(), was)
	h.wants(err, fault.NotFound, "by the older link")
	got, err = h.SecretsByLink(h.Context(), x.Link.Hash)
	h.must(err, "by the newer link")
	h.same(got.Link, x.Link, "a link without end")
}

// testRaceSecrets lets many use the same code: each looks whether it is left,
// and takes it.
func testRaceSecrets(h *harness) {
	x := secrets(1)
	h.must(h.PutSecrets(h.Context(), x), "put")
	var won atomic.Int32
	h.racers(50, func(_ int, s Store) {
		for {
			have, err := s.Secrets(h.Context(), x.Member)
			if err != nil {
				h.Errorf("secrets: %v", err)
				return
			}
			if len(have.Codes) < 2 {
				return
			}
			have.Codes = have.Codes[1:]
			if err := s.PutSecrets(h.Context(), have); err == nil {
				won.Add(1)
			} else if !fault.Is(err, fault.Conflict) {
				h.Errorf("put: %v", err)
				return
			}
		}
	})
	if won.Load() != 1 {
		h.Fatalf("one code was used %d times", won.Load())
	}
}

func testSessions(h *harness) {
	v := staff.Vault(h)
	first, second, other := session(1, 1), session(2, 1), session(3, 2)
	other.Before, other.BeforeUntil, other.Form = "", time.Time{}, nil
	for _, s := range []staff.SessionRow{second, first, other} {
		h.must(v.AddSession(h.Context(), s), "add")
	}
	for _, c := range []struct {
		hash content.Hash
		want staff.SessionRow
	}{{first.Token, first}, {first.Before, first}, {other.Token, other}} {
		got, err := v.Session(h.Context(), c.hash)
		h.must(err, "session")
		h.same(got, c.want, "session")
	}
	for _, hash := range []content.Hash{"", secret("nothing"), content.Hash(first.ID)} {
		_, err := v.Session(h.Context(), hash)
		h.wants(err, fault.NotFound, "session of "+string(hash))
	}
	of, err := v.Sessions(h.Context(), first.Member)
	h.must(err, "sessions")
	h.same(of, []staff.SessionRow{first, second}, "sessions of a member")

	next := first
	next.Token, next.Before, next.Seen, next.Factor = secret("next"), first.Token, Epoch.Add(2*time.Hour), false
	h.must(v.ReplaceSession(h.Context(), first.Token, next), "replace")
	h.wants(v.ReplaceSession(h.Context(), first.Token, next), fault.NotFound, "replace again")
	for _, hash := range []content.Hash{next.Token, first.Token} {
		got, err := v.Session(h.Context(), hash)
		h.must(err, "replaced session")
		h.same(got, next, "replaced session")
	}
	h.must(v.EndSession(h.Context(), other.Member, second.ID), "end another's")
	_, err = v.Session(h.Context(), second.Token)
	h.must(err, "a session that another tried to end")
	h.must(v.EndSession(h.Context(), second.Member, second.ID), "end")
	h.must(v.EndSession(h.Context(), second.Member, second.ID), "end again")
	_, err = v.Session(h.Context(), second.Token)
	h.wants(err, fault.NotFound, "an ended session")
	h.wants(v.ReplaceSession(h.Context(), second.Token, second), fault.NotFound, "replace an ended session")
}

func testDevices(h *harness) {
	v := staff.Vault(h)
	ona, petar := content.MemberID(ID(1)), content.MemberID(ID(2))
	knows := func(id content.MemberID, device string, want bool) {
		h.Helper()
		got, err := v.KnowsDevice(h.Context(), id, secret(device))
		h.must(err, "knows device")
		h.same(got, want, fmt.Sprintf("%s on %s", id, device))
	}
	h.must(v.PutDevice(h.Context(), "", secret("a"), ona, Epoch), "put")
	knows(ona, "a", true)
	knows(petar, "a", false)
	h.must(v.PutDevice(h.Context(), secret("a"), secret("b"), petar, Epoch.Add(time.Hour)), "put on the same")
	for who, want := range map[content.MemberID]bool{ona: true, petar: true, "nobody": false} {
		knows(who, "a", false)
		knows(who, "b", want)
	}
	h.must(v.PutDevice(h.Context(), secret("unknown"), secret("c"), ona, Epoch.Add(time.Hour)), "put on one nobody knows")
	knows(ona, "c", true)
	knows(ona, "b", true)
	h.must(v.Drop(h.Context(), staff.Dropping{Devices: ona}), "drop a member's")
	knows(ona, "b", false)
	knows(ona, "c", false)
	knows(petar, "b", true)
	h.must(v.PutDevice(h.Context(), "", secret("d"), ona, Epoch), "put")
	h.must(v.Drop(h.Context(), staff.Dropping{DevicesBefore: Epoch.Add(time.Minute)}), "drop old ones")
	knows(ona, "d", false)
	knows(petar, "b", true)
	h.must(v.Drop(h.Context(), staff.Dropping{Device: secret("b")}), "drop one")
	knows(petar, "b", false)
}

func testDrop(h *harness) {
	fill := func() {
		for n := range 4 {
			h.must(h.AddSession(h.Context(), session(n, 1+n/2)), "add")
		}
		x := secrets(1)
		now, err := h.Secrets(h.Context(), x.Member)
		h.must(err, "secrets")
		x.Version = now.Version
		h.must(h.PutSecrets(h.Context(), x), "put")
		h.must(h.PutDevice(h.Context(), "", secret("device"), x.Member, Epoch), "device")
	}
	left := func(d staff.Dropping) string {
		h.must(h.Drop(h.Context(), d), "drop")
		said := ""
		for n := range 4 {
			if _, err := h.Session(h.Context(), session(n, 1).Token); err == nil {
				said += fmt.Sprint(n)
			}
		}
		return said
	}
	fill()
	h.same(left(staff.Dropping{}), "0123", "sessions after nothing was dropped")
	h.same(left(staff.Dropping{Sessions: content.MemberID(ID(1))}), "23", "sessions without those of one")
	h.same(left(staff.Dropping{StartedBefore: Epoch.Add(3 * time.Second)}), "3", "sessions without old ones")
	h.same(left(staff.Dropping{SeenBefore: Epoch.Add(time.Hour)}), "3", "sessions without silent ones")
	h.same(left(staff.Dropping{SeenBefore: Epoch.Add(time.Hour + 1e6)}), "", "sessions without silent ones")
	fill()
	before, err := h.Secrets(h.Context(), content.MemberID(ID(1)))
	h.must(err, "secrets")
	h.same(left(staff.Dropping{Ways: true}), "", "sessions")
	x, err := h.Secrets(h.Context(), content.MemberID(ID(1)))
	h.must(err, "secrets")
	before.Link, before.Version = staff.Link{}, before.Version+1
	h.same(x, before, "what is left of secrets")
	known, err := h.KnowsDevice(h.Context(), x.Member, secret("device"))
	h.must(err, "knows device")
	h.same(known, false, "a device")
}
