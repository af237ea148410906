package i18n

import cldr "github.com/go-playground/locales/ka"

// georgian has no capital letters; nothing here may change case.
func georgian() *convention {
	c := cldr.New()
	return &convention{
		endonym: "ქართული",
		months:  twelve(c.MonthsWide()), standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		// CLDR writes the day with two digits in some forms; prose does not.
		date: "{d} {month}, {y}", monthYear: "{month}, {y}", year: "{y}", short: "{dd}.{mm}.{y}",
		clock: "{hm}", dateTime: "{date}, {time}",
		decimal: ",", group: nbsp, minGroup: 2, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(map[string]string{"GEL": "₾"}), quote: [2]string{"„", "“"}, and: "და",
	}
}
