package lang

import (
	"strings"
	"sync"

	"herald/i18n"
)

// calendar is how one language writes dates. Its words are as Plain gives them.
type calendar struct {
	months   map[string]int  // every form of the names of the months
	between  map[string]bool // words that may stand between the parts of a date
	behind   map[string]bool // words for "year" and "day": also between, or at its end
	endings  map[string]bool // what is put to a number: "20th", "20-oji"
	doubtful map[string]bool // names of months that are common words as well
	// dayAfter says that the day may stand behind the month, yearFirst that the
	// year may stand before both.
	dayAfter, yearFirst bool
}

// habit is what a calendar is made from.
type habit struct {
	locale                             i18n.Locale
	months                             [12]string // forms beyond those in which i18n writes dates
	between, behind, endings, doubtful string
	dayAfter, yearFirst                bool
}

// habits give every case in which a month stands in official papers; of languages
// whose months have no cases, only what they are called besides.
var habits = map[string]habit{
	"en": {
		locale:  i18n.English,
		months:  [12]string{"jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"},
		between: "of the", endings: "st nd rd th", doubtful: "may march mar",
		dayAfter: true,
	},
	"lt": {
		locale: i18n.Lithuanian,
		months: [12]string{"sausiui sausį sausiu sausyje", "vasariui vasarį vasariu vasaryje", "kovui kovą kovu kove",
			"balandžiui balandį balandžiu balandyje", "gegužei gegužę geguže gegužėje gegužis gegužio gegužį", "birželiui birželį birželiu birželyje",
			"liepai liepą liepoje", "rugpjūčiui rugpjūtį rugpjūčiu rugpjūtyje", "rugsėjui rugsėjį rugsėju rugsėjyje",
			"spaliui spalį spaliu spalyje", "lapkričiui lapkritį lapkričiu lapkrityje", "gruodžiui gruodį gruodžiu gruodyje"},
		between:  "mėn mėnesio mėnesį mėnesis mėnesiais",
		behind:   "m metai metų metams metais metus d diena dienos dienai dieną",
		endings:  "ųjų aisiais ieji oji osios ajai ąją ąja ojoje ios iąją",
		dayAfter: true, yearFirst: true,
	},
	"sl": {
		locale: i18n.Slovene,
		months: [12]string{"januarja januarju januarjem", "februarja februarju februarjem", "marca marcu marcem", "aprila aprilu aprilom",
			"maja maju majem", "junija juniju junijem", "julija juliju julijem", "avgusta avgustu avgustom", "septembra septembru septembrom",
			"oktobra oktobru oktobrom", "novembra novembru novembrom", "decembra decembru decembrom"},
		between: "leta l",
	},
	"sq": {
		locale: i18n.Albanian,
		months: [12]string{"janari janarit janarin", "shkurti shkurtit shkurtin", "marsi marsit marsin", "prilli prillit prillin",
			"maji majit majin", "qershori qershorit qershorin", "korriku korrikut korrikun", "gushti gushtit gushtin", "shtatori shtatorit shtatorin",
			"tetori tetorit tetorin", "nëntori nëntorit nëntorin", "dhjetori dhjetorit dhjetorin"},
		between: "të i e viti vitit muaj muajit",
	},
	"sr": {
		locale: i18n.SerbianLatn,
		months: [12]string{"januaru januarom", "februaru februarom", "martu martom", "aprilu aprilom", "maju majem", "junu junom",
			"julu julom", "avgustu avgustom", "septembru septembrom", "oktobru oktobrom", "novembru novembrom", "decembru decembrom"},
		between: "meseca", behind: "god godine godini godina godinu g", endings: "og oga",
	},
	"ka": {
		locale: i18n.Georgian,
		months: [12]string{"იანვარს იანვრის იანვარში იანვრამდე იანვრიდან იანვარმა", "თებერვალს თებერვლის თებერვალში თებერვლამდე თებერვლიდან",
			"მარტს მარტის მარტში მარტამდე მარტიდან", "აპრილს აპრილის აპრილში აპრილამდე აპრილიდან", "მაისს მაისის მაისში მაისამდე მაისიდან",
			"ივნისს ივნისის ივნისში ივნისამდე ივნისიდან", "ივლისს ივლისის ივლისში ივლისამდე ივლისიდან",
			"აგვისტოს აგვისტოში აგვისტომდე აგვისტოდან", "seqtemberi seqtembris სექტემბერს სექტემბრის სექტემბერში სექტემბრამდე სექტემბრიდან",
			"oqtomberi oqtombris ოქტომბერს ოქტომბრის ოქტომბერში ოქტომბრამდე ოქტომბრიდან", "ნოემბერს ნოემბრის ნოემბერში ნოემბრამდე ნოემბრიდან",
			"დეკემბერს დეკემბრის დეკემბერში დეკემბრამდე დეკემბრიდან"},
		behind: "წ წელი წლის წელს წელში weli wlis wels", endings: "ე", yearFirst: true,
	},
	"bg": {
		locale:  i18n.Bulgarian,
		months:  [12]string{0: "ianuari", 5: "juni iuni", 6: "juli iuli"},
		between: "месец м", behind: "г год година годината", endings: "ви ри ти ми и",
	},
}

// calendarOf gives the calendar of a language; one of which nothing is known has
// dates in digits only.
func calendarOf(l Language) calendar { return calendars()[l.Code] }

// calendars are made when first asked for, when every language is known.
var calendars = sync.OnceValue(func() map[string]calendar {
	all := map[string]calendar{}
	for code, h := range habits {
		all[code] = h.calendar(Of(code))
	}
	return all
})

func (h habit) calendar(l Language) calendar {
	c := calendar{months: map[string]int{}, dayAfter: h.dayAfter, yearFirst: h.yearFirst}
	written := i18n.DateWords(h.locale) // the months in dates, and then alone
	for m, more := range h.months {
		for form := range h.spellings(l, written[m]+" "+written[12+m]+" "+more) {
			c.months[form] = m + 1
		}
	}
	c.between, c.behind = h.spellings(l, h.between), h.spellings(l, h.behind)
	c.endings, c.doubtful = h.spellings(l, h.endings), h.spellings(l, h.doubtful)
	return c
}

// spellings gives words as Plain leaves them, and as they are typed in Latin.
func (h habit) spellings(l Language, words string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(words) {
		all[l.Plain(strings.ToLower(word))] = true
		all[l.Plain(strings.ToLower(h.locale.Transliterate(word)))] = true
	}
	return all
}
