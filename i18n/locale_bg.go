package i18n

import cldr "github.com/go-playground/locales/bg"

// bulgarian writes "г." after a year and "ч." after a time.
func bulgarian() *convention {
	c := cldr.New()
	return &convention{
		endonym: "български",
		months:  twelve(c.MonthsWide()), standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		date: "{d} {month} {y} г.", monthYear: "{month} {y} г.", year: "{y} г.", short: "{d}.{mm}.{y} г.",
		clock: "{hm} ч.", dateTime: "{date}, {time}",
		decimal: ",", group: nbsp, minGroup: 2, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(map[string]string{"BGN": "лв."}), quote: [2]string{"„", "“"}, and: "и",
	}
}
