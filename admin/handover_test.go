package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/staff"
)

// write makes a draft of somebody.
func (r *rig) write(who, typ string, locale i18n.Locale, title string) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor(who), editorial.Create{Site: "public", Type: typ, Locale: locale,
		Words: content.Words{Title: title, Summary: "Santrauka.", Body: "Tekstas."}})
	r.must(err)
	return got.Document
}

// Somebody leaves: what waited at their home waits at another's, their Documents have
// another owner, their account is closed, and their name stays in the history.
func TestSomebodyLeaves(t *testing.T) {
	r := newRig(t)
	draft, waits := r.draft("Liks kitam"), r.submitted("Pateikta žinia")
	leaving, takes := r.members["author"].ID, r.members["press_officer"].ID
	boss, path := r.as("administrator"), memberURL(r.members["author"].ID)+"/hand-over"
	page := boss.get(path)
	r.want(page, http.StatusOK, "Drafts and returned texts: 1", "Handed in and not public yet: 1", "Responsible for: 2", "One person can take all of it: Member press_officer", "News item · Lithuanian · Draft")
	if strings.Contains(page.body, "Liks kitam") || strings.Contains(page.body, "Pateikta") {
		t.Error("the administrator is told titles of drafts")
	}
	form := url.Values{"to-drafts": {string(takes)}, "to-waiting": {string(takes)}, "to-owned": {string(takes)}, "close": {"1"}}
	look := url.Values{"look": {"1"}}
	for k, v := range form {
		look[k] = v
	}
	before := r.head()
	r.want(boss.post(path, look), http.StatusOK, "<strong>Member press_officer</strong>: Texts to go on with 2, responsible for 2")
	if r.head() != before {
		t.Fatal("looking changed something")
	}
	if got := boss.post(path, form); got.header.Get("Location") != memberURL(leaving)+"?done=handed_closed" {
		t.Fatalf("%d %s", got.status, firstLines(got.body))
	}
	if n := r.head() - before; n != 2 {
		t.Errorf("%d Changes, want one for the texts and one for the account", n)
	}
	press := r.as("press_officer")
	r.want(press.get("/admin/"), http.StatusOK, "My drafts", documentURL(draft, "lt"))
	_, err := r.desk.Return(t.Context(), r.actor("language_editor"), waits, "lt", "Trūksta datos.")
	r.must(err)
	r.want(press.get("/admin/"), http.StatusOK, "Returned to me", documentURL(waits, "lt"))
	r.want(press.get(documentURL(draft, "lt")), http.StatusOK, "Handed over: Member author → Member press_officer", "Member author")
	m, err := r.admin.Roster.Member(t.Context(), leaving)
	r.must(err)
	if d := r.document(draft); d.Owner != takes || m.Disabled == nil {
		t.Errorf("owner %s, disabled %v", d.Owner, m.Disabled)
	}
	r.want(boss.get(path), http.StatusOK, "There is nothing to hand over.")
	before = r.head()
	if got := boss.post(path, form); got.header.Get("Location") != memberURL(leaving)+"?done=handed_over" || r.head() != before {
		t.Errorf("the second press: %d, the log at %d", got.status, r.head())
	}
}

