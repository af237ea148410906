package admin

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// The trail tells what was done, by whom and to what, and of a text that the
// auditor may not read not one word.
func TestTheTrailTellsWhatWasDone(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Slaptas juodraštis")
	_, err := r.desk.Approve(t.Context(), r.actor("language_editor"), approving(r, id))
	r.must(err)
	auditor := r.as("auditor")
	all := auditor.get("/admin/audit").body
	for _, want := range []string{"Submitted for review", "Approved", "Language check", "Member language_editor", "Role given", "Press officer", "Signed in", string(id)} {
		if !strings.Contains(all, want) {
			t.Errorf("the trail does not tell %q", want)
		}
	}
	if strings.Contains(all, "Slaptas") {
		t.Error("the title of a draft is told to somebody who may not read it")
	}
	both := r.members["administrator"]
	_, err = r.admin.Roster.Grant(t.Context(), r.root, both.ID, content.Grant{Role: content.RolePressOfficer})
	r.must(err)
	if got := r.as("administrator").get("/admin/audit").body; !strings.Contains(got, "Slaptas") || !strings.Contains(got, documentURL(id, "lt")) {
		t.Error("who may read the draft is not led there")
	}
	_, err = r.desk.Publish(t.Context(), r.actor("press_officer"), id, "lt")
	r.must(err)
	if got := auditor.get("/admin/audit").body; !strings.Contains(got, "Slaptas") || !strings.Contains(got, "http://localhost/p/"+string(id)) {
		t.Error("the auditor is not led to a public text")
	}
}

func approving(r *rig, id content.ID) editorial.Approve {
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	return editorial.Approve{Document: id, Locale: "lt", Step: content.StepLanguage, Words: found[id].Translation("lt").Newest().Words}
}

func TestTheTrailIsFilteredAndDownloaded(t *testing.T) {
	r := newRig(t)
	r.must(r.admin.Door.SetPassword(t.Context(), r.root, r.members["author"].ID, passphrase))
	first := r.draft("Pirmas")
	r.clock.pass(48 * time.Hour)
	second := r.submitted("Antras")
	auditor := r.as("auditor")
	for query, want := range map[string][]string{
		"kind=submitted":            {"submitted"},
		"document=" + string(first): {"created"},
		"document=" + url.QueryEscape("http://localhost/p/"+string(second)): {"submitted", "created"},
		"until=2026-11-20&kind=texts":                                       {"created"},
		"from=2026-11-21&kind=texts":                                        {"submitted", "created"},
		"account=" + string(r.members["author"].ID):                         {"password_set", "member_granted", "member_added"},
		"kind=accounts&by=" + string(r.members["auditor"].ID):               {"signed_in"},
		"kind=files": nil,
	} {
		got := auditor.get("/admin/audit/trail.csv?" + query)
		rows, err := csv.NewReader(strings.NewReader(got.body)).ReadAll()
		if err != nil || len(rows) == 0 {
			t.Fatalf("%s: %d %v", query, got.status, err)
		}
		var kinds []string
		for _, row := range rows[1:] {
			kinds = append(kinds, row[slices.Index(rows[0], "kind")])
		}
		if !slices.Equal(kinds, want) {
			t.Errorf("%s: %v, want %v", query, kinds, want)
		}
		page := auditor.get("/admin/audit?" + query)
		if page.status != http.StatusOK || strings.Count(page.body, "<li>\n<time") != len(want) {
			t.Errorf("%s: %d, %d lines", query, page.status, strings.Count(page.body, "<li>\n<time"))
		}
	}
	if got := auditor.get("/admin/audit?from=yesterday"); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "Enter a whole date") {
		t.Errorf("a day that is none: %d", got.status)
	}
}

// Page follows page until everything was shown once.
func TestTheTrailIsPaged(t *testing.T) {
	r := newRig(t)
	for range 120 {
		r.must(r.admin.Roster.EndSessions(t.Context(), r.root, r.members["author"].ID))
	}
	auditor, seen := r.as("auditor"), 0
	for path := "/admin/audit?kind=sessions_ended"; path != ""; {
		body := auditor.get(path).body
		seen += strings.Count(body, "<li>\n<time")
		_, next, _ := strings.Cut(body, `<a href="/admin/audit?`)
		next, _, _ = strings.Cut(next, `"`)
		if path = ""; next != "" {
			path = "/admin/audit?" + strings.ReplaceAll(next, "&amp;", "&")
		}
	}
	if seen != 120 {
		t.Errorf("%d lines", seen)
	}
}
