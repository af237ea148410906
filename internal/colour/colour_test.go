package colour

import "testing"

func must(t *testing.T, s string) rgb {
	t.Helper()
	c, err := parseColour(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#767676", "#ffffff", 4.54}, {"#777777", "#ffffff", 4.48}} {
		if got := contrast(must(t, c.a), must(t, c.b)); got < c.want-0.01 || got > c.want+0.01 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestMovingKeepsTheHue(t *testing.T) {
	before := must(t, "#ff8a80").oklab()
	after := must(t, Nearest("#ff8a80", []string{"#ffffff"})).oklab()
	if after.l >= before.l || after.a <= 0 || after.b <= 0 {
		t.Errorf("from %+v to %+v", before, after)
	}
}

func TestLeastIsOfTheHardestGround(t *testing.T) {
	if got := Least("#767676", []string{"#ffffff", "#767676"}); got != 1 {
		t.Errorf("on itself: %v", got)
	}
	for _, bad := range []string{"", "red", "#fff", "#gggggg"} {
		if Least(bad, []string{"#ffffff"}) != 0 || Check(bad) == nil || Nearest(bad, []string{"#ffffff"}) != bad {
			t.Errorf("%q is taken for a colour", bad)
		}
	}
}
