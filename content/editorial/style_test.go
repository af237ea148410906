package editorial_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/content/style"
	"herald/i18n"
	"herald/internal/fault"
)

func holding(id content.MemberID, grants ...content.Grant) content.Actor {
	return content.Actor{ID: id, Name: string(id), Grants: grants}
}

func houseOf(r *rig, l i18n.Locale) *style.House {
	r.Helper()
	records, err := r.desk.Houses(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	all, err := style.DecodeHouses(records)
	if err != nil {
		r.Fatal(err)
	}
	return style.HouseOf(all, l)
}

// Who checks a language says how it is written, and the log remembers who did.
func TestARuleIsAddedAndRemoved(t *testing.T) {
	r := newRig(t)
	editor := holding("rasa", content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"lt"}})
	id, err := r.desk.AddRule(t.Context(), editor, "lt", " miesto  vadovas ", "meras")
	if err != nil {
		t.Fatal(err)
	}
	h := houseOf(r, "lt")
	if len(h.Rules) != 1 || h.Rules[0].ID != id || h.Rules[0].Wrong != "miesto vadovas" || h.Rules[0].Better != "meras" || h.Rules[0].Added.By != "rasa" {
		t.Fatalf("%+v", h)
	}
	for _, refused := range []struct {
		actor  content.Actor
		locale i18n.Locale
		kind   fault.Kind
	}{
		{editor, "ka", fault.Forbidden},
		{holding("ivo", content.Grant{Role: content.RoleAdministrator}), "lt", fault.Forbidden},
		{holding("nora", content.Grant{Role: content.RolePressOfficer}), "lt", fault.Forbidden},
		{content.Actor{}, "lt", fault.Forbidden},
		{holding("lina", content.Grant{Role: content.RoleLanguageEditor}), i18n.SerbianLatn, fault.NotFound},
		{holding("lina", content.Grant{Role: content.RoleLanguageEditor}), "xx", fault.NotFound},
	} {
		before := len(r.log.log)
		_, err := r.desk.AddRule(t.Context(), refused.actor, refused.locale, "vienas", "du")
		also := []error{err, r.desk.RemoveRule(t.Context(), refused.actor, refused.locale, id), r.desk.SwitchRule(t.Context(), refused.actor, refused.locale, "quotes", false)}
		for _, err := range also {
			if !fault.Is(err, refused.kind) {
				t.Errorf("%s in %s: %v", refused.actor.ID, refused.locale, err)
			}
		}
		if len(r.log.log) != before {
			t.Error("what was refused is in the log")
		}
	}
	if err := r.desk.RemoveRule(t.Context(), editor, "lt", id); err != nil || len(houseOf(r, "lt").Rules) != 0 {
		t.Fatalf("removed: %v", err)
	}
	before := len(r.log.log)
	if err := r.desk.RemoveRule(t.Context(), editor, "lt", id); err != nil || len(r.log.log) != before {
		t.Errorf("removed twice: %v", err)
	}
	var kinds []string
	for _, c := range r.log.log {
		for _, e := range c.Events {
			if strings.HasPrefix(string(e.Kind), "style") {
				kinds = append(kinds, string(e.Kind)+" "+string(e.By)+" "+string(e.Locale)+" "+e.Other)
			}
		}
	}
	if !slices.Equal(kinds, []string{"style_rule_added rasa lt miesto vadovas → meras", "style_rule_removed rasa lt miesto vadovas → meras"}) {
		t.Errorf("%q", kinds)
	}
}

// What cannot be a rule is refused beside the half that it is about.
func TestABadRuleIsRefused(t *testing.T) {
	r := newRig(t)
	editor := holding("rasa", content.Grant{Role: content.RoleLanguageEditor})
	_, err := r.desk.AddRule(t.Context(), editor, "en", "councillor", "council member")
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.desk.AddRule(t.Context(), editor, "en", "council member", "councillor")
	var issues *editorial.IssuesError
	if !errors.As(err, &issues) || issues.Issues[0].Field != "better" || issues.Issues[0].Key != "issue.style.corrected" {
		t.Errorf("%v", err)
	}
}

// Two who add a rule at once both do, or the second hears that it is there.
func TestARuleIsAddedOnce(t *testing.T) {
	r := newRig(t)
	editor := holding("rasa", content.Grant{Role: content.RoleLanguageEditor})
	r.log.before = func() {
		if _, err := (&editorial.Desk{Log: r.log, Types: r.desk.Types, Sites: r.desk.Sites, Clock: r.desk.Clock}).AddRule(t.Context(), editor, "en", "townsfolk", "residents"); err != nil {
			t.Error(err)
		}
	}
	_, err := r.desk.AddRule(t.Context(), editor, "en", "Townsfolk", "people")
	var issues *editorial.IssuesError
	if !errors.As(err, &issues) || issues.Issues[0].Key != "issue.style.known" || len(houseOf(r, "en").Rules) != 1 {
		t.Errorf("%v", err)
	}
}

// Herald's own rules are switched off and on, those that there are.
func TestAShippedRuleIsSwitchedOff(t *testing.T) {
	r := newRig(t)
	editor := holding("rasa", content.Grant{Role: content.RoleLanguageEditor})
	for _, rule := range []string{"quotes", "wording:in order to", "wording:no such word", "no-such-kind", "quotes"} {
		if err := r.desk.SwitchRule(t.Context(), editor, "en", rule, false); err != nil {
			t.Fatal(err)
		}
	}
	if h := houseOf(r, "en"); len(h.Off) != 2 || !h.Without("quotes") || !h.Without("wording:in order to") {
		t.Fatalf("%+v", h.Off)
	}
	if err := r.desk.SwitchRule(t.Context(), editor, "en", "quotes", true); err != nil || houseOf(r, "en").Without("quotes") {
		t.Error(err)
	}
}
