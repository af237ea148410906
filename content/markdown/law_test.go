package markdown

import (
	"strings"
	"testing"
)

func TestPointsOfALegalTextCanBeLinkedTo(t *testing.T) {
	render := func(source string, form Form, numbered bool) string {
		html, err := Render(source, form, Options{Lang: "lt", Numbered: numbered})
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(html), "\n", "")
	}
	for _, c := range []struct{ name, source, want string }{
		{"points keep their own numbers", "Taryba nusprendžia:\n\n3. Pirma.\n4. Antra.",
			`<p>Taryba nusprendžia:</p><div class="point" id="p-3"><a class="point-no" href="#p-3">3.</a><div><p>Pirma.</p></div></div>` +
				`<div class="point" id="p-4"><a class="point-no" href="#p-4">4.</a><div><p>Antra.</p></div></div>`},
		{"a number used again has an address of its own", "1. Pirma.\n\n## Toliau\n\n1. Antra.",
			`<div class="point" id="p-1"><a class="point-no" href="#p-1">1.</a><div><p>Pirma.</p></div></div><h2 id="section-1">Toliau</h2>` +
				`<div class="point" id="p-1-2"><a class="point-no" href="#p-1-2">1.</a><div><p>Antra.</p></div></div>`},
		{"without points the paragraphs are counted", "Pirma.\n\n## Toliau\n\nAntra.",
			`<div class="point" id="p-1"><a class="point-no" href="#p-1">1</a><div><p>Pirma.</p></div></div><h2 id="section-1">Toliau</h2>` +
				`<div class="point" id="p-2"><a class="point-no" href="#p-2">2</a><div><p>Antra.</p></div></div>`},
		{"what stands below a point goes with it", "1) Pirma:\n   - viena;\n   - kita.",
			`<div class="point" id="p-1"><a class="point-no" href="#p-1">1)</a><div><p>Pirma:</p><ul><li>viena;</li><li>kita.</li></ul></div></div>`},
	} {
		if got := render(c.source, Page, true); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if got := render(c.source, Feed, true); strings.Contains(got, "point") || got != render(c.source, Feed, false) {
			t.Errorf("%s: a feed has points: %s", c.name, got)
		}
	}
}
