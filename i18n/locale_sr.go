package i18n

import cldr "github.com/go-playground/locales/sr_Cyrl"

// serbian: CLDR has the nominative months only ("22. новембар"). A date tells
// when something happened and the orthography then wants the genitive
// ("22. новембра 2026."), which official papers use in their headings too.
func serbian() *convention {
	c := cldr.New()
	return &convention{
		endonym: "српски (ћирилица)",
		months: [12]string{"јануара", "фебруара", "марта", "априла", "маја", "јуна",
			"јула", "августа", "септембра", "октобра", "новембра", "децембра"},
		standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		// The year is an ordinal and keeps its full stop; the day has no leading zero.
		date: "{d}. {month} {y}.", monthYear: "{month} {y}.", year: "{y}.", short: "{d}.{m}.{y}.",
		clock: "{hm}", dateTime: "{date} у {time}",
		decimal: ",", group: ".", minGroup: 1, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(nil), quote: [2]string{"„", "”"}, and: "и",
	}
}

// inSerbianLatin turns the Cyrillic convention into the Latin one by rule, so
// that the two scripts cannot drift apart.
func inSerbianLatin(c *convention) *convention {
	for i := range c.months {
		c.months[i], c.standalone[i] = SerbianLatin(c.months[i]), SerbianLatin(c.standalone[i])
	}
	for i := range c.weekdays {
		c.weekdays[i] = SerbianLatin(c.weekdays[i])
	}
	c.dateTime, c.and = SerbianLatin(c.dateTime), SerbianLatin(c.and)
	c.endonym = "srpski (latinica)"
	return c
}
