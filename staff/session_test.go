package staff_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/staff"
)

func TestASessionEnds(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	idle := r.in("ona", phrase)
	r.clock.pass(59 * time.Minute)
	_, err := r.again(idle.Token)
	r.must(err, "59 minutes later")
	r.clock.pass(59 * time.Minute)
	_, err = r.again(idle.Token)
	r.must(err, "59 minutes after that")
	r.clock.pass(time.Hour)
	_, err = r.again(idle.Token)
	r.wants(err, "sign_in.ended", "an hour in which nothing happened")

	busy := r.in("ona", phrase)
	for n := range 23 {
		r.clock.pass(30 * time.Minute)
		if _, err := r.again(busy.Token); err != nil {
			t.Fatalf("after %d half hours: %v", n+1, err)
		}
	}
	r.clock.pass(30 * time.Minute)
	_, err = r.again(busy.Token)
	r.wants(err, "sign_in.ended", "twelve hours later")
	if rows, _ := r.people.Sessions(t.Context(), busy.Member.ID); len(rows) != 0 {
		t.Errorf("%d are kept", len(rows))
	}
}

func TestHowLongIsConfigured(t *testing.T) {
	r := newRig(t, staff.Rules{Idle: 10 * time.Minute, End: 15 * time.Minute})
	r.with("ona", phrase)
	s := r.in("ona", phrase)
	r.clock.pass(9 * time.Minute)
	_, err := r.again(s.Token)
	r.must(err, "9 minutes later")
	r.clock.pass(6 * time.Minute)
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "15 minutes later")
	s = r.in("ona", phrase)
	r.clock.pass(10 * time.Minute)
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "10 minutes in which nothing happened")
}

func TestWhatIsTakenAwayIsGoneAtOnce(t *testing.T) {
	for doing, take := range map[string]func(*rig, content.MemberID) error{
		"disabling": func(r *rig, id content.MemberID) error { return r.err(r.roster.Disable(r.Context(), r.root, id)) },
		"resetting": func(r *rig, id content.MemberID) error {
			return r.err(r.roster.Reset(r.Context(), r.root, id, false))
		},
		"ending": func(r *rig, id content.MemberID) error { return r.roster.EndSessions(r.Context(), r.root, id) },
		"a new password": func(r *rig, id content.MemberID) error {
			return r.door.SetPassword(r.Context(), r.root, id, other)
		},
	} {
		r := newRig(t, staff.Rules{})
		ona := r.with("ona", phrase, content.RoleAuthor)
		one, two := r.in("ona", phrase), r.in("ona", phrase)
		r.must(take(r, ona.ID), doing)
		for _, s := range []*staff.Session{one, two} {
			_, err := r.again(s.Token)
			r.wants(err, "sign_in.ended", doing)
		}
		known, err := r.people.KnowsDevice(t.Context(), ona.ID, content.Sum([]byte(one.Device)))
		if err != nil || known {
			t.Errorf("after %s the browser is still known, %v", doing, err)
		}
	}
}

// A session that was ended must not come back with the Member.
func TestNothingComesBackWithAMember(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAuthor)
	s := r.in("ona", phrase)
	token, err := r.roster.Reset(t.Context(), r.root, ona.ID, false)
	r.must(err, "reset")
	_, err = r.roster.Disable(t.Context(), r.root, ona.ID)
	r.must(err, "disable")
	_, err = r.door.Open(t.Context(), token)
	r.wants(err, "sign_in.link_over", "the link of somebody disabled")
	_, err = r.roster.Reset(t.Context(), r.root, ona.ID, false)
	r.wants(err, "issue.member.disabled", "reset somebody disabled")
	_, err = r.roster.Enable(t.Context(), r.root, ona.ID)
	r.must(err, "enable")
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "a session from before")
	_, err = r.door.Open(t.Context(), token)
	r.wants(err, "sign_in.link_over", "a link from before")
}

