package admin

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/health"
	"herald/internal/htmlcheck"
	"herald/internal/web"
	"herald/media"
	"herald/staff"
	"herald/staff/post"
	"herald/store/sqlite"
)

// clock shows what it was set to.
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

const passphrase = "the ferry leaves at noon"

// rig is the staff side over a real store, with a member for each role.
type rig struct {
	*testing.T
	clock *clock
	store *sqlite.Store
	desk  *editorial.Desk
	admin *Admin
	app   *fiber.App
	// members by role; the second press officer is "press_officer_2".
	members map[string]*staff.Member
	root    content.Actor
	intake  *intake
	post    *post.Office
	health  health.Report
}

var epoch = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func newRig(t *testing.T) *rig {
	t.Helper()
	r := newBareRig(t)
	for _, role := range content.Roles() {
		r.hire(r.admin.Roster, r.admin.Door, string(role), role)
	}
	r.hire(r.admin.Roster, r.admin.Door, "press_officer_2", content.RolePressOfficer)
	return r
}

// newBareRig is a rig to which nobody belongs yet.
func newBareRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{T: t, clock: &clock{at: epoch}, members: map[string]*staff.Member{}}
	types := content.ShippedTypes()
	sites := content.Sites{
		"public":   {Name: "public", Origin: "http://localhost", Locales: i18n.Shipped(), Audience: content.Public, Zone: time.UTC},
		"intranet": {Name: "intranet", Origin: "http://localhost", Base: "/intranet", Locales: i18n.Shipped(), Audience: content.Staff, Zone: time.UTC},
	}
	var err error
	r.store, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "herald.db"), content.Projector{Types: types, Sites: sites}, sqlite.Options{})
	r.must(err)
	t.Cleanup(func() { _ = r.store.Close() })
	r.desk = &editorial.Desk{Log: r.store, Shares: r.store, Types: types, Sites: sites, Clock: r.clock}
	roster := &staff.Roster{Log: r.store, Shelf: r.store, Vault: r.store, Types: types, Clock: r.clock, Rules: staff.Rules{NoSecondFactor: true}}
	door := staff.NewDoor(roster)
	r.root = content.Actor{ID: content.System("test"), Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	r.intake = newIntake(r)
	r.post = &post.Office{Rows: r.store, Store: r.store, Members: r.store, Types: types, Sites: sites, Catalog: i18n.Default(), Clock: r.clock,
		Domain: "localhost", Link: func(path string) string { return "http://localhost" + path }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	_, err = r.post.Position(t.Context())
	r.must(err)
	r.admin, err = New(Config{Types: types, Sites: sites, Catalog: i18n.Default(), Clock: r.clock, Store: r.store, Desk: r.desk, Home: "public",
		Door: door, Roster: roster, Post: r.post, Intake: r.intake, Health: func(context.Context) health.Report { return r.health }, Sizes: media.Sizes{{Width: 320}, {Width: 1024}},
		Variant: func(c *fiber.Ctx, asset content.ID, variant, _ string) error {
			return c.SendString(variant + " of " + string(asset))
		},
		Preview: func(_ context.Context, d *content.Document, l i18n.Locale, n int, media string, typed ...content.Text) ([]byte, error) {
			if len(typed) > 0 {
				return fmt.Appendf(nil, "typed: %s", typed[0].Body), nil
			}
			return fmt.Appendf(nil, "edition %d of %s in %s, files at %s", n, d.ID, l, media), nil
		},
		Look: func(_ context.Context, d *content.Document, l i18n.Locale, n int, media string) ([]byte, error) {
			return fmt.Appendf(nil, "a release under edition %d of %s in %s, files at %s", n, d.ID, l, media), nil
		},
		Shares: r.store,
		Shared: func(_ context.Context, s Showing) ([]byte, error) {
			return fmt.Appendf(nil, "edition %d of %s in %s, files at %s, %q %q", s.Edition, s.Document.ID, s.Locale, s.Media, s.Embargo, s.Said), nil
		},
		File: func(c *fiber.Ctx, d *content.Document, _ i18n.Locale, _ int) error {
			return c.SendString("file of " + string(d.ID))
		}, Sheet: "/assets/style.css", Arms: "/assets/arms.svg", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	r.must(err)
	r.app = web.New(web.Config{Name: "test", OnError: r.admin.OnError, LargeBody: LargeBody(), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	r.admin.Routes(r.app)
	return r
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) hire(roster *staff.Roster, door *staff.Door, name string, role content.Role) {
	r.Helper()
	g := content.Grant{Role: role}
	if role == content.RoleApprover {
		g.Steps = []string{"director"}
	}
	email := strings.ReplaceAll(name, "_", "-") + "@town.example"
	m, err := roster.Add(r.Context(), r.root, staff.Adding{Name: "Member " + name, Email: email, Locale: i18n.English, Grants: []content.Grant{g}})
	r.must(err)
	r.give(door, m.ID)
	r.members[name] = m
}

// hashed is passphrase as a vault keeps it. Hashing is dear on purpose; all rigs
// share one.
var hashed struct {
	sync.Mutex
	phc string
}

// give lets a member sign in.
func (r *rig) give(door *staff.Door, id content.MemberID) {
	r.Helper()
	hashed.Lock()
	defer hashed.Unlock()
	if hashed.phc == "" {
		r.must(door.SetPassword(r.Context(), r.root, id, passphrase))
	}
	s, err := r.store.Secrets(r.Context(), id)
	r.must(err)
	if hashed.phc == "" {
		hashed.phc = s.Password
		return
	}
	s.Password, s.Link = hashed.phc, staff.Link{}
	r.must(r.store.PutSecrets(r.Context(), s))
}

// hireAll adds somebody who holds every role.
func (r *rig) hireAll(name string) {
	r.Helper()
	r.hire(r.admin.Roster, r.admin.Door, name, content.RoleAuthor)
	for _, role := range content.Roles()[1:] {
		g := content.Grant{Role: role}
		if role == content.RoleApprover {
			g.Steps = []string{"director"}
		}
		_, err := r.admin.Roster.Grant(r.Context(), r.root, r.members[name].ID, g)
		r.must(err)
	}
}

// actor is a member as the verbs know them.
func (r *rig) actor(name string) content.Actor { return r.members[name].Actor() }

// draft makes a text of the author, as far as draft.
func (r *rig) draft(title string) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "news", Locale: "lt",
		Words: content.Words{Title: title, Summary: "Santrauka.", Body: "Tekstas.\n\nAntra pastraipa."}})
	r.must(err)
	return got.Document
}

// submitted is draft, handed over.
func (r *rig) submitted(title string) content.ID {
	r.Helper()
	id := r.draft(title)
	_, err := r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	return id
}

// state is where the newest Edition of a text stands.
func (r *rig) state(id content.ID) content.State {
	r.Helper()
	found, err := r.store.Documents(context.Background(), id)
	r.must(err)
	return found[id].Translation("lt").Newest().State
}

// browser keeps the cookies of one person.
type browser struct {
	*rig
	cookies map[string]string
}

// page is an answer that was read.
type page struct {
	status int
	header http.Header
	body   string
}

func (r *rig) browser() *browser { return &browser{rig: r, cookies: map[string]string{}} }

// as gives the browser of a member who has signed in.
func (r *rig) as(name string) *browser {
	r.Helper()
	b := r.browser()
	got := b.post("/admin/sign-in", url.Values{"email": {r.members[name].Email}, "password": {passphrase}})
	if got.status != http.StatusSeeOther {
		r.Fatalf("%s cannot sign in: %d %s", name, got.status, got.body)
	}
	return b
}

func (b *browser) get(path string) page { return b.ask(httptest.NewRequest(http.MethodGet, path, nil)) }

// post sends a form of ours: with the token of the session, if there is one.
func (b *browser) post(path string, form url.Values) page {
	b.Helper()
	if form == nil {
		form = url.Values{}
	}
	if b.cookies[sessionCookie] != "" && form.Get(formField) == "" {
		form.Set(formField, b.token())
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", fiber.MIMEApplicationForm)
	return b.ask(req)
}

var tokenIn = regexp.MustCompile(`name="` + formField + `" value="([^"]+)"`)

// token is what a form of the session bears.
func (b *browser) token() string {
	b.Helper()
	for _, path := range []string{"/admin/account", "/admin/code", "/admin/factor"} {
		if m := tokenIn.FindStringSubmatch(b.get(path).body); m != nil {
			return m[1]
		}
	}
	return ""
}

func (b *browser) ask(req *http.Request) page {
	b.Helper()
	for name, value := range b.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	req.Host = "localhost"
	res, err := b.app.Test(req, -1)
	b.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	b.must(err)
	for _, c := range res.Cookies() {
		b.cookies[c.Name] = c.Value
		if c.Value == "" {
			delete(b.cookies, c.Name)
		}
	}
	p := page{status: res.StatusCode, header: res.Header, body: string(body)}
	if strings.Contains(p.body, "<html") {
		htmlcheck.Page(b, body)
	}
	if strings.Contains(p.body, "⟦") {
		b.Errorf("%s %s: words are missing: %s", req.Method, req.URL, regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(p.body))
	}
	return p
}

// head is how far the log has come.
func (r *rig) head() content.Position {
	r.Helper()
	at, err := r.store.Head(r.Context())
	r.must(err)
	return at
}
