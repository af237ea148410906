package post_test

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/smtptest"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
	"herald/staff/post"
	"herald/store/sqlite"
	"herald/store/storetest"
)

type clock struct {
	mu sync.Mutex
	at time.Time
}

// Now implements content.Clock.
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

// rig is an Office over a real store, with members: ona writes, lina checks the
// language in lt, rasa too, petras and nora are press officers, root administers.
type rig struct {
	*testing.T
	clock   *clock
	store   *sqlite.Store
	desk    *editorial.Desk
	roster  *staff.Roster
	office  *post.Office
	members map[string]*staff.Member
	root    content.Actor
	held    bool
	// outcomes are those of the e-mails, in order.
	outcomes []mail.Outcome
}

func newRig(t *testing.T) *rig {
	t.Helper()
	p := storetest.Projector()
	r := &rig{T: t, clock: &clock{at: storetest.Epoch}, members: map[string]*staff.Member{}}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), p, sqlite.Options{})
	r.must(err)
	t.Cleanup(func() { r.must(store.Close()) })
	r.store = store
	r.desk = &editorial.Desk{Log: store, Types: p.Types, Sites: p.Sites, Clock: r.clock}
	r.roster = &staff.Roster{Log: store, Shelf: store, Vault: store, Types: p.Types, Clock: r.clock, Rules: staff.Rules{NoSecondFactor: true}}
	r.root = content.Actor{ID: content.System("test"), Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	for name, role := range map[string]content.Role{"ona": content.RoleAuthor, "lina": content.RoleLanguageEditor, "rasa": content.RoleLanguageEditor,
		"petras": content.RolePressOfficer, "nora": content.RolePressOfficer, "zita": content.RoleReader} {
		g := content.Grant{Role: role}
		if role == content.RoleLanguageEditor {
			g.Locales = []i18n.Locale{"lt"}
		}
		m, err := r.roster.Add(t.Context(), r.root, staff.Adding{Name: name, Email: name + "@town.example", Locale: i18n.English, Grants: []content.Grant{g}})
		r.must(err)
		r.members[name] = m
	}
	r.office = r.another(store)
	_, err = r.office.Position(t.Context())
	r.must(err)
	return r
}

// another gives a second Office, as the next process would have.
func (r *rig) another(rows notice.Rows) *post.Office {
	p := storetest.Projector()
	p.Sites["public"].Origin = "https://town.example"
	return &post.Office{Rows: rows, Store: r.store, Members: r.store, Types: p.Types, Sites: p.Sites, Catalog: i18n.Default(), Clock: r.clock,
		Zone: p.Sites["public"].Zone, Domain: "town.example", Link: func(path string) string { return "https://town.example" + path },
		Held: func() bool { return r.held }, Outcome: func(o mail.Outcome) { r.outcomes = append(r.outcomes, o) },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

// mails gives the Office a mail server.
func (r *rig) mails(s *smtptest.Server) *smtptest.Server {
	r.Helper()
	s.Start(r.T, nil)
	r.office.Server = serverAt(s)
	return s
}

func serverAt(s *smtptest.Server) *mail.Server {
	return &mail.Server{Host: "127.0.0.1", Port: s.Port(), Security: mail.Plain, From: "desk@town.example", Name: "Arvena", Hello: "town.example", Patience: 5 * time.Second}
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) actor(name string) content.Actor {
	r.Helper()
	m, err := r.roster.Member(r.Context(), r.members[name].ID)
	r.must(err)
	return m.Actor()
}

func (r *rig) member(name string) *staff.Member {
	r.Helper()
	m, err := r.roster.Member(r.Context(), r.members[name].ID)
	r.must(err)
	return m
}

// follow lets an Office look through everything that has happened.
func (r *rig) follow(o *post.Office) error {
	r.Helper()
	at, err := o.Position(context.Background())
	if err != nil {
		return err
	}
	changes, err := r.store.Changes(context.Background(), at, 1000)
	if err != nil || len(changes) == 0 {
		return err
	}
	return o.Apply(context.Background(), changes)
}

func (r *rig) look() {
	r.Helper()
	r.must(r.follow(r.office))
}

func (r *rig) draft(title string) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor("ona"), editorial.Create{Site: "public", Type: "news", Locale: "lt",
		Words: content.Words{Title: title, Summary: "Santrauka.", Body: "Tekstas."}})
	r.must(err)
	return got.Document
}

func (r *rig) submit(id content.ID) {
	r.Helper()
	_, err := r.desk.Submit(r.Context(), r.actor("ona"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
}

func (r *rig) submitted(title string) content.ID {
	r.Helper()
	id := r.draft(title)
	r.submit(id)
	return id
}

func (r *rig) approve(name string, id content.ID) {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	t := found[id].Translation("lt")
	e := t.NextEdition()
	if e == nil {
		e = t.LiveEdition()
	}
	_, err = r.desk.Approve(r.Context(), r.actor(name), editorial.Approve{Document: id, Locale: "lt", Step: content.StepLanguage, Words: e.Words})
	r.must(err)
}

// told gives what is open for each member, as "name kind", sorted.
func (r *rig) told() []string {
	r.Helper()
	all := []string{}
	for name, m := range r.members {
		items, err := r.office.List(r.Context(), r.member(name), 100)
		r.must(err)
		open := 0
		for _, i := range items {
			if i.Open() {
				all = append(all, name+" "+string(i.Kind))
				open++
			}
		}
		n, err := r.office.Unread(r.Context(), m.ID)
		r.must(err)
		if n != open {
			r.Errorf("%s is told of %d and shown %d", name, n, open)
		}
	}
	slices.Sort(all)
	return all
}

func (r *rig) wants(doing string, want ...string) {
	r.Helper()
	if got := r.told(); !slices.Equal(got, want) {
		r.Errorf("%s: %q, want %q", doing, got, want)
	}
}

// send lets the Office send what is due.
func (r *rig) send() {
	r.Helper()
	_, err := r.office.Send(r.Context())
	r.must(err)
}

// letter is an e-mail as its reader sees it.
type letter struct{ id, to, subject, text string }

func letters(t *testing.T, s *smtptest.Server) (all []letter) {
	t.Helper()
	for _, k := range s.All() {
		m := k.Message(t)
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, letter{m.Header.Get("Message-Id"), k.To, subject, strings.ReplaceAll(string(text), "\r\n", "\n")})
	}
	return all
}