func TestARoleTakenAwayCountsAtOnce(t *testing.T) {
	r := newRig(t, staff.Rules{NoSecondFactor: true})
	ona := r.with("ona", phrase, content.RoleAuthor, content.RoleReader)
	s := r.in("ona", phrase)
	now := r.clock.Now()
	if !s.Access(now).Holds(content.Staff) {
		t.Error("a reader may not read")
	}
	_, err := r.roster.Revoke(t.Context(), r.root, ona.ID, content.Grant{Role: content.RoleAuthor})
	r.must(err, "revoke")
	next, err := r.again(s.Token)
	r.must(err, "the next request")
	if content.Can(next.Actor(), content.Create, content.Subject{Now: now}) == nil {
		t.Error("the role still counts")
	}
	if next.Token == "" || next.Token == s.Token {
		t.Fatal("the token did not change with the role")
	}
	// What was on its way with the old token arrives.
	late, err := r.again(s.Token)
	r.must(err, "a request that was on its way")
	if late.Token != "" {
		t.Error("the old token turned a second time")
	}
	r.clock.pass(31 * time.Second)
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "the old token")
	if _, err := r.again(next.Token); err != nil {
		t.Errorf("the new token: %v", err)
	}
	_, err = r.roster.Revoke(t.Context(), r.root, ona.ID, content.Grant{Role: content.RoleReader})
	r.must(err, "revoke")
	next, err = r.again(next.Token)
	r.must(err, "again")
	if next.Access(now).Holds(content.Staff) {
		t.Error("who may read nothing reads the intranet")
	}
}

func TestManyRequestsMeetAChangeOfRole(t *testing.T) {
	for range 20 {
		r := newRig(t, staff.Rules{})
		ona := r.with("ona", phrase, content.RoleAuthor)
		s := r.in("ona", phrase)
		_, err := r.roster.Grant(t.Context(), r.root, ona.ID, content.Grant{Role: content.RoleReader})
		r.must(err, "grant")
		tokens := make(chan string, 8)
		var wait sync.WaitGroup
		for range cap(tokens) {
			wait.Go(func() {
				next, err := r.again(s.Token)
				if err != nil {
					t.Error(err)
				} else if next.Token != "" {
					tokens <- next.Token
				}
			})
		}
		wait.Wait()
		if len(tokens) != 1 {
			t.Fatalf("%d new tokens", len(tokens))
		}
		_, err = r.again(<-tokens)
		r.must(err, "the new token")
	}
}

func TestAHeavierRoleAsksForTheSecondFactor(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAuthor)
	s := r.in("ona", phrase)
	_, err := r.roster.Grant(t.Context(), r.root, ona.ID, content.Grant{Role: content.RolePressOfficer})
	r.must(err, "grant")
	next, err := r.again(s.Token)
	r.must(err, "again")
	if next.Stage != staff.StageEnrol || next.Actor().ID != "" {
		t.Errorf("stage %s, actor %v", next.Stage, next.Actor())
	}
}

func TestAnotherBrowserIsAskedOnceAFactorStands(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleAuthor)
	one := r.in("ona", phrase)
	r.enrolled("ona", phrase)
	_, err := r.again(one.Token)
	r.wants(err, "sign_in.ended", "a session without the second factor")
}

func TestOnesOwnSessions(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase)
	r.with("ina", phrase)
	a := r.attempt("ona", phrase)
	a.Where = staff.Where{Address: from("::ffff:192.0.2.9").Address, Browser: "x\x1b[31m\u202e" + strings.Repeat("ž", 300)}
	one, err := r.door.SignIn(t.Context(), a)
	r.must(err, "sign in")
	r.clock.pass(time.Second)
	two, foreign := r.in("ona", phrase), r.in("ina", phrase)
	all, err := r.door.Sessions(t.Context(), two)
	if err != nil || len(all) != 2 || all[0].ID != one.ID || all[0].Current || !all[1].Current {
		t.Fatalf("%+v, %v", all, err)
	}
	if w := all[0].Where; w.Address.String() != "192.0.2.9" || len(w.Browser) > 200 || strings.ContainsAny(w.Browser, "\x1b\u202e") {
		t.Errorf("from %+v", w)
	}
	if all[0].Token != "" || all[0].Device != "" {
		t.Error("a list holds tokens")
	}
	r.must(r.door.End(t.Context(), two, foreign.ID), "end another's")
	_, err = r.again(foreign.Token)
	r.must(err, "another's session")
	r.must(r.door.End(t.Context(), two, one.ID), "end one")
	_, err = r.again(one.Token)
	r.wants(err, "sign_in.ended", "an ended one")
	three := r.in("ona", phrase)
	r.must(r.door.EndOthers(t.Context(), three), "end others")
	_, err = r.again(two.Token)
	r.wants(err, "sign_in.ended", "one of the others")
	_, err = r.again(three.Token)
	r.must(err, "one's own")
	if rows, _ := r.people.Sessions(t.Context(), ona.ID); len(rows) != 1 {
		t.Errorf("%d are kept", len(rows))
	}
}

