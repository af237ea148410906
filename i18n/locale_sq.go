package i18n

import cldr "github.com/go-playground/locales/sq"

// albanian: CLDR's twelve-hour clock is not what offices use; the day runs to 24.
func albanian() *convention {
	c := cldr.New()
	return &convention{
		endonym: "shqip",
		months:  twelve(c.MonthsWide()), standalone: twelve(c.MonthsWide()), weekdays: seven(c.WeekdaysWide()),
		date: "{d} {month} {y}", monthYear: "{month} {y}", year: "{y}", short: "{d}.{m}.{y}",
		clock: "{hm}", dateTime: "{date}, ora {time}",
		decimal: ",", group: nbsp, minGroup: 1, money: "{amount}" + nbsp + "{unit}",
		symbols: symbolsWith(map[string]string{"ALL": "lekë"}), quote: [2]string{"“", "”"}, and: "dhe",
	}
}
