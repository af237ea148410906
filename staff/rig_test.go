package staff_test

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
	"herald/store/storetest"
)

// clock shows what it was set to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const (
	phrase = "the ferry leaves at noon"
	other  = "rye bread and smoked fish"
)

// rig is an installation with people in it.
type rig struct {
	*testing.T
	clock  *clock
	people *storetest.People
	roster *staff.Roster
	door   *staff.Door
	root   content.Actor
}

func newRig(t *testing.T, rules staff.Rules) *rig {
	t.Helper()
	r := &rig{T: t, clock: &clock{at: storetest.Epoch}, people: storetest.NewPeople()}
	r.people.Documents = map[content.ID]*content.Document{"council00000": {ID: "council00000", Type: "organization"}, "news00000000": {ID: "news00000000", Type: "news"}}
	r.roster = &staff.Roster{Log: r.people, Shelf: r.people, Vault: r.people, Types: content.ShippedTypes(), Clock: r.clock, Rules: rules}
	r.door = staff.NewDoor(r.roster).Cheaply()
	r.root = content.Actor{ID: content.System("test"), Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	return r
}

func (r *rig) must(err error, doing string) {
	r.Helper()
	if err != nil {
		r.Fatalf("%s: %v", doing, err)
	}
}

// keyOf gives the catalogue key that a person is shown.
func keyOf(err error) string {
	var issues *staff.IssuesError
	var f *fault.Fault
	switch {
	case err == nil:
		return ""
	case errors.As(err, &issues):
		return issues.Issues[0].Key
	case errors.As(err, &f):
		return f.Key
	}
	return err.Error()
}

func (r *rig) wants(err error, key, doing string) {
	r.Helper()
	if got := keyOf(err); got != key {
		r.Errorf("%s: refused with %q, want %q", doing, got, key)
	}
}

// add makes a Member called name who holds roles.
func (r *rig) add(name string, roles ...content.Role) *staff.Member {
	r.Helper()
	a := staff.Adding{Name: name, Email: name + "@arvena.example", Locale: "lt"}
	for _, role := range roles {
		g := content.Grant{Role: role}
		if role == content.RoleApprover {
			g.Steps = []string{"director"}
		}
		a.Grants = append(a.Grants, g)
	}
	m, err := r.roster.Add(r.Context(), r.root, a)
	r.must(err, "add "+name)
	return m
}

// with makes a Member who has a password.
func (r *rig) with(name, password string, roles ...content.Role) *staff.Member {
	r.Helper()
	m := r.add(name, roles...)
	r.must(r.door.SetPassword(r.Context(), r.root, m.ID, password), "set the password of "+name)
	return m
}

// as gives the Actor that a Member is now.
func (r *rig) as(m *staff.Member) content.Actor {
	r.Helper()
	now, err := r.roster.Member(r.Context(), m.ID)
	r.must(err, "member")
	return now.Actor()
}

func from(address string) staff.Where {
	return staff.Where{Address: netip.MustParseAddr(address), Browser: "Naršyklė 1"}
}

var home = from("192.0.2.7")

func (r *rig) attempt(name, password string) staff.Attempt {
	return staff.Attempt{Email: name + "@arvena.example", Password: password, Where: home}
}

// in signs somebody in who needs nothing but a password.
func (r *rig) in(name, password string) *staff.Session {
	r.Helper()
	s, err := r.door.SignIn(r.Context(), r.attempt(name, password))
	r.must(err, "sign in "+name)
	return s
}

// enrolled signs somebody in who sets up a second factor on the way, and gives
// the secret of the app and the recovery codes.
func (r *rig) enrolled(name, password string) (s *staff.Session, secret string, codes []string) {
	r.Helper()
	s = r.in(name, password)
	e, err := r.door.BeginFactor(r.Context(), s)
	r.must(err, "begin the second factor")
	s, codes, err = r.door.ConfirmFactor(r.Context(), s, staff.CodeOf(e.Secret, r.clock.Now()))
	r.must(err, "confirm the second factor")
	return s, e.Secret, codes
}

// again gives a session as the next request finds it.
func (r *rig) again(token string) (*staff.Session, error) {
	return r.door.Session(r.Context(), token, home)
}

func (r *rig) kinds() string {
	var all []string
	for _, e := range r.people.Events() {
		all = append(all, string(e.Kind))
	}
	return strings.Join(all, " ")
}

// Every key that this package shows somebody has words.
func TestEveryKeyHasWords(t *testing.T) {
	key := regexp.MustCompile(`"((?:issue|sign_in|denied|fault)\.[a-z_.]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	printer, n := i18n.Default().Printer("en"), 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(text), -1) {
			if n++; !printer.Has(m[1]) {
				t.Errorf("%s: there are no words for %s", file, m[1])
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d keys were found", n)
	}
}
