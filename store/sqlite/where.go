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

func (w *where) clone() where {
	return where{terms: slices.Clone(w.terms), args: slices.Clone(w.args)}
}

func (w *where) String() string { return strings.Join(w.terms, " AND ") }

// conditions gives what of q holds of every row by itself, wherever it is
// looked for: all but Site, For, Types, Documents, Terms and After.
func conditions(q content.Query) where {
	var w where
	w.in("r.audience", q.Audiences)
	w.in("r.state", states(q))
	now := q.Now.UnixMilli()
	w.add("r.begin_ms <= ?", now)
	w.add("r.end_ms > ?", now)
	if q.Current {
		w.add("r.until_ms > ?", now)
	}
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

// column is where the key of an order stands, index what is sorted by it.
func column(s content.Sort) (column, index string) {
	switch s {
	case content.ByTitle:
		return "r.by_title", "rows_title"
	case content.ByDate, content.ByDateAsc:
		return "r.by_date", "rows_date"
	case content.ByOrder:
		return "r.by_order", "rows_order"
	default:
		return "r.by_public", "rows_public"
	}
}

// order gives the ORDER BY of s. Rows of one Document under one key stand as
// they were projected.
func order(s content.Sort) string {
	col, _ := column(s)
	direction := "ASC"
	if s.Descends() {
		direction = "DESC"
	}
	return fmt.Sprintf(" ORDER BY %s %s, r.document %s, r.rid %s", col, direction, direction, direction)
}

// after leaves out everything up to a place in the order.
func (w *where) after(s content.Sort, c content.Cursor) {
	if c == (content.Cursor{}) {
		return
	}
	col, _ := column(s)
	sign := ">"
	if s.Descends() {
		sign = "<"
	}
	w.add(fmt.Sprintf("(%s, r.document) %s (?, ?)", col, sign), []byte(c.Key), string(c.Document))
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
