package themes

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"
)

// sheet is the style sheet made of the manifest; its place in the order of
// names is after the tokens that it gives values to.
const sheet = "10-theme.css"

// css gives the manifest as custom properties.
func (m *Manifest) css() []byte {
	var b strings.Builder
	b.WriteString("/* Made of theme.toml. */\n:root {\n  color-scheme: light dark;\n")
	colours(&b, "  ", &m.Light)
	fmt.Fprintf(&b, "  --size: %srem;\n", short(m.Type.Size/16))
	scale(&b, "  ", m.Type.Size/16, m.Type.Phone)
	if m.Type.Text != "" {
		fmt.Fprintf(&b, "  --text: %s;\n", m.Type.Text)
	}
	if m.Type.Headings != "" {
		fmt.Fprintf(&b, "  --headings: %s;\n", m.Type.Headings)
	}
	b.WriteString("}\n@media (min-width: 60em) {\n  :root {\n")
	scale(&b, "    ", m.Type.Size/16, m.Type.Desktop)
	b.WriteString("  }\n}\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n")
	colours(&b, "    ", &m.Dark)
	b.WriteString("  }\n}\n")
	return []byte(b.String())
}

func colours(b *strings.Builder, indent string, c *Colours) {
	for _, each := range c.all() {
		fmt.Fprintf(b, "%s--%s: %s;\n", indent, each.name, *each.value)
	}
}

// scale writes the steps of the type scale, computed here because browsers
// that can raise to a power in CSS are too young to rely on.
func scale(b *strings.Builder, indent string, size, ratio float64) {
	for step := -1; step <= 5; step++ {
		name := fmt.Sprintf("--step-%d", step)
		if step < 0 {
			name = "--step-small"
		}
		v := size * math.Pow(ratio, float64(step))
		// Small text does not shrink with the ratio: below 13.5 px it is no help.
		fmt.Fprintf(b, "%s%s: %srem;\n", indent, name, short(max(v, 0.84375)))
	}
}

func short(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")
}

// memory gives files as a file system: a zip archive in memory, the one the
// standard library offers outside of its test packages.
func memory(files map[string][]byte) (fs.FS, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
}
