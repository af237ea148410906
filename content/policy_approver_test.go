package content_test

import (
	"testing"

	"herald/content"
)

func TestApproverFillsTheGrantedStepsOnly(t *testing.T) {
	s := subject()
	s.Steps, s.Step = []string{"language", "director"}, "director"
	demand(t, content.RoleApprover, s, "return comment read_draft read_staff")
	grant := content.Grant{Role: content.RoleApprover, Steps: []string{"director", "language"}}
	if err := content.Can(holder("rasa", grant), content.Approve, s); err != nil {
		t.Errorf("the director may not fill the director step: %v", err)
	}
	s.Step = "language"
	if content.Can(holder("rasa", grant), content.Approve, s) == nil {
		t.Error("an approver sealed the language")
	}
}
