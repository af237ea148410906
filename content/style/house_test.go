package style_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"herald/content"
	"herald/content/style"
	"herald/i18n"
)

func saying(l i18n.Locale, pairs ...string) *style.House {
	h := &style.House{Locale: l}
	for i := 0; i < len(pairs); i += 2 {
		if issues := h.Add(style.Shipped(), style.HouseRule{ID: content.NewID(), Wrong: pairs[i], Better: pairs[i+1]}); len(issues) > 0 {
			panic(pairs[i] + ": " + issues[0].Key)
		}
	}
	return h
}

func with(t *testing.T, houses ...*style.House) *style.Rules {
	t.Helper()
	rules, err := style.Shipped().With(houses...)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// What a house says at the desk is looked for in every language, in every form of
// capitals and across the edge of nothing.
func TestRulesOfTheDeskAreFound(t *testing.T) {
	for _, c := range []struct {
		locale              i18n.Locale
		wrong, better       string
		text, found, become string
	}{
		{"en", "townsfolk", "residents", "Townsfolk met the townsfolks.", "Townsfolk", "Residents"},
		{"en", "Old Bridge", "old bridge", "On Old Bridge and on an old bridge.", "Old Bridge", "old bridge"},
		{"lt", "miesto vadovas", "meras", "Atvyko miesto\u00a0vadovas.", "miesto\u00a0vadovas", "meras"},
		{"sl", "mestni oče", "župan", "Govori mestni oče Arvene.", "mestni oče", "župan"},
		{"sq", "kryeplak", "kryetar", "Kryeplak i ri.", "Kryeplak", "Kryetar"},
		{"sr", "градски отац", "градоначелник", "Говори градски отац.", "градски отац", "градоначелник"},
		{"sr-Latn", "градски отац", "градоначелник", "Govori gradski otac.", "gradski otac", "gradonačelnik"},
		{"ka", "თავკაცი", "მერი", "მოვიდა თავკაცი.", "თავკაცი", "მერი"},
		{"bg", "градоначалник", "кмет", "Говори градоначалник.", "градоначалник", "кмет"},
	} {
		own, _ := style.HouseLocale(c.locale)
		h := saying(own, c.wrong, c.better)
		for _, rules := range []*style.Rules{with(t, h), only(t, h)} {
			got := slices.DeleteFunc(rules.Check(c.locale, c.text), func(h style.Hint) bool { return h.House() == "" })
			if len(got) != 1 || got[0].Found != c.found || got[0].Better != c.become || got[0].House() != h.Rules[0].ID || got[0].Key != "hint.house" {
				t.Errorf("%s %q: %+v", c.locale, c.text, got)
			}
		}
	}
}

func only(t *testing.T, houses ...*style.House) *style.Rules {
	t.Helper()
	rules, err := style.Own(houses...)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// The rules made at the desk are looked for alone: nothing else is said then.
func TestOwnRulesAreLookedForAlone(t *testing.T) {
	own := only(t, saying("en", "townsfolk", "residents"))
	if got := own.Check("en", "The the townsfolk organize - \"it\" in order to win."); len(got) != 1 || got[0].Found != "townsfolk" {
		t.Errorf("%+v", got)
	}
	if got := own.Check("lt", "townsfolk ir townsfolk"); len(got) != 0 {
		t.Errorf("another language has them: %+v", got)
	}
}

// What cannot be a rule is refused, beside the half that it is about.
func TestWhatIsNoRuleIsRefused(t *testing.T) {
	h := saying("en", "townsfolk", "residents", "councillor", "council member")
	for _, c := range []struct{ wrong, better, field, key string }{
		{"", "x", "wrong", "issue.style.wrong"},
		{"  ", "x", "wrong", "issue.style.wrong"},
		{"word", " \n", "better", "issue.style.better"},
		{"word", "word", "better", "issue.style.same"},
		{"a", "an", "wrong", "issue.style.letters"},
		{" - ", "–", "wrong", "issue.style.letters"},
		{strings.Repeat("x", 81), "y", "wrong", "issue.style.long"},
		{"xx", strings.Repeat("ž", 81), "better", "issue.style.long"},
		{"[word](doc:x)", "word", "wrong", "issue.style.marks"},
		{"word", "**word**", "better", "issue.style.marks"},
		{"www.town.example", "town", "wrong", "issue.style.never"},
		{"town", "town of Arvena", "better", "issue.style.again"},
		{"Townsfolk", "people", "wrong", "issue.style.known"},
		{"townsfolk  ", "people", "wrong", "issue.style.known"},
		{"people", "townsfolk", "better", "issue.style.corrected"},
		{"burghers", "the townsfolk of Arvena", "better", "issue.style.corrected"},
		{"help", "facilitate", "better", "issue.style.corrected"},
		{"residents", "citizens", "wrong", "issue.style.undoes"},
		{"member", "fellow", "wrong", "issue.style.undoes"},
		{"address", "place", "wrong", "issue.style.undoes"},
	} {
		issues := h.Add(style.Shipped(), style.HouseRule{ID: content.NewID(), Wrong: c.wrong, Better: c.better})
		if len(issues) == 0 || issues[0].Field != c.field || issues[0].Key != c.key {
			t.Errorf("%q, %q: %+v", c.wrong, c.better, issues)
		}
	}
	if len(h.Rules) != 2 {
		t.Errorf("%+v", h.Rules)
	}
	full := &style.House{Locale: "en", Rules: make([]style.HouseRule, style.MaxHouseRules)}
	if issues := full.Add(style.Shipped(), style.HouseRule{ID: content.NewID(), Wrong: "townsfolk", Better: "residents"}); len(issues) != 1 || issues[0].Key != "issue.style.many" {
		t.Errorf("%+v", issues)
	}
}

// A house may write a word of Herald's otherwise, and may do without rules of it.
func TestHeraldsRulesGiveWay(t *testing.T) {
	h := saying("en", "utilise", "make use of")
	for _, rule := range []string{"repeated", style.WordRule("organize"), style.WordRule("gray")} {
		if !h.SwitchOff(style.Shipped(), style.SwitchedOff{Rule: rule}) {
			t.Errorf("%s is not switched off", rule)
		}
	}
	rules := with(t, h)
	got := rules.Check("en", "We utilise it to organize the the gray seat, and recieve.")
	if len(got) != 2 || got[0].Better != "make use of" || got[1].Better != "receive" {
		t.Errorf("%+v", got)
	}
	if !h.SwitchOn("repeated") || h.SwitchOn("repeated") {
		t.Error("switched on")
	}
	for _, rule := range []string{"", "repeat", "wording:", "wording:nothing", style.WordRule("gray")} {
		if h.SwitchOff(style.Shipped(), style.SwitchedOff{Rule: rule}) {
			t.Errorf("%q is switched off", rule)
		}
	}
	// Serbian in Latin letters does without the same words.
	sr := &style.House{Locale: "sr"}
	word := style.Shipped().Words("sr")[0]
	if !sr.SwitchOff(style.Shipped(), style.SwitchedOff{Rule: style.WordRule(word.Wrong)}) {
		t.Fatal(word)
	}
	for _, w := range with(t, sr).Words("sr-Latn") {
		if w.Wrong == i18n.SerbianLatin(word.Wrong) {
			t.Errorf("%q is still there", w.Wrong)
		}
	}
}

// Rules are made ready once for what is said, and again when that has changed.
func TestLivingRulesFollow(t *testing.T) {
	l := &style.Living{Base: style.Shipped()}
	none, err := l.Follow(nil)
	if err != nil || len(none.All.Check("en", "The townsfolk.")) != 0 {
		t.Fatal(err)
	}
	h := saying("en", "townsfolk", "residents")
	first, err := l.Follow([]content.Record{h.Record()})
	if err != nil || len(first.All.Check("en", "The townsfolk.")) != 1 || len(first.Own.Check("en", "The townsfolk.")) != 1 || len(first.Houses) != 1 {
		t.Fatalf("%+v %v", first, err)
	}
	again, _ := l.Follow([]content.Record{h.Record()})
	if again.All != first.All {
		t.Error("made ready twice for one thing said")
	}
	if bad, err := l.Follow([]content.Record{{Kind: content.RecordStyle, ID: "en", Body: []byte("{")}}); err == nil || bad.All != first.All {
		t.Error("a broken record takes the rules away")
	}
	h.Remove(h.Rules[0].ID)
	if gone, err := l.Follow([]content.Record{h.Record()}); err != nil || len(gone.All.Check("en", "The townsfolk.")) != 0 {
		t.Error("a rule that was removed goes on")
	}
}

// What is wrong with the files of a house is said with file and line, all of it.
func TestProblemsOfFilesAreNamed(t *testing.T) {
	_, err := style.Load(fstest.MapFS{
		"en.toml": {Data: []byte("# ours\ncolour = \"red\"\ndate = \"never\"\n\n[[rule]]\nname = \"one\"\nfind = '('\n\n[[rule]]\nname = \"two words\"\nfind = 'x'\n\n[words]\n\"town\" = \"the town\"\n\"x\" = \"\"\n")},
		"lt.toml": {Data: []byte("off = [\n\n\"x\"\nwords")},
		"sr.toml": {Data: []byte("[words]\n\n\"а\" = \"\"\n")},
		"xx.toml": {Data: []byte("")}, "sr-Latn.toml": {Data: []byte("")},
	})
	if err == nil {
		t.Fatal("taken")
	}
	got := err.Error()
	for _, want := range []string{
		`style en.toml, line 2: unknown key "colour"`, `style en.toml, line 3: date is "never"`, "style en.toml, line 6: rule one: ",
		`style en.toml, line 10: rule "two words"`, `style en.toml, line 14: word "town"`, `style en.toml, line 15: word "x"`,
		"style lt.toml, line 4: ", `style sr.toml, line 3: word "а"`,
		"style xx.toml: the file name", "style sr-Latn.toml: the file name",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q is not said once in:\n%s", want, got)
		}
	}
}
