package themes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"

	"herald/internal/colour"
)

// Accent is the style sheet that lays one colour over the accent of a theme, under an
// address that changes with its content.
type Accent struct {
	Path string
	CSS  []byte
}

// accentForm is the address of such a sheet.
var accentForm = regexp.MustCompile(`^/assets/accent-([0-9a-f]{6})\.[0-9a-f]{12}\.css$`)

// Accent gives the sheet for a colour, "#rrggbb", lifted in each scheme until it can
// be read there. What is no colour, and the colour that the theme has anyway, has none.
func (t *Theme) Accent(chosen string) (Accent, bool) {
	if colour.Check(chosen) != nil {
		return Accent{}, false
	}
	m := &t.Manifest
	light := colour.Nearest(chosen, []string{m.Light.Paper, m.Light.Raised})
	dark := colour.Nearest(chosen, []string{m.Dark.Paper, m.Dark.Raised})
	if light == m.Light.Accent {
		return Accent{}, false
	}
	css := fmt.Appendf(nil, "/* The colour of the Site. */\n:root { --accent: %s; }\n@media screen and (prefers-color-scheme: dark) {\n  :root { --accent: %s; }\n}\n", light, dark)
	sum := sha256.Sum256(css)
	return Accent{Path: "/assets/accent-" + chosen[1:] + "." + hex.EncodeToString(sum[:6]) + ".css", CSS: css}, true
}

// AccentAt gives the sheet of an address that Accent has made. It needs nobody to
// remember which colours there are, so that the pages of yesterday keep theirs.
func (t *Theme) AccentAt(path string) (Accent, bool) {
	named := accentForm.FindStringSubmatch(path)
	if named == nil {
		return Accent{}, false
	}
	a, ok := t.Accent("#" + named[1])
	return a, ok && a.Path == path
}
