package i18n_test

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"herald/i18n"
)

func TestSerbianLatin(t *testing.T) {
	for cyrillic, want := range map[string]string{
		"": "", "Београд": "Beograd", "Његош": "Njegoš", "ЊЕГОШ": "NJEGOŠ", "ЉУБАВ": "LJUBAV", "Љубав": "Ljubav",
		"ЏЕП": "DŽEP", "Џеп": "Džep", "КОЊ": "KONJ", "коЊ": "koNj", "Њ": "Nj", "Џ.": "Dž.", "ЉЊ": "LJNJ", "Љ и Њ": "Lj i Nj",
		"ђак Ђорђе ЂОРЂЕ": "đak Đorđe ĐORĐE", "чаша ћуп жаба": "čaša ćup žaba", "инјекција": "injekcija", "надживети": "nadživeti",
		"Windows и Њујорк": "Windows i Njujork", "NJEGOŠ": "NJEGOŠ", "љ": "lj", "СЊ-1": "SNJ-1", "Њ1": "Nj1",
		// The accent on a letter is no letter: the one behind it decides.
		"Њ\u0301ЕГОШ": "NJ\u0301EGOŠ",
		// A word with letters that Serbian lacks is a quotation.
		"читао је Горький": "čitao je Горький", "ქართული": "ქართული",
		"{count} датотека": "{count} datoteka",
	} {
		if got := i18n.SerbianLatin(cyrillic); got != want {
			t.Errorf("%q: %q, want %q", cyrillic, got, want)
		}
	}
}

