package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"herald/content"
)

// Board implements content.Board.
func (s *Store) Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error) {
	p := newBoardPlan(q)
	var found []content.Standing
	err := s.read(ctx, func(t *tx) error {
		for _, st := range p.listing() {
			err := t.each(func(r *sql.Rows) error {
				one, err := readStanding(r)
				found = append(found, one)
				return err
			}, st.query, st.args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return mergeStandings(found, q), nil
}

// BoardCount implements content.Board.
func (s *Store) BoardCount(ctx context.Context, q content.BoardQuery) (int, error) {
	p := newBoardPlan(q)
	total := 0
	err := s.read(ctx, func(t *tx) error {
		for _, st := range p.counting() {
			var n int
			if _, err := t.one(st.query, st.args, &n); err != nil {
				return err
			}
			total += n
		}
		return nil
	})
	return total, err
}

// listing gives the statements whose Standings, put in order together, are the
// answer to the plan's query.
func (p boardPlan) listing() []statement {
	if p.none {
		return nil
	}
	order := p.order()
	tail := order.by(p.query.Sort.Descends())
	if p.query.Limit > 0 {
		tail += " LIMIT " + strconv.Itoa(p.query.Limit)
	}
	after := order.after(p.query)
	var all []statement
	for _, leg := range p.legs {
		all = append(all, selecting("s.body", p.from, tail, leg, p.where, after))
	}
	return all
}

// counting gives the statements whose numbers add up to how many there are.
func (p boardPlan) counting() []statement {
	switch {
	case p.none:
		return nil
	case p.hands():
		// One Standing may be in several hands of a member.
		return []statement{selecting("count(DISTINCT s.document || ' ' || s.locale)", p.from, "", either(p.legs), p.where)}
	}
	var all []statement
	for _, leg := range p.legs {
		all = append(all, selecting("count(*)", p.from, "", leg, p.where))
	}
	return all
}

// mergeStandings puts the Standings of several statements into the one order of
// q, each once.
func mergeStandings(found []content.Standing, q content.BoardQuery) []content.Standing {
	places := make([]placedStanding, len(found))
	for i := range found {
		places[i] = placedStanding{found[i].Cursor(q.Sort), i}
	}
	slices.SortFunc(places, func(a, b placedStanding) int {
		if q.Sort.Descends() {
			a, b = b, a
		}
		return a.at.Compare(b.at)
	})
	places = slices.CompactFunc(places, func(a, b placedStanding) bool { return a.at == b.at })
	if q.Limit > 0 && len(places) > q.Limit {
		places = places[:q.Limit]
	}
	all := make([]content.Standing, len(places))
	for i, p := range places {
		all[i] = found[p.nth]
	}
	return all
}

// placedStanding is where the nth Standing found stands.
type placedStanding struct {
	at  content.BoardCursor
	nth int
}

// boardOrder are the columns that an order reads.
type boardOrder struct{ key, document, locale string }

func (o boardOrder) columns() []string {
	if o.key == "" {
		return []string{o.document, o.locale}
	}
	return []string{o.key, o.document, o.locale}
}

func (o boardOrder) by(descends bool) string {
	direction := " ASC"
	if descends {
		direction = " DESC"
	}
	text := " ORDER BY "
	for i, c := range o.columns() {
		if i > 0 {
			text += ", "
		}
		text += c + direction
	}
	return text
}

// after leaves out everything up to a place in the order.
func (o boardOrder) after(q content.BoardQuery) (w where) {
	if q.After == (content.BoardCursor{}) {
		return w
	}
	var keys []any
	switch {
	case q.Sort == content.ByReview:
		keys = append(keys, q.After.Day)
	case o.key != "":
		keys = append(keys, millis(q.After.At, fromStart))
	}
	w.beyond(o.columns(), append(keys, string(q.After.Document), string(q.After.Locale)), q.Sort.Descends())
	return w
}

var boardKeys = map[content.BoardSort]string{
	content.BySubmitted: "submitted_ms", content.ByPublishAt: "publish_ms", content.ByDue: "due_ms", content.ByReview: "review", content.ByDocument: "",
}

// order gives the columns of the plan's order, as they stand in its index.
func (p boardPlan) order() boardOrder {
	key, other := boardKeys[p.query.Sort]
	switch {
	case other && key == "":
		return boardOrder{"", "s.document", "s.locale"}
	case other:
		return boardOrder{"s." + key, "s.document", "s.locale"}
	case p.hands():
		return boardOrder{"h.updated_ms", "h.document", "h.locale"}
	}
	return boardOrder{"s.updated_ms", "s.document", "s.locale"}
}
