package staff_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

func TestSigningIn(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAuthor)
	a := r.attempt("ona", phrase)
	a.Email = "  ONA@Arvena.Example "
	s, err := r.door.SignIn(t.Context(), a)
	r.must(err, "sign in")
	if s.Stage != staff.StageIn || s.Actor().ID != ona.ID || len(s.Token) != 43 || len(s.Device) != 43 || s.Token == s.Device {
		t.Fatalf("%+v", s)
	}
	again, err := r.again(s.Token)
	r.must(err, "the next request")
	if again.Actor().ID != ona.ID || again.Token != "" || again.Device != "" || again.ID != s.ID {
		t.Errorf("%+v", again)
	}
	if events := r.people.Events(); events[len(events)-1].Kind != content.EventSignedIn || events[len(events)-1].Member != ona.ID {
		t.Errorf("recorded: %s", r.kinds())
	}
	r.must(r.door.SignOut(t.Context(), again), "sign out")
	_, err = r.again(s.Token)
	r.wants(err, "sign_in.ended", "after signing out")
	for _, token := range []string{"", "x", s.Device, string(s.ID), strings.Repeat("A", 43)} {
		_, err := r.again(token)
		r.wants(err, "sign_in.ended", "with "+token)
	}
}

// What is kept must not let in whoever reads it.
func TestTokensAreNotKept(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase)
	s := r.in("ona", phrase)
	rows, err := r.people.Sessions(t.Context(), ona.ID)
	r.must(err, "sessions")
	if rows[0].Token == content.Hash(s.Token) || rows[0].Token != content.Sum([]byte(s.Token)) || rows[0].Device != content.Sum([]byte(s.Device)) {
		t.Errorf("kept: %+v", rows[0])
	}
	_, err = r.again(string(rows[0].Token))
	r.wants(err, "sign_in.ended", "with what is kept")
	secrets, err := r.people.Secrets(t.Context(), ona.ID)
	r.must(err, "secrets")
	if strings.Contains(secrets.Password, phrase) || !strings.HasPrefix(secrets.Password, "$argon2id$") {
		t.Errorf("kept: %s", secrets.Password)
	}
}

func TestTheSecondFactorIsDemanded(t *testing.T) {
	for _, role := range content.Roles() {
		weighty := slices.Contains([]content.Role{content.RolePressOfficer, content.RoleRegistrar, content.RoleLanguageEditor, content.RoleApprover, content.RoleAdministrator}, role)
		for _, none := range []bool{false, true} {
			r := newRig(t, staff.Rules{NoSecondFactor: none})
			r.with("ona", phrase, role)
			s := r.in("ona", phrase)
			if want := weighty && !none; (s.Stage == staff.StageEnrol) != want {
				t.Errorf("%s, switched off %v: stage %s", role, none, s.Stage)
			}
			if s.Stage == staff.StageEnrol && (s.Actor().ID != "" || s.Device != "" || strings.Contains(r.kinds(), "signed_in")) {
				t.Errorf("%s is in without a second factor", role)
			}
		}
	}
}

func TestSettingUpTheSecondFactor(t *testing.T) {
	r := newRig(t, staff.Rules{Issuer: "Arvena: portal"})
	r.with("ona", "8 runes!", content.RolePressOfficer)
	s := r.in("ona", "8 runes!")
	for doing, err := range map[string]error{
		"fresh":      r.err(r.door.Confirm(t.Context(), s, "8 runes!")),
		"change":     r.err(r.door.ChangePassword(t.Context(), s, "8 runes!", phrase)),
		"remove":     r.err(r.door.RemoveFactor(t.Context(), s)),
		"codes":      r.err(r.door.RecoveryCodes(t.Context(), s)),
		"sessions":   r.err(r.door.Sessions(t.Context(), s)),
		"code":       r.err(r.door.Code(t.Context(), s, "123456")),
		"end":        r.door.End(t.Context(), s, "x"),
		"end others": r.door.EndOthers(t.Context(), s),
	} {
		r.wants(err, "sign_in.ended", doing+" before the second factor stands")
	}
	_, _, err := r.door.ConfirmFactor(t.Context(), s, "000000")
	r.wants(err, "sign_in.ended", "confirm what was not begun")
	e, err := r.door.BeginFactor(t.Context(), s)
	r.must(err, "begin")
	again, err := r.door.BeginFactor(t.Context(), s)
	if err != nil || again != e {
		t.Errorf("asked again it gives something else: %v", err)
	}
	if !strings.HasPrefix(e.URL, "otpauth://totp/") || !strings.Contains(e.URL, e.Secret) || len(e.Secret) != 32 {
		t.Errorf("%+v", e)
	}
	if png, err := e.PNG(200); err != nil || !strings.HasPrefix(string(png), "\x89PNG") {
		t.Errorf("no picture: %v", err)
	}
	_, _, err = r.door.ConfirmFactor(t.Context(), s, "12345")
	r.wants(err, "issue.code.wrong", "a wrong code")
	before := s.Token
	s, codes, err := r.door.ConfirmFactor(t.Context(), s, staff.CodeOf(e.Secret, r.clock.Now()))
	r.must(err, "confirm")
	if s.Stage != staff.StageIn || s.Actor().ID == "" || s.Token == "" || s.Token == before || s.Device == "" || len(codes) != 10 || len(codes[0]) != 19 {
		t.Errorf("%+v %v", s, codes)
	}
	_, err = r.again(before)
	r.wants(err, "sign_in.ended", "with the token from before")
	_, err = r.again(s.Token)
	r.must(err, "with the new one")
	if !strings.HasSuffix(r.kinds(), "factor_set signed_in") {
		t.Errorf("recorded: %s", r.kinds())
	}
}

