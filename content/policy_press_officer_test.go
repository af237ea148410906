package content_test

import (
	"testing"

	"herald/content"
)

func TestPressOfficerWritesAndLetsOutButSealsNothing(t *testing.T) {
	demand(t, content.RolePressOfficer, subject(), `create translate save submit discard comment share_preview move upload read_draft read_staff
		record_paper publish schedule unschedule publish_urgently withdraw restore unpublish
		make_source join split rehome except hand_over replace_file ask_redaction redact tune_search`)
}
