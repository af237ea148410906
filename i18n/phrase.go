package i18n

import "strings"

// Quote sets s in the quotation marks of the language.
func (p *Printer) Quote(s string) string { return p.conv.quote[0] + s + p.conv.quote[1] }

// List joins items as a sentence does: "a, b and c".
func (p *Printer) List(items []string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:n-1], ", ") + " " + p.conv.and + " " + items[n-1]
}

// LanguageName is the name of the language of l in the language of p.
func (p *Printer) LanguageName(l Locale) string {
	if key := "lang.name." + string(l); p.Has(key) {
		return p.T(key)
	}
	return l.Endonym()
}