func (r *rig) err(_ any, err error) error { return err }

func TestTheSecondStep(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", "8 runes!", content.RoleLanguageEditor)
	_, secret, codes := r.enrolled("ona", "8 runes!")
	r.clock.pass(time.Minute)
	s := r.in("ona", "8 runes!")
	if s.Stage != staff.StageCode || s.Actor().ID != "" || s.Device != "" {
		t.Fatalf("%+v", s)
	}
	_, err := r.door.BeginFactor(t.Context(), s)
	r.wants(err, "sign_in.ended", "another app before the second factor was given")
	for _, code := range []string{"", "000000", "12345", "1234567", strings.Repeat("0", 16), staff.CodeOf(secret, r.clock.Now().Add(2*time.Minute)), staff.CodeOf(secret, r.clock.Now().Add(-time.Minute))} {
		_, err := r.door.Code(t.Context(), s, code)
		r.wants(err, "issue.code.wrong", "the code "+code)
	}
	half := s.Token
	code := staff.CodeOf(secret, r.clock.Now())
	s, err = r.door.Code(t.Context(), s, code[:3]+" "+code[3:])
	r.must(err, "the code")
	if s.Stage != staff.StageIn || s.Token == half || s.Token == "" || s.Device == "" {
		t.Errorf("%+v", s)
	}
	_, err = r.again(half)
	r.wants(err, "sign_in.ended", "with the token of half a session")
	s = r.in("ona", "8 runes!")
	_, err = r.door.Code(t.Context(), s, code)
	r.wants(err, "issue.code.wrong", "the same code again")
	s, err = r.door.Code(t.Context(), s, strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")))
	r.must(err, "a recovery code")
	if s.Stage != staff.StageIn || !strings.Contains(r.kinds(), "code_used") {
		t.Errorf("%+v, recorded %s", s, r.kinds())
	}
	_, err = r.door.Code(t.Context(), r.in("ona", "8 runes!"), codes[3])
	r.wants(err, "issue.code.wrong", "the same recovery code again")
	a := r.attempt("ona", "8 runes!")
	a.Code = codes[4]
	if s, err := r.door.SignIn(t.Context(), a); err != nil || s.Stage != staff.StageIn {
		t.Errorf("all at once: %v, %v", s, err)
	}
	standing, err := r.roster.Standing(t.Context(), s.Member.ID)
	if err != nil || standing != (staff.Standing{Password: true, Factor: true, Codes: 8, Sessions: standing.Sessions, Seen: r.clock.Now()}) || standing.Sessions == 0 {
		t.Errorf("%+v, %v", standing, err)
	}
}

func TestHalfASessionDoesNotWaitLong(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleLanguageEditor)
	_, secret, _ := r.enrolled("ona", phrase)
	s := r.in("ona", phrase)
	r.clock.pass(10 * time.Minute)
	_, err := r.again(s.Token)
	r.wants(err, "sign_in.ended", "ten minutes later")
	_, err = r.door.Code(t.Context(), s, staff.CodeOf(secret, r.clock.Now()))
	r.wants(err, "sign_in.ended", "a code for it")
}

