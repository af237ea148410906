package i18n_test

import (
	"strings"
	"testing"
	"time"

	"herald/i18n"
)

// nb writes the no-break space visibly in golden texts.
func nb(s string) string { return strings.ReplaceAll(s, "_", "\u00a0") }

func printer(l i18n.Locale) *i18n.Printer { return i18n.Default().Printer(l) }

func TestDates(t *testing.T) {
	at := time.Date(2026, time.November, 22, 9, 5, 0, 0, time.UTC)
	may := time.Date(2026, time.May, 3, 14, 10, 0, 0, time.UTC)
	for _, c := range []struct {
		l                                      i18n.Locale
		date, early, short, clock, both, day   string
		month, monthYear, year, monthNotInDate string
	}{
		{"en", "22 November 2026", "3 May 2026", "22 Nov 2026", "09:05", "22 November 2026, 09:05", "Sunday", "May", "May 1975", "1975", "November"},
		{"lt", "2026 m. lapkričio 22 d.", "2026 m. gegužės 3 d.", "2026-11-22", "09:05", "2026 m. lapkričio 22 d. 09:05", "sekmadienis", "gegužė", "1975 m. gegužė", "1975 m.", "lapkritis"},
		{"sl", "22. november 2026", "3. maj 2026", "22. 11. 2026", "09:05", "22. november 2026 ob 09:05", "nedelja", "maj", "maj 1975", "1975", "november"},
		{"sq", "22 nëntor 2026", "3 maj 2026", "22.11.2026", "09:05", "22 nëntor 2026, ora 09:05", "e diel", "maj", "maj 1975", "1975", "nëntor"},
		{"sr", "22. новембра 2026.", "3. маја 2026.", "22.11.2026.", "09:05", "22. новембра 2026. у 09:05", "недеља", "мај", "мај 1975.", "1975.", "новембар"},
		{"sr-Latn", "22. novembra 2026.", "3. maja 2026.", "22.11.2026.", "09:05", "22. novembra 2026. u 09:05", "nedelja", "maj", "maj 1975.", "1975.", "novembar"},
		{"ka", "22 ნოემბერი, 2026", "3 მაისი, 2026", "22.11.2026", "09:05", "22 ნოემბერი, 2026, 09:05", "კვირა", "მაისი", "მაისი, 1975", "1975", "ნოემბერი"},
		{"bg", "22 ноември 2026 г.", "3 май 2026 г.", "22.11.2026 г.", "09:05 ч.", "22 ноември 2026 г., 09:05 ч.", "неделя", "май", "май 1975 г.", "1975 г.", "ноември"},
	} {
		p := printer(c.l)
		for what, pair := range map[string][2]string{
			"date": {p.Date(at), c.date}, "single digit": {p.Date(may), c.early}, "short": {p.ShortDate(at), c.short},
			"time": {p.Time(at), c.clock}, "date and time": {p.DateTime(at), c.both}, "weekday": {p.Weekday(at), c.day},
			"month": {p.Month(5), c.month}, "month and year": {p.DateParts(1975, 5, 0), c.monthYear},
			"year": {p.DateParts(1975, 0, 0), c.year}, "parts": {p.DateParts(2026, 11, 22), c.date},
			"november alone": {p.Month(11), c.monthNotInDate}, "afternoon": {p.Time(may), strings.Replace(c.clock, "09:05", "14:10", 1)},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s %s: %q, want %q", c.l, what, pair[0], pair[1])
			}
		}
	}
}

func TestPartsThatNoCalendarHasAreUnknown(t *testing.T) {
	p := printer(i18n.Lithuanian)
	for _, c := range []struct {
		y, m, d int
		want    string
	}{{0, 5, 3, ""}, {1975, 13, 3, "1975 m."}, {1975, 0, 3, "1975 m."}, {1975, 5, 32, "1975 m. gegužė"}, {1975, -1, 0, "1975 m."}} {
		if got := p.DateParts(c.y, c.m, c.d); got != c.want {
			t.Errorf("%d-%d-%d: %q, want %q", c.y, c.m, c.d, got, c.want)
		}
	}
	if p.Month(0) != "" || p.Month(13) != "" {
		t.Error("a month outside the year has a name")
	}
}

