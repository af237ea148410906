package staff_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

func network(n int) staff.Where {
	return staff.Where{Address: netip.AddrFrom4([4]byte{198, 51, byte(n >> 8), byte(n)})}
}

// hammer lets strangers from 100 networks try passwords on an account, with
// whatever code they think of, and wants the limit to have been reached.
func (r *rig) hammer(name, code string) {
	r.Helper()
	limited := 0
	for round := range 3 {
		for n := range 100 {
			a := r.attempt(name, fmt.Sprint("guess ", round, n))
			a.Where, a.Code = network(n), code
			if _, err := r.door.SignIn(r.Context(), a); fault.Is(err, fault.TooMany) {
				limited++
			} else {
				r.wants(err, "sign_in.wrong", "a guess")
			}
		}
		r.clock.pass(20 * time.Second)
	}
	if limited < 200 {
		r.Fatalf("only %d tries were refused", limited)
	}
}

// TestUnknownAccountsLookLikeKnownOnes tells nobody whether there is an account:
// not by the answer, not by the work, not by when tries run out.
func TestUnknownAccountsLookLikeKnownOnes(t *testing.T) {
	r := newRig(t, staff.Rules{Refused: []string{other}})
	r.with("known", phrase, content.RoleAdministrator)
	r.with("author", phrase, content.RoleAuthor)
	r.enrolled("known", phrase)
	r.roster.Disable(t.Context(), r.root, r.with("disabled", phrase).ID)
	r.add("invited")
	r.with("reset", phrase)
	r.roster.Reset(t.Context(), r.root, r.with("resetting", phrase).ID, false)
	names := map[string]string{"unknown": phrase, "known": "a wrong one", "author": "", "disabled": phrase, "invited": "", "resetting": phrase, "not an address ": phrase,
		"x\x00": phrase, strings.Repeat("long", 500): phrase, "author@arvena.example,author": phrase}
	said := map[string]string{}
	for name, password := range names {
		for n := range 60 {
			before := r.door.Hashes()
			a := r.attempt(name, password)
			// Every account is tried from the same pattern of networks of its own.
			a.Where.Address = netip.AddrFrom4([4]byte{10, byte(len(name)), byte(name[0]), byte(n / 2)})
			a.Code = []string{"", "123456", "0000-0000-0000-0000"}[n%3]
			_, err := r.door.SignIn(t.Context(), a)
			var f *fault.Fault
			said[name] += fmt.Sprint(keyOf(err), fault.KindOf(err), r.door.Hashes()-before, " ")
			if f, _ = err.(*fault.Fault); f != nil {
				said[name] += fmt.Sprint(f.Args)
			}
		}
		r.clock.pass(2 * time.Hour)
	}
	for name, s := range said {
		if s != said["unknown"] {
			t.Errorf("%.20q is told apart:\n%s\n%s", name, s, said["unknown"])
		}
	}
	if !strings.HasPrefix(said["unknown"], "sign_in.wrongforbidden 1 []") || !strings.Contains(said["unknown"], "sign_in.too_manytoo many 0 [minutes") {
		t.Errorf("said: %.200s", said["unknown"])
	}
}

func TestARefusedPasswordIsAWrongOne(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	elsewhere := &staff.Roster{Log: r.people, Shelf: r.people, Vault: r.people, Types: r.roster.Types, Clock: r.clock, Rules: staff.Rules{Refused: []string{phrase}}}
	door := staff.NewDoor(elsewhere).Cheaply()
	_, err := door.SignIn(t.Context(), r.attempt("ona", phrase))
	r.wants(err, "sign_in.wrong", "where it is refused")
	if door.Hashes() != 1 {
		t.Errorf("it took %d hashes", door.Hashes())
	}
	r.in("ona", phrase)
}

// TestStuffing tries 10,000 passwords on 100 accounts from 100 networks within
// an hour.
func TestStuffing(t *testing.T) {
	r := newRig(t, staff.Rules{})
	for n := range 100 {
		r.add(fmt.Sprint("a", n))
	}
	reached := map[string]int64{}
	for n := range 10_000 {
		name := fmt.Sprint("a", n/7%100)
		a := r.attempt(name, "guess")
		a.Where = network(n % 100)
		before := r.door.Hashes()
		if _, err := r.door.SignIn(t.Context(), a); err == nil {
			t.Fatal("a guess was right")
		}
		reached[name] += r.door.Hashes() - before
		r.clock.pass(350 * time.Millisecond)
	}
	var all int64
	for name, n := range reached {
		if all += n; n > 20 {
			t.Errorf("%d tries on %s reached the hash", n, name)
		}
	}
	if all == 0 || all > 20*100 {
		t.Errorf("%d tries in all reached the hash", all)
	}
}

