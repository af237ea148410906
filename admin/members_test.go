package admin

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
)

var oneTimeLink = regexp.MustCompile(`<code>http://localhost(/admin/welcome/[A-Za-z0-9_-]{43})</code>`)

// Somebody is added with a role, comes in by the link that is shown once, and
// loses the role while signed in.
func TestAnAdministratorAddsSomebodyAndTakesTheRoleAway(t *testing.T) {
	r := newRig(t)
	boss := r.as("administrator")
	got := boss.post("/admin/members/new", url.Values{"name": {"Ona Vėjė"}, "email": {"ona@town.example"}, "locale": {"lt"},
		"role": {"author"}, "language": {"lt", "en"}, "type": {"news"}, "until": {"2026-12-31"}})
	link := oneTimeLink.FindStringSubmatch(got.body)
	if got.status != http.StatusOK || link == nil {
		t.Fatalf("%d %s", got.status, got.body)
	}
	ona, err := r.admin.Roster.ByEmail(t.Context(), "ona@town.example")
	r.must(err)
	g := content.Grant{Role: content.RoleAuthor, Locales: []i18n.Locale{"en", "lt"}, Types: []string{"news"}, Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := ona.Held(staff.GrantKey(g)); err != nil || ona.Locale != "lt" {
		t.Errorf("added %+v", ona)
	}
	theirs := r.browser()
	if got := theirs.post(link[1], url.Values{"password": {"a boat without a name"}}); got.status != http.StatusSeeOther {
		t.Fatalf("the link: %d %s", got.status, got.body)
	}
	if got := theirs.get("/admin/documents"); got.status != http.StatusOK {
		t.Fatalf("as an author: %d", got.status)
	}
	path := "/admin/members/" + string(ona.ID)
	if got := boss.post(path+"/grants/"+staff.GrantKey(g)+"/remove", nil); got.header.Get("Location") != path+"?done=revoked" {
		t.Fatalf("taking the role away: %d %s", got.status, got.body)
	}
	r.clock.pass(5 * time.Second)
	if got := theirs.get("/admin/documents"); got.status != http.StatusForbidden {
		t.Errorf("the role still works after five seconds: %d", got.status)
	}
	if got := theirs.get("/admin/"); got.status != http.StatusOK {
		t.Errorf("the session ended with the role: %d", got.status)
	}
	if got := boss.post(path+"/disable", nil); got.header.Get("Location") != path+"?done=disabled" {
		t.Fatalf("disabling: %d", got.status)
	}
	if got := theirs.get("/admin/"); got.status != http.StatusSeeOther {
		t.Errorf("whoever is disabled goes on: %d", got.status)
	}
}

func TestRolesAreChangedWithinBounds(t *testing.T) {
	r := newRig(t)
	boss, id := r.as("administrator"), r.members["author"].ID
	path := "/admin/members/" + string(id)
	old := staff.GrantKey(content.Grant{Role: content.RoleAuthor})
	if got := boss.get(path + "/grants/" + old); !strings.Contains(got.body, `<option value="author" selected>`) {
		t.Error("the form does not show the role that is held")
	}
	if got := boss.post(path+"/grants/"+old, url.Values{"role": {"approver"}, "step": {"director"}, "language": {"ka"}}); got.header.Get("Location") != path+"?done=grant" {
		t.Fatalf("changing: %d %s", got.status, got.body)
	}
	m, err := r.admin.Roster.Member(t.Context(), id)
	r.must(err)
	if len(m.Grants) != 1 || m.Grants[0].Role != content.RoleApprover || len(m.Grants[0].Locales) != 1 {
		t.Errorf("grants %+v", m.Grants)
	}
	if got := boss.post(path+"/grants/"+old, url.Values{"role": {"author"}}); got.status != http.StatusNotFound {
		t.Errorf("a role that was changed meanwhile: %d", got.status)
	}
	for typed, want := range map[string]string{
		"role=approver":                                     "Name the approvals",
		"role=author&from=2026-13-01":                       "Enter a whole date",
		"role=author&from=2026-12-02&until=2026-12-01":      "ends before it begins",
		"role=administrator&language=lt":                    "cannot be limited",
		"role=author&until=2026-11-01":                      "already ended",
		"role=owner":                                        "Choose a role",
		"role=author&organization=000000000000&language=lt": "no such organisation",
	} {
		form, err := url.ParseQuery(typed)
		r.must(err)
		if got := boss.post(path+"/grants", form); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, want) {
			t.Errorf("%s: %d", typed, got.status)
		}
	}
}

// Nobody changes their own rights, and there is always an administrator.
func TestNobodyAtTheDeskRaisesThemselves(t *testing.T) {
	r := newRig(t)
	boss, id := r.as("administrator"), r.members["administrator"].ID
	path, key := "/admin/members/"+string(id), staff.GrantKey(content.Grant{Role: content.RoleAdministrator})
	before := r.head()
	for name, got := range map[string]page{
		"a role":   boss.post(path+"/grants", url.Values{"role": {"press_officer"}}),
		"change":   boss.post(path+"/grants/"+key, url.Values{"role": {"press_officer"}}),
		"remove":   boss.post(path+"/grants/"+key+"/remove", nil),
		"disable":  boss.post(path+"/disable", nil),
		"new link": boss.post(path+"/link", nil),
	} {
		if got.status != http.StatusForbidden || !strings.Contains(got.body, "Nobody changes their own rights") {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if after := r.head(); after != before {
		t.Errorf("the log went from %d to %d", before, after)
	}
}

// What matters asks for the password again, in the form or before it.
func TestAccountsAskForThePasswordAgain(t *testing.T) {
	r := newRig(t)
	boss, path := r.as("administrator"), "/admin/members/"+string(r.members["author"].ID)
	for range 2 {
		r.clock.pass(10 * time.Minute)
		boss.get("/admin/")
	}
	before := r.head()
	if got := boss.get(path); strings.Contains(got.body, `action="`+path) || !strings.Contains(got.body, "/admin/confirm?next=") {
		t.Error("an old session is offered the forms")
	}
	for _, form := range []string{"", "/disable", "/sessions", "/link", "/grants/" + staff.GrantKey(content.Grant{Role: content.RoleAuthor}) + "/remove"} {
		got := boss.post(path+form, url.Values{"name": {"X"}, "email": {"x@town.example"}, "locale": {"lt"}})
		if !strings.HasPrefix(got.header.Get("Location"), "/admin/confirm?next=") {
			t.Errorf("%s: %d", form, got.status)
		}
	}
	if got := boss.post(path+"/grants", url.Values{"role": {"reader"}}); got.status != http.StatusForbidden || !strings.Contains(got.body, `name="confirm"`) {
		t.Errorf("a role without the password: %d", got.status)
	}
	if got := boss.post(path+"/grants", url.Values{"role": {"reader"}, "confirm": {"not my password at all"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("with a wrong password: %d", got.status)
	}
	if after := r.head(); after != before {
		t.Errorf("the log went from %d to %d", before, after)
	}
	if got := boss.post(path+"/grants", url.Values{"role": {"reader"}, "confirm": {passphrase}}); got.header.Get("Location") != path+"?done=grant" {
		t.Errorf("with the password: %d", got.status)
	}
	if got := boss.post(path, url.Values{"name": {"Ona"}, "email": {"ona@town.example"}, "locale": {"ka"}}); got.header.Get("Location") != path+"?done=member" {
		t.Errorf("after the password: %d %s", got.status, got.body)
	}
}
