package content_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"herald/content"
)

func TestAWallShowsAnHourTwiceOrNotAtAllWhenClocksChange(t *testing.T) {
	cases := []struct {
		zone, wall string
		want       []string
	}{
		{"Europe/Vilnius", "2026-11-20T09:00", []string{"2026-11-20T07:00:00Z"}},
		{"Europe/Vilnius", "2026-03-29T02:59", []string{"2026-03-29T00:59:00Z"}},
		{"Europe/Vilnius", "2026-03-29T03:30", nil},
		{"Europe/Vilnius", "2026-03-29T04:00", []string{"2026-03-29T01:00:00Z"}},
		{"Europe/Vilnius", "2026-10-25T03:30", []string{"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}},
		{"Europe/Vilnius", "2026-10-25T04:00", []string{"2026-10-25T02:00:00Z"}},
		{"Europe/Ljubljana", "2026-10-25T02:30", []string{"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}},
		{"Europe/Sofia", "2026-03-29T03:15", nil},
		{"Asia/Tbilisi", "2026-03-29T03:15", []string{"2026-03-28T23:15:00Z"}},
		{"UTC", "2026-12-31T23:59", []string{"2026-12-31T23:59:00Z"}},
	}
	for _, c := range cases {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := content.ParseWall(c.wall)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range wall.Instants(zone) {
			got = append(got, at.Format(time.RFC3339))
		}
		if len(got) != len(c.want) || len(got) > 0 && (got[0] != c.want[0] || got[len(got)-1] != c.want[len(got)-1]) {
			t.Errorf("%s in %s is %v, want %v", c.wall, c.zone, got, c.want)
		}
	}
	for _, bad := range []string{"", "2026-02-30T10:00", "2026-01-01 10:00", "2026-01-01T24:00"} {
		if _, err := content.ParseWall(bad); err == nil {
			t.Errorf("%q is taken for a time", bad)
		}
	}
}
