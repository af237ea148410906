package office

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func asFault(err error, target any) bool { return errors.As(err, target) }

// golden is a text as a golden file holds it.
func golden(t testing.TB, x *Text) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\n\n%s\n\n", x.Title, body(t, x))
	_, left := x.Body(assets(x))
	for _, l := range left {
		fmt.Fprintf(&b, "left: %s %d %s\n", l.Kind, l.Count, l.Excerpt)
	}
	for _, p := range x.Pictures {
		fmt.Fprintf(&b, "picture: %s\n", p.Name)
	}
	return b.String()
}

func TestDocumentsOfProgramsAreReadAsTheirGoldenFilesSay(t *testing.T) {
	words, _ := filepath.Glob("testdata/*.docx")
	open, _ := filepath.Glob("testdata/*.odt")
	files := append(words, open...)
	if len(files) < 9 {
		t.Fatal(files)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := golden(t, read(t, b))
			if *update {
				if err := os.WriteFile(name+".txt", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".txt")
			if err != nil || got != string(want) {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
}

func TestWhatAWordDocumentKeeps(t *testing.T) {
	num := func(id, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr>` + r("", text) + `</w:p>`
	}
	cell := func(props, text string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p("", r("", text)) + `</w:tc>`
	}
	for name, c := range map[string][2]string{
		"stress":          {p("", r("", "a ")+r("<w:b/>", "bold")+r("", " and ")+r("<w:i/>", "it")+r(`<w:b w:val="0"/>`, ".")), "a **bold** and *it*."},
		"both":            {p("", r("<w:b/><w:i/>", "both")), "***both***"},
		"half a word":     {p("", r("<w:b/>", "pre,")+r("", "fix")), "**pre**,fix"},
		"bold style":      {p("Fett", r("", "Lead")), "**Lead**"},
		"headings":        {p("Berschrift2", r("", "B")) + p("Berschrift4", r("", "D")) + p("Eigen", r("", "Own")), "## B\n\n### D\n\n## Own"},
		"outline":         {`<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>` + r("", "Deep") + `</w:p>`, "## Deep"},
		"links":           {p("", `<w:hyperlink r:id="web">`+r("", "here")+`</w:hyperlink>`+r("", " ")+`<w:hyperlink r:id="mail">`+r("", "info@town.example")+`</w:hyperlink>`), "[here](https://town.example/a%28b%29?x=1) info@town.example"},
		"bad link":        {p("", `<w:hyperlink r:id="js">`+r("", "press")+`</w:hyperlink>`), "press"},
		"field link":      {p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.example/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+r("", "shown")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+r("", " on")), "[shown](https://a.example/) on"},
		"bullets":         {num("1", "0", "a") + num("1", "1", "b") + num("1", "0", "c"), "- a\n  - b\n- c"},
		"numbers":         {num("2", "0", "a") + num("2", "1", "b") + num("2", "2", "c") + num("2", "0", "d") + num("3", "0", "new"), "1. a\n\n   1.1. b\n\n   a) c\n2. d\n1. new"},
		"quote":           {p("Zitat", r("", "One.")) + p("Zitat", r("", "Two.")), "> One.\n>\n> Two."},
		"line break":      {p("", `<w:r><w:t>a</w:t><w:br/><w:t># b</w:t></w:r>`), "a\\\n\\# b"},
		"marks":           {p("", r("", "5 * 3 &lt;b&gt; [x](y) a_b _c_ \\ [^1] &amp;amp;")), `5 \* 3 &lt;b> [x]\(y) a_b \_c\_ \\ [\^1] \&amp;`},
		"no block":        {p("", r("", "::: note")) + p("", r("", "- no")) + p("", r("", "Table: no")) + p("", r("", "--- | ---")) + p("", r("", "```")), "\\::: note\n\n\\- no\n\nTable\\: no\n\n\\--- | ---\n\n\\```"},
		"footnotes":       {p("", r("", "Yes")+`<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>`), "Yes[^1][^2]\n\n[^1]: Law 5.\n\n    Second.\n\n[^2]: At the end."},
		"table":           {`<w:tbl><w:tr>` + cell("", "A") + cell("", "#") + `</w:tr><w:tr>` + cell("", "x|y") + cell("", "1 200,50") + `</w:tr></w:tbl>`, "| A | # |\n| --- | ---: |\n| x\\|y | 1 200,50 |"},
		"merged":          {`<w:tbl><w:tr>` + cell(`<w:gridSpan w:val="2"/>`, "Both") + `</w:tr><w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "a") + cell("", "b") + `</w:tr><w:tr>` + cell(`<w:vMerge/>`, "") + cell("", "c") + `</w:tr></w:tbl>`, "| Both |  |\n| --- | --- |\n| a | b |\n|  | c |"},
		"placing table":   {`<w:tbl><w:tr>` + cell("", "Only") + `</w:tr></w:tbl>`, "Only"},
		"table caption":   {p("Beschriftung", r("", "Fees")) + `<w:tbl><w:tr>` + cell("", "A") + cell("", "B") + `</w:tr></w:tbl>`, "Table: Fees\n\n| A | B |\n| --- | --- |"},
		"inserted":        {p("", `<w:ins w:id="1">`+r("", "in")+`</w:ins><w:del w:id="2"><w:r><w:delText>out</w:delText></w:r></w:del>`), "in"},
		"joined":          {`<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>` + r("", "one ") + `</w:p>` + p("", r("", "two")), "one two"},
		"content control": {`<w:sdt><w:sdtContent>` + p("", r("", "held")) + `</w:sdtContent></w:sdt>`, "held"},
		"hidden":          {p("", r("", "seen")+r("<w:vanish/>", "secret")), "seen"},
		"unseen signs":    {p("", r("", "a\u200b\u202eb")), "ab"},
		"mixed scripts":   {p("", r("<w:b/>", "„ქართული“")+r("", " и български")), "**„ქართული“** и български"},
	} {
		t.Run(name, func(t *testing.T) {
			x := read(t, docxOf(c[0]).pack(t))
			if got := body(t, x); got != c[1] {
				t.Errorf("got\n%s\nwant\n%s", got, c[1])
			}
			if x.Title != "" {
				t.Errorf("a title out of nothing: %q", x.Title)
			}
		})
	}
}

func TestWhatAnOpenDocumentKeeps(t *testing.T) {
	cell := func(text string) string {
		return `<table:table-cell><text:p>` + text + `</text:p></table:table-cell>`
	}
	list := func(style, inner string) string {
		return `<text:list text:style-name="` + style + `">` + inner + `</text:list>`
	}
	li := func(inner string) string { return `<text:list-item>` + inner + `</text:list-item>` }
	tp := func(s string) string { return `<text:p>` + s + `</text:p>` }
	for name, c := range map[string][2]string{
		"stress":   {tp(`a <text:span text:style-name="T1">bold</text:span> <text:span text:style-name="T2">it</text:span>`), "a **bold** *it*"},
		"headings": {`<text:h text:outline-level="2">B</text:h><text:h text:outline-level="4">D</text:h>`, "## B\n\n### D"},
		"links":    {tp(`<text:a xlink:href="https://a.example/x">here</text:a> <text:a xlink:href="#there">there</text:a> <text:a xlink:href="file:///etc/passwd">no</text:a>`), "[here](https://a.example/x) there no"},
		"bullets":  {list("L1", li(tp("a")+list("", li(tp("b"))))+li(tp("c"))), "- a\n  - b\n- c"},
		"numbers":  {list("L2", li(tp("a")+list("", li(tp("b"))))+li(tp("c")+tp("more"))), "1. a\n\n   1.1. b\n2. c\n\n   more"},
		"goes on":  {list("L2", li(tp("a"))) + tp("between") + `<text:list text:style-name="L2" text:continue-numbering="true">` + li(tp("b")) + `</text:list>`, "1. a\n\nbetween\n\n2. b"},
		"goes on below": {list("L2", li(tp("a")+list("", li(tp("b"))))) + tp("between") + `<text:list text:style-name="L2" text:continue-numbering="true">` + li(list("", li(tp("c")))) + li(tp("d")+list("", li(tp("e")))) + `</text:list>`,
			"1. a\n\n   1.1. b\n\nbetween\n\n1.2. c\n\n2. d\n\n   2.1. e"},
		"quote":       {`<text:p text:style-name="P1">Said.</text:p>`, "> Said."},
		"spaces":      {tp("a\n  b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e"), "a b c d\\\ne"},
		"footnote":    {tp(`Yes<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Law.</text:p><text:p>More.</text:p></text:note-body></text:note>.`), "Yes[^1].\n\n[^1]: Law.\n\n    More."},
		"table":       {`<table:table><table:table-header-rows><table:table-row>` + cell("A") + cell("B") + `</table:table-row></table:table-header-rows><table:table-row>` + cell("1") + cell("2") + `</table:table-row></table:table>`, "| A | B |\n| ---: | ---: |\n| 1 | 2 |"},
		"merged":      {`<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Both</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row>` + cell("1") + cell("2") + `</table:table-row></table:table>`, "| Both |  |\n| ---: | ---: |\n| 1 | 2 |"},
		"picture":     {tp(`<draw:frame text:anchor-type="as-char"><draw:image xlink:href="Pictures/one.png"/><svg:title>Bridge</svg:title><svg:desc>The bridge in the morning</svg:desc></draw:frame>`), "![The bridge in the morning](asset:pic1)"},
		"caption":     {tp(`<draw:frame text:anchor-type="paragraph"><draw:text-box><text:p text:style-name="Illustration"><draw:frame text:anchor-type="as-char"><draw:image xlink:href="Pictures/one.png"/></draw:frame>The bridge (old)</text:p></draw:text-box></draw:frame>`), "![](asset:pic1 \"The bridge (old\\)\")"},
		"whole":       {`<text:section>` + tp("held") + `</text:section>`, "held"},
		"field":       {tp(`Dated <text:date>20 May</text:date>`), "Dated 20 May"},
		"ruby":        {tp(`<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>over</text:ruby-text></text:ruby>`), "base"},
		"nothing new": {tp(""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := body(t, read(t, odtOf(c[0]).pack(t))); got != c[1] {
				t.Errorf("got\n%s\nwant\n%s", got, c[1])
			}
		})
	}
}

func TestTheTitleIsTakenFromWhereItStands(t *testing.T) {
	h1, h2, words := p("Berschrift1", r("", "One")), p("Berschrift2", r("", "Two")), p("", r("", "Words."))
	for name, c := range map[string][3]string{
		"title":                {p("Titel", r("", "The  Title")) + h1 + words + h2, "The Title", "## One\n\nWords.\n\n### Two"},
		"first heading":        {h1 + words + h2, "One", "Words.\n\n## Two"},
		"first of many":        {h1 + words + p("Berschrift1", r("", "Next")), "One", "Words.\n\n## Next"},
		"only one, below":      {words + h1 + words, "One", "Words.\n\nWords."},
		"many, words above":    {words + h1 + words + p("Berschrift1", r("", "Next")), "", "Words.\n\n## One\n\nWords.\n\n## Next"},
		"none":                 {words + h2, "", "Words.\n\n## Two"},
		"title with footnote":  {p("Titel", r("", "T")+`<w:r><w:footnoteReference w:id="1"/></w:r>`) + words, "T", "Words."},
		"a picture in a title": {p("Titel", r("", "T")+drawing("inline", `<a:blip r:embed="p"/>`, "A")) + words, "T", "![A](asset:pic1)\n\nWords."},
	} {
		t.Run(name, func(t *testing.T) {
			x := read(t, docxOf(c[0]).pack(t))
			if got := body(t, x); x.Title != c[1] || got != c[2] {
				t.Errorf("title %q, body\n%s", x.Title, got)
			}
		})
	}
}

// drawing is a run with a drawing.
func drawing(how, inner, alt string) string {
	return `<w:r><w:drawing><wp:` + how + `><wp:docPr id="1" name="Picture 1" descr="` + alt + `"/>` + inner + `</wp:` + how + `></w:drawing></w:r>`
}

func TestPicturesStandWhereTheyStood(t *testing.T) {
	blip := `<a:blip r:embed="p"/>`
	for name, c := range map[string][2]string{
		"own paragraph":   {p("", r("", "a")) + p("", drawing("inline", blip, "The bridge")) + p("", r("", "b")), "a\n\n![The bridge](asset:pic1)\n\nb"},
		"in a line":       {p("", r("", "a ")+drawing("inline", blip, "")+r("", " b")), "a ![](asset:pic1) b"},
		"floating":        {p("", r("", "a ")+drawing("anchor", blip, "x")+r("", "b")), "![x](asset:pic1)\n\na b"},
		"named by a file": {p("", drawing("inline", blip, "IMG_2031.JPG")), "![](asset:pic1)"},
		"caption":         {p("", drawing("inline", blip, "x")) + p("Beschriftung", r("", "Opened (May)")), `![x](asset:pic1 "Opened (May\)")`},
		"in a cell":       {`<w:tbl><w:tr><w:tc>` + p("", drawing("inline", blip, "x")) + `</w:tc><w:tc>` + p("", r("", "b")) + `</w:tc></w:tr></w:tbl>`, "| ![x](asset:pic1) | b |\n| --- | --- |"},
		"old form":        {p("", `<w:r><w:pict><v:shape alt="Arms"><v:imagedata r:id="p"/></v:shape></w:pict></w:r>`), "![Arms](asset:pic1)"},
	} {
		t.Run(name, func(t *testing.T) {
			x := read(t, docxOf(c[0]).pack(t))
			if got := body(t, x); got != c[1] {
				t.Errorf("got\n%s\nwant\n%s", got, c[1])
			}
		})
	}
	x := read(t, docxOf(p("", drawing("inline", blip, "x"))+p("Beschriftung", r("", "Said of it"))).pack(t))
	if got, _ := x.Body([]string{""}); got != "Said of it" {
		t.Errorf("without its picture: %q", got)
	}
}

func TestWhatIsLeftOutIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		file parts
		want []Left
	}{
		"nothing": {docxOf(p("", r("", "x"))), nil},
		"tracked and comments": {docxOf(p("", `<w:ins>`+r("", "in")+`</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del><w:r><w:commentReference w:id="0"/></w:r>`)),
			[]Left{{LeftTracked, 2, "in"}, {LeftComment, 1, ""}}},
		"drawings": {docxOf(p("", drawing("anchor", `<wps:wsp><wps:txbx><w:txbxContent>`+p("", r("", "Boxed words"))+`</w:txbxContent></wps:txbx></wps:wsp>`, "")+
			drawing("inline", `<c:chart r:id="x"/>`, "Income by year")+drawing("inline", `<wps:wsp/>`, "")+drawing("inline", `<a:blip r:embed="emf"/>`, "")+drawing("inline", `<a:blip r:embed="far"/>`, "Far"))),
			[]Left{{LeftTextBox, 1, "Boxed words"}, {LeftChart, 1, "Income by year"}, {LeftShape, 1, ""}, {LeftPictureKind, 1, "image2.emf"}, {LeftPictureLink, 1, "Far"}}},
		"equations and objects": {docxOf(p("", `<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>`)),
			[]Left{{LeftEquation, 1, "a=b"}, {LeftObject, 1, "Excel.Sheet.12"}}},
		"links and contents": {docxOf(p("Verzeichnis1", r("", "One 1")) + p("", `<w:hyperlink r:id="js">`+r("", "press")+`</w:hyperlink>`)),
			[]Left{{LeftContents, 1, "One 1"}, {LeftLink, 1, "press"}}},
		"hidden and macros": {docxOf(p("", r("<w:vanish/>", "secret"))).with(parts{"word/vbaProject.bin": "x"}), []Left{{LeftHidden, 1, "secret"}, {LeftMacros, 1, ""}}},
		"nested table": {docxOf(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + p("", r("", "a")) + `</w:tc><w:tc>` + p("", r("", "b")) + `</w:tc></w:tr></w:tbl></w:tc><w:tc>` + p("", r("", "c")) + `</w:tc></w:tr></w:tbl>`),
			[]Left{{LeftNested, 1, "a"}}},
		"open document": {odtOf(`<text:tracked-changes><text:changed-region><text:deletion><dc:creator>X</dc:creator><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>` +
			`<text:table-of-content><text:index-body><text:p>One 1</text:p></text:index-body></text:table-of-content><text:p>a<office:annotation><text:p>psst</text:p></office:annotation>` +
			`<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame><draw:frame><draw:object xlink:href="./Object 2"/></draw:frame><draw:frame><draw:object xlink:href="./Object 3"/></draw:frame>` +
			`<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame><draw:frame><draw:image xlink:href="http://far.example/a.png"/></draw:frame>` +
			`<draw:frame><draw:image xlink:href="Pictures/two.svm"/></draw:frame><draw:custom-shape/><text:span text:style-name="T3">hid</text:span></text:p>`),
			[]Left{{LeftTracked, 1, "gone"}, {LeftComment, 1, ""}, {LeftTextBox, 1, "Boxed"}, {LeftContents, 1, "One 1"}, {LeftEquation, 1, ""}, {LeftChart, 1, ""}, {LeftObject, 1, ""}, {LeftShape, 1, ""},
				{LeftPictureKind, 1, "two.svm"}, {LeftPictureLink, 1, ""}, {LeftHidden, 1, "hid"}}},
	} {
		t.Run(name, func(t *testing.T) {
			x := read(t, c.file.pack(t))
			_, left := x.Body(assets(x))
			got := slices.DeleteFunc(left, func(l Left) bool { return l.Kind == LeftHeader && l.Excerpt == "Town of Arvena" })
			if len(left) != len(got)+1 {
				t.Errorf("the header is not told: %v", left)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v\nwant %v", got, c.want)
			}
			for _, l := range got {
				if !slices.Contains(LeftKinds(), l.Kind) {
					t.Errorf("%s is no kind", l.Kind)
				}
			}
		})
	}
}
