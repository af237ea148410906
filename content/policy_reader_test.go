package content_test

import (
	"testing"

	"herald/content"
)

func TestReaderReadsTheIntranetAndNothingElse(t *testing.T) {
	demand(t, content.RoleReader, subject(), "read_staff")
}
