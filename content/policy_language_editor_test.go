package content_test

import (
	"testing"

	"herald/content"
	"herald/i18n"
)

func TestLanguageEditorSealsCorrectsAndReturns(t *testing.T) {
	// Save is for proposing corrections of what is published, not for drafts of others.
	demand(t, content.RoleLanguageEditor, subject(), "approve correct return submit comment keep_style tune_search read_draft read_staff")
	s := subject()
	s.Edition.State = content.Published
	demand(t, content.RoleLanguageEditor, s, "approve correct return submit save comment keep_style tune_search read_draft read_staff")
}

func TestLanguageEditorChangesNoSignedOriginal(t *testing.T) {
	s := subject()
	s.Type = content.ShippedTypes().Get("act")
	s.Steps, s.Step, s.Edition.State = []string{"authentic"}, "authentic", content.Published
	demand(t, content.RoleLanguageEditor, s, "approve return submit comment keep_style tune_search read_draft read_staff")
}

func TestLanguageEditorFillsNoOtherStep(t *testing.T) {
	s := subject()
	s.Steps, s.Step = []string{"language", "director"}, "director"
	demand(t, content.RoleLanguageEditor, s, "correct return submit comment keep_style tune_search read_draft read_staff")
}

// A rule of the house style is about every text of a language: whoever looks at
// some of them only says nothing about all.
func TestTheHouseStyleIsKeptByThoseWhoLookAtAWholeLanguage(t *testing.T) {
	for _, c := range []struct {
		grant content.Grant
		want  bool
	}{
		{content.Grant{Role: content.RoleLanguageEditor}, true},
		{content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka", "lt"}}, true},
		{content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka"}}, false},
		{content.Grant{Role: content.RoleLanguageEditor, Types: []string{"news"}}, false},
		{content.Grant{Role: content.RoleLanguageEditor, Organizations: []content.ID{"council"}}, false},
		{content.Grant{Role: content.RoleLanguageEditor, Until: noon}, false},
		{content.Grant{Role: content.RoleAdministrator}, false},
		{content.Grant{Role: content.RolePressOfficer}, false},
	} {
		err := content.Can(holder("rasa", c.grant), content.KeepStyle, content.Subject{Locale: "lt", Now: noon})
		if (err == nil) != c.want {
			t.Errorf("%+v: %v", c.grant, err)
		}
	}
}
