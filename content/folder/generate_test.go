package folder_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/i18n"
)

// generator makes Documents of a Type, the same for the same seed.
type generator struct {
	*rand.Rand
	typ   *content.Type
	files []string
	kinds map[content.Kind]bool
}

func newGenerator(seed uint64, t *content.Type) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(len(t.Name))<<8|uint64(t.Name[0]))), typ: t, kinds: map[content.Kind]bool{}}
	for i := range 1 + g.IntN(3) {
		g.files = append(g.files, fmt.Sprintf("%d/%s.jpg", i, pick(g, "a", "a b", "ąž", "x'y")))
	}
	return g
}

func (g *generator) open(string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("")), nil
}

func pick[T any](g *generator, all ...T) T { return all[g.IntN(len(all))] }

func (g *generator) often() bool { return g.IntN(3) > 0 }

// pieces are what texts are made of: what TOML, Markdown and front matter
// could trip over.
var pieces = []string{"a", "Žodis", " ", "  ", "\t", "\n", "\n\n", "\n+++\n", "+++", `"`, `""`, `"""`, `""""`, "'", "'''",
	`\`, `\n`, `\u002B`, "#", "[x]", "= 1", "\u00A0", "é", "ქართული", "\x01", "\x7f", "\u2028", "<b>", "&", "\r\n", "---", "😀", "`", "```\n"}

func (g *generator) text() string {
	var out strings.Builder
	for range g.IntN(8) {
		out.WriteString(pieces[g.IntN(len(pieces))])
	}
	return out.String()
}

func (g *generator) line() string {
	return "x" + strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, g.text())
}

func (g *generator) id() content.ID {
	const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
	out := make([]byte, 12)
	for i := range out {
		out[i] = alphabet[g.IntN(32)]
	}
	return content.ID(out)
}

func (g *generator) ids(n int) []content.ID {
	var all []content.ID
	for range g.IntN(n + 1) {
		all = append(all, g.id())
	}
	return all
}

func (g *generator) instant() time.Time {
	if !g.often() {
		return time.Time{}
	}
	return time.Unix(g.Int64N(1_790_000_000), g.Int64N(2)*123_000_000).UTC()
}

func (g *generator) document() folder.Document {
	d := folder.Document{Site: pick(g, "town", "intranet"), Type: g.typ.Name, Name: pick(g, "a", "t1-204", "x.y"), ID: g.id()}
	d.Folder = pick(g, d.Name, "other")
	for _, name := range g.files {
		d.Files = append(d.Files, folder.File{Name: name})
	}
	locales := []i18n.Locale{"en", "lt", "sr", "sr-Latn"}
	if d.Site == "intranet" {
		locales = locales[:2]
	}
	locales = locales[:1+g.IntN(len(locales))]
	d.Source = locales[g.IntN(len(locales))]
	for _, l := range locales {
		d.Translations = append(d.Translations, folder.Translation{Locale: l, Words: g.words(l), Published: g.instant(),
			Derived: l == "sr-Latn" && l != d.Source && g.often()})
	}
	d.Facts = content.Facts{Name: d.Name, Topics: g.ids(3), Order: pick(g, 0, 0, 3, -7), Until: g.instant(), Fields: g.fields(false)}
	if g.often() {
		d.Facts.Organization, d.Facts.Parent = g.id(), g.id()
	}
	if !g.often() {
		d.Facts.Authentic = locales
	}
	return d
}

func (g *generator) words(l i18n.Locale) content.Words {
	w := content.Words{Title: g.text(), Summary: g.text(), Body: g.text() + g.text() + g.text(), Fields: g.fields(true)}
	if g.often() {
		w.Path = pick(g, "a", "kelias/i-namus") + "-" + strings.ToLower(string(l))
	}
	if !g.often() {
		w.FormerPaths = []string{"/index.php?id=1&l=" + string(l), "/ą"}
		w.ChangeNote = content.Note{Key: pick(g, "", "note.typo"), Text: g.text()}
	}
	for i, name := range g.files {
		a := content.AssetWords{File: name, Alt: g.text(), Decorative: !g.often(), Caption: g.text(), Credit: g.line()}
		if i%2 == 1 {
			a.Asset = g.id()
		}
		w.Assets = append(w.Assets, a)
	}
	return w
}

// fields gives values of those fields that are words, or of those that are
// facts, and now and then of one that the Type does not have.
func (g *generator) fields(words bool) content.Fields {
	out := content.Fields{}
	for _, f := range g.typ.Fields {
		if f.Words == words && g.often() {
			out[f.Name] = g.value(f)
		}
	}
	if !g.often() {
		out["lost"] = content.Value{Items: []string{g.line(), g.text()}}
		out["lost_rows"] = content.Value{Rows: []content.Fields{{"a": content.One(g.text())}, {"b c": content.One("x")}}}
	}
	return out
}

func (g *generator) value(f content.Field) content.Value {
	g.kinds[f.Kind] = true
	var v content.Value
	if f.Kind == content.KindGroup {
		for range 1 + g.IntN(3) {
			row := content.Fields{}
			for _, sub := range f.Fields {
				if g.often() {
					row[sub.Name] = g.value(sub)
				}
			}
			if g.IntN(9) == 0 {
				row["lost"] = content.One(g.line())
			}
			v.Rows = append(v.Rows, row)
		}
		return v
	}
	n := 1
	if f.Many {
		n += g.IntN(6)
	}
	for range n {
		v.Items = append(v.Items, g.item(f))
	}
	return v
}

func (g *generator) item(f content.Field) string {
	switch f.Kind {
	case content.KindText:
		return g.line()
	case content.KindProse:
		return g.text()
	case content.KindNumber:
		return pick(g, "0", "-12.50", "0.1", "12", "007", "-0", "123456789012345", "123456789012345.123456", "3.0")
	case content.KindMoney:
		return pick(g, "1200.00 EUR", "0 RSD", "-1.5 BGN")
	case content.KindDay:
		return pick(g, "1975", "1975-05", "1975-05-03", "unknown", "0001-01-01", "9999-12-31", "2024-02-29")
	case content.KindInstant:
		return pick(g, "2026-11-20T09:00:00Z", "2026-11-20T09:00:00.5Z", "1970-01-01T00:00:00Z")
	case content.KindChoice:
		return pick(g, f.Choices...)
	case content.KindCountry:
		return pick(g, "LT", "XK", "GE")
	case content.KindColour:
		return pick(g, "#0f5a4c", "#000000", "#7a1f3d")
	case content.KindLink:
		return pick(g, "https://example.org/ą?a='b'&c", "mailto:a@example.org", "tel:+37060000000")
	case content.KindRef:
		return "doc:" + string(g.id()) + pick(g, "", "@3")
	case content.KindAsset:
		return pick(g, append(g.files, string(g.id()))...)
	}
	return ""
}
