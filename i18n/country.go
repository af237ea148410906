package i18n

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country names a country by its ISO 3166 code of two letters, in the language
// of p. A code that nobody knows comes back as it is.
func (p *Printer) Country(code string) string {
	if p.locale == SerbianLatn {
		// By rule from the Cyrillic name, so that both scripts say the same.
		return SerbianLatin(countryName(Serbian, code))
	}
	return countryName(p.locale, code)
}

// Countries returns the code of every country and territory of today, sorted.
func Countries() []string { return slices.Clone(countryCodes()) }

var countryCodes = sync.OnceValue(func() []string {
	var codes []string
	namer := display.Regions(language.English)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || strings.Contains(notCountries, code) {
				continue
			}
			// A code of the past is canonicalised to that of its successor.
			if region.Canonicalize().String() == code && namer.Name(region) != "" {
				codes = append(codes, code)
			}
		}
	}
	return codes
})

// notCountries are codes that CLDR names but no list of partners contains:
// parts of countries, unions, and states that are no more.
const notCountries = "AC AN CP CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ PU PZ RH TA UK UN VD WK YD ZR"

// countryName is the name of a country in l, by hand or from x/text.
func countryName(l Locale, code string) string {
	if name, ok := countryFixes[l][code]; ok {
		return name
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 || code != strings.ToUpper(code) || !region.IsCountry() {
		return code
	}
	namer := display.Regions(l.tag())
	if namer == nil || namer.Name(region) == "" {
		return code
	}
	if l == English {
		return strings.NewReplacer(" & ", " and ", "St. ", "Saint ").Replace(namer.Name(region))
	}
	return namer.Name(region)
}

// countryFixes are names that the data of x/text have out of date (North
// Macedonia, Eswatini) or in a form that no official text uses.
var countryFixes = map[Locale]map[string]string{
	English: {
		"MK": "North Macedonia", "SZ": "Eswatini", "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar",
		"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "PS": "Palestine",
	},
	Lithuanian: {
		"MK": "Šiaurės Makedonija", "SZ": "Esvatinis", "HK": "Honkongas", "MO": "Makao", "MM": "Mianmaras",
		"US": "Jungtinės Amerikos Valstijos", "CD": "Kongo Demokratinė Respublika", "CG": "Kongo Respublika",
		"PS": "Palestina", "ZA": "Pietų Afrikos Respublika", "GE": "Sakartvelas", "VA": "Vatikanas",
	},
	Slovene: {
		"MK": "Severna Makedonija", "SZ": "Esvatini", "HK": "Hongkong", "MO": "Macao", "MM": "Mjanmar",
		"CG": "Republika Kongo", "PS": "Palestina",
	},
	Albanian: {
		"MK": "Maqedonia e Veriut", "SZ": "Esuatini", "HK": "Hong-Kong", "MO": "Makao", "MM": "Mianmar",
		"CD": "Republika Demokratike e Kongos", "CG": "Republika e Kongos", "PS": "Palestinë",
		"BA": "Bosnjë dhe Hercegovinë", "CI": "Bregu i Fildishtë",
	},
	Serbian: {
		"MK": "Северна Македонија", "SZ": "Есватини", "HK": "Хонгконг", "MO": "Макао", "MM": "Мјанмар",
		"US": "Сједињене Америчке Државе", "CI": "Обала Слоноваче", "TL": "Источни Тимор", "PS": "Палестина",
		"CD": "Демократска Република Конго", "CG": "Република Конго", "MF": "Свети Мартин", "SX": "Синт Мартен",
	},
	Georgian: {
		"MK": "ჩრდილოეთ მაკედონია", "SZ": "ესვატინი", "HK": "ჰონკონგი", "MO": "მაკაო", "MM": "მიანმარი",
		"CD": "კონგოს დემოკრატიული რესპუბლიკა", "CG": "კონგოს რესპუბლიკა", "PS": "პალესტინა",
		"CZ": "ჩეხეთი", "VA": "ვატიკანი",
	},
	Bulgarian: {
		"MK": "Северна Македония", "SZ": "Есватини", "HK": "Хонконг", "MO": "Макао", "MM": "Мианмар",
		"US": "Съединени американски щати", "GB": "Обединено кралство", "BN": "Бруней", "PS": "Палестина",
		"CD": "Демократична република Конго", "CG": "Република Конго", "ZA": "Южноафриканска република",
	},
}
