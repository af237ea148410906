package sqlite

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/store/storetest"
)

// explain gives SQLite's plan of a statement, a line a step.
func explain(t *testing.T, x *tx, s statement) []string {
	t.Helper()
	var lines []string
	err := x.each(func(r *sql.Rows) error {
		var id, parent, unused int
		var line string
		err := r.Scan(&id, &parent, &unused, &line)
		lines = append(lines, line)
		return err
	}, "EXPLAIN QUERY PLAN "+s.query, s.args...)
	if err != nil {
		t.Fatalf("%s: %v", s.query, err)
	}
	return lines
}

// TestListIsAnIndexRange: a page of a list is read straight from an index in
// its order, whatever the order and wherever the page begins.
func TestListIsAnIndexRange(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	base := content.Query{Sites: []string{"staff", "public"}, For: "lt", Types: []string{"news"},
		Audiences: []string{content.Public, content.Staff}, Now: storetest.Epoch, Limit: 20}
	err := s.read(t.Context(), func(x *tx) error {
		for _, sort := range []content.Sort{content.ByPublic, content.ByDate, content.ByDateAsc, content.ByTitle, content.ByOrder} {
			for _, after := range []content.Cursor{{}, {Key: "2026", Document: "d"}} {
				q := base
				q.Sort, q.After, q.Current, q.From = sort, after, true, "2026-01-01"
				p, err := x.plan(s, q)
				if err != nil {
					return err
				}
				if n := len(p.listing()); n != len(q.Sites) {
					t.Errorf("%s: %d statements, want one for each Site", sort, n)
				}
				for _, st := range p.listing() {
					plan := explain(t, x, st)
					_, index := columns(sort)
					if len(plan) != 1 || !strings.Contains(plan[0], "USING INDEX "+index+" (site=? AND for_locale=? AND type=?") {
						t.Errorf("%s after %v: %q", sort, after, plan)
					}
					if after.Key != "" && !strings.Contains(plan[0], "by_") {
						t.Errorf("%s: the page after does not begin in the index: %q", sort, plan)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryLookupUsesAnIndex: no question of a reader walks a whole table.
func TestEveryLookupUsesAnIndex(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	b := storetest.New("d1", "page", "public", "lt")
	b.Draft("lt", b.Title("Puslapis"), content.Facts{Topics: []content.ID{"topic1"}})
	c, texts := storetest.Change("c1", b.Publish("lt", storetest.Epoch))
	if _, err := s.Commit(t.Context(), 0, c, texts); err != nil {
		t.Fatal(err)
	}
	parent := content.ID("d2")
	base := content.Query{Sites: []string{"public"}, For: "lt", Audiences: []string{content.Public}, Now: storetest.Epoch, Limit: 20}
	documents, children, topic, everything := base, base, base, content.Query{Audiences: base.Audiences}
	children.Sites, topic.Sites = []string{"public", "staff"}, []string{"public", "staff"}
	documents.Documents, children.Parent = []content.ID{"d1"}, &parent
	topic.Terms = map[string][]string{"topic": {"topic1"}}
	var all []statement
	err := s.read(t.Context(), func(x *tx) error {
		for _, q := range []content.Query{documents, children, topic, everything} {
			p, err := x.plan(s, q)
			if err != nil {
				return err
			}
			all = append(all, p.listing()...)
			all = append(all, p.statements("count(*)", "rows_select", "", where{})...)
		}
		all = append(all,
			statement{"SELECT 1 FROM paths WHERE site = ? AND path = ?", []any{"", ""}},
			statement{"SELECT 1 FROM claims WHERE claim IN (SELECT value FROM json_each(?))", []any{"[]"}},
			statement{"SELECT 1 FROM texts WHERE hash IN (SELECT value FROM json_each(?))", []any{"[]"}},
			statement{"SELECT 1 FROM records WHERE kind = ? AND id IN (SELECT value FROM json_each(?))", []any{"document", "[]"}},
			statement{"SELECT 1 FROM log WHERE id = ?", []any{""}},
			statement{"SELECT 1 FROM due WHERE at_ms <= ?", []any{0}})
		for _, st := range all {
			plan := explain(t, x, st)
			if slices.ContainsFunc(plan, func(line string) bool {
				return strings.HasPrefix(line, "SCAN") && !strings.Contains(line, "json_each") && !strings.Contains(line, "VIRTUAL TABLE")
			}) {
				t.Errorf("%s: %q", st.query, plan)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
