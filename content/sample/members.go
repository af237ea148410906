package sample

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed members.toml
var members string

// Member is somebody who works in the sample municipality.
type Member struct {
	Name, Email string
	// Locale is the language of their screens.
	Locale string
	// Role is what they do; Locales and Steps are the bounds of it, none where
	// they are empty.
	Role           string
	Locales, Steps []string
}

// Members gives everybody, in the order of the list.
func Members() []Member {
	var all []Member
	err := entries(members, "member", func() { all = append(all, Member{}) }, func(key, value string) error {
		m := &all[len(all)-1]
		switch key {
		case "name":
			m.Name = value
		case "email":
			m.Email = value
		case "locale":
			m.Locale = value
		case "role":
			m.Role = value
		case "locales":
			m.Locales = strings.Fields(value)
		case "steps":
			m.Steps = strings.Fields(value)
		default:
			return fmt.Errorf("unknown key %q", key)
		}
		return nil
	})
	if err != nil {
		panic("sample: members.toml: " + err.Error())
	}
	return all
}
