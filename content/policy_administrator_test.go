package content_test

import (
	"testing"

	"herald/content"
)

func TestAdministratorHasNoEditorialRight(t *testing.T) {
	demand(t, content.RoleAdministrator, subject(), "manage_members manage_settings hand_over read_audit read_staff")
}
