package lang

import "testing"

func TestSerbianIsShownInTheLettersThatWereTyped(t *testing.T) {
	for _, c := range []struct{ code, written, typed, shown string }{
		{"sr", "skupština", "скупштна", "скупштина"},
		{"sr", "njegoševo", "његошеви", "његошево"},
		{"sr", "budžet", "буџт", "буџет"},
		{"sr", "ljiljan", "љиљн", "љиљан"},
		{"sr", "skupština", "skupstna", "skupština"},
		{"bg", "park", "парк", "park"},
		{"lt", "", "", ""},
	} {
		if got := Of(c.code).Shown(c.written, c.typed); got != c.shown {
			t.Errorf("%s for %s: %q", c.written, c.typed, got)
		}
	}
}
