package office

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
)

// address gives the address of a link as Markdown takes it, and false for one that
// readers are not led to: only pages and mail, and nobody's password.
func address(target string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || len(target) > 1900 {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return "", false
		}
		u.Scheme = strings.ToLower(u.Scheme)
	case "mailto":
		to, _, _ := strings.Cut(u.Opaque, "?")
		if to, err = url.PathUnescape(to); err != nil {
			return "", false
		}
		if a, err := mail.ParseAddress(to); err != nil || a.Address != to {
			return "", false
		}
		return "mailto:" + marksOff(to), true
	default:
		return "", false
	}
	return marksOff(u.String()), true
}

// marksOff writes the signs that would end an address or be marks of Markdown by
// their numbers.
func marksOff(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(" ()\\<>\"*\t\r\n", r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
