package i18n

import "strings"

// convention is how one language writes. Patterns name their parts in braces:
// {y} {m} {mm} {d} {dd} {month} for dates, {date} {time} for both together.
type convention struct {
	endonym    string
	months     [12]string // as in a full date
	standalone [12]string // alone, or with a year
	weekdays   [7]string  // Sunday first, as time.Weekday counts
	date       string
	monthYear  string
	year       string
	short      string
	clock      string // around hh:mm
	dateTime   string
	decimal    string
	group      string
	minGroup   int    // digits before the first mark: 2 leaves 1234 alone
	money      string // {amount} {unit}
	symbols    map[string]string
	quote      [2]string
	and        string
}

// conventions holds the convention of every shipped locale, one file each.
var conventions = map[Locale]*convention{
	English:     english(),
	Lithuanian:  lithuanian(),
	Slovene:     slovene(),
	Albanian:    albanian(),
	Serbian:     serbian(),
	SerbianLatn: inSerbianLatin(serbian()),
	Georgian:    georgian(),
	Bulgarian:   bulgarian(),
}

// nbsp keeps a number together with what belongs to it.
const nbsp = "\u00a0"

// commonSymbols are the currency signs understood everywhere Herald is used.
var commonSymbols = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}

// symbolsWith adds a country's own signs to the common ones.
func symbolsWith(own map[string]string) map[string]string {
	all := map[string]string{}
	for k, v := range commonSymbols {
		all[k] = v
	}
	for k, v := range own {
		all[k] = v
	}
	return all
}

// twelve and seven copy the slices of the CLDR package into arrays.
func twelve(s []string) (a [12]string) { copy(a[:], s); return a }

func seven(s []string) (a [7]string) { copy(a[:], s); return a }

// fill replaces {names} in a pattern; old and new alternate.
func fill(pattern string, oldnew ...string) string {
	return strings.NewReplacer(oldnew...).Replace(pattern)
}
