package i18n

import cldr "github.com/go-playground/locales/lt"

// lithuanian: CLDR has the genitive months only; alone they are nominative.
func lithuanian() *convention {
	c := cldr.New()
	return &convention{
		endonym: "lietuvių",
		months:  twelve(c.MonthsWide()),
		standalone: [12]string{"sausis", "vasaris", "kovas", "balandis", "gegužė", "birželis",
			"liepa", "rugpjūtis", "rugsėjis", "spalis", "lapkritis", "gruodis"},
		weekdays: seven(c.WeekdaysWide()),
		// CLDR's rendering doubles the spaces around "m." and "d.".
		date: "{y} m. {month} {d} d.", monthYear: "{y} m. {month}", year: "{y} m.", short: "{y}-{mm}-{dd}",
		clock: "{hm}", dateTime: "{date} {time}",
		decimal: ",", group: nbsp, minGroup: 1, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(nil), quote: [2]string{"„", "“"}, and: "ir",
	}
}
