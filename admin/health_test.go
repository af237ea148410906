package admin

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"herald/internal/health"
)

// What has to be looked after is told to whoever runs the place, at home and with
// what to do about it, and to nobody else.
func TestWhoRunsThePlaceIsToldWhatIsWrong(t *testing.T) {
	r := newRig(t)
	r.health = health.Report{Version: "v1.2", Now: epoch, Since: epoch.Add(-time.Hour),
		Backup: health.Backup{At: epoch.Add(-72 * time.Hour), Size: 3_000_000, Where: "/backups/x.tar", Next: epoch.Add(time.Hour)},
		Disk:   health.Disk{Free: 90 << 30, Total: 100 << 30}, Store: health.Store{Size: 1000, Head: 7},
		Mail: health.Mail{SetUp: true, Host: "mail.town.example", Down: epoch, Why: "535 <no> & not today"}}
	chief := r.as("administrator")
	home := chief.get(Root + "/").body
	for _, want := range []string{"Needs attention: Backup and Sending of e-mail", `href="/admin/health"`} {
		if !strings.Contains(home, want) {
			t.Errorf("the home does not say %q", want)
		}
	}
	page := chief.get(Root + "/health")
	if page.status != http.StatusOK {
		t.Fatalf("%d", page.status)
	}
	last := -1
	for _, want := range []string{"Needs attention: Backup and Sending of e-mail", "3 MB", "/backups/x.tar", "older than two days", "herald backup herald.tar",
		"mail.town.example", "535 &lt;no&gt; &amp; not today", "Changes in the log: 7", "Installed: v1.2"} {
		at := strings.Index(strings.ReplaceAll(page.body, "\u00a0", " "), want)
		if at < last {
			t.Errorf("%q stands at %d, after what stands at %d", want, at, last)
		}
		last = at
	}
	for _, other := range []string{"press_officer", "auditor", "author"} {
		if strings.Contains(r.as(other).get(Root+"/").body, "/admin/health") {
			t.Errorf("%s is told", other)
		}
	}
	r.health.Backup.At, r.health.Mail.Down = epoch, time.Time{}
	if home := chief.get(Root + "/").body; strings.Contains(home, "Needs attention") {
		t.Error("the home warns although everything is in order")
	}
	if page := chief.get(Root + "/health").body; !strings.Contains(page, "Everything is in order.") {
		t.Error("the page does not say that all is well")
	}
}
