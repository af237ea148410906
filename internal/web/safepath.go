package web

import (
	"net/url"
	"strings"
	"unicode"
)

// longestNext bounds a return address.
const longestNext = 2048

// SafePath is next when it is an absolute path on the own host, with its query
// and without fragment; anything else gives fallback. It refuses more than a
// browser would misread: no honest return address holds two slashes in a row.
func SafePath(next, fallback string) string {
	if len(next) > longestNext || !strings.HasPrefix(next, "/") || !printable(next) {
		return fallback
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || u.Opaque != "" {
		return fallback
	}
	// Encoded several times over, a path may turn foreign behind a proxy that decodes it.
	decoded := u.EscapedPath()
	for range 4 {
		if !own(decoded) {
			return fallback
		}
		plain, err := url.PathUnescape(decoded)
		if err != nil {
			return fallback
		}
		if plain == decoded {
			break
		}
		decoded = plain
	}
	if !own(decoded) {
		return fallback
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).String()
}

// own says whether a path, decoded to some degree, stays on the own host.
func own(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "//") || strings.Contains(path, `\`) {
		return false
	}
	for _, r := range path {
		if unicode.IsControl(r) || unicode.IsSpace(r) && r != ' ' || unicode.In(r, unicode.Cf) {
			return false
		}
	}
	return true
}

// printable says whether next holds only the characters an encoded address may hold.
func printable(next string) bool {
	for i := range len(next) {
		if c := next[i]; c <= 0x20 || c >= 0x7f || strings.IndexByte(`\"<>^{|}`+"`", c) >= 0 {
			return false
		}
	}
	return true
}
