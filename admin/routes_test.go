package admin

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/staff"
)

// fillers put something into the parameters of a path that is there.
func (r *rig) filled(path string, id content.ID) string {
	return filled(path, r.members["author"].ID, id, r.shown(id))
}

func filled(path string, member content.MemberID, id, asset content.ID) string {
	return strings.NewReplacer("/do/:action", "/do/discard", ":upload", string(content.NewID()), ":question", string(content.NewID()), ":document", string(id), ":locale", "lt", ":action", "comment", ":token", "none", ":share", string(content.NewID()), ":session", string(content.NewID()),
		":member", string(member), ":grant", staff.GrantKey(content.Grant{Role: content.RoleAuthor}),
		":site", "public", ":asset", string(asset), ":variant", "original", ":file", "a.jpg").Replace(path)
}

// Every route of the router with every role: who has not signed in is sent to
// the door, who may not comes no further, and who may does. Each cell is computed
// from the policy.
func TestEveryRouteAndRole(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	names := []string{""}
	for _, role := range content.Roles() {
		names = append(names, string(role))
	}
	for _, name := range names {
		b := r.browser()
		if name != "" {
			b = r.as(name)
		}
		for _, route := range r.admin.routes() {
			if route.method != fiber.MethodGet {
				continue
			}
			got := b.get(Root + r.filled(route.path, id)).status
			if want := r.wanted(route, name, id); got != want {
				t.Errorf("%s as %q: %d, want %d", route.path, name, got, want)
			}
		}
	}
}

// wanted is the status that a GET has for somebody.
func (r *rig) wanted(route route, name string, id content.ID) int {
	switch {
	case strings.Contains(route.path, ":token"):
		return http.StatusNotFound // nobody has such a link
	case name == "" && route.who != anyone:
		return http.StatusSeeOther
	case name == "":
		return http.StatusOK
	case route.path == "/sign-in", route.path == "/code":
		return http.StatusSeeOther // they are in
	}
	if !r.mayCome(route, name) {
		return http.StatusForbidden
	}
	if strings.Contains(route.path, ":upload") {
		return http.StatusNotFound // nobody has begun it
	}
	if strings.Contains(route.path, ":document") || strings.Contains(route.path, ":asset") {
		found, err := r.store.Documents(r.Context(), id)
		r.must(err)
		d := found[id]
		s := content.Subject{Document: d, Translation: d.Translation("lt"), Type: r.admin.Types.Get(d.Type), Locale: "lt", Now: r.clock.Now()}
		if content.Can(r.actor(name), content.ReadDraft, s) != nil {
			return http.StatusNotFound
		}
		if strings.HasSuffix(route.path, "/look") || strings.HasSuffix(route.path, "/home") || strings.HasSuffix(route.path, "/release") {
			return http.StatusNotFound // these are of the words of a Site alone
		}
		s.Edition = d.Translation("lt").Newest()
		if strings.HasSuffix(route.path, "/edit") && content.Can(r.actor(name), content.Save, s) != nil {
			return http.StatusForbidden
		}
	}
	return http.StatusOK
}

// A page that another version made is not shown bare: it gets the style sheet of this one,
// which must not be kept in the place of the other.
func TestTheDesksStyleSheetOfAnotherVersion(t *testing.T) {
	r := newBareRig(t)
	own, err := r.admin.views.Asset("style.css")
	r.must(err)
	now, before, none := r.browser().get(own), r.browser().get(Root+"/assets/style.0123456789ab.css"), r.browser().get(Root+"/assets/notices.0123456789ab.js")
	if now.status != http.StatusOK || before.status != http.StatusOK || before.body != now.body || now.body == "" || none.status != http.StatusNotFound {
		t.Errorf("%d, %d, %d", now.status, before.status, none.status)
	}
	if got := before.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("kept by %q", got)
	}
}

// Every address that the router answers below Root is in the table that the
// other tests are derived from, and every parameter of it is known to them.
func TestTheTableIsTheRouter(t *testing.T) {
	r := newBareRig(t)
	rows := map[string]bool{fiber.MethodGet + " " + Root: true, fiber.MethodGet + " " + Root + "/assets/*": true}
	for _, route := range r.admin.routes() {
		rows[route.method+" "+Root+route.path] = true
		if path := filled(route.path, "author", "000000000000", ""); strings.Contains(path, ":") {
			t.Errorf("%s %s: a parameter that the tests do not fill: %s", route.method, route.path, path)
		}
	}
	for _, route := range r.app.GetRoutes(true) {
		if route.Method == fiber.MethodHead || !strings.HasPrefix(route.Path, Root) {
			continue
		}
		if !rows[route.Method+" "+route.Path] {
			t.Errorf("%s %s has no row", route.Method, route.Path)
		}
	}
}

