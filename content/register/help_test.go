package register_test

import (
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
)

var (
	types  = content.ShippedTypes()
	public = &content.Site{Name: "town", Origin: "https://example.org", Locales: []i18n.Locale{"lt", "en"}, Audience: content.Public}
)

func day(t *testing.T, s string) content.Day {
	t.Helper()
	d, err := content.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fields reads "name=value name=value"; values of one name are joined by "|".
func fields(s string) content.Fields {
	f := content.Fields{}
	for _, pair := range strings.Fields(s) {
		name, value, _ := strings.Cut(pair, "=")
		f[name] = content.Value{Items: strings.Split(value, "|")}
	}
	return f
}

// reading makes an entry of a shipped Type from its fields.
func reading(typ, id, facts string) content.Reading {
	t := types.Get(typ)
	f := fields(facts)
	return content.Reading{
		ID: content.ID(id), Type: t, Site: public, Locale: "lt", Source: "lt", Edition: 1, State: content.Published,
		Words: content.Words{Title: "Pavadinimas " + id, Path: "teises-aktai/" + id}, Facts: content.Facts{Fields: f},
		Date: f.Text(t.Date), First: instant("2026-11-20T09:00:00Z"), Public: instant("2026-11-20T09:00:00Z"),
		Updated: instant("2026-11-21T09:00:00+02:00"), Current: true,
	}
}

func instant(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return at
}

func texter(l i18n.Locale) register.Texter {
	return register.Texter{Printer: i18n.Default().Printer(l), Titles: func(id content.ID) string {
		return map[content.ID]string{"0123456789or": "Savivaldybė", "0123456789t1": "Vanduo"}[id]
	}}
}
