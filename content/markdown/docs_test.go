package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page for writers is part of the contract: its examples work, and it
// names every key there is.
func TestWritingPage(t *testing.T) {
	b, err := os.ReadFile("../../docs/writing.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	examples := regexp.MustCompile("(?ms)^```\n(.*?)^```$").FindAllStringSubmatch(page, -1)
	if len(examples) < 19 {
		t.Fatalf("only %d examples", len(examples))
	}
	for _, e := range examples {
		assertAll(t, e[1])
		if issues := Check(e[1]); len(issues) > 0 && !strings.Contains(e[1], "#fees") {
			t.Errorf("the example\n%s\nhas issues: %v", e[1], issues)
		}
	}
	for name := range fenceNames {
		if !strings.Contains(page, "\n### "+name+"\n") {
			t.Errorf("block %q is not described", name)
		}
	}
	for kind := range noteKinds {
		if !strings.Contains(page, "`md.note."+kind+"`") {
			t.Errorf("kind of note %q is not described", kind)
		}
	}
	files, _ := filepath.Glob("*.go")
	key := regexp.MustCompile(`"((?:markdown\.[a-z_]+|md\.[a-z]+))"`)
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(src), -1) {
			if !strings.Contains(page, "`"+m[1]+"`") {
				t.Errorf("%s uses %q, the page does not name it", name, m[1])
			}
		}
	}
}

// Each element of the list in each form, one line each.
func TestForms(t *testing.T) {
	for _, c := range []struct{ source, page, feed, print, plain string }{
		{"# A", `<h2 id="b-a">A</h2>`, `<h2>A</h2>`, `<h2>A</h2>`, "A"},
		{"a\nb", "<p>a\nb</p>", "<p>a\nb</p>", "<p>a\nb</p>", "a b"},
		{"a\\\nb", "<p>a<br>\nb</p>", "<p>a<br>\nb</p>", "<p>a<br>\nb</p>", "a\nb"},
		{"a\n---", "<p>a</p>\n<hr>", "<p>a</p>\n<hr>", "<p>a</p>\n<hr>", "a\n\n* * *"},
		{"*a* **b**", "<p><em>a</em> <strong>b</strong></p>", "<p><em>a</em> <strong>b</strong></p>", "<p><em>a</em> <strong>b</strong></p>", "a b"},
		{"[t](doc:x)", `<p><a href="/en/decisions/x" hreflang="lt">t</a></p>`, `<p><a href="https://town.example/en/decisions/x" hreflang="lt">t</a></p>`,
			"<p>t<sup class=\"link-ref\">[1]</sup></p>\n<section class=\"link-notes\">\n<p class=\"link-notes-label\"><strong>Links</strong></p>\n<ol>\n<li>https://town.example/en/decisions/x</li>\n</ol>\n</section>", "t"},
		{"[t](doc:missing)", `<p><span class="unlinked">t</span></p>`, `<p>t</p>`, `<p><span class="unlinked">t</span></p>`, "t"},
		{"[](doc:x)", `<p><a href="/en/decisions/x" hreflang="lt">Decision x</a></p>`, `<p><a href="https://town.example/en/decisions/x" hreflang="lt">Decision x</a></p>`, "", ""},
		{"[t](/en/x){lang=de}", `<p><a href="/en/x" hreflang="de" lang="de">t</a></p>`, "", "", "t"},
		{"[t](tel:+1 555 0100)", `<p><a href="tel:+15550100">t</a></p>`, `<p><a href="tel:+15550100">t</a></p>`, "", "t"},
		{"[t](www.example.org)", `<p><a href="https://www.example.org" class="external" rel="noopener">t</a></p>`, "", "", "t"},
		{"[t](info@town.example)", `<p><a href="mailto:info@town.example">t</a></p>`, "", "", "t"},
		{"[a [b] c](/x)", `<p><a href="/x">a [b] c</a></p>`, "", "", "a [b] c"},
		{"[*a](/x) b*", `<p><a href="/x">*a</a> b*</p>`, "", "", "*a b*"},
		{"*[a](/x)*", `<p><em><a href="/x">a</a></em></p>`, "", "", "a"},
		{"[a *b* [c]{lang=de}](/x)", `<p><a href="/x">a <em>b</em> <span lang="de">c</span></a></p>`, "", "", "a b c"},
		{"a [b] c ] [", `<p>a [b] c ] [</p>`, "", "", "a [b] c ] ["},
		{"[t](/a b)", `<p>[t](/a b)</p>`, "", "", "[t](/a b)"},
		{"![](asset:missing)", "", "", "", ""},
		{"![alt](asset:missing)", `<p class="no-picture">alt</p>`, `<p>alt</p>`, `<p class="no-picture">alt</p>`, "alt"},
		{"2) a\n3) b", "<ol start=\"2\" class=\"paren\">\n<li>a</li>\n<li>b</li>\n</ol>", "<p>2) a</p>\n<p>3) b</p>", "", "2) a\n3) b"},
		{"    code\n\tcode", "<p>code\ncode</p>", "", "", "code code"},
		{"<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>", "<p>&lt;b&gt;x&lt;/b&gt;</p>", "", "<b>x</b>"},
		{"(see https://example.org/a_(b)).", `<p>(see <a href="https://example.org/a_(b)" class="external" rel="noopener">https://example.org/a_(b)</a>).</p>`, "", "", ""},
	} {
		for form, want := range []string{c.page, c.feed, c.print} {
			if got := strings.TrimSpace(render(t, c.source, Form(form))); got != want && (want != "" || c.page == "") {
				t.Errorf("form %d of %q:\n%s\nwant\n%s", form, c.source, got, want)
			}
		}
		if got := Plain(c.source); got != c.plain && c.plain != "" {
			t.Errorf("plain text of %q: %q, want %q", c.source, got, c.plain)
		}
	}
}

// Without resolvers and words everything is still shown.
func TestNoOptions(t *testing.T) {
	for _, s := range corpus(t) {
		for _, form := range []Form{Page, Feed, Print} {
			out, err := Render(s, form, Options{})
			if err != nil {
				t.Fatal(err)
			}
			assertSafe(t, string(out))
		}
	}
	out, _ := Render("## Ą\n\n## Б\n\n[a](doc:x) ![p](asset:y) [f](asset:z)", Page, Options{})
	want := "<h2 id=\"section-1\">Ą</h2>\n<h2 id=\"section-2\">Б</h2>\n<p><span class=\"unlinked\">a</span> p <span class=\"unlinked\">f</span></p>\n"
	if string(out) != want {
		t.Errorf("got %s", out)
	}
}