// A form with its token, sent by somebody whose roles do not include what it is
// for, or by nobody, changes nothing.
func TestEveryFormAndRole(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	r.shown(id) // the file that addresses are filled with is there before
	for _, role := range append([]content.Role{""}, content.Roles()...) {
		b := r.browser()
		if role != "" {
			b = r.as(string(role))
		}
		before := r.head()
		for _, route := range r.admin.routes() {
			if route.method != fiber.MethodPost || route.who == anyone || role != "" && r.mayCome(route, string(role)) {
				continue
			}
			if got := b.post(Root+r.filled(route.path, id), url.Values{"role": {"author"}}); got.status != http.StatusForbidden {
				t.Errorf("%s as %q: %d", route.path, role, got.status)
			}
		}
		if after := r.head(); after != before {
			t.Errorf("as %q the log went from %d to %d", role, before, after)
		}
	}
}

// mayCome is what the policy says of a route and a role.
func (r *rig) mayCome(route route, name string) bool {
	may := len(route.may) == 0
	for _, action := range route.may {
		may = may || content.MaySomewhere(r.actor(name), action, r.clock.Now())
	}
	return may
}

// Nothing that a browser can be made to send from elsewhere changes anything.
func TestForgedFormsAreRefused(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	r.shown(id)
	// Somebody with every role: nothing but the forgery can be why it is refused.
	r.hireAll("everything")
	b, other := r.as("everything"), r.as("press_officer_2")
	foreign := other.token()
	before, err := r.store.Head(t.Context())
	r.must(err)
	for _, route := range r.admin.routes() {
		if route.method != fiber.MethodPost {
			continue
		}
		path := Root + r.filled(route.path, id)
		own := b.token()
		for name, forge := range map[string]func(*http.Request){
			"no token":        func(q *http.Request) { setForm(q, url.Values{"reason": {"x"}}) },
			"another's token": func(q *http.Request) { setForm(q, url.Values{"reason": {"x"}, formField: {foreign}}) },
			"from another site": func(q *http.Request) {
				setForm(q, url.Values{formField: {own}})
				q.Header.Set("Sec-Fetch-Site", "cross-site")
			},
			"of another origin": func(q *http.Request) {
				setForm(q, url.Values{formField: {own}})
				q.Header.Set("Origin", "https://evil.example")
			},
			"as plain text": func(q *http.Request) {
				setForm(q, url.Values{formField: {own}})
				q.Header.Set("Content-Type", "text/plain")
			},
			"as JSON": func(q *http.Request) { q.Header.Set("Content-Type", "application/json") },
		} {
			if route.who == anyone && strings.HasSuffix(name, "token") {
				continue // there is no session whose token it could lack
			}
			q := httptest.NewRequest(http.MethodPost, path, nil)
			forge(q)
			if got := b.ask(q).status; got != http.StatusForbidden {
				t.Errorf("%s, %s: %d", route.path, name, got)
			}
		}
	}
	if after, err := r.store.Head(t.Context()); err != nil || after != before {
		t.Errorf("the log went from %d to %d (%v)", before, after, err)
	}
	if b.get("/admin/").status != http.StatusOK {
		t.Error("a forged form signed the member out")
	}
}

func setForm(q *http.Request, form url.Values) {
	body := form.Encode()
	fresh := httptest.NewRequest(q.Method, q.URL.String(), strings.NewReader(body))
	q.Body, q.ContentLength = fresh.Body, fresh.ContentLength
	q.Header.Set("Content-Type", fiber.MIMEApplicationForm)
}

// No page changes anything, and every answer keeps out of caches and frames.
func TestPagesChangeNothingAndStayPrivate(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tekstas")
	r.shown(id)
	_, err := r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	for _, name := range []string{"", "press_officer", "administrator", "reader"} {
		b := r.browser()
		if name != "" {
			b = r.as(name)
		}
		before, err := r.store.Head(t.Context())
		r.must(err)
		for _, path := range append(pathsOf(r, id), "/admin/nothing-here", "/admin/documents/000000000000/lt") {
			got := b.get(path)
			csp := got.header.Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("%s: policy %q", path, csp)
			}
			if got.header.Get("Cache-Control") != "private, no-store" || got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Referrer-Policy") != referrer(path) ||
				got.header.Get("X-Robots-Tag") != "noindex, nofollow" {
				t.Errorf("%s as %q: headers %v", path, name, got.header)
			}
			for _, c := range got.header.Values("Set-Cookie") {
				if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") {
					t.Errorf("%s: cookie %s", path, c)
				}
			}
		}
		if after, err := r.store.Head(t.Context()); err != nil || after != before {
			t.Errorf("reading as %q took the log from %d to %d", name, before, after)
		}
	}
}