func TestAnAccountIsHashedTwentyTimesAnHour(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	var at []time.Time
	for n := range 6000 {
		before := r.door.Hashes()
		a := r.attempt("ona", "guess")
		a.Where = network(n % 1000)
		if _, err := r.door.SignIn(t.Context(), a); err == nil {
			t.Fatal("a guess was right")
		}
		if r.door.Hashes() > before {
			at = append(at, r.clock.Now())
		}
		r.clock.pass(2 * time.Second)
	}
	for i := 20; i < len(at); i++ {
		if at[i].Sub(at[i-20]) < time.Hour {
			t.Fatalf("21 within %v", at[i].Sub(at[i-20]))
		}
	}
	if len(at) < 60 {
		t.Errorf("only %d tries in more than three hours", len(at))
	}
}

func TestTheVictimGetsIn(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleAdministrator)
	s, secret, codes := r.enrolled("ona", phrase)
	device := s.Device
	r.clock.pass(time.Hour)
	r.hammer("ona", "")

	a := r.attempt("ona", phrase)
	_, err := r.door.SignIn(t.Context(), a)
	r.wants(err, "sign_in.too_many", "a new browser without a code")
	a.Code = staff.CodeOf(secret, r.clock.Now())
	before := r.door.Hashes()
	s, err = r.door.SignIn(t.Context(), a)
	r.must(err, "with the code of the app")
	if s.Stage != staff.StageIn || r.door.Hashes()-before != 1 {
		t.Errorf("stage %s after %d hashes", s.Stage, r.door.Hashes()-before)
	}
	_, err = r.door.SignIn(t.Context(), a)
	r.wants(err, "sign_in.too_many", "with the same code again")

	r.hammer("ona", "123456")
	r.hammer("ona", "0000-0000-0000-0000")
	a.Code = codes[0]
	if s, err = r.door.SignIn(t.Context(), a); err != nil || s.Stage != staff.StageIn {
		t.Fatalf("with a recovery code: %v, %v", s, err)
	}
	a.Code, a.Device = "", device
	if s, err = r.door.SignIn(t.Context(), a); err != nil || s.Stage != staff.StageCode {
		t.Fatalf("from a browser that is known: %v, %v", s, err)
	}
	r.clock.pass(30 * time.Second)
	if s, err = r.door.Code(t.Context(), s, staff.CodeOf(secret, r.clock.Now())); err != nil || s.Stage != staff.StageIn {
		t.Errorf("from a browser that is known, with the code: %v, %v", s, err)
	}
}

// The right code alone opens nothing, and is not used up by a wrong password.
func TestACodeNeedsItsPassword(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleAdministrator)
	_, secret, _ := r.enrolled("ona", phrase)
	r.clock.pass(time.Hour)
	r.hammer("ona", "")
	a := r.attempt("ona", "a guess")
	a.Where, a.Code = network(500), staff.CodeOf(secret, r.clock.Now())
	_, err := r.door.SignIn(t.Context(), a)
	r.wants(err, "sign_in.wrong", "with a wrong password")
	a.Where, a.Password = home, phrase
	if s, err := r.door.SignIn(t.Context(), a); err != nil || s.Stage != staff.StageIn {
		t.Errorf("the owner: %v, %v", s, err)
	}
}

func TestAKnownBrowserIsOneOfThisAccount(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	r.with("ina", phrase)
	mine := r.in("ina", phrase).Device
	r.hammer("ona", "")
	a := r.attempt("ona", phrase)
	for _, device := range []string{"", mine, strings.Repeat("A", 43)} {
		a.Device = device
		_, err := r.door.SignIn(t.Context(), a)
		r.wants(err, "sign_in.too_many", "from a browser of somebody else")
	}
	r.clock.pass(time.Hour)
	s, err := r.door.SignIn(t.Context(), a)
	r.must(err, "an hour later")
	r.hammer("ona", "")
	a.Device = s.Device
	for range 20 {
		a.Password = "a guess"
		_, err := r.door.SignIn(t.Context(), a)
		r.wants(err, "sign_in.wrong", "a guess from a known browser")
	}
	_, err = r.door.SignIn(t.Context(), a)
	r.wants(err, "sign_in.too_many", "too many guesses from a known browser")
}

// One browser that two people use is known for both.
func TestABrowserThatTwoPeopleUse(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase)
	r.with("ina", phrase)
	device := ""
	for _, name := range []string{"ona", "ina"} {
		a := r.attempt(name, phrase)
		a.Device = device
		s, err := r.door.SignIn(t.Context(), a)
		r.must(err, "sign in "+name)
		if s.Device == device {
			t.Error("a browser keeps the name that somebody could have given it")
		}
		device = s.Device
	}
	r.hammer("ona", "")
	a := r.attempt("ona", phrase)
	a.Device = device
	if _, err := r.door.SignIn(t.Context(), a); err != nil {
		t.Errorf("the first of them: %v", err)
	}
}

