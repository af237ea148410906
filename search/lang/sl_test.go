package lang

import "testing"

func TestSlovenianKeepsWhatIsNoWordOfIt(t *testing.T) { keepsOddWords(t, "sl") }

func TestSlovenianKeys(t *testing.T) {
	l := Of("sl")
	for word, want := range map[string]string{
		"odstavek": "odstavk", "odstavka": "odstavk", "zelena": "zel", "zelen": "zel", "storitev": "storitv", "storitvami": "storitv",
		"krajev": "kraj", "direktorjev": "direktor", "zemelj": "zem", "zemljo": "zem", "podjetij": "podjt", "podjetje": "podjt", "turizma": "turizm",
		"glasuje": "glasuj", "glasovali": "glasuj", "zahtevali": "zahtv", "ustanovljenega": "ustan", "zagotovijo": "zagot",
		"slovenijo": "slovn", "slovenija": "slovn", "najpomembnejših": "pomembn", "najemnik": "najemnik", "obsega": "obsg",
		"ljudeh": "clovk", "sodišč": "sodist", "poročilu": "porocil", "poročali": "poroc",
	} {
		if key := l.Key(word); key != want {
			t.Errorf("%s: key %s, want %s", word, key, want)
		}
	}
}

func TestSlovenianSilentWords(t *testing.T) {
	for word, want := range map[string]bool{"in": true, "že": true, "ze": true, "katerih": true, "občina": false, "dan": false} {
		if got := Of("sl").Silent(word); got != want {
			t.Errorf("%s: silent %v, want %v", word, got, want)
		}
	}
}

func BenchmarkSlovenianKey(b *testing.B) {
	benchmarkKey(b, "sl", "organizirani sklepov občinskega podpisala najpomembnejših otroci prebivalcev potrjena")
}