// The examples that the laws themselves and the registers of place names give.
func TestTransliterationByLaw(t *testing.T) {
	for _, c := range []struct {
		l        i18n.Locale
		in, want string
	}{
		{"bg", "България", "Bulgaria"}, {"bg", "Република България", "Republika Bulgaria"}, {"bg", "БЪЛГАРИЯ", "BULGARIA"}, {"bg", "българия", "bulgaria"},
		{"bg", "София", "Sofia"}, {"bg", "Мария", "Maria"}, {"bg", "МАРИЯ", "MARIA"}, {"bg", "Стара планина", "Stara planina"},
		{"bg", "Благоевград", "Blagoevgrad"}, {"bg", "Търново", "Tarnovo"}, {"bg", "Щръклево", "Shtraklevo"}, {"bg", "ЩАСТИЕ", "SHTASTIE"},
		{"bg", "Кольо", "Kolyo"}, {"bg", "Жечка Йорданова", "Zhechka Yordanova"}, {"bg", "Цар Самуил", "Tsar Samuil"}, {"bg", "Юлия Яворова", "Yulia Yavorova"},
		{"bg", "съединение", "saedinenie"}, {"bg", "ия", "ia"}, {"bg", "Илиян", "Iliyan"}, {"bg", "всичко, което ѝ каза", "vsichko, koeto i kaza"},
		{"ka", "თბილისი", "tbilisi"}, {"ka", "ქუთაისი", "kutaisi"}, {"ka", "მცხეთა", "mtskheta"}, {"ka", "წყალტუბო", "tsqaltubo"},
		{"ka", "ჭიათურა", "chiatura"}, {"ka", "ღვინო", "ghvino"}, {"ka", "ჯვარი", "jvari"}, {"ka", "პარლამენტი", "parlamenti"}, {"ka", "ᲗᲑᲘᲚᲘᲡᲘ", "tbilisi"},
		{"sr", "Ђорђе Његош", "Djordje Njegos"}, {"sr", "ЊЕГОШ", "NJEGOS"}, {"sr", "Џевад Шћепановић", "Dzevad Scepanovic"}, {"sr-Latn", "Đorđe Šćepanović", "Djordje Scepanovic"},
		{"lt", "Įsakymas dėl ąžuolų šaknų žievės", "Isakymas del azuolu saknu zieves"}, {"lt", "ĄČĘĖĮŠŲŪŽ", "ACEEISUUZ"},
		{"sl", "Črnomelj, Škofja Loka, Žalec", "Crnomelj, Skofja Loka, Zalec"}, {"sq", "Gjirokastër, Çorovodë", "Gjirokaster, Corovode"},
		{"en", "Søren Œuvre straße Łódź naïve", "Soren Oeuvre strasse Lodz naive"}, {"en", "Ђ и я", "Dj i ya"}, {"lt", "ე\u0301", "e"},
		// й composed and decomposed is one letter.
		{"bg", "Йордан", "Yordan"}, {"bg", "И\u0306ордан", "Yordan"},
	} {
		if got := c.l.Transliterate(c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.l, c.in, got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct {
		l        i18n.Locale
		in, want string
	}{
		{"lt", "Dėl 2026 m. biudžeto – „Vilnius“", "del-2026-m-biudzeto-vilnius"}, {"ka", "საჯარო სამსახური", "sajaro-samsakhuri"},
		{"bg", "Решение № 204", "reshenie-no-204"}, {"sr", "ОДЛУКА о Ђ", "odluka-o-dj"}, {"sq", "Ç’ka të re?", "c-ka-te-re"},
		{"en", "  --Hello,   world!--  ", "hello-world"}, {"en", "日本", ""}, {"en", "", ""}, {"en", "---", ""}, {"en", "½ ﬁnal", "1-2-final"},
		{"en", strings.Repeat("abcd ", 40), strings.TrimSuffix(strings.Repeat("abcd-", 16), "-")}, {"en", strings.Repeat("x", 200), strings.Repeat("x", 80)},
	} {
		if got := c.l.Slug(c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.l, c.in, got, c.want)
		}
	}
}

func TestCollation(t *testing.T) {
	for l, want := range map[i18n.Locale][]string{
		// Lithuanian interfiles i, į, y and u, ų, ū; č, š, ž are letters of their own.
		"en":      {"Able", "acute", "Zürich", "zz"},
		"lt":      {"Alytus", "Ąžuolas", "Cėsis", "Čekija", "Eglė", "Ėriškiai", "yla", "įlanka", "ilgas", "Jonas", "Sala", "Šilalė", "Ūla", "Utena", "Zarasai", "Žemaitė"},
		"sl":      {"Celje", "Cvetko", "Čatež", "Črnomelj", "Dob", "Sava", "Šentjur", "Zagorje", "Žalec"},
		"sq":      {"Cerrik", "Çorovodë", "Dukat", "Dhërmi", "Elbasan", "Ëndërr", "Gur", "Gjirokastër", "Lushnjë", "Llogara", "Nova", "Njivicë", "Rrogozhinë", "Rru", "Shkodër", "Tiranë", "Theth", "Xibër", "Xhafzotaj", "Zall", "Zhur"},
		"sr":      {"Ада", "Вршац", "Дебељача", "Ђердап", "Јагодина", "Лозница", "Љиг", "Ниш", "Његошево", "Ћићевац", "Чачак", "Џеп", "Шабац"},
		"sr-Latn": {"Ada", "Cerak", "Čačak", "Ćićevac", "Debeljača", "Džep", "Đerdap", "Loznica", "Ljig", "Niš", "Njegoševo", "Sombor", "Šabac", "Zemun", "Žabalj"},
		"ka":      {"ახალციხე", "ბათუმი", "გორი", "თბილისი", "კასპი", "ქუთაისი", "ყვარელი", "შუახევი", "ჩხოროწყუ", "წყალტუბო", "ჭიათურა", "ხაშური"},
		"bg":      {"Айтос", "Бургас", "Видин", "Йорданово", "Русе", "Търговище", "Шумен", "Щръклево", "Ямбол"},
	} {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, l.Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s compares\n%v, want\n%v", l, got, want)
		}
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, func(a, b string) int { return bytes.Compare(l.CollationKey(a), l.CollationKey(b)) })
		if !slices.Equal(got, want) {
			t.Errorf("%s keys sort\n%v, want\n%v", l, got, want)
		}
	}
	if i18n.Georgian.Compare("ᲑᲐᲗᲣᲛᲘ", "ბათუმი") != 0 || i18n.Locale("xx").Compare("a", "b") >= 0 || len(i18n.Locale("xx").CollationKey("a")) == 0 {
		t.Error("Mtavruli or an unknown locale")
	}
}

var slugShape = regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Įstatymas", "ЩАСТИЕ", "წყალი ᲬᲧᲐᲚᲘ", "a\x00b\xff", "--", "ǅ İ ŉ", strings.Repeat("ж", 90)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range i18n.Shipped() {
			slug := l.Slug(s)
			if !slugShape.MatchString(slug) || len(slug) > 80 {
				t.Errorf("%s %q: %q", l, s, slug)
			}
			if again := l.Slug(slug); again != slug {
				t.Errorf("%s %q: %q becomes %q", l, s, slug, again)
			}
		}
	})
}

func FuzzSerbianLatin(f *testing.F) {
	for _, s := range []string{"Његош ЊЕГОШ", "Latin only", "Горький Љ", "a\xffЊ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := i18n.SerbianLatin(s)
		if twice := i18n.SerbianLatin(once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
		if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) || r == unicode.ReplacementChar }) && once != s {
			t.Errorf("%q has no Cyrillic letter and became %q", s, once)
		}
	})
}
