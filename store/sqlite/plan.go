package sqlite

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"herald/content"
	"herald/i18n"
)

// fewPostings is up to how many rows of one term it is cheaper to look at all
// of them than to walk the list in its order and try each row.
const fewPostings = 4000

// plan is how the rows of a Query are found: by one statement that starts from
// what is rare, or by one range of an index for each Site, locale and Type. The
// ranges are asked for by name, so that no statistics can change the plan.
type plan struct {
	query content.Query
	// bucket is what rows and terms share of the conditions, where the rest.
	bucket, where where
	// from is the source of a single statement; empty means legs.
	from string
	legs []leg
	// none says that nothing can be selected.
	none bool
}

type leg struct{ site, locale, typ string }

func (t *tx) plan(s *Store, q content.Query) (plan, error) {
	p := plan{query: q, bucket: bucket(q, "r"), where: conditions(q)}
	if p.none = len(q.Audiences) == 0; p.none {
		return p, nil
	}
	rarest, err := t.terms(&p)
	if err != nil || p.none {
		return p, err
	}
	switch {
	case len(q.Documents) > 0:
		p.from = "rows r INDEXED BY rows_document"
		p.where.add("r.document IN (SELECT value FROM json_each(?))", list(q.Documents))
	case q.Parent != nil && *q.Parent != "":
		p.from = "rows r INDEXED BY rows_parent"
		p.where.add("r.parent <> ''")
	case rarest != "":
		// NOT INDEXED leaves the row number, which is what is rare.
		p.from = "rows r NOT INDEXED"
		p.where.add("r.rid IN (SELECT rid FROM posting WHERE tid IN (" + rarest + "))")
	default:
		p.legs = s.legs(q)
		return p, nil
	}
	p.where.place(content.Query{Sites: q.Sites, For: q.For, Types: q.Types})
	return p, nil
}

// legs gives the ranges that hold the rows of q. Rows exist only of configured
// Sites, locales and Types.
func (s *Store) legs(q content.Query) []leg {
	sites, types := slices.Clone(q.Sites), slices.Clone(q.Types)
	if len(sites) == 0 {
		sites = slices.Collect(maps.Keys(s.projector.Sites))
	}
	slices.Sort(sites)
	if len(types) == 0 {
		for _, t := range s.projector.Types.All() {
			types = append(types, t.Name)
		}
	}
	slices.Sort(types)
	var all []leg
	for _, site := range slices.Compact(sites) {
		for _, l := range s.locales(site, q.For) {
			for _, typ := range slices.Compact(types) {
				all = append(all, leg{site, string(l), typ})
			}
		}
	}
	return all
}

// locales gives those that rows of a Site may be for. An unpublished text keeps
// its row in a locale that the Site has given up.
func (s *Store) locales(site string, only i18n.Locale) []i18n.Locale {
	if only != "" {
		return []i18n.Locale{only}
	}
	all := i18n.Shipped()
	if c := s.projector.Sites[site]; c != nil {
		all = append(all, c.Locales...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// terms adds the condition of each term of the query to p. It gives the numbers
// of the terms to start from, where there are few enough rows of them.
func (t *tx) terms(p *plan) (rarest string, err error) {
	least := fewPostings + 1
	for _, name := range slices.Sorted(maps.Keys(p.query.Terms)) {
		numbers, err := t.termNumbers(p.query, name)
		if err != nil {
			return "", err
		}
		if numbers == "" {
			p.none = true
			return "", nil
		}
		p.where.add("EXISTS (SELECT 1 FROM posting x WHERE x.rid = r.rid AND x.tid IN (" + numbers + "))")
		var rows int
		if _, err := t.one("SELECT count(*) FROM (SELECT 1 FROM posting WHERE tid IN ("+numbers+") LIMIT ?)", []any{least}, &rows); err != nil {
			return "", err
		}
		if rows < least {
			least, rarest = rows, numbers
		}
	}
	return rarest, nil
}

// termNumbers gives the numbers of the terms with one of the asked values, as
// they stand in a statement.
func (t *tx) termNumbers(q content.Query, name string) (string, error) {
	w := bucket(q, "m")
	w.add("m.name = ? AND m.value IN (SELECT value FROM json_each(?))", name, list(q.Terms[name]))
	if len(q.Sites) > 0 {
		w.in("m.site", q.Sites)
	}
	if q.For != "" {
		w.add("m.for_locale = ?", string(q.For))
	}
	var all []string
	err := t.each(func(r *sql.Rows) error {
		var tid int64
		err := r.Scan(&tid)
		all = append(all, strconv.FormatInt(tid, 10))
		return err
	}, "SELECT m.tid FROM term m INDEXED BY term_value WHERE "+w.String(), w.args...)
	return strings.Join(all, ", "), err
}

type statement struct {
	query string
	args  []any
}

// selecting gives one statement over source and all conditions.
func selecting(head, source, tail string, conditions ...where) statement {
	w := and(conditions...)
	return statement{fmt.Sprintf("SELECT %s FROM %s WHERE %s%s", head, source, w, tail), w.args}
}

// within gives the conditions of one range.
func (l leg) within(table string) where {
	var w where
	w.add(fmt.Sprintf("%[1]s.site = ? AND %[1]s.for_locale = ? AND %[1]s.type = ?", table), l.site, l.locale, l.typ)
	return w
}

// statements gives the statements of p: head is what is selected, index the
// index that legs use, tail what follows the conditions, and narrow more of
// these.
func (p plan) statements(head, index, tail string, narrow where) []statement {
	if p.none {
		return nil
	}
	if p.from != "" {
		return []statement{selecting(head, p.from, tail, p.bucket, p.where, narrow)}
	}
	var all []statement
	for _, l := range p.legs {
		all = append(all, selecting(head, "rows r INDEXED BY "+index, tail, l.within("r"), p.bucket, p.where, narrow))
	}
	return all
}
