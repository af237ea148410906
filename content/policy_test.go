package content_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// subject is a press release in Lithuanian, submitted by Ana, with the language
// step open: everything that the policy may ask about is there.
func subject() content.Subject {
	types := content.ShippedTypes()
	e := &content.Edition{Number: 1, State: content.Submitted, Words: "w", Facts: "f",
		Revisions: []content.Revision{{Words: "w", Facts: "f", Mark: content.Mark{By: "ana", At: noon}}},
		Submitted: &content.Mark{By: "ana", At: noon}}
	tr := &content.Translation{Locale: "lt", Editions: []*content.Edition{e}, Next: 1}
	return content.Subject{
		Document:    &content.Document{ID: "d", Type: "press_release", Site: "public", Source: "lt", Organization: "council", Translations: []*content.Translation{tr}},
		Translation: tr, Edition: e, Type: types.Get("press_release"), Locale: "lt",
		Steps: []string{"language"}, Step: "language", Now: noon,
	}
}

func holder(id content.MemberID, grants ...content.Grant) content.Actor {
	return content.Actor{ID: id, Grants: grants}
}

// mayDo gives the actions that a member with grant may do to s, sorted as in the
// closed list.
func mayDo(grant content.Grant, s content.Subject) []string {
	var all []string
	for _, a := range content.Actions() {
		if content.Can(holder("rasa", grant), a, s) == nil {
			all = append(all, string(a))
		}
	}
	slices.Sort(all)
	return all
}

func demand(t *testing.T, role content.Role, s content.Subject, want string) {
	t.Helper()
	list := strings.Fields(want)
	slices.Sort(list)
	got := mayDo(content.Grant{Role: role}, s)
	if !slices.Equal(got, list) {
		t.Errorf("%s may do\n  %v\nwant\n  %v", role, got, list)
	}
}

func TestAnUnknownActionIsRefusedToEveryRole(t *testing.T) {
	for _, role := range content.Roles() {
		for _, a := range []content.Action{"", "own", "PUBLISH", "publish ", content.Release, content.Miss, content.Supersede, content.Import} {
			if err := content.Can(holder("rasa", content.Grant{Role: role}), a, subject()); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s may %q: %v", role, a, err)
			}
		}
	}
}

func TestNobodyMayDoAnything(t *testing.T) {
	for _, a := range content.Actions() {
		if content.Can(holder("rasa"), a, subject()) == nil {
			t.Errorf("a member without a grant may %s", a)
		}
		if content.Can(holder("rasa", content.Grant{Role: "owner"}), a, subject()) == nil {
			t.Errorf("an unknown role may %s", a)
		}
		if content.Can(content.Actor{Grants: []content.Grant{{Role: content.RolePressOfficer}}}, a, subject()) == nil {
			t.Errorf("an actor without identity may %s", a)
		}
	}
}

func TestGrantsEndAtTheirBounds(t *testing.T) {
	cases := []struct {
		name  string
		grant content.Grant
		key   string
	}{
		{"in bounds", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{"council"}, Locales: []i18n.Locale{"lt"}, Types: []string{"press_release"}, From: noon, Until: noon.Add(1)}, ""},
		{"other organization", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{"school"}}, "denied.organization"},
		{"other locale", content.Grant{Role: content.RoleAuthor, Locales: []i18n.Locale{"en"}}, "denied.locale"},
		{"other type", content.Grant{Role: content.RoleAuthor, Types: []string{"act"}}, "denied.type"},
		{"not yet", content.Grant{Role: content.RoleAuthor, From: noon.Add(1)}, "denied.expired"},
		{"over", content.Grant{Role: content.RoleAuthor, Until: noon}, "denied.expired"},
		{"registrar of no register", content.Grant{Role: content.RoleRegistrar}, "denied.register"},
	}
	for _, c := range cases {
		err := content.Can(holder("rasa", c.grant), content.Save, subject())
		if key := keyOf(err); key != c.key {
			t.Errorf("%s: refused with %q, want %q", c.name, key, c.key)
		}
	}
}

func TestABoundOfLocalesKeepsHandsOffOtherLanguages(t *testing.T) {
	s := subject()
	s.Document.Put(&content.Translation{Locale: "en"})
	grant := content.Grant{Role: content.RolePressOfficer, Locales: []i18n.Locale{"lt"}}
	for _, a := range []content.Action{content.Rehome, content.Redact, content.Join, content.MakeSource} {
		if key := keyOf(content.Can(holder("rasa", grant), a, s)); key != "denied.locale" {
			t.Errorf("%s of a document in two languages, with a grant for one: %q", a, key)
		}
	}
}

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	f, ok := err.(*fault.Fault)
	if !ok {
		return err.Error()
	}
	return f.Key
}

