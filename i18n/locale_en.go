package i18n

import cldr "github.com/go-playground/locales/en"

// english follows British order, unambiguous to every European reader.
func english() *convention {
	c := cldr.New()
	return &convention{
		endonym: "English",
		months:  twelve(c.MonthsWide()), standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		date: "{d} {month} {y}", monthYear: "{month} {y}", year: "{y}",
		// A month in letters: 03/05/2026 is read two ways.
		short: "{d} {abbr} {y}",
		clock: "{hm}", dateTime: "{date}, {time}",
		decimal: ".", group: ",", minGroup: 1, money: "{unit}{amount}",
		symbols: symbolsWith(nil), quote: [2]string{"“", "”"}, and: "and",
	}
}
