package admin

import (
	"net/http"
	"testing"
	"time"

	"herald/i18n"
)

// The home says for every role what waits, and leads there.
func TestHomeSaysWhatWaits(t *testing.T) {
	r := newRig(t)
	draft := documentURL(r.draft("Juodraštis"), "lt")
	approved := documentURL(r.approved("Patvirtinta žinia"), "lt")
	for _, c := range []struct{ who, says, leads string }{
		{"author", "You have 1 draft.", draft},
		{"language_editor", "Nothing waits for you.", "/admin/documents"},
		{"press_officer", "1 approved text waits to be published.", approved},
		{"administrator", "Nothing waits for you.", "/admin/members"},
		{"auditor", "The last entry of the audit trail: ", "/admin/audit"},
		{"reader", "Your account is for reading the intranet.", "http://localhost/intranet/en/"},
	} {
		t.Run(c.who, func(t *testing.T) {
			r.want(r.as(c.who).get("/admin/"), http.StatusOK, c.says, `<a class="action" href="`+c.leads+`">`)
		})
	}
}

func TestAgo(t *testing.T) {
	words := i18n.Default().Printer("en")
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at   string
		want string
	}{
		{"2026-11-27T00:10:00Z", "today 00:10"},
		{"2026-11-26T23:50:00Z", "yesterday 23:50"},
		{"2026-11-28T07:00:00Z", "tomorrow 07:00"},
		{"2026-11-23T09:30:00Z", "Monday, 09:30"},
		{"2026-11-20T09:30:00Z", "20 November 2026"},
		{"2026-12-01T09:30:00Z", "1 December 2026, 09:30"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := ago(words, time.UTC, now, at); got != c.want {
			t.Errorf("%s: %q, want %q", c.at, got, c.want)
		}
	}
}
