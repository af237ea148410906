package i18n

import (
	"strconv"
	"strings"
)

// minus is the typographic minus sign, which is not torn from its number.
const minus = "−"

// Number writes a plain decimal such as "-1234567.5" with the marks of the
// language. What is no plain decimal comes back unchanged.
func (p *Printer) Number(decimal string) string {
	whole, fraction, negative, ok := splitDecimal(decimal)
	if !ok {
		return decimal
	}
	return p.join(whole, fraction, negative)
}

// Int writes a whole number.
func (p *Printer) Int(n int) string { return p.Number(strconv.Itoa(n)) }

// Money writes an amount with its currency, an ISO 4217 code. A single decimal is
// completed to two; a round amount stays round, as in prose.
func (p *Printer) Money(decimal, currency string) string {
	whole, fraction, negative, ok := splitDecimal(decimal)
	if !ok {
		return strings.TrimSpace(decimal + nbsp + currency)
	}
	if len(fraction) == 1 {
		fraction += "0"
	}
	unit, known := p.conv.symbols[currency]
	if !known {
		unit = currency
	}
	pattern := p.conv.money
	if !known && strings.HasPrefix(pattern, "{unit}") {
		pattern = "{unit}" + nbsp + "{amount}"
	}
	s := fill(pattern, "{amount}", p.join(whole, fraction, false), "{unit}", unit)
	if negative {
		return minus + s
	}
	return s
}

// sizeUnits are symbols of the SI and stay the same in every script.
var sizeUnits = [...]string{"B", "kB", "MB", "GB", "TB"}

// Size writes the size of a file in decimal units, with one decimal under 10.
func (p *Printer) Size(bytes int64) string {
	value, unit := float64(max(0, bytes)), 0
	for value >= 999.5 && unit < len(sizeUnits)-1 {
		value /= 1000
		unit++
	}
	decimals := 0
	if unit > 0 && value < 9.95 {
		decimals = 1
	}
	s := strconv.FormatFloat(value, 'f', decimals, 64)
	return p.Number(strings.TrimSuffix(s, ".0")) + nbsp + sizeUnits[unit]
}

// join sets the grouping and decimal marks.
func (p *Printer) join(whole, fraction string, negative bool) string {
	var b strings.Builder
	if negative {
		b.WriteString(minus)
	}
	if len(whole) < 3+p.conv.minGroup {
		b.WriteString(whole)
	} else {
		for i, r := range whole {
			if i > 0 && (len(whole)-i)%3 == 0 {
				b.WriteString(p.conv.group)
			}
			b.WriteRune(r)
		}
	}
	if fraction != "" {
		b.WriteString(p.conv.decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// splitDecimal takes a plain decimal apart; ok is false for anything else.
func splitDecimal(s string) (whole, fraction string, negative, ok bool) {
	s, negative = strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	if !digits(whole) || point && !digits(fraction) {
		return "", "", false, false
	}
	return whole, fraction, negative, true
}

// digits says whether s is one or more ASCII digits.
func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
