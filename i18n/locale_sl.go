package i18n

import cldr "github.com/go-playground/locales/sl"

// slovene months stay in the nominative; sentences of the catalogue therefore
// put a date after a colon, where no other case is wanted.
func slovene() *convention {
	c := cldr.New()
	return &convention{
		endonym: "slovenščina",
		months:  twelve(c.MonthsWide()), standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		// CLDR writes the day with two digits; Slovene orthography does not.
		date: "{d}. {month} {y}", monthYear: "{month} {y}", year: "{y}", short: "{d}. {m}. {y}",
		clock: "{hm}", dateTime: "{date} ob {time}",
		decimal: ",", group: ".", minGroup: 1, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(nil), quote: [2]string{"„", "“"}, and: "in",
	}
}
