package main

import (
	"context"
	"errors"
	"net/netip"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/sample"
	"herald/internal/fault"
	"herald/staff"
)

const aPhrase = "the ferry leaves at noon"

// door opens the door of a data folder, as a server with its rules would.
func door(t *testing.T, h *house, demo bool) *staff.Door {
	t.Helper()
	rules, err := h.staffRules(context.Background(), demo)
	if err != nil {
		t.Fatal(err)
	}
	h.roster = h.newRoster(h.store, rules)
	return staff.NewDoor(h.roster)
}

func signIn(d *staff.Door, email, password string) (*staff.Session, error) {
	return d.SignIn(context.Background(), staff.Attempt{Email: email, Password: password, Where: staff.Where{Address: netip.MustParseAddr("192.0.2.7")}})
}

// withPassword calls herald member with a password on standard input.
func withPassword(t *testing.T, password string, args ...string) {
	t.Helper()
	cmd := herald(t, append([]string{"member"}, args...)...)
	cmd.Stdin = strings.NewReader(password + "\n")
	if r := finish(t, cmd); r.code != 0 {
		t.Fatalf("herald member %s: %s", strings.Join(args, " "), r.err)
	}
}

var setUpLink = regexp.MustCompile(`(?m)^There is no administrator yet. Make the first one at (http://localhost:\d+)/admin/welcome/([A-Za-z0-9_-]{43})$`)

func TestTheFirstStartGivesALink(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	var tokens []string
	for range 2 {
		s := serve(t, data)
		m := awaitLine(t, s, setUpLink)
		if m[1] != "http://localhost:"+portOf(s.public) {
			t.Errorf("the link leads to %s, not %s", m[1], s.public)
		}
		tokens = append(tokens, m[2])
		s.stop(t)
	}
	h := inside(t, data)
	d := door(t, h, false)
	if _, err := d.Open(t.Context(), tokens[0]); !fault.Is(err, fault.NotFound) {
		t.Errorf("the link of the first start still holds: %v", err)
	}
	f := staff.Founder{Name: "Ona", Email: "ona@arvena.example", Locale: "lt", Password: aPhrase}
	if s, err := d.Found(t.Context(), tokens[1], f, staff.Where{}); err != nil || s.Stage != staff.StageEnrol {
		t.Fatalf("%+v, %v", s, err)
	}
	s := serve(t, data)
	s.stop(t)
	if setUpLink.MatchString(s.log.String()) {
		t.Error("there is a link although there is an administrator")
	}
}

// awaitLine waits until a server has written a line.
func awaitLine(t *testing.T, s *serving, line *regexp.Regexp) []string {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if m := line.FindStringSubmatch(s.log.String()); m != nil {
			return m
		}
	}
	t.Fatalf("no line %s in\n%s", line, s.log)
	return nil
}

