package lang

import (
	"slices"
	"strings"
	"testing"

	"herald/i18n"
)

// TestSerbianScriptsShareTheirKeys: one index serves both.
func TestSerbianScriptsShareTheirKeys(t *testing.T) {
	l := Of("sr")
	for cyrillic, latin := range map[string]string{
		"одлуци": "odluka", "скупштине": "skupština", "ђак": "đaka", "љубављу": "ljubavi", "њиве": "njiva",
		"џепови": "džep", "решење": "rješenja", "општинама": "opstina",
	} {
		if l.Key(cyrillic) != l.Key(latin) {
			t.Errorf("%s is %q, %s is %q", cyrillic, l.Key(cyrillic), latin, l.Key(latin))
		}
	}
}

// TestSerbianLatinIsThatOfTheTexts: what is looked for is brought to Latin letters
// by a shorter way than the pages are, and must not differ.
func TestSerbianLatinIsThatOfTheTexts(t *testing.T) {
	for _, word := range strings.Fields("ђурђевдан љубав њива џеп ћирилица жур чаша шума odluka đak већ большой ѝ ѓорѓи а́ли решење-а x2") {
		if got, want := serbianLatin(word), i18n.SerbianLatin(word); got != want {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
}

// TestIjekavianStandsForEkavian also shows what must stay: -ije and -jem that are
// endings, and words in which they are no yat.
func TestIjekavianStandsForEkavian(t *testing.T) {
	for word, want := range map[string]string{
		"rjesenje": "resenje", "mjesto": "mesto", "dijete": "dete", "vrijednost": "vrednost", "snijeg": "sneg",
		"nedjelja": "nedelja", "zeljeti": "zeleti", "promijeniti": "promeniti", "predsjednik": "predsednik",
		"kompanije": "kompanije", "podrucjem": "podrucjem", "novijeg": "novijeg", "dobijen": "dobijen",
		"prijem": "prijem", "projekat": "projekat", "je": "je", "jezik": "jezik", "medje": "medje", "ije": "ije",
	} {
		if got := ekavian(word); got != want {
			t.Errorf("%s is written %q, want %q", word, got, want)
		}
	}
}

func TestSerbianReadings(t *testing.T) {
	l := Of("sr")
	for typed, meant := range map[string]string{
		"djak": "đak", "djaci": "đaci", "medjunarodni": "međunarodni", "opshtina": "opština", "chachak": "čačak",
		"zhalba": "žalba", "yugoslavija": "jugoslavija", "gradjani": "građani", "ђак": "djak",
	} {
		if !slices.Contains(l.Readings(typed), meant) {
			t.Errorf("%s may stand for %v, and %s is not among them", typed, l.Readings(typed), meant)
		}
	}
	if all := l.Readings("odluka"); len(all) > 0 {
		t.Errorf("odluka has the readings %v", all)
	}
}

// TestSerbianRelaid: on a Latin keyboard љ, њ and џ are on the keys of letters that
// Serbian has not, and š, đ, č, ć and ž are on those of marks.
func TestSerbianRelaid(t *testing.T) {
	l := Of("sr")
	for typed, meant := range map[string]string{"qubav": "ljubav", "kwiga": "knjiga", "xep": "džep", "re[ewe": "rešenje", "]ak": "đak", "odluka": ""} {
		if got := l.Relaid(typed); got != meant {
			t.Errorf("%s was meant as %q, want %q", typed, got, meant)
		}
	}
}

// TestSerbianVerbsOfSeveralStems also shows that verbs which share a stem in one
// of their tenses stay apart.
func TestSerbianVerbsOfSeveralStems(t *testing.T) {
	together(t, "sr",
		"doneti donese donesu donela doneo donet donetog donesena doneće донесите",
		"naći nađem nađe našao našla нађен",
		"proći prođe prošli проћи",
		"prodati proda prodao prodan продаће",
		"uvesti uvede uvela uvedenog uvešće",
		"izreći izrekne izrekao izrečena",
		"postići postigne postigao postignut",
		"početi počne počela početog почеће",
		"postati postane postala постаће",
		"postojati postoji postojala постоје",
		"pokrenuti pokrene pokrenuo pokrenut",
		"pokriti pokrije pokrijete pokrio",
		"imati imam ima imaju imala имаће",
		"pozivati poziva pozivao позивају",
		"zaduživati zadužuje zaduživao задужују",
	)
}

// TestSerbianFuturesAreNoNouns: without its marks a future ends as nouns do.
func TestSerbianFuturesAreNoNouns(t *testing.T) {
	together(t, "sr",
		"odlučiti odlučiće odlučiću одлучиће",
		"predložiti predložiće predložio",
		"pregledati pregledaće pregledan",
		"obaveštavati obaveštavaće obaveštava",
		"ulica ulice ulicu",
		"porodica porodice porodicu",
		"zamenica zamenice zamenicu",
		"prodavač prodavača prodavače",
	)
}

// TestSerbianLeavesOtherWordsAlone: whatever comes is answered with a term.
func TestSerbianLeavesOtherWordsAlone(t *testing.T) {
	leaveOtherWordsAlone(t, Of("sr"), map[string]string{
		"большой": "большой", "решение№": Of("sr").Plain("решение№"), "ελληνικά": "ελληνικα", "t1": "t1", "u": "u", "ђ": "d", "ab": "ab",
	})
}

func leaveOtherWordsAlone(t *testing.T, l Language, keys map[string]string) {
	t.Helper()
	for word, want := range keys {
		if got := l.Key(word); got != want {
			t.Errorf("the key of %q is %q, want %q", word, got, want)
		}
	}
	if l.Key("") != "" {
		t.Error("no word has a key")
	}
	for _, r := range "aeioubcdfgjklmnprstvzšжђëç'’-́\u200b" {
		for n := range 12 {
			word := strings.Repeat(string(r), n+1)
			if l.Key(word) == "" && l.Plain(word) != "" {
				t.Errorf("%q has no key", word)
			}
		}
	}
	if long := strings.Repeat("ovanje", 20000); l.Key(long) == "" || len(l.Readings(long)) > mostReadings {
		t.Error("a very long word is not answered within bounds")
	}
	for ending := range strings.FieldsSeq("je ije jem anin naj najs ost scu avao en an ut ova esi shem et it ia uar oj") {
		for _, before := range []string{"", "a", "b", "ab", "ba"} {
			if l.Key(before+ending) == "" {
				t.Errorf("%q has no key", before+ending)
			}
		}
	}
}

func TestSerbianSilentWords(t *testing.T) {
	l := Of("sr")
	for _, word := range []string{"и", "i", "није", "који", "što", "će", "ће"} {
		if !l.Silent(word) {
			t.Errorf("%s says something", word)
		}
	}
	for _, word := range []string{"без", "суд", "рад", "нов", "дан"} {
		if l.Silent(word) {
			t.Errorf("%s says nothing", word)
		}
	}
}

func BenchmarkSerbianKey(b *testing.B) {
	benchmarkKeys(b, Of("sr"), "одлука скупштине општине о буџету за наредну годину доноси се на седници већином гласова свих одборника")
}

func BenchmarkSerbianLatinKey(b *testing.B) {
	benchmarkKeys(b, Of("sr"), "odluka skupštine opštine o budžetu za narednu godinu donosi se na sednici većinom glasova svih odbornika")
}

// benchmarkKeys reports what one word costs.
func benchmarkKeys(b *testing.B, l Language, text string) {
	words := strings.Fields(text)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		l.Key(words[n%len(words)])
	}
}
