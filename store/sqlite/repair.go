package sqlite

import (
	"database/sql"
	"slices"

	"herald/content"
)

// repair mends what can be mended: projections are made again from log and
// texts, texts that no entry names are deleted. Chain, texts and file cannot be
// made from anything; a backup has them.
func (v *verifying) repair(t *tx) error {
	v.tx = t
	whole, err := v.reindex()
	if err != nil {
		return err
	}
	if v.records && !v.unreadable {
		if err := v.rerecord(); err != nil {
			return err
		}
	}
	for _, id := range v.wrong {
		if err := v.remake(id); err != nil {
			return err
		}
	}
	if v.strayed {
		if err := v.replayEvents(); err != nil {
			return err
		}
	}
	if v.terms {
		for _, mend := range []string{"DELETE FROM " + unposted, "UPDATE term SET rows = (SELECT count(*) FROM posting x WHERE x.tid = term.tid)"} {
			if _, err := t.exec(mend); err != nil {
				return err
			}
		}
	}
	swept, err := v.sweep()
	if err != nil {
		return err
	}
	for i := range v.findings {
		f := &v.findings[i]
		id, projection := v.about[i]
		switch {
		case f.What == inFile:
			f.Repaired = whole
		case f.What == inOrphan:
			f.Repaired = swept[content.Hash(f.Where)]
		case projection:
			f.Repaired = v.mended(id)
		case f.What == inProjection:
			f.Repaired = v.terms || v.strayed || !v.unreadable
		}
	}
	return t.sweepTerms()
}

// reindex makes the indexes anew where the file was found wrong, which is all
// that can be done about a file, and reports whether it was enough.
func (v *verifying) reindex() (whole bool, err error) {
	if !slices.ContainsFunc(v.findings, func(f content.Finding) bool { return f.What == inFile }) {
		return true, nil
	}
	if _, err := v.exec("REINDEX"); err != nil {
		return false, err
	}
	lines, err := v.integrity()
	return len(lines) == 0, err
}

// rerecord makes the table of Records again from the log.
func (v *verifying) rerecord() error {
	if _, err := v.exec("DELETE FROM records"); err != nil {
		return err
	}
	if err := v.replay(); err != nil {
		return err
	}
	return v.store.projectAll(v.tx, nil)
}

// remake writes the projection of one Record anew, whatever the tables say.
func (v *verifying) remake(id content.ID) error {
	r := content.Record{ID: id}
	found, err := v.one("SELECT kind, body FROM records WHERE id = ?", []any{string(id)}, &r.Kind, &r.Body)
	if err != nil {
		return err
	}
	if err := v.dropStandings(id); err != nil {
		return err
	}
	if !found {
		return v.dropProjection(id)
	}
	p, err := v.store.projectionOf(v.tx, r)
	if err != nil {
		return v.unproject(r)
	}
	if err := v.putStandings(id, p.Standings); err != nil {
		return err
	}
	return v.putProjection(r, p)
}

// mended reports whether what was wrong with the projection of a Record is: all
// are made again, but for those of Records that still cannot be read.
func (v *verifying) mended(id content.ID) bool {
	var projected string
	found, err := v.one("SELECT projected FROM records WHERE id = ?", []any{string(id)}, &projected)
	return err == nil && (!found || projected != "")
}

// sweep deletes the orphans that are still orphans: a Change committed since
// the look may have given one of them a name.
func (v *verifying) sweep() (map[content.Hash]bool, error) {
	var seen int64
	for _, at := range v.newest {
		seen = max(seen, int64(at))
	}
	orphans := map[content.Hash]bool{}
	for h, named := range v.texts {
		if !named {
			orphans[h] = true
		}
	}
	err := v.each(func(r *sql.Rows) error {
		var entry sql.RawBytes
		if err := r.Scan(&entry); err != nil {
			return err
		}
		for _, h := range content.Named(entry) {
			delete(orphans, h)
		}
		return nil
	}, "SELECT entry FROM log WHERE position > ?", seen)
	if err != nil {
		return nil, err
	}
	for h := range orphans {
		if _, err := v.exec("DELETE FROM texts WHERE hash = ?", string(h)); err != nil {
			return nil, err
		}
	}
	return orphans, nil
}