func TestFourEyesOfApproving(t *testing.T) {
	editor := content.Grant{Role: content.RoleLanguageEditor}
	cases := []struct {
		name   string
		change func(*content.Subject)
		key    string
	}{
		{"a stranger", func(*content.Subject) {}, ""},
		{"who submitted", func(s *content.Subject) { s.Edition.Submitted.By = "rasa" }, "denied.four_eyes.submitted"},
		{"who wrote", func(s *content.Subject) {
			s.Edition.Revisions = append(s.Edition.Revisions, content.Revision{Mark: content.Mark{By: "rasa"}})
		}, "denied.four_eyes.wrote"},
		{"who corrected under review", func(s *content.Subject) {
			s.Edition.Revisions = append(s.Edition.Revisions, content.Revision{Mark: content.Mark{By: "rasa"}, Review: true})
		}, ""},
		{"who fills another step", func(s *content.Subject) {
			s.Steps = []string{"language", "director"}
			s.Edition.Approvals = []content.Approval{{Step: "director", Words: "w", Facts: "f", Mark: content.Mark{By: "rasa"}}}
		}, "denied.four_eyes.other_step"},
		{"who published urgently", func(s *content.Subject) {
			s.Edition.Published = &content.Publication{Mark: content.Mark{By: "rasa"}}
		}, "denied.four_eyes.published"},
		{"a step that the text does not need", func(s *content.Subject) { s.Step = "authentic" }, "denied.step"},
	}
	for _, c := range cases {
		s := subject()
		c.change(&s)
		if key := keyOf(content.Can(holder("rasa", editor), content.Approve, s)); key != c.key {
			t.Errorf("%s: refused with %q, want %q", c.name, key, c.key)
		}
	}
}

func TestFourEyesOfPublishing(t *testing.T) {
	officer := content.Grant{Role: content.RolePressOfficer}
	cases := []struct {
		name   string
		change func(*content.Subject)
		key    string
	}{
		{"another's text", func(*content.Subject) {}, ""},
		{"an own text that another sealed", func(s *content.Subject) {
			s.Edition.Revisions[0].By, s.Edition.Submitted.By = "rasa", "rasa"
			s.Edition.Approvals = []content.Approval{{Step: "language", Words: "w", Mark: content.Mark{By: "lina"}}}
		}, ""},
		{"an own text whose seal was carried over", func(s *content.Subject) {
			s.Edition.Revisions[0].By, s.Edition.Submitted.By = "rasa", "rasa"
			s.Edition.Approvals = []content.Approval{{Step: "language", Words: "w", Mark: content.Mark{By: "lina"}, Carried: true}}
		}, "denied.four_eyes.alone"},
		{"an own text that nobody saw", func(s *content.Subject) {
			s.Edition.Revisions[0].By, s.Edition.Submitted.By = "rasa", "rasa"
		}, "denied.four_eyes.alone"},
		{"own corrections", func(s *content.Subject) {
			s.Edition.Revisions = append(s.Edition.Revisions, content.Revision{Mark: content.Mark{By: "rasa"}, Review: true})
		}, "denied.four_eyes.corrected"},
		{"a staff text without steps", func(s *content.Subject) {
			s.Edition.Revisions[0].By, s.Edition.Submitted.By, s.Steps = "rasa", "rasa", nil
		}, ""},
	}
	for _, c := range cases {
		for _, a := range []content.Action{content.Publish, content.Schedule} {
			s := subject()
			c.change(&s)
			if key := keyOf(content.Can(holder("rasa", officer), a, s)); key != c.key {
				t.Errorf("%s %s: refused with %q, want %q", a, c.name, key, c.key)
			}
		}
	}
}

func TestRedactionTakesTwo(t *testing.T) {
	s := subject()
	s.Document.Redactions = []content.Redaction{{Asked: content.Mark{By: "rasa", At: noon}}}
	officer := content.Grant{Role: content.RolePressOfficer}
	if key := keyOf(content.Can(holder("rasa", officer), content.Redact, s)); key != "denied.four_eyes.asked" {
		t.Errorf("who asked may confirm: %q", key)
	}
	if err := content.Can(holder("lina", officer), content.Redact, s); err != nil {
		t.Errorf("a second person may not confirm: %v", err)
	}
}