// Where nobody can take everything, it goes part by part; what stays is told with why,
// and keeps the account open.
func TestNobodyCanTakeAllOfIt(t *testing.T) {
	r := newRig(t)
	r.lose("press_officer", content.RolePressOfficer, content.Grant{Role: content.RolePressOfficer, Locales: []i18n.Locale{"lt"}})
	r.lose("press_officer_2", content.RolePressOfficer, content.Grant{Role: content.RolePressOfficer, Locales: []i18n.Locale{"ka"}})
	r.write("author", "news", "lt", "Lietuviškai")
	r.write("author", "news", "ka", "ქართულად")
	r.lose("registrar", content.RoleRegistrar)
	id := r.members["author"].ID
	one, other := string(r.members["press_officer"].ID), string(r.members["press_officer_2"].ID)
	boss, path := r.as("administrator"), memberURL(id)+"/hand-over"
	r.want(boss.get(path), http.StatusOK, "No single person can take all of it.", `name="to-drafts.lt"`, `name="to-drafts.ka"`, `name="to-owned.ka"`)
	got := boss.post(path, url.Values{"to-drafts.lt": {one}, "to-drafts.ka": {one}, "to-owned.lt": {one}, "to-owned.ka": {other}, "close": {"1"}})
	r.want(got, http.StatusOK, "Handed over: 3", "What stays, and why", "News item · Georgian · Draft: This person could not go on with the text", "The account was not closed, because something stays.")
	if m, err := r.admin.Roster.Member(t.Context(), id); err != nil || m.Disabled != nil {
		t.Errorf("closed all the same: %v", err)
	}
	if got := boss.post(path, url.Values{"to-drafts": {other}}); got.header.Get("Location") != memberURL(id)+"?done=handed_over" {
		t.Errorf("the rest: %d %s", got.status, firstLines(got.body))
	}
}

// A deputy is given the same roles until a day, and may take what they allow.
func TestADeputyIsLentTheRoles(t *testing.T) {
	r := newRig(t)
	id := r.approved("Bus paskelbta")
	_, err := r.desk.Schedule(t.Context(), r.actor("press_officer"), id, "lt", epoch.AddDate(0, 0, 9), "UTC")
	r.must(err)
	r.must(func() error {
		_, err := r.admin.Roster.Disable(t.Context(), r.root, r.members["press_officer_2"].ID)
		return err
	}())
	deputy, path := string(r.members["author"].ID), memberURL(r.members["press_officer"].ID)+"/hand-over"
	boss := r.as("administrator")
	r.want(boss.get(path), http.StatusOK, "Scheduled: 1", "Nobody who can sign in may take any of this.")
	form := url.Values{"to-scheduled": {deputy}, "deputy": {deputy}}
	r.want(boss.post(path, form), http.StatusUnprocessableEntity, "Enter the last day of the roles.")
	form.Set("until", "2026-11-01")
	r.want(boss.post(path, form), http.StatusUnprocessableEntity, "already ended")
	form.Set("until", "2026-12-31")
	form.Set("look", "1")
	r.want(boss.post(path, form), http.StatusOK, "Texts to go on with 1")
	form.Del("look")
	if got := boss.post(path, form); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, firstLines(got.body))
	}
	m, err := r.admin.Roster.Member(t.Context(), r.members["author"].ID)
	r.must(err)
	want := staff.GrantKey(content.Grant{Role: content.RolePressOfficer, Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)})
	if _, err := m.Held(want); err != nil || !r.document(id).Translation("lt").NextEdition().Keeps(m.ID) {
		t.Errorf("grants %+v", m.Grants)
	}
}

// Handing over asks for the password again, keeps what was chosen, and the own account
// cannot be closed.
func TestHandingOverIsForWhoIsSure(t *testing.T) {
	r := newRig(t)
	r.draft("Juodraštis")
	takes := string(r.members["press_officer"].ID)
	boss, path := r.as("administrator"), memberURL(r.members["author"].ID)+"/hand-over"
	r.want(boss.get(memberURL(r.members["administrator"].ID)+"/hand-over"), http.StatusOK, "There is nothing to hand over.")
	if strings.Contains(boss.get(memberURL(r.members["administrator"].ID)+"/hand-over").body, `name="close"`) {
		t.Error("the own account can be closed")
	}
	for range 2 {
		r.clock.pass(10 * time.Minute)
		boss.get("/admin/")
	}
	before := r.head()
	got := boss.post(path, url.Values{"to-drafts": {takes}})
	r.want(got, http.StatusForbidden, `name="confirm"`, `<option value="`+takes+`" selected>`)
	if r.head() != before {
		t.Error("done without the password")
	}
	if got := boss.post(path, url.Values{"to-drafts": {takes}, "to-owned": {takes}, "confirm": {passphrase}}); got.status != http.StatusSeeOther {
		t.Errorf("with it: %d %s", got.status, firstLines(got.body))
	}
}
