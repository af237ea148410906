package content_test

import (
	"testing"

	"herald/content"
	"herald/i18n"
)

func TestAuthorWritesAndLetsNothingOut(t *testing.T) {
	demand(t, content.RoleAuthor, subject(), "create translate save submit discard comment share_preview move upload read_draft read_staff")
}

// Who writes in one language reads what it is made from, in whatever language, and
// changes nothing there.
func TestATranslatorReadsTheOriginal(t *testing.T) {
	s := subject()
	s.Document = &content.Document{ID: "000000000001", Type: s.Type.Name, Source: "lt"}
	actor := content.Actor{ID: "m1", Grants: []content.Grant{{Role: content.RoleAuthor, Locales: []i18n.Locale{"en"}}}}
	for _, c := range []struct {
		locale i18n.Locale
		action content.Action
		may    bool
	}{
		{"lt", content.ReadDraft, true}, {"lt", content.Save, false}, {"lt", content.Comment, false},
		{"sq", content.ReadDraft, false}, {"en", content.ReadDraft, true}, {"en", content.Save, true},
	} {
		s.Locale = c.locale
		if got := content.Can(actor, c.action, s) == nil; got != c.may {
			t.Errorf("%s in %s: %v", c.action, c.locale, got)
		}
	}
}