// referrer is what other pages are told of an address: nothing of one that is a
// secret.
func referrer(path string) string {
	if strings.HasPrefix(path, previews) {
		return "no-referrer"
	}
	return "same-origin"
}

// So does every answer to a form, whatever becomes of it.
func TestAnswersToFormsStayPrivate(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	r.hireAll("everything")
	for _, route := range r.admin.routes() {
		if route.method != fiber.MethodPost {
			continue
		}
		got := r.as("everything").post(Root+r.filled(route.path, id), nil)
		h := got.header
		if h.Get("Cache-Control") != "private, no-store" || h.Get("X-Robots-Tag") != "noindex, nofollow" || h.Get("Referrer-Policy") != "same-origin" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d %v", route.path, got.status, h)
		}
	}
}

func pathsOf(r *rig, id content.ID) []string {
	var all []string
	for _, route := range r.admin.routes() {
		if route.method == fiber.MethodGet {
			all = append(all, Root+r.filled(route.path, id))
		}
	}
	return all
}

func TestASessionBeginsEndsAndCannotBeGiven(t *testing.T) {
	r := newRig(t)
	b := r.browser()
	b.cookies[sessionCookie] = strings.Repeat("A", 43)
	b.post("/admin/sign-in", url.Values{"email": {r.members["author"].Email}, "password": {passphrase}})
	if b.cookies[sessionCookie] == strings.Repeat("A", 43) {
		t.Fatal("a session was taken from the browser")
	}
	held := b.cookies[sessionCookie]
	if got := b.post("/admin/sign-out", nil); got.status != http.StatusSeeOther {
		t.Fatalf("signing out: %d", got.status)
	}
	b.cookies[sessionCookie] = held
	if got := b.get("/admin/"); got.status != http.StatusSeeOther {
		t.Errorf("a session that was ended goes on: %d", got.status)
	}
	idle := r.as("author")
	r.clock.pass(2 * time.Hour)
	if got := idle.get("/admin/"); got.status != http.StatusSeeOther {
		t.Errorf("an idle session goes on: %d", got.status)
	}
}

func TestWhereSomebodyGoesAfterSigningInIsHere(t *testing.T) {
	r := newRig(t)
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "/%2f/evil.example", " /x", "javascript:alert(1)", "/a//b", "/admin/\r\nX: y"} {
		b := r.browser()
		got := b.post("/admin/sign-in", url.Values{"email": {r.members["reader"].Email}, "password": {passphrase}, "next": {next}})
		if to := got.header.Get("Location"); to != "/admin/" {
			t.Errorf("%q leads to %q", next, to)
		}
	}
	b := r.browser()
	if got := b.get("/admin/documents?state=draft"); got.header.Get("Location") != "/admin/sign-in?next=%2Fadmin%2Fdocuments%3Fstate%3Ddraft" {
		t.Errorf("led to %q", got.header.Get("Location"))
	}
	got := b.post("/admin/sign-in", url.Values{"email": {r.members["author"].Email}, "password": {passphrase}, "next": {"/admin/documents?state=draft"}})
	if got.header.Get("Location") != "/admin/documents?state=draft" {
		t.Errorf("back to %q", got.header.Get("Location"))
	}
}

// Nobody learns from the door who has an account.
func TestTheDoorTellsNobodyWhoIsKnown(t *testing.T) {
	r := newRig(t)
	try := func(email string) page {
		return r.browser().post("/admin/sign-in", url.Values{"email": {email}, "password": {"not the password at all"}})
	}
	known, unknown := try(r.members["author"].Email), try("authox@town.example")
	if known.status != http.StatusForbidden || unknown.status != known.status {
		t.Fatalf("known %d, unknown %d", known.status, unknown.status)
	}
	if strings.ReplaceAll(known.body, "author@", "") != strings.ReplaceAll(unknown.body, "authox@", "") {
		t.Error("the pages differ")
	}
}

// Over plain http from another machine nobody is asked for a password.
func TestAPasswordIsNotAskedForOpenly(t *testing.T) {
	r := newRig(t)
	token, err := r.admin.Roster.Reset(t.Context(), r.root, r.members["author"].ID, false)
	r.must(err)
	for _, path := range []string{"/admin/sign-in", staff.LinkPath(token)} {
		q := httptest.NewRequest(http.MethodGet, path, nil)
		q.Host = "town.example"
		res, err := r.app.Test(q, -1)
		r.must(err)
		body, err := io.ReadAll(res.Body)
		r.must(errors.Join(err, res.Body.Close()))
		if text := string(body); strings.Contains(text, `name="password"`) || !strings.Contains(text, "https only") {
			t.Errorf("%s: the password is asked for", path)
		}
	}
}
