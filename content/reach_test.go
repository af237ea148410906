package content_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
)

func reach(people ...content.Actor) content.Reach {
	return content.Reach{People: people, Types: content.ShippedTypes(), Now: noon}
}

// Somebody is there for a text only if the policy lets them approve this one now.
func TestReachAsksThePolicyAboutThisText(t *testing.T) {
	editor := func(id content.MemberID, g content.Grant) content.Actor {
		g.Role = content.RoleLanguageEditor
		return holder(id, g)
	}
	both := holder("ana", content.Grant{Role: content.RoleAuthor}, content.Grant{Role: content.RoleLanguageEditor})
	for _, c := range []struct {
		name   string
		people []content.Actor
		there  bool
	}{
		{"nobody", nil, false},
		{"a press officer", []content.Actor{holder("rasa", content.Grant{Role: content.RolePressOfficer})}, false},
		{"an editor", []content.Actor{editor("lina", content.Grant{})}, true},
		{"of another language", []content.Actor{editor("lina", content.Grant{Locales: []i18n.Locale{"ka"}})}, false},
		{"of this one", []content.Actor{editor("lina", content.Grant{Locales: []i18n.Locale{"ka", "lt"}})}, true},
		{"of another Type", []content.Actor{editor("lina", content.Grant{Types: []string{"act"}})}, false},
		{"of another organization", []content.Actor{editor("lina", content.Grant{Organizations: []content.ID{"school"}})}, false},
		{"whose time is over", []content.Actor{editor("lina", content.Grant{Until: noon})}, false},
		{"whose time is to come", []content.Actor{editor("lina", content.Grant{From: noon.Add(time.Hour)})}, false},
		{"who wrote it", []content.Actor{both}, false},
		{"who wrote it, and another", []content.Actor{both, editor("lina", content.Grant{})}, true},
		{"who took it over", []content.Actor{editor("took", content.Grant{})}, false},
	} {
		s := subject()
		s.Edition.Hand(content.Handing{From: "other", To: "took", Mark: content.Mark{By: "rasa", At: noon}})
		got := reach(c.people...).Lacks(s.Document, "lt", []string{"language"})
		if (len(got) == 0) != c.there {
			t.Errorf("%s: lacks %v", c.name, got)
		}
	}
}

// Who has given one step may not give another; what an urgent text owes counts, and
// what waits for nothing does not.
func TestReachOfSeveralStepsAndOfDebts(t *testing.T) {
	s := subject()
	jonas := holder("jonas", content.Grant{Role: content.RoleApprover, Steps: []string{"director", "mayor"}})
	s.Edition.Approvals = []content.Approval{{Step: "director", Words: "w", Facts: "f", Mark: content.Mark{By: "jonas", At: noon}}}
	if got := reach(jonas).Lacks(s.Document, "lt", []string{"mayor"}); !slices.Equal(got, []string{"mayor"}) {
		t.Errorf("the other step: %v", got)
	}
	s.Edition.State = content.Draft
	if got := reach().Lacks(s.Document, "lt", []string{"language"}); got != nil {
		t.Errorf("a draft: %v", got)
	}
	s.Edition.State, s.Translation.Live, s.Translation.Next = content.Published, 1, 0
	s.Edition.Owed = []content.Debt{{Step: "language", Due: noon}}
	if got := reach(jonas).Lacks(s.Document, "lt", nil); !slices.Equal(got, []string{"language"}) {
		t.Errorf("owed: %v", got)
	}
	if got := reach(jonas).Lacks(s.Document, "en", []string{"language"}); got != nil {
		t.Errorf("a language that is not there: %v", got)
	}
}

func TestReachCoversLanguages(t *testing.T) {
	lina := holder("lina", content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"lt"}, Types: []string{"act"}})
	r := reach(lina)
	if !r.Covers("language", "lt") || r.Covers("language", "ka") || r.Covers("director", "lt") {
		t.Error("what lina covers")
	}
	if r.Without("lina").Covers("language", "lt") || r.With("lina", nil).Covers("language", "lt") || !r.Covers("language", "lt") {
		t.Error("without lina")
	}
}
