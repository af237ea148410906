package staff_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"herald/content"
	"herald/staff"
)

func TestAnInvitation(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona", content.RoleAuthor)
	_, err := r.door.SignIn(t.Context(), r.attempt("ona", ""))
	r.wants(err, "sign_in.wrong", "before there is a password")
	token, err := r.roster.Invite(t.Context(), r.root, ona.ID)
	r.must(err, "invite")
	for range 3 {
		in, err := r.door.Open(t.Context(), token)
		if err != nil || in.Purpose != staff.ForWelcome || in.Member.ID != ona.ID || in.Factor || in.Shortest != 15 {
			t.Fatalf("%+v, %v", in, err)
		}
	}
	_, err = r.door.Redeem(t.Context(), token, "too short", home)
	r.wants(err, "issue.password.short", "a bad password")
	s, err := r.door.Redeem(t.Context(), token, phrase, home)
	r.must(err, "redeem")
	if s.Stage != staff.StageIn || s.Actor().ID != ona.ID || s.Token == "" {
		t.Errorf("%+v", s)
	}
	_, err = r.door.Redeem(t.Context(), token, other, home)
	r.wants(err, "sign_in.link_over", "redeem again")
	_, err = r.door.Open(t.Context(), token)
	r.wants(err, "sign_in.link_over", "open again")
	r.in("ona", phrase)
	_, err = r.roster.Invite(t.Context(), r.root, ona.ID)
	r.wants(err, "issue.member.has_password", "invite somebody who is in")
}

func TestLinksEnd(t *testing.T) {
	for name, c := range map[string]struct {
		link  func(*rig, content.MemberID) (string, error)
		after time.Duration
	}{
		"welcome": {func(r *rig, id content.MemberID) (string, error) { return r.roster.Invite(r.Context(), r.root, id) }, 72 * time.Hour},
		"reset": {func(r *rig, id content.MemberID) (string, error) {
			return r.roster.Reset(r.Context(), r.root, id, false)
		}, 30 * time.Minute},
	} {
		r := newRig(t, staff.Rules{})
		ona := r.add("ona", content.RoleAdministrator)
		older, err := c.link(r, ona.ID)
		r.must(err, "link")
		token, err := c.link(r, ona.ID)
		r.must(err, "another link")
		_, err = r.door.Redeem(t.Context(), older, phrase, home)
		r.wants(err, "sign_in.link_over", name+": the older link")
		r.clock.pass(c.after - time.Second)
		in, err := r.door.Open(t.Context(), token)
		if err != nil || !in.Factor || in.Shortest != 8 {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
		r.clock.pass(time.Second)
		_, err = r.door.Redeem(t.Context(), token, phrase, home)
		r.wants(err, "sign_in.link_over", name+": too late")
	}
	for _, token := range []string{"", "x", strings.Repeat("A", 43)} {
		r := newRig(t, staff.Rules{})
		_, err := r.door.Open(t.Context(), token)
		r.wants(err, "sign_in.link_over", "no link")
	}
}

// A reset must not be a way around the second factor.
func TestAResetKeepsTheSecondFactor(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAdministrator)
	s, secret, _ := r.enrolled("ona", phrase)
	token, err := r.roster.Reset(t.Context(), r.root, ona.ID, false)
	r.must(err, "reset")
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "a session from before")
	_, err = r.door.SignIn(t.Context(), r.attempt("ona", phrase))
	r.wants(err, "sign_in.wrong", "the old password")
	s, err = r.door.Redeem(t.Context(), token, other, home)
	r.must(err, "redeem")
	if s.Stage != staff.StageCode || s.Actor().ID != "" {
		t.Fatalf("stage %s", s.Stage)
	}
	r.clock.pass(time.Minute)
	_, err = r.door.Code(t.Context(), s, staff.CodeOf(secret, r.clock.Now()))
	r.must(err, "the code")

	token, err = r.roster.Reset(t.Context(), r.root, ona.ID, true)
	r.must(err, "reset all")
	s, err = r.door.Redeem(t.Context(), token, phrase, home)
	r.must(err, "redeem")
	if s.Stage != staff.StageEnrol {
		t.Errorf("stage %s after a lost phone", s.Stage)
	}
}