func TestNumbersAndMoney(t *testing.T) {
	for _, c := range []struct {
		l                                  i18n.Locale
		number, four, minus, euro, own, mb string
	}{
		{"en", "1,234,567.5", "1,234", "−0.5", "€1,234.50", "ALL_900", "1.4_MB"},
		{"lt", "1_234_567,5", "1_234", "−0,5", "1_234,50_€", "900_ALL", "1,4_MB"},
		{"sl", "1.234.567,5", "1.234", "−0,5", "1.234,50_€", "900_ALL", "1,4_MB"},
		{"sq", "1_234_567,5", "1_234", "−0,5", "1_234,50_€", "900_lekë", "1,4_MB"},
		{"sr", "1.234.567,5", "1.234", "−0,5", "1.234,50_€", "900_ALL", "1,4_MB"},
		{"sr-Latn", "1.234.567,5", "1.234", "−0,5", "1.234,50_€", "900_ALL", "1,4_MB"},
		{"ka", "1_234_567,5", "1234", "−0,5", "1234,50_€", "900_ALL", "1,4_MB"},
		{"bg", "1_234_567,5", "1234", "−0,5", "1234,50_€", "900_ALL", "1,4_MB"},
	} {
		p := printer(c.l)
		for what, pair := range map[string][2]string{
			"number": {p.Number("1234567.5"), c.number}, "four digits": {p.Int(1234), c.four}, "minus": {p.Number("-0.5"), c.minus},
			"euro": {p.Money("1234.5", "EUR"), c.euro}, "lek": {p.Money("900", "ALL"), c.own}, "size": {p.Size(1_400_000), c.mb},
		} {
			if pair[0] != nb(pair[1]) {
				t.Errorf("%s %s: %q, want %q", c.l, what, pair[0], nb(pair[1]))
			}
		}
	}
	if got := printer(i18n.Georgian).Money("12000", "GEL"); got != nb("12_000_₾") {
		t.Error(got)
	}
	if got := printer(i18n.English).Money("-3", "EUR"); got != "−€3" {
		t.Error(got)
	}
}

func TestWhatIsNoNumberComesBackUnchanged(t *testing.T) {
	for _, s := range []string{"", "-", "1.", ".5", "1e9", "12,5", "abc", "--1", "1.2.3", "٣"} {
		if got := printer(i18n.Lithuanian).Number(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestSizes(t *testing.T) {
	p := printer(i18n.Lithuanian)
	for bytes, want := range map[int64]string{
		-1: "0_B", 0: "0_B", 999: "999_B", 1000: "1_kB", 1449: "1,4_kB", 15_000: "15_kB", 999_499: "999_kB",
		999_600: "1_MB", 2_200_000: "2,2_MB", 9_960_000: "10_MB", 4_000_000_000: "4_GB",
	} {
		if got := p.Size(bytes); got != nb(want) {
			t.Errorf("%d: %q, want %q", bytes, got, nb(want))
		}
	}
}

func TestQuotesAndLists(t *testing.T) {
	for l, want := range map[i18n.Locale][2]string{
		"en": {"“a”", "a, b and c"}, "lt": {"„a“", "a, b ir c"}, "sl": {"„a“", "a, b in c"}, "sq": {"“a”", "a, b dhe c"},
		"sr": {"„a”", "a, b и c"}, "sr-Latn": {"„a”", "a, b i c"}, "ka": {"„a“", "a, b და c"}, "bg": {"„a“", "a, b и c"},
	} {
		p := printer(l)
		if p.Quote("a") != want[0] || p.List([]string{"a", "b", "c"}) != want[1] {
			t.Errorf("%s: %s %s", l, p.Quote("a"), p.List([]string{"a", "b", "c"}))
		}
	}
	p := printer(i18n.Bulgarian)
	if p.List(nil) != "" || p.List([]string{"a"}) != "a" || p.List([]string{"a", "b"}) != "a и b" {
		t.Error("short lists")
	}
}

func TestCountries(t *testing.T) {
	for l, want := range map[i18n.Locale][3]string{
		"en": {"Lithuania", "North Macedonia", "Bosnia and Herzegovina"}, "lt": {"Lietuva", "Šiaurės Makedonija", "Bosnija ir Hercegovina"},
		"sl": {"Litva", "Severna Makedonija", "Bosna in Hercegovina"}, "sq": {"Lituani", "Maqedonia e Veriut", "Bosnjë dhe Hercegovinë"},
		"sr": {"Литванија", "Северна Македонија", "Босна и Херцеговина"}, "sr-Latn": {"Litvanija", "Severna Makedonija", "Bosna i Hercegovina"},
		"ka": {"ლიტვა", "ჩრდილოეთ მაკედონია", "ბოსნია და ჰერცეგოვინა"}, "bg": {"Литва", "Северна Македония", "Босна и Херцеговина"},
	} {
		p := printer(l)
		if got := [3]string{p.Country("LT"), p.Country("MK"), p.Country("BA")}; got != want {
			t.Errorf("%s: %v, want %v", l, got, want)
		}
		for _, code := range i18n.Countries() {
			if name := p.Country(code); name == code || name == "" {
				t.Errorf("%s has no name for %s", l, code)
			}
		}
		for _, code := range []string{"", "Q", "QQ", "lt", "001", "LTU", "ZZ"} {
			if p.Country(code) != code {
				t.Errorf("%s: %q became %q", l, code, p.Country(code))
			}
		}
	}
	if n := len(i18n.Countries()); n < 245 || n > 251 {
		t.Errorf("%d countries: %v", n, i18n.Countries())
	}
}
