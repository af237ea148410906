package content_test

import (
	"testing"

	"herald/content"
)

func TestLanguageEditorSealsCorrectsAndReturns(t *testing.T) {
	// Save is for proposing corrections of what is published, not for drafts of others.
	demand(t, content.RoleLanguageEditor, subject(), "approve correct return submit comment read_draft read_staff")
	s := subject()
	s.Edition.State = content.Published
	demand(t, content.RoleLanguageEditor, s, "approve correct return submit save comment read_draft read_staff")
}

func TestLanguageEditorChangesNoSignedOriginal(t *testing.T) {
	s := subject()
	s.Type = content.ShippedTypes().Get("act")
	s.Steps, s.Step, s.Edition.State = []string{"authentic"}, "authentic", content.Published
	demand(t, content.RoleLanguageEditor, s, "approve return submit comment read_draft read_staff")
}

func TestLanguageEditorFillsNoOtherStep(t *testing.T) {
	s := subject()
	s.Steps, s.Step = []string{"language", "director"}, "director"
	demand(t, content.RoleLanguageEditor, s, "correct return submit comment read_draft read_staff")
}