func TestAnOfficeBehindOneAddress(t *testing.T) {
	r := newRig(t, staff.Rules{})
	for n := range 60 {
		r.with(fmt.Sprint("a", n), phrase)
	}
	for n := range 60 {
		r.in(fmt.Sprint("a", n), phrase)
	}
}

func TestOneNetworkIsHeardTwentyTimesAnHour(t *testing.T) {
	r := newRig(t, staff.Rules{})
	for n := range 100 {
		a := r.attempt(fmt.Sprint("a", n), "guess")
		a.Where.Address = netip.MustParseAddr(fmt.Sprintf("2001:db8:0:1::%x", n+1))
		_, err := r.door.SignIn(t.Context(), a)
		if want := []string{"sign_in.wrong", "sign_in.too_many"}[min(1, n/20)]; keyOf(err) != want {
			t.Fatalf("try %d: %v", n+1, err)
		}
	}
	a := r.attempt("a1", "guess")
	a.Where.Address = netip.MustParseAddr("2001:db8:0:2::1")
	_, err := r.door.SignIn(t.Context(), a)
	r.wants(err, "sign_in.wrong", "from the network beside it")
}

func TestAlarms(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase, content.RoleAdministrator)
	_, _, _ = r.enrolled("ona", phrase)
	var alarms []staff.Alarm
	outcomes := map[string]int{}
	r.door.Alarm, r.door.Outcome = func(a staff.Alarm) { alarms = append(alarms, a) }, func(o string) { outcomes[o]++ }
	r.hammer("ona", "")
	r.hammer("nobody", "")
	if len(alarms) != 2 || alarms[0] != (staff.Alarm{Account: "ona@arvena.example", Member: ona.ID, Tries: 20}) || alarms[1] != (staff.Alarm{Account: "nobody@arvena.example", Tries: 20}) {
		t.Errorf("alarms: %+v", alarms)
	}
	alarms = nil
	for n := range 40 {
		_, _ = r.door.SignIn(t.Context(), r.attempt(fmt.Sprint("a", n), "guess"))
	}
	if len(alarms) != 1 || alarms[0] != (staff.Alarm{Network: "192.0.2.7", Tries: 20}) {
		t.Errorf("alarms: %+v", alarms)
	}
	r.clock.pass(2 * time.Hour)
	alarms = nil
	s := r.in("ona", phrase)
	for range 40 {
		_, _ = r.door.Code(t.Context(), s, "000000")
	}
	if len(alarms) != 1 || alarms[0] != (staff.Alarm{Account: "ona@arvena.example", Member: ona.ID, Tries: 30, Inside: true}) {
		t.Errorf("alarms: %+v", alarms)
	}
	if outcomes["limited"] == 0 || outcomes["wrong"] == 0 || outcomes["code"] != 1 {
		t.Errorf("outcomes: %v", outcomes)
	}
}

// Who knows the password has only so many tries at the code.
func TestCodesCannotBeTriedForLong(t *testing.T) {
	r := newRig(t, staff.Rules{})
	r.with("ona", phrase, content.RoleAdministrator)
	_, secret, codes := r.enrolled("ona", phrase)
	r.clock.pass(time.Hour)
	tried := 0
	for n := range 200 {
		a := r.attempt("ona", phrase)
		a.Where = network(n)
		s, err := r.door.SignIn(t.Context(), a)
		r.must(err, "sign in")
		if _, err = r.door.Code(t.Context(), s, "000000"); !fault.Is(err, fault.TooMany) {
			tried++
		}
	}
	if tried != 30 {
		t.Errorf("%d codes were tried", tried)
	}
	s := r.in("ona", phrase)
	_, err := r.door.Code(t.Context(), s, staff.CodeOf(secret, r.clock.Now()))
	r.wants(err, "sign_in.too_many", "the owner, with the code of the app")
	_, err = r.door.Code(t.Context(), s, codes[0])
	r.must(err, "the owner, with a recovery code")
}

func TestPasswordsAreHashedAnew(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.with("ona", phrase)
	before, err := r.people.Secrets(t.Context(), ona.ID)
	r.must(err, "secrets")
	r.in("ona", phrase)
	same, _ := r.people.Secrets(t.Context(), ona.ID)
	if same.Password != before.Password {
		t.Error("it was hashed anew without need")
	}
	r.door.Dearer()
	_, err = r.door.SignIn(t.Context(), r.attempt("ona", "wrong"))
	r.wants(err, "sign_in.wrong", "a wrong one")
	s := r.in("ona", phrase)
	after, _ := r.people.Secrets(t.Context(), ona.ID)
	if after.Password == before.Password || !strings.Contains(after.Password, "t=2") {
		t.Errorf("kept: %s", after.Password)
	}
	_, err = r.again(s.Token)
	r.must(err, "the session")
	r.in("ona", phrase)
}
