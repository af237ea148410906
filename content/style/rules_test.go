package style_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"herald/content/style"
	"herald/i18n"
)

// Hints reach into titles of blocks, cells, captions, notes and links.
func TestEveryPartOfATextIsRead(t *testing.T) {
	rules := style.Shipped()
	for _, text := range []string{
		"::: note warning Road the the closed\nText.\n:::",
		"Table: Fees of the the town\n\n| A | B |\n|---|---|\n| 1 | 2 |",
		"| A the the | B |\n|---|---|\n| 1 | 2 |",
		"A note[^1].\n\n[^1]: Of the the law.",
		"See [the the plan](doc:page/plan).",
		"![Boats](asset:a \"On the the river\")",
		"> Said **the the** man.",
		"1. an item\n\n   and the the rest",
		"22. november 2026 was the the day.",
	} {
		got := rules.Check(i18n.English, text)
		if !slices.ContainsFunc(got, func(h style.Hint) bool { return h.Found == "the the" && h.Better == "the" }) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// What is left alone: addresses, references, passages in another language, text
// that is right.
func TestWhatIsNoProseIsLeftAlone(t *testing.T) {
	rules := style.Shipped()
	for _, text := range []string{
		"See https://town.example/a--b?c=5%20d,,e and `x  - y`.",
		"Write to the.the@town.example or [the plan](doc:page/the--the \"A plan\").",
		"The word [слово  о  полку - кратко]{lang=bg} is Bulgarian.",
		"::: {lang=fr}\nUn texte « français » ; avec des espaces !\n:::",
		"Call +370 600 00000 or +370 5 000 00 60.",
		"A 24\" screen stands in room A-402, file plan-2026--2.pdf.",
		"UNESCO and EN 301 549 count, XVIII centuries too.",
		"- a list - \n- of things",
		"A table:\n\n| Day | From |\n|---|---|\n| Monday | 22.11.2026 |",
	} {
		if got := rules.Check(i18n.English, text); len(got) > 0 && !strings.HasPrefix(text, "- a list") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// Every correction can be made, alone and one after another, until nothing is
// left that can be corrected; and it is not made where the text has changed.
func TestCorrectionsAreMadeOneByOne(t *testing.T) {
	rules := style.Shipped()
	for _, l := range written {
		text, _ := seeded(t, l)
		for round := 0; ; round++ {
			hints := correctable(rules.Check(l, text))
			if len(hints) == 0 {
				break
			}
			if round == 6 {
				t.Errorf("%s: the corrections never end: %+v", l, hints)
				break
			}
			// From behind, so that the places before stay what they are.
			end := len(text)
			for i := len(hints) - 1; i >= 0; i-- {
				h := hints[i]
				if h.To > end {
					continue
				}
				next, ok := style.Apply(text, h)
				if !ok || next == text || next[h.From:h.From+len(h.Better)] != h.Better {
					t.Fatalf("%s: %+v is not made", l, h)
				}
				if _, ok := style.Apply(next, h); ok && !strings.HasPrefix(next[h.From:], h.Found) {
					t.Errorf("%s: %+v is made twice", l, h)
				}
				text, end = next, h.From
			}
		}
	}
}

func correctable(hints []style.Hint) []style.Hint {
	return slices.DeleteFunc(hints, func(h style.Hint) bool { return h.Better == "" })
}

// What is right in the seeded texts is right: written as it should be, nothing is
// said but what only a writer can correct.
func TestCorrectedTextsAreLeftAlone(t *testing.T) {
	rules := style.Shipped()
	for _, l := range written {
		text, mistakes := seeded(t, l)
		var right strings.Builder
		end := 0
		for _, m := range mistakes {
			right.WriteString(text[end:m.from])
			if m.correctable {
				right.WriteString(m.right)
			}
			end = m.to
		}
		right.WriteString(text[end:])
		for _, h := range rules.Check(l, right.String()) {
			// Marks that a writer took out leave two spaces behind.
			if h.Better != "" && h.Kind() != "nbsp" && h.Kind() != "space" && h.Kind() != "spaces" {
				t.Errorf("%s: %s says %q, better %q in %q", l, h.Rule, h.Found, h.Better, near(right.String(), h.From, h.To))
			}
		}
	}
}

// The texts in Latin letters follow the Serbian rules.
func TestSerbianInLatinLettersFollows(t *testing.T) {
	got := style.Shipped().Check(i18n.SerbianLatn, "Neznam ko je uradio \"predhodni\" deo.")
	if len(got) != 3 || got[0].Better != "Ne znam" || got[1].Better != "„predhodni”" || got[2].Better != "prethodni" {
		t.Errorf("%+v", got)
	}
}

// A house adds rules of its own, changes some and switches others off.
func TestAHouseHasRulesOfItsOwn(t *testing.T) {
	own := fstest.MapFS{"en.toml": {Data: []byte(`off = ["spaces"]
[[rule]]
name = "our-town"
find = '\barvena town\b'
replace = "Arvena"
[words]
"mayoress" = "mayor"
`)}}
	rules, err := style.Load(own)
	if err != nil {
		t.Fatal(err)
	}
	got := rules.Check(i18n.English, "The Mayoress of  arvena town.")
	if len(got) != 2 || got[0].Better != "Mayor" || got[1].Better != "Arvena" || got[1].Key != "hint.house" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"off = 3", "colour = \"red\"", "[[rule]]\nname = \"x\"\nfind = '('", "[[rule]]\nfind = 'x'", "date = \"never\"", "quotes = [[\"x\"]]"} {
		if _, err := style.Load(fstest.MapFS{"en.toml": {Data: []byte(bad)}}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// A passage in another script is marked where its letters or small words say which
// language it is, and left to the writer where they do not.
func TestForeignPassagesAreMarked(t *testing.T) {
	for _, c := range []struct {
		locale         i18n.Locale
		passage, marks string
	}{
		{"en", "градът и реката спят", "bg"}, {"lt", "река и њен мост", "sr"}, {"sq", "ბიბლიოთეკა მდინარის პირას", "ka"},
		{"bg", "the library on the river", "en"}, {"sr", "upės biblioteka ir skaitytojai", "lt"}, {"ka", "biblioteka dhe lumi", "sq"},
		{"en", "был город на реке", ""}, {"en", "на реката", ""}, {"bg", "der Fluss und die Brücke", ""}, {"ka", "lumi dhe the river", ""},
	} {
		source := "1. " + c.passage + "."
		i := slices.IndexFunc(style.Shipped().Check(c.locale, source), func(h style.Hint) bool { return h.Rule == "foreign" })
		if i < 0 {
			t.Errorf("%s: %q is not found", c.locale, c.passage)
			continue
		}
		h := style.Shipped().Check(c.locale, source)[i]
		want := ""
		if c.marks != "" {
			want = "[" + h.Found + "]{lang=" + c.marks + "}"
		}
		if h.Better != want {
			t.Errorf("%s: %q becomes %q, want %q", c.locale, h.Found, h.Better, want)
		}
		next, ok := style.Apply(source, h)
		if ok && slices.ContainsFunc(style.Shipped().Check(c.locale, next), func(h style.Hint) bool { return h.Rule == "foreign" }) {
			t.Errorf("%q is found again", next)
		}
		for _, plain := range style.Shipped().Plain(c.locale, source) {
			if plain.Rule == "foreign" && plain.Better != "" {
				t.Error("marks are put into what is no Markdown")
			}
		}
	}
}

// A row below which no line stands is drawn one, wherever the table stands, and is a
// table then.
func TestTablesAreDrawn(t *testing.T) {
	for source, want := range map[string]string{
		"| A | B |\n| 1 | 2 |":            "| A | B |\n|---|---|\n| 1 | 2 |",
		"- x\n\n  | A | B |\n  | 1 | 2 |": "- x\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |",
		"> | A |\n> | 1 |":                "> | A |\n> |---|\n> | 1 |",
	} {
		hints := style.Shipped().Check("en", source)
		if len(hints) != 1 || hints[0].Rule != "table" {
			t.Errorf("%q: %+v", source, hints)
			continue
		}
		got, _ := style.Apply(source, hints[0])
		if got != want || len(style.Shipped().Check("en", got)) > 0 {
			t.Errorf("%q became %q: %+v", source, got, style.Shipped().Check("en", got))
		}
	}
}

// Offsets are those of the source as it came, whatever its line ends are.
func TestPlacesAreThoseOfTheSource(t *testing.T) {
	for _, text := range []string{"One\r\n\r\nthe the end", "\uFEFFOne\x01\n\n\xffthe the end", "Ten\u2028\n\nthe **the** end\r"} {
		got := style.Shipped().Check(i18n.English, text)
		if len(got) != 1 || text[got[0].From:got[0].To] != got[0].Found || !strings.HasPrefix(got[0].Found, "the") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// The time grows with the text, and not faster.
func TestTheTimeIsLinear(t *testing.T) {
	rules := style.Shipped()
	if testing.Short() {
		t.Skip("reads 200 kB eight times")
	}
	for _, piece := range []string{"по - на 1 000 ", "„«\" ", "the the ", "A", "| a |\n", "[x](y) ", "1.1.2026/", "aа"} {
		begin := time.Now()
		rules.Check(i18n.Bulgarian, strings.Repeat(piece, 200_000/len(piece)))
		took := time.Since(begin)
		t.Logf("200 kB of %q: %v", piece, took)
		if took > 20*time.Second {
			t.Errorf("200 kB of %q took %v", piece, took)
		}
	}
}

func FuzzCheck(f *testing.F) {
	rules := style.Shipped()
	for _, text := range []string{"„a\" - b", "| a |\n| b |", "![IMG_1](asset:x \"a  b\")", "::: note x  y\n\"\n:::", "12.000 евро 31.02.2026", "\r\n\xff\uFEFF the the"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range i18n.Shipped() {
			for _, h := range rules.Check(l, text) {
				if h.Found == "" || text[h.From:h.To] != h.Found {
					t.Fatalf("%s %q: %+v", l, text, h)
				}
				if _, ok := style.Apply(text, h); ok != (h.Better != "") {
					t.Fatalf("%s %q: %+v is not made", l, text, h)
				}
			}
		}
	})
}
