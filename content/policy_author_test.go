package content_test

import (
	"testing"

	"herald/content"
)

func TestAuthorWritesAndLetsNothingOut(t *testing.T) {
	demand(t, content.RoleAuthor, subject(), "create translate save submit discard comment move upload read_draft read_staff")
}
