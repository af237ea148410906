package sqlite

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"herald/content"
	"herald/staff/notice"
	"herald/store/storetest"
)

// TestWhatIsAskedAboutNoticesIsAnIndexRange: the count stands on every page of the
// desk, and what waits to be sent is asked for every few seconds.
func TestWhatIsAskedAboutNoticesIsAnIndexRange(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	asks := map[string]notice.Query{
		"notices_open":     {Member: "m1", Unread: true, Unsettled: true, Newest: true, Limit: 50},
		"notices_member":   {Member: "m1", Newest: true, Limit: 50},
		"notices_document": {Documents: []content.ID{"d1"}, Unsettled: true},
		"notices_mail":     {Mail: notice.MailWaiting, Limit: 200},
		"notices_letter":   {Letter: "l1"},
	}
	plan := func(query string, args []any) (steps []string) {
		err := s.read(t.Context(), func(tx *tx) error {
			return tx.each(func(r *sql.Rows) error {
				var id, parent, unused int
				var detail string
				err := r.Scan(&id, &parent, &unused, &detail)
				steps = append(steps, detail)
				return err
			}, "EXPLAIN QUERY PLAN "+query, args...)
		})
		if err != nil {
			t.Fatal(err)
		}
		return steps
	}
	for index, q := range asks {
		query, args := noticeQuery(q)
		if steps := strings.Join(plan(query, args), "\n"); !strings.Contains(steps, "SEARCH notices USING INDEX "+index+" ") {
			t.Errorf("%+v is not read from %s:\n%s", q, index, steps)
		}
	}
	if steps := strings.Join(plan(countOpen, []any{"m1"}), "\n"); !strings.Contains(steps, "USING COVERING INDEX notices_open") && !strings.Contains(steps, "USING INDEX notices_open") {
		t.Errorf("the count is not read from its index:\n%s", steps)
	}
}