// Many send the same code at the same moment.
func TestACodeCountsOnce(t *testing.T) {
	for _, recovery := range []bool{false, true} {
		r := newRig(t, staff.Rules{})
		r.with("ona", phrase, content.RoleAdministrator)
		_, secret, codes := r.enrolled("ona", phrase)
		r.clock.pass(time.Hour)
		var sessions []*staff.Session
		for range 50 {
			sessions = append(sessions, r.in("ona", phrase))
		}
		code := staff.CodeOf(secret, r.clock.Now())
		if recovery {
			code = codes[0]
		}
		var in atomic.Int32
		start := make(chan struct{})
		var wait sync.WaitGroup
		for _, s := range sessions {
			wait.Go(func() {
				<-start
				if s, err := r.door.Code(t.Context(), s, code); err == nil && s.Stage == staff.StageIn {
					in.Add(1)
				}
			})
		}
		close(start)
		wait.Wait()
		if in.Load() != 1 {
			t.Errorf("one code (recovery %v) let %d in", recovery, in.Load())
		}
	}
}

func TestGoingBackToAPasswordAlone(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAuthor)
	s, _, codes := r.enrolled("ona", phrase)
	if len(codes) != 10 {
		t.Fatal("who need not has no second factor")
	}
	elsewhere := r.in("ona", phrase)
	_, err := r.roster.Grant(t.Context(), r.root, ona.ID, content.Grant{Role: content.RolePressOfficer})
	r.must(err, "grant")
	s, err = r.again(s.Token)
	r.must(err, "again")
	_, err = r.door.RemoveFactor(t.Context(), s)
	r.wants(err, "denied.factor", "somebody who must have it")
	_, err = r.roster.Revoke(t.Context(), r.root, ona.ID, content.Grant{Role: content.RolePressOfficer})
	r.must(err, "revoke")
	s, err = r.again(s.Token)
	r.must(err, "again")
	r.clock.pass(16 * time.Minute)
	_, err = r.door.RemoveFactor(t.Context(), s)
	r.wants(err, "sign_in.confirm", "somebody who proved nothing just now")
	s, err = r.door.Confirm(t.Context(), s, phrase)
	r.must(err, "confirm")
	s, err = r.door.RemoveFactor(t.Context(), s)
	r.must(err, "remove")
	if s.Stage != staff.StageIn {
		t.Errorf("stage %s", s.Stage)
	}
	if s := r.in("ona", phrase); s.Stage != staff.StageIn {
		t.Errorf("stage %s without a second factor", s.Stage)
	}
	_, err = r.again(elsewhere.Token)
	r.wants(err, "sign_in.ended", "another session")
}

// A password of eight characters holds only beside a second factor, also when
// the role that called for it is taken away again.
func TestAShortPasswordNeverStandsAlone(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", "8 runes!", content.RolePressOfficer)
	_, err := r.roster.Revoke(t.Context(), r.root, ona.ID, content.Grant{Role: content.RolePressOfficer})
	r.must(err, "revoke")
	if s := r.in("ona", "8 runes!"); s.Stage != staff.StageEnrol {
		t.Errorf("stage %s", s.Stage)
	}
	s, _, _ := r.enrolled("ona", "8 runes!")
	_, err = r.door.RemoveFactor(t.Context(), s)
	r.wants(err, "denied.factor", "remove")
	r.wants(r.door.SetPassword(t.Context(), r.root, r.add("ina", content.RoleAuthor).ID, "8 runes!"), "issue.password.short", "for somebody without")
}

func TestRecoveryCodesAreMadeAnew(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleAdministrator)
	s, _, old := r.enrolled("ona", phrase)
	codes, err := r.door.RecoveryCodes(t.Context(), s)
	if err != nil || len(codes) != 10 {
		t.Fatalf("%v, %v", codes, err)
	}
	_, err = r.door.Code(t.Context(), r.in("ona", phrase), old[0])
	r.wants(err, "issue.code.wrong", "an older code")
	_, err = r.door.Code(t.Context(), r.in("ona", phrase), codes[0])
	r.must(err, "a new code")
}

func TestOnlyTheMachineSetsPasswords(t *testing.T) {
	r := newRig(t, staff.Rules{})
	admin, ona := r.add("admin", content.RoleAdministrator), r.add("ona")
	r.wants(r.door.SetPassword(t.Context(), r.as(admin), ona.ID, phrase), "denied.role", "an administrator")
	if err := r.door.SetPassword(t.Context(), r.root, "gone", phrase); !fault.Is(err, fault.NotFound) {
		t.Errorf("for nobody: %v", err)
	}
}
