package content_test

import (
	"testing"

	"herald/content"
)

func TestAuditorReadsTheTrailAndNoDraft(t *testing.T) {
	demand(t, content.RoleAuditor, subject(), "read_audit read_staff")
}