// A command in another process counts at once for whoever is signed in.
func TestMemberCommandsCountAtOnce(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	withPassword(t, aPhrase, "add", "ona@arvena.example", "--name", "Ona", "--role", "author", "--password-stdin", "--data", data)
	s := serve(t, data)
	h := inside(t, data)
	d := door(t, h, false)
	come := func() *staff.Session {
		t.Helper()
		session, err := signIn(d, "ona@arvena.example", aPhrase)
		if err != nil || session.Stage != staff.StageIn {
			t.Fatalf("%+v, %v", session, err)
		}
		return session
	}
	one := come()
	must(t, "member", "role", "ona@arvena.example", "author", "--take", "--data", data)
	one, err := d.Session(t.Context(), one.Token, staff.Where{})
	if err != nil || len(one.Actor().Grants) != 0 || one.Token == "" {
		t.Errorf("after the role was taken: %+v, %v", one, err)
	}
	must(t, "member", "disable", "ona@arvena.example", "--data", data)
	if _, err := d.Session(t.Context(), one.Token, staff.Where{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("after disabling: %v", err)
	}
	if _, err := signIn(d, "ona@arvena.example", aPhrase); !fault.Is(err, fault.Forbidden) {
		t.Errorf("after disabling they come in: %v", err)
	}
	must(t, "member", "enable", "ona@arvena.example", "--data", data)
	two := come()
	must(t, "member", "reset", "ona@arvena.example", "--data", data)
	if _, err := d.Session(t.Context(), two.Token, staff.Where{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("after a reset: %v", err)
	}
	head, err := h.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The server has followed all of it.
	for end := time.Now().Add(time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, page := get(t, s.ops+"/metrics"); strings.Contains(page, `herald_follower_lag_changes{follower="pages"} 0`) {
			break
		} else if time.Now().After(end) {
			t.Fatalf("the server is behind position %d", head)
		}
	}
	s.stop(t)
	must(t, "verify", "--data", data)
}

// A backup knows who there is and their passwords, and lets nobody in who was in
// when it was made.
func TestMembersTravelWithoutTheirSessions(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, other, file := filepath.Join(room, "data"), filepath.Join(room, "other"), filepath.Join(room, "b.tar")
	withPassword(t, aPhrase, "add", "ona@arvena.example", "--name", "Ona", "--password-stdin", "--data", data)
	link := strings.TrimSpace(must(t, "member", "add", "ina@arvena.example", "--name", "Ina", "--data", data).out)
	token := link[strings.LastIndex(link, "/")+1:]
	h := inside(t, data)
	session, err := signIn(door(t, h, false), "ona@arvena.example", aPhrase)
	if err != nil {
		t.Fatal(err)
	}
	must(t, "backup", file, "--data", data)
	must(t, "restore", file, "--data", other)
	restored := inside(t, other)
	d := door(t, restored, false)
	if _, err := d.Session(t.Context(), session.Token, staff.Where{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the session came back: %v", err)
	}
	if _, err := d.Open(t.Context(), token); !fault.Is(err, fault.NotFound) {
		t.Errorf("the link came back: %v", err)
	}
	if known, err := restored.store.KnowsDevice(t.Context(), session.Member.ID, content.Sum([]byte(session.Device))); err != nil || known {
		t.Errorf("the browser is known: %v, %v", known, err)
	}
	if _, err := signIn(d, "ona@arvena.example", aPhrase); err != nil {
		t.Errorf("the password did not come back: %v", err)
	}
	// Where the backup was made nothing has changed.
	if _, err := door(t, h, false).Session(t.Context(), session.Token, staff.Where{}); err != nil {
		t.Errorf("the backup ended a session: %v", err)
	}
	if _, err := door(t, h, false).Open(t.Context(), token); err != nil {
		t.Errorf("the backup ended a link: %v", err)
	}
}

// signIns wants the demonstration in data to let everybody in whom it names, and
// nobody without --demo.
func signIns(t *testing.T, data, said string) {
	t.Helper()
	h := inside(t, data)
	for _, m := range sample.Members() {
		line := regexp.MustCompile(`(?m)^  ` + english().T("role."+m.Role) + `.* ` + regexp.QuoteMeta(m.Email) + ` +` + demoPassword + `$`)
		if !line.MatchString(said) {
			t.Errorf("no sign-in of %s in\n%s", m.Role, said)
		}
		s, err := signIn(door(t, h, true), m.Email, demoPassword)
		if err != nil || s.Stage != staff.StageIn || !s.Member.Holds(content.Role(m.Role), time.Now()) || string(s.Member.Locale) != m.Locale {
			t.Errorf("%s: %+v, %v", m.Email, s, err)
		}
		if _, err := signIn(door(t, h, false), m.Email, demoPassword); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s comes in without --demo: %v", m.Email, err)
		}
	}
	if setUpLink.MatchString(said) {
		t.Error("the demonstration has no administrator")
	}
}

func TestWhatPasswordsMayNotLeanOn(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), map[string]string{
		"site/public/en.md":          "+++\ntitle = \"Town of Grenvale\"\n+++\n",
		"organization/council/en.md": "+++\ntitle = \"Rivermouth council\"\n+++\n"})
	write(t, data, map[string]string{"herald.toml": "[[sites]]\nname = \"town\"\norigin = \"https://www.bridgewater.example\"\n\n[staff]\nsecond_factor = \"optional\"\n"})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	h := inside(t, data)
	d := door(t, h, false)
	m := &staff.Member{Name: "Ona", Email: "ona@arvena.example", Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	for password, refused := range map[string]bool{"Grenvale-grenvale": true, "rivermouth 2026": true, "bridgewater2026": true, "grenvale has a ferry": false, "only eight": true, aPhrase: false} {
		err := d.Check(m, false, password)
		var issues *staff.IssuesError
		if errors.As(err, &issues) != refused {
			t.Errorf("%q: %v", password, err)
		}
	}
}
