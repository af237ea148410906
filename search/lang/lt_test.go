package lang

import (
	"strings"
	"testing"
)

// oddWords are what an index or a question may hold that is no word of the language.
var oddWords = []string{"a", "ą", "ti", "tis", "oji", "ojo", "uose", "i", "k", "s", "u", "št", "t1-204", "12/2026", "решение", "სახლი",
	"日本", "ñandú", "o'neil", "e", "ėjo", "muo", "nemuo", "siu", "čių", "dž", "\xff\xfe", "\u200d", strings.Repeat("ojo", 4000), strings.Repeat("nepasi", 4000) + "ti"}

func keepsOddWords(t *testing.T, code string) {
	l := Of(code)
	for _, word := range oddWords {
		key := l.Key(word)
		if plain := l.Plain(word); plain != "" && key == "" || len(key) > len(plain)+2 {
			t.Errorf("%q: key %.40q of plain %.40q", word, key, plain)
		}
	}
	for _, word := range []string{"t1-204", "12/2026", "решение", "სახლი", "日本"} {
		if key := l.Key(word); key != Fold(word) {
			t.Errorf("%s: key %s, want it whole", word, key)
		}
	}
}

func TestLithuanianKeepsWhatIsNoWordOfIt(t *testing.T) { keepsOddWords(t, "lt") }

func TestLithuanianKeys(t *testing.T) {
	l := Of("lt")
	for word, want := range map[string]string{
		"sutarčių": "sutart", "medžio": "med", "viešųjų": "vies", "geriausiems": "ger", "platesniame": "plat",
		"asmuo": "asmen", "žmonėms": "zmog", "žmonai": "zmon",
		"organizuojamų": "organizav", "patvirtintieji": "patvirtin", "norinčių": "norej", "turimi": "turej", "rinkos": "rink", "rinkote": "rinko", "rinkusi": "rinko", "renkasi": "rinko",
		"vartojo": "vartoj", "vartotojo": "vartotoj", "šeštojo": "sest", "galiojo": "galioj",
		"veikime": "veikim", "mokėkime": "mokej", "nusipirkti": "nusipirko", "priimta": "prieme", "kasmet": "kasmet",
		"galite": "galej", "turime": "turej", "mokate": "mokej", "registravote": "registrav", "mokyme": "mokym", "dalyvaukite": "dalyvav", "dalyvausite": "dalyvav", "klausime": "klausim", "laukite": "lauke", "vadinsiu": "vadin", "klimate": "klimat",
	} {
		if key := l.Key(word); key != want {
			t.Errorf("%s: key %s, want %s", word, key, want)
		}
	}
}

// A prefix may stand before another, and the look-up of it must end.
func TestLithuanianPrefixesAreTakenOffOnlyBeforeAVerb(t *testing.T) {
	for form, want := range map[string]string{"perk": "", "pirk": "pirko", "nepasipirk": "nepasipirko", "nusirink": "nusirinko", "panu": ""} {
		if root, _ := ltFind(ltInfinitives, form); root != want {
			t.Errorf("%s: %q, want %q", form, root, want)
		}
	}
}

func TestLithuanianSilentWords(t *testing.T) {
	for word, want := range map[string]bool{"ir": true, "dėl": true, "už": true, "uz": true, "kuriame": true, "be": false, "ne": false, "savivaldybė": false} {
		if got := Of("lt").Silent(word); got != want {
			t.Errorf("%s: silent %v, want %v", word, got, want)
		}
	}
}

func BenchmarkLithuanianKey(b *testing.B) {
	benchmarkKey(b, "lt", "organizuojamas sprendimo savivaldybės pasirašyta nusipirko vaikai gyventojų patvirtintų")
}

func benchmarkKey(b *testing.B, code, text string) {
	l, words := Of(code), strings.Fields(text)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Key(words[i%len(words)])
	}
}