func TestALinkCountsOnce(t *testing.T) {
	r := newRig(t, staff.Rules{})
	token, err := r.roster.Invite(t.Context(), r.root, r.add("ona").ID)
	r.must(err, "invite")
	var used atomic.Int32
	start := make(chan struct{})
	var wait sync.WaitGroup
	for range 15 {
		wait.Go(func() {
			<-start
			if _, err := r.door.Redeem(t.Context(), token, phrase, home); err == nil {
				used.Add(1)
			} else if keyOf(err) != "sign_in.link_over" {
				t.Error(err)
			}
		})
	}
	close(start)
	wait.Wait()
	if used.Load() != 1 {
		t.Errorf("it was used %d times", used.Load())
	}
}

func TestTheFirstAdministrator(t *testing.T) {
	r := newRig(t, staff.Rules{})
	older, err := r.door.SetUp(t.Context())
	r.must(err, "set up")
	token, err := r.door.SetUp(t.Context())
	if err != nil || token == "" || token == older {
		t.Fatalf("%q, %v", token, err)
	}
	r.clock.pass(1000 * time.Hour)
	f := staff.Founder{Name: "Ona Teva", Email: "ona@arvena.example", Locale: "lt", Password: "8 runes!"}
	_, err = r.door.Found(t.Context(), older, f, home)
	r.wants(err, "sign_in.link_over", "the older link")
	_, err = r.door.Redeem(t.Context(), token, phrase, home)
	r.wants(err, "sign_in.link_over", "as a link for a password")
	issues, ok := r.err(r.door.Found(t.Context(), token, staff.Founder{Password: "ona"}, home)).(*staff.IssuesError)
	if !ok || len(issues.Issues) != 3 {
		t.Errorf("with nothing: %v", issues)
	}
	bad := f
	bad.Locale = "xx"
	_, err = r.door.Found(t.Context(), token, bad, home)
	r.wants(err, "issue.locale.offered", "in no language")
	in, err := r.door.Open(t.Context(), token)
	if err != nil || in.Purpose != staff.ForSetUp || in.Member != nil || in.Shortest != 8 {
		t.Errorf("%+v, %v", in, err)
	}
	s, err := r.door.Found(t.Context(), token, f, home)
	r.must(err, "found")
	if s.Stage != staff.StageEnrol || !s.Member.Holds(content.RoleAdministrator, r.clock.Now()) || r.kinds() != "member_added member_granted" {
		t.Errorf("%+v, recorded %s", s, r.kinds())
	}
	f.Email = "kita@arvena.example"
	_, err = r.door.Found(t.Context(), token, f, home)
	r.wants(err, "sign_in.link_over", "found again")
	if token, err := r.door.SetUp(t.Context()); err != nil || token != "" {
		t.Errorf("there is a link again: %q, %v", token, err)
	}
	r.enrolled("ona", "8 runes!")
}

func TestThereIsOneFirstAdministrator(t *testing.T) {
	r := newRig(t, staff.Rules{})
	token, err := r.door.SetUp(t.Context())
	r.must(err, "set up")
	var wait sync.WaitGroup
	for i := range 12 {
		wait.Go(func() {
			f := staff.Founder{Name: "Ona", Email: string(rune('a'+i)) + "@x", Locale: "lt", Password: phrase}
			if _, err := r.door.Found(t.Context(), token, f, home); err != nil && keyOf(err) != "sign_in.link_over" {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if all, _ := r.roster.All(t.Context()); len(all) != 1 {
		t.Errorf("%d administrators", len(all))
	}
}
