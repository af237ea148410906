package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"herald/content"
)

// where collects the conditions of one statement with their arguments.
type where struct {
	terms []string
	args  []any
}

func (w *where) add(condition string, args ...any) {
	w.terms = append(w.terms, condition)
	w.args = append(w.args, args...)
}

func (w *where) in(column string, values []string) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	w.terms = append(w.terms, column+" IN ("+marks+")")
	for _, v := range values {
		w.args = append(w.args, v)
	}
}

// and gives the conditions of all.
func and(all ...where) where {
	var w where
	for _, one := range all {
		w.terms, w.args = append(w.terms, one.terms...), append(w.args, one.args...)
	}
	return w
}

// not gives the rows that fail any of the conditions.
func (w where) not() where { return where{terms: []string{"NOT (" + w.String() + ")"}, args: w.args} }

func (w where) String() string { return strings.Join(w.terms, " AND ") }

// bucket gives the conditions of q that rows and terms share.
func bucket(q content.Query, table string) where {
	var w where
	w.in(table+".audience", q.Audiences)
	w.in(table+".state", states(q))
	return w
}

// conditions gives what else of q holds of every row by itself, wherever it is
// looked for: all but Sites, For, Types, Documents, Terms and After.
func conditions(q content.Query) where {
	var w where
	now := q.Now.UnixMilli()
	w.add("r.begin_ms <= ?", now)
	w.add("r.end_ms > ?", now)
	if q.Current {
		w.add("r.until_ms > ?", now)
	}
	return and(w, timeless(q))
}

// timeless gives those conditions that hold at any instant or at none.
func timeless(q content.Query) where {
	var w where
	if q.For == "" {
		w.add("r.locale = r.for_locale")
	}
	if q.Parent != nil {
		w.add("r.parent = ?", string(*q.Parent))
	}
	// A partial day is within a bound as soon as some day in it may be: both are
	// compared as far as the shorter goes. What has no day is within no bound.
	if q.From != "" {
		w.add("r.date <> '' AND substr(r.date, 1, length(?)) >= substr(?, 1, length(r.date))", q.From, q.From)
	}
	if q.To != "" {
		w.add("r.date <> '' AND substr(r.date, 1, length(?)) <= substr(?, 1, length(r.date))", q.To, q.To)
	}
	return w
}

func states(q content.Query) []string {
	if len(q.States) == 0 {
		return []string{string(content.Published)}
	}
	all := make([]string, len(q.States))
	for i, s := range q.States {
		all[i] = string(s)
	}
	return all
}

// columns are where the key of an order stands, index what is sorted by them.
func columns(s content.Sort) (columns []string, index string) {
	switch s {
	case content.ByTitle:
		return []string{"r.by_title"}, "rows_title"
	case content.ByDate, content.ByDateAsc:
		return []string{"r.by_date"}, "rows_date"
	case content.ByOrder:
		return []string{"r.by_order", "r.by_title"}, "rows_order"
	default:
		return []string{"r.by_public"}, "rows_public"
	}
}

// order gives the ORDER BY of s. Rows of one Document under one key stand as
// they were projected.
func order(s content.Sort) string {
	cols, _ := columns(s)
	direction := " ASC"
	if s.Descends() {
		direction = " DESC"
	}
	return " ORDER BY " + strings.Join(append(cols, "r.document", "r.rid"), direction+", ") + direction
}

// after leaves out everything up to a place in the order.
func (w *where) after(s content.Sort, c content.Cursor) {
	if c == (content.Cursor{}) {
		return
	}
	cols, _ := columns(s)
	keys := []any{[]byte(c.Key)}
	if s == content.ByOrder {
		// The key is that of an untitled row with the title's key behind it.
		n := min(len(c.Key), len((&content.Row{}).SortKey(s)))
		keys = []any{[]byte(c.Key[:n]), []byte(c.Key[n:])}
	}
	w.beyond(append(slices.Clone(cols), "r.document"), append(keys, string(c.Document)), s.Descends())
}

// beyond keeps what comes after the values of columns in their order.
func (w *where) beyond(columns []string, values []any, descends bool) {
	sign := ">"
	if descends {
		sign = "<"
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	w.add(fmt.Sprintf("(%s) %s (%s)", strings.Join(columns, ", "), sign, marks), values...)
}

// dates narrows the range of the date index to what From and To can select.
func (w *where) dates(q content.Query) {
	if len(q.From) >= 4 {
		w.add("r.by_date >= ?", []byte(q.From[:4]))
	}
	if q.To != "" {
		w.add("r.by_date < ?", []byte(q.To+"~"))
	}
}
