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

// lose takes a role of a member away, and gives another in its place where one is
// named.
func (r *rig) lose(name string, role content.Role, instead ...content.Grant) {
	r.Helper()
	_, err := r.admin.Roster.Revoke(r.Context(), r.root, r.members[name].ID, content.Grant{Role: role})
	r.must(err)
	for _, g := range instead {
		_, err := r.admin.Roster.Grant(r.Context(), r.root, r.members[name].ID, g)
		r.must(err)
	}
	m, err := r.admin.Roster.Member(r.Context(), r.members[name].ID)
	r.must(err)
	r.members[name] = m
}

// Where nobody can give what a text waits for, everybody who could do something about
// it is told, and nobody is kept from anything.
func TestTheDeskSaysThatNobodyIsThere(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Laukianti žinia")
	missing, nobody := "1 text waits for a language editor, and there is none.", "Nobody can give this approval now."
	for _, who := range []string{"press_officer", "administrator", "author"} {
		if got := r.as(who).get("/admin/"); strings.Contains(got.body, missing) {
			t.Errorf("the %s is warned while somebody is there", who)
		}
	}
	r.lose("language_editor", content.RoleLanguageEditor, content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka"}})
	r.want(r.as("press_officer").get("/admin/"), http.StatusOK, missing, "/admin/documents?state=submitted")
	boss := r.as("administrator")
	got := boss.get("/admin/")
	r.want(got, http.StatusOK, missing, `href="/admin/members#_reach"`)
	if strings.Contains(got.body, "Laukianti") {
		t.Error("the administrator is told the title of a draft")
	}
	if got := r.as("author").get("/admin/"); strings.Contains(got.body, missing) {
		t.Error("the author is told on the home")
	}
	r.want(r.as("author").get(documentURL(id, "lt")), http.StatusOK, nobody, "An administrator can give somebody the role")
	r.want(boss.get("/admin/members"), http.StatusOK, "Nobody can check this language now.", missing)

	draft := r.draft("Dar nepateikta")
	author := r.as("author")
	r.want(author.get(documentURL(draft, "lt")+"/do/submit"), http.StatusOK, "Nobody can give the approval that this text will wait for")
	if got := author.post(documentURL(draft, "lt")+"/submit", nil); got.status != http.StatusSeeOther || r.state(draft) != content.Submitted {
		t.Errorf("handing over is refused: %d", got.status)
	}
	// Somebody who was given the role and has never come in is not there yet.
	m, err := r.admin.Roster.Add(t.Context(), r.root, staff.Adding{Name: "Nauja Redaktorė", Email: "nauja@town.example", Locale: i18n.English,
		Grants: []content.Grant{{Role: content.RoleLanguageEditor}}})
	r.must(err)
	r.want(boss.get("/admin/members"), http.StatusOK, "2 texts wait for a language editor", "has not chosen a password yet")
	r.must(r.admin.Door.SetPassword(t.Context(), r.root, m.ID, passphrase))
	if got := boss.get("/admin/members"); strings.Contains(got.body, "for a language editor, and there is none") {
		t.Error("somebody is there now")
	}
	if got := author.get(documentURL(id, "lt")); strings.Contains(got.body, nobody) {
		t.Error("the text says that nobody is there")
	}
}

// Before an account is closed, or a role goes, it says what would wait for nobody.
func TestWhoIsTheOnlyOneIsSaidBefore(t *testing.T) {
	r := newRig(t)
	r.submitted("Laukianti žinia")
	boss, only := r.as("administrator"), "nobody is there for these texts"
	path := memberURL(r.members["language_editor"].ID)
	role := path + "/grants/" + staff.GrantKey(content.Grant{Role: content.RoleLanguageEditor})
	r.want(boss.get(path), http.StatusOK, "Without this account "+only, "Lithuanian: 1 text")
	r.want(boss.get(role), http.StatusOK, "Without this role "+only)
	r.want(boss.get(path+"/hand-over"), http.StatusOK, "Only this person can approve these texts")
	if got := boss.get(memberURL(r.members["author"].ID)); strings.Contains(got.body, only) {
		t.Error("an author is the only one who approves")
	}
	r.hire(r.admin.Roster, r.admin.Door, "second_editor", content.RoleLanguageEditor)
	if got := boss.get(path); strings.Contains(got.body, only) {
		t.Error("there is another")
	}
	// It keeps nobody from closing it.
	if got := boss.post(path+"/disable", nil); got.status != http.StatusSeeOther {
		t.Errorf("closing: %d", got.status)
	}
}

// What is looked at is bounded, whatever waits; what is found says that there may be
// more.
func TestTheLookIsBounded(t *testing.T) {
	r := newRig(t)
	for range reachScan + 5 {
		r.submitted("Laukianti žinia")
		r.clock.pass(time.Second)
	}
	// One in another language, which has an editor, but who wrote it.
	other := content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka"}}
	r.lose("language_editor", content.RoleLanguageEditor, other, content.Grant{Role: content.RoleAuthor})
	id := r.write("language_editor", "news", "ka", "ქართულად")
	_, err := r.desk.Submit(t.Context(), r.actor("language_editor"), editorial.Submit{Document: id, Locale: "ka"})
	r.must(err)
	got := r.as("press_officer").get("/admin/")
	r.want(got, http.StatusOK, "100 texts wait for a language editor, and there is none. There may be more.", "Georgian</a>: 1 text waits for a language editor")
}

// What an urgent text owes counts as well, and four eyes do: who published it does not
// check it.
func TestADebtThatNobodyCanPayIsSaid(t *testing.T) {
	r := newRig(t)
	both := content.Grant{Role: content.RoleLanguageEditor}
	r.lose("language_editor", content.RoleLanguageEditor)
	_, err := r.admin.Roster.Grant(t.Context(), r.root, r.members["press_officer"].ID, both)
	r.must(err)
	id := r.draft("Skubi žinia")
	m, err := r.admin.Roster.Member(t.Context(), r.members["press_officer"].ID)
	r.must(err)
	_, err = r.desk.PublishUrgently(t.Context(), m.Actor(), editorial.Urgent{Document: id, Locale: "lt", Reason: "Skubu."})
	r.must(err)
	r.want(r.as("press_officer_2").get("/admin/"), http.StatusOK, "1 text waits for a language editor, and there is none.")
	if got := r.as("administrator").post("/admin/members/"+string(r.members["reader"].ID)+"/grants", url.Values{"role": {"language_editor"}}); got.status != http.StatusSeeOther {
		t.Fatalf("giving the role: %d", got.status)
	}
	if got := r.as("press_officer_2").get("/admin/"); strings.Contains(got.body, "and there is none") {
		t.Error("the reader may check it now")
	}
}
