package markdown

import (
	"strings"
	"sync"
)

// The words that follow an ordinal in running text: months in the languages
// Herald ships, as they are declined after a day, and the Slovenian words for
// parts of a law. Exact forms, not stems: "мај" is a month, "мајка" begins an
// ordinary item. English is left out: it writes months with a capital, and
// "may" begins many an item.
const (
	latinMonths = "januar februar mart april maj jun juni jul juli avgust septembar septembr oktobar oktobr novembar novembr decembar decembr " +
		"marec marc junij julij september septembr oktober oktobr november novembr december decembr " +
		"janar shkurt mars prill qershor korrik gusht shtator tetor nëntor dhjetor"
	latinEndings   = " a u om em i it in ja ju jem"
	serbianMonths  = "јануар фебруар март април мај јун јуни јул јули август септембар септембр октобар октобр новембар новембр децембар децембр"
	serbianEndings = " а у ом ем"
	bulgarian      = "януари февруари март април май юни юли август септември октомври ноември декември"
	lithuanian     = "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio " +
		"sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis"
	georgianMonths  = "იანვარ იანვრ თებერვალ თებერვლ მარტ აპრილ მაის ივნის ივლის სექტემბერ სექტემბრ ოქტომბერ ოქტომბრ ნოემბერ ნოემბრ დეკემბერ დეკემბრ"
	georgianEndings = "ი ს ის იდან ამდე ისთვის ში"
	georgianAugust  = "აგვისტო აგვისტოს აგვისტოდან აგვისტომდე აგვისტოში"
	articles        = "člen člena členu členom odstavek odstavka odstavku odstavkom točka točke točki točko alineja alineje alineji"
)

// dateWords holds every form; isDateWord asks it.
var dateWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	add := func(stems, endings string) {
		for _, stem := range strings.Fields(stems) {
			for _, ending := range strings.Split(endings, " ") {
				set[stem+ending] = true
			}
		}
	}
	add(latinMonths, latinEndings)
	add(serbianMonths, serbianEndings)
	add(georgianMonths, georgianEndings)
	for _, whole := range []string{bulgarian, lithuanian, georgianAugust, articles} {
		add(whole, "")
	}
	return set
})

// isDateWord tells whether word, as typed, makes the number before it part of
// a sentence. Months are in lower case in all these languages; a capital means
// that an item begins.
func isDateWord(word string) bool { return dateWords()[word] }
