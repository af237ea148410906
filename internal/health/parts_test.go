package health_test

import (
	"slices"
	"testing"
	"time"

	"herald/internal/health"
)

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// sound is an installation at which nothing is to be done.
func sound() health.Report {
	return health.Report{Version: "v1", Since: now.Add(-time.Hour), Now: now,
		Backup:      health.Backup{At: now.Add(-6 * time.Hour), Size: 4 << 20, Where: "backups/herald-2026-11-20.tar", Next: now.Add(18 * time.Hour)},
		Disk:        health.Disk{Free: 60 << 30, Total: 100 << 30},
		Store:       health.Store{Size: 1 << 20, Head: 12},
		Check:       health.Check{At: now.Add(-time.Hour)},
		Mail:        health.Mail{SetUp: true, Host: "mail.town.example"},
		Certificate: health.Certificate{Names: []string{"town.example"}, Until: now.Add(60 * 24 * time.Hour)},
	}
}

func TestASoundInstallationHasNothingToDo(t *testing.T) {
	r := sound()
	for _, p := range r.Parts() {
		if p.Wrong || p.Todo != "" || len(p.Lines) == 0 {
			t.Errorf("%s: %+v", p.Name, p)
		}
	}
}

// Each trouble alone is told with what to do, and what is just short of one is not.
func TestEachTroubleIsTold(t *testing.T) {
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		spoil func(*health.Report)
		part  string
		todo  string
		wrong bool
	}{
		"no backup":               {func(r *health.Report) { r.Backup = health.Backup{} }, "backup", "backup_none", true},
		"two days old":            {func(r *health.Report) { r.Backup.At = now.Add(-2 * day) }, "backup", "", false},
		"older":                   {func(r *health.Report) { r.Backup.At = now.Add(-2*day - time.Second) }, "backup", "backup_old", true},
		"turned off, made by day": {func(r *health.Report) { r.Backup.Next = time.Time{} }, "backup", "", false},
		"failed tonight":          {func(r *health.Report) { r.Backup.Failed = now.Add(-time.Hour) }, "backup", "backup_failed", true},
		"failed and old": {func(r *health.Report) {
			r.Backup.At, r.Backup.Failed = now.Add(-9*day), now.Add(-time.Hour)
		}, "backup", "backup_failed", true},
		"below a tenth":      {func(r *health.Report) { r.Disk = health.Disk{Free: 99 << 30, Total: 1000 << 30} }, "disk", "disk_low", true},
		"a tenth":            {func(r *health.Report) { r.Disk = health.Disk{Free: 100 << 30, Total: 1000 << 30} }, "disk", "", false},
		"below a gigabyte":   {func(r *health.Report) { r.Disk = health.Disk{Free: 1<<30 - 1, Total: 2 << 30} }, "disk", "disk_low", true},
		"nobody knows":       {func(r *health.Report) { r.Disk = health.Disk{} }, "disk", "disk_unknown", false},
		"store away":         {func(r *health.Report) { r.Store.Down = true }, "store", "store_down", true},
		"an older node":      {func(r *health.Report) { r.Store.Superseded = true }, "store", "store_superseded", true},
		"never checked":      {func(r *health.Report) { r.Check = health.Check{} }, "check", "check_never", false},
		"damaged":            {func(r *health.Report) { r.Check.Damaged = 2 }, "check", "check_found", true},
		"a moment behind":    {func(r *health.Report) { r.Search.Behind, r.Search.Since = 3, now.Add(-time.Second) }, "search", "", false},
		"behind for long":    {func(r *health.Report) { r.Search.Behind, r.Search.Since = 1, now.Add(-time.Hour) }, "search", "search_behind", true},
		"building":           {func(r *health.Report) { r.Search = health.Search{Behind: 9, Since: now.Add(-day), Building: true} }, "search", "", false},
		"set aside":          {func(r *health.Report) { r.Search.Aside = []time.Time{now.Add(-90 * day), now.Add(-day)} }, "search", "search_aside", true},
		"set aside long ago": {func(r *health.Report) { r.Search.Aside = []time.Time{now.Add(-90 * day)} }, "search", "search_aside", false},
		"no mail server":     {func(r *health.Report) { r.Mail = health.Mail{} }, "mail", "", false},
		"mail down":          {func(r *health.Report) { r.Mail.Down, r.Mail.Why = now, "535 no" }, "mail", "mail_down", true},
		"someone else's tls": {func(r *health.Report) { r.Certificate = health.Certificate{} }, "certificate", "", false},
		"three weeks left":   {func(r *health.Report) { r.Certificate.Until = now.Add(21 * day) }, "certificate", "", false},
		"less":               {func(r *health.Report) { r.Certificate.Until = now.Add(21*day - 1) }, "certificate", "tls_soon", true},
		"over":               {func(r *health.Report) { r.Certificate.Until = now }, "certificate", "tls_over", true},
		"renewed, not shown": {func(r *health.Report) {
			r.Certificate.Until, r.Certificate.Renewed = now.Add(day), now.Add(90*day)
		}, "certificate", "tls_restart", true},
		"renewed early": {func(r *health.Report) { r.Certificate.Renewed = now.Add(90 * day) }, "certificate", "tls_restart", false},
		"clock leapt":   {func(r *health.Report) { r.Clock.Leapt = true }, "clock", "clock_leapt", true},
		"restored":      {func(r *health.Report) { r.Clock = health.Clock{Leapt: true, Restored: true} }, "clock", "clock_restored", true},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			c.spoil(&r)
			parts := r.Parts()
			i := slices.IndexFunc(parts, func(p health.Part) bool { return p.Name == c.part })
			if p := parts[i]; p.Todo != c.todo || p.Wrong != c.wrong {
				t.Errorf("%s says %q (wrong: %v), want %q (%v)", c.part, p.Todo, p.Wrong, c.todo, c.wrong)
			}
			var want []string
			if c.wrong {
				want = []string{c.part}
				if parts[0].Name != c.part {
					t.Errorf("%s stands before what is wrong", parts[0].Name)
				}
			}
			if got := r.Wrong(); !slices.Equal(got, want) {
				t.Errorf("wrong are %v, want %v", got, want)
			}
		})
	}
}
