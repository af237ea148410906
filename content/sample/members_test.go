package sample_test

import (
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/sample"
	"herald/i18n"
)

func TestThereIsSomebodyForEachRole(t *testing.T) {
	roles, emails := map[content.Role]int{}, map[string]bool{}
	for _, m := range sample.Members() {
		role := content.Role(m.Role)
		if !slices.Contains(content.Roles(), role) {
			t.Errorf("%s has the unknown role %q", m.Name, m.Role)
		}
		roles[role]++
		for _, l := range append(slices.Clone(m.Locales), m.Locale) {
			if !slices.Contains(i18n.Shipped(), i18n.Locale(l)) {
				t.Errorf("%s: %q is no locale of Herald", m.Name, l)
			}
		}
		if emails[m.Email] || !strings.HasSuffix(m.Email, "@arvena.example") || m.Name == "" {
			t.Errorf("%q with the address %q", m.Name, m.Email)
		}
		emails[m.Email] = true
		if (role == content.RoleApprover) != (len(m.Steps) > 0) {
			t.Errorf("%s fills %v", m.Name, m.Steps)
		}
	}
	for _, role := range content.Roles() {
		want := 1
		if role == content.RoleAuthor {
			want = 2 // one of them translates
		}
		if roles[role] != want {
			t.Errorf("%d are %s", roles[role], role)
		}
	}
}
