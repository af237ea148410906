package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"

	"herald/content"
	"herald/media"
	"herald/staff"
)

// projected reports whether Records of a kind have a projection.
func projected(k content.RecordKind) bool {
	return k == content.RecordDocument || k == content.RecordAsset || k == content.RecordMember
}

// projectRecord brings the projection of one Record up to date.
func (s *Store) projectRecord(t *tx, r content.Record) error {
	if !projected(r.Kind) {
		return nil
	}
	p, err := s.projectionOf(t, r)
	if err != nil {
		return err
	}
	if r.Kind == content.RecordDocument {
		if err := t.putStandings(r.ID, p.Standings); err != nil {
			return err
		}
	}
	var had string
	if _, err := t.one("SELECT projected FROM records WHERE kind = ? AND id = ?", []any{string(r.Kind), string(r.ID)}, &had); err != nil {
		return err
	}
	if had == printOf(p) {
		return nil
	}
	return t.putProjection(r, p)
}

// projectionOf computes what the tables should hold of a Record.
func (s *Store) projectionOf(t *tx, r content.Record) (content.Projection, error) {
	switch r.Kind {
	case content.RecordAsset:
		a, err := media.DecodeAsset(r.Body)
		if err != nil || a.ID != r.ID {
			return content.Projection{}, errors.Join(err, fmt.Errorf("record %s holds no asset of that id", r.ID))
		}
		return content.Projection{Claims: a.Claims()}, nil
	case content.RecordMember:
		m, err := staff.DecodeMember(r.Body)
		if err != nil || content.ID(m.ID) != r.ID {
			return content.Projection{}, errors.Join(err, fmt.Errorf("record %s holds no member of that id", r.ID))
		}
		return content.Projection{Claims: m.Claims()}, nil
	}
	return s.documentProjection(t, r)
}

func (s *Store) documentProjection(t *tx, r content.Record) (content.Projection, error) {
	d, err := content.DecodeDocument(r.Body)
	if err != nil {
		return content.Projection{}, err
	}
	if d.ID != r.ID {
		return content.Projection{}, fmt.Errorf("record %s holds document %s", r.ID, d.ID)
	}
	needs := s.projector.Needs(d)
	hashes := make([]content.Hash, len(needs))
	for i, n := range needs {
		hashes[i] = n.Hash
	}
	texts, err := t.texts(hashes)
	if err != nil {
		return content.Projection{}, fmt.Errorf("document %s: %w", d.ID, err)
	}
	return s.projector.Project(d, texts)
}

// printOf is what changes whenever a Projection does.
func printOf(p content.Projection) string {
	b, err := json.Marshal(p)
	if err != nil {
		panic("sqlite: a Projection of plain fields cannot fail to encode: " + err.Error())
	}
	return string(content.Sum(b))
}

// dropProjection takes out everything that the tables hold of a Document.
func (t *tx) dropProjection(id content.ID) error {
	for _, query := range []string{
		"DELETE FROM posting WHERE rid IN (SELECT rid FROM rows WHERE document = ?)",
		"DELETE FROM rows WHERE document = ?",
		"DELETE FROM paths WHERE document = ?",
		"DELETE FROM claims WHERE document = ?",
		"DELETE FROM due WHERE document = ?",
	} {
		if _, err := t.exec(query, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// unproject takes out the projection of a Record that has none.
func (t *tx) unproject(r content.Record) error {
	if err := errors.Join(t.dropProjection(r.ID), t.dropStandings(r.ID)); err != nil {
		return err
	}
	_, err := t.exec("UPDATE records SET projected = '' WHERE kind = ? AND id = ?", string(r.Kind), string(r.ID))
	return err
}

func (t *tx) putProjection(r content.Record, p content.Projection) error {
	id := r.ID
	if err := t.dropProjection(id); err != nil {
		return err
	}
	if err := t.putRows(p.Rows); err != nil {
		return err
	}
	for _, x := range p.Paths {
		if _, err := t.exec("INSERT INTO paths (site, path, locale, document, since_ms, rehomed) VALUES (?, ?, ?, ?, ?, ?)",
			x.Site, x.Path, string(x.Locale), string(id), millis(x.Since, fromStart), x.Rehomed); err != nil {
			return err
		}
	}
	for _, x := range p.Claims {
		if _, err := t.exec("INSERT OR IGNORE INTO claims (claim, document) VALUES (?, ?)", string(x), string(id)); err != nil {
			return err
		}
	}
	for _, x := range p.Due {
		if _, err := t.exec("INSERT OR IGNORE INTO due (at_ms, document) VALUES (?, ?)", x.UnixMilli(), string(id)); err != nil {
			return err
		}
	}
	_, err := t.exec("UPDATE records SET projected = ? WHERE kind = ? AND id = ?", printOf(p), string(r.Kind), string(id))
	return err
}

// putRows writes rows, and all their terms in two statements.
func (t *tx) putRows(rows []content.Row) error {
	var terms [][3]any
	for _, r := range rows {
		var rid int64
		if _, err := t.one(insertRow, rowValues(r), &rid); err != nil {
			return err
		}
		for _, term := range r.Terms {
			terms = append(terms, [3]any{rid, term.Name, term.Value})
		}
	}
	if len(terms) == 0 {
		return nil
	}
	encoded, err := json.Marshal(terms)
	if err != nil {
		return err
	}
	if _, err := t.exec(`INSERT OR IGNORE INTO term (site, for_locale, type, audience, state, name, value)
		SELECT DISTINCT r.site, r.for_locale, r.type, r.audience, r.state, j.value ->> 1, j.value ->> 2
		FROM json_each(?) j CROSS JOIN rows r ON r.rid = j.value ->> 0`, string(encoded)); err != nil {
		return err
	}
	_, err = t.exec(`INSERT OR IGNORE INTO posting (rid, tid) SELECT r.rid, m.tid
		FROM json_each(?) j CROSS JOIN rows r ON r.rid = j.value ->> 0
		CROSS JOIN term m ON m.site = r.site AND m.for_locale = r.for_locale AND m.type = r.type
			AND m.name = j.value ->> 1 AND m.value = j.value ->> 2 AND m.audience = r.audience AND m.state = r.state`, string(encoded))
	return err
}
