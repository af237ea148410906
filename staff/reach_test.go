package staff_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/staff"
)

// Who can come in is there: not who is disabled, has never chosen a password, or
// holds the role before or after its time.
func TestWhoIsThere(t *testing.T) {
	r := newRig(t, staff.Rules{NoSecondFactor: true})
	r.add("admin", content.RoleAdministrator)
	lina := r.with("lina", phrase, content.RoleLanguageEditor)
	gone := r.with("gone", phrase, content.RoleLanguageEditor)
	r.add("invited", content.RoleLanguageEditor)
	r.with("ana", phrase, content.RoleAuthor)
	later := r.with("later", phrase)
	tomorrow := r.clock.Now().Add(24 * time.Hour)
	_, err := r.roster.Grant(t.Context(), r.root, later.ID, content.Grant{Role: content.RoleLanguageEditor, From: tomorrow})
	r.must(err, "grant from tomorrow")
	_, err = r.roster.Disable(t.Context(), r.root, gone.ID)
	r.must(err, "disable")
	there := func() (names []string) {
		people, err := r.roster.Reachable(t.Context(), content.Approve)
		r.must(err, "who is there")
		for _, p := range people {
			names = append(names, p.Name)
		}
		return names
	}
	if got := there(); len(got) != 1 || got[0] != lina.Name {
		t.Errorf("there are %v", got)
	}
	r.clock.pass(25 * time.Hour)
	if got := there(); len(got) != 2 {
		t.Errorf("a day later there are %v", got)
	}
}