func TestChangingOnesPassword(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase)
	here, there := r.in("ona", phrase), r.in("ona", phrase)
	_, err := r.door.ChangePassword(t.Context(), here, "wrong", other)
	r.wants(err, "issue.password.wrong", "without the old one")
	_, err = r.door.ChangePassword(t.Context(), here, phrase, "password")
	r.wants(err, "issue.password.short", "to a bad one")
	_, err = r.again(there.Token)
	r.must(err, "another session, nothing changed")
	next, err := r.door.ChangePassword(t.Context(), here, phrase, other)
	r.must(err, "change")
	for _, s := range []*staff.Session{here, there} {
		_, err := r.again(s.Token)
		r.wants(err, "sign_in.ended", "with a token from before")
	}
	_, err = r.again(next.Token)
	r.must(err, "with the new token")
	for _, c := range []struct {
		s    *staff.Session
		want bool
	}{{here, false}, {there, false}, {next, true}} {
		if known, _ := r.people.KnowsDevice(t.Context(), ona.ID, content.Sum([]byte(c.s.Device))); known != c.want {
			t.Errorf("a browser is known: %v, want %v", known, c.want)
		}
	}
	_, err = r.door.SignIn(t.Context(), r.attempt("ona", phrase))
	r.wants(err, "sign_in.wrong", "with the old password")
	r.in("ona", other)
	_, err = r.door.ChangePassword(t.Context(), there, other, phrase)
	r.wants(err, "sign_in.ended", "in a session that has ended")
	if !strings.Contains(r.kinds(), "password_set") {
		t.Errorf("recorded: %s", r.kinds())
	}
}

func TestFreshness(t *testing.T) {
	r := newRig(t, staff.Rules{Fresh: 5 * time.Minute})
	r.with("ona", phrase)
	s := r.in("ona", phrase)
	if !s.Fresh(r.clock.Now()) {
		t.Error("who has just signed in is not fresh")
	}
	r.clock.pass(5 * time.Minute)
	s, err := r.again(s.Token)
	r.must(err, "again")
	if s.Fresh(r.clock.Now()) {
		t.Error("five minutes later they still are")
	}
	_, err = r.door.Confirm(t.Context(), s, "wrong")
	r.wants(err, "issue.password.wrong", "confirm with a wrong password")
	s, err = r.door.Confirm(t.Context(), s, phrase)
	if err != nil || !s.Fresh(r.clock.Now()) || s.Token != "" {
		t.Errorf("%+v, %v", s, err)
	}
	for range 9 {
		_, err = r.door.Confirm(t.Context(), s, "wrong")
	}
	r.wants(err, "issue.password.wrong", "the ninth time")
	_, _ = r.door.Confirm(t.Context(), s, "wrong")
	_, err = r.door.Confirm(t.Context(), s, phrase)
	r.wants(err, "sign_in.too_many", "after ten wrong ones")
}

func TestForms(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	s, foreign := r.in("ona", phrase), r.in("ona", phrase)
	next, err := r.again(s.Token)
	r.must(err, "again")
	one, two := s.FormToken(), next.FormToken()
	if one == two {
		t.Error("two forms have the same token")
	}
	if !next.CheckForm(one) || !s.CheckForm(two) {
		t.Error("a form of this session is refused")
	}
	for _, bad := range []string{"", "x", s.Token, foreign.FormToken(), one[:len(one)-1], strings.Repeat("A", len(one)), one[1:] + "A", one + "="} {
		if next.CheckForm(bad) {
			t.Errorf("%q is accepted", bad)
		}
	}
	if (&staff.Session{}).CheckForm((&staff.Session{}).FormToken()) {
		t.Error("no session accepts a form")
	}
}

func TestSweeping(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase)
	old := r.in("ona", phrase)
	r.clock.pass(2 * time.Hour)
	r.in("ona", phrase)
	r.must(r.door.Sweep(t.Context()), "sweep")
	if rows, _ := r.people.Sessions(t.Context(), ona.ID); len(rows) != 1 {
		t.Errorf("%d are kept", len(rows))
	}
	known := func() bool {
		k, _ := r.people.KnowsDevice(t.Context(), ona.ID, content.Sum([]byte(old.Device)))
		return k
	}
	if !known() {
		t.Error("a browser was forgotten after two hours")
	}
	r.clock.pass(181 * 24 * time.Hour)
	r.must(r.door.Sweep(t.Context()), "sweep")
	if known() {
		t.Error("a browser is known for ever")
	}
}
