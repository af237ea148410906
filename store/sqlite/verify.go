package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"hash"

	"herald/content"
)

// What a Finding can be about. "file" is the SQLite file itself.
const (
	inFile       = "file"
	inChain      = "chain"
	inText       = "text"
	inProjection = "projection"
	inOrphan     = "orphan"
)

// verifying is one run of Verify.
type verifying struct {
	*tx
	store    *Store
	progress content.Progress
	done     int
	total    int
	findings []content.Finding
	// about names, by number of the finding, the Record whose projection is meant.
	about map[int]content.ID
	// texts says of every stored text whether an entry names it; newest says
	// where each thing's last Record is.
	texts  map[content.Hash]bool
	newest map[recordKey]content.Position
	// wrong are the Records whose projection has to be made again.
	wrong []content.ID
	// records says that the table of Records has to be replayed; unreadable that
	// the log cannot be.
	records, unreadable bool
	last                content.Change
	// terms says that terms and rows do not belong together.
	terms bool
	// trail is the sum of the Events that the log holds; strayed says that the
	// table of them has others.
	trail   hash.Hash
	strayed bool
}

type recordKey struct {
	kind content.RecordKind
	id   content.ID
}

// Verify implements content.Keeper. It looks in one read transaction, so that a
// server may go on writing, and repairs afterwards what it then still finds.
func (s *Store) Verify(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	v := &verifying{store: s, progress: progress}
	err := s.read(ctx, v.look)
	if damaged(err) {
		v.find(inFile, s.path, "it is damaged: %v", err)
		return v.findings, nil
	}
	if err != nil {
		return nil, err
	}
	if !repair || len(v.findings) == 0 {
		return v.findings, nil
	}
	return v.findings, s.write(ctx, v.repair)
}

func (v *verifying) look(t *tx) error {
	v.tx = t
	v.about, v.trail = map[int]content.ID{}, sha256.New()
	v.texts, v.newest = map[content.Hash]bool{}, map[recordKey]content.Position{}
	if err := v.count(); err != nil {
		return err
	}
	for _, part := range []func() error{v.file, v.readTexts, v.readLog, v.orphans, v.readRecords, v.strays, v.events} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// count sets what progress runs to: every text, entry and Record once.
func (v *verifying) count() error {
	_, err := v.one("SELECT (SELECT count(*) FROM texts) + (SELECT count(*) FROM log) + (SELECT count(*) FROM records)", nil, &v.total)
	return err
}

func (v *verifying) step() {
	v.done++
	if v.progress != nil {
		v.progress(min(v.done, v.total), v.total)
	}
}

func (v *verifying) find(what, where, why string, args ...any) {
	v.findings = append(v.findings, content.Finding{What: what, Where: where, Why: fmt.Sprintf(why, args...)})
}

// misprojected finds something wrong with what the tables hold of a Record.
func (v *verifying) misprojected(r content.Record, why string, args ...any) {
	v.about[len(v.findings)] = r.ID
	v.find(inProjection, string(r.Kind)+" "+string(r.ID), why, args...)
}

func (v *verifying) file() error {
	lines, err := v.integrity()
	for _, line := range lines {
		v.find(inFile, v.store.path, "%s", line)
	}
	return err
}

// integrity gives what SQLite finds wrong with its file.
func (t *tx) integrity() (lines []string, err error) {
	err = t.each(func(r *sql.Rows) error {
		var line string
		if err := r.Scan(&line); err != nil || line == "ok" {
			return err
		}
		lines = append(lines, line)
		return nil
	}, "PRAGMA integrity_check")
	return lines, err
}

// readTexts compares every text to the hash that names it. A redacted one does
// not have to answer for words that were taken out of it.
func (v *verifying) readTexts() error {
	return v.each(func(r *sql.Rows) error {
		var h content.Hash
		var redacted bool
		var body sql.RawBytes
		if err := r.Scan(&h, &redacted, &body); err != nil {
			return err
		}
		v.texts[h] = false
		if !redacted && content.Sum(body) != h {
			v.find(inText, string(h), "its words are not those that it is named after")
		}
		v.step()
		return nil
	}, "SELECT hash, redacted, body FROM texts")
}

// readLog walks the chain from its first entry.
func (v *verifying) readLog() error {
	at, previous := content.Position(0), content.Hash("")
	return v.each(func(r *sql.Rows) error {
		var position int64
		var id, hash string
		var entry sql.RawBytes
		if err := r.Scan(&position, &id, &hash, &entry); err != nil {
			return err
		}
		v.step()
		where := fmt.Sprintf("change %d", position)
		if content.Position(position) != at+1 {
			v.find(inChain, where, "the entry before it is %d: entries are missing", at)
		}
		at = content.Position(position)
		if content.Sum(entry) != content.Hash(hash) {
			v.find(inChain, where, "its bytes are not those that were written")
		}
		c, err := content.DecodeChange(entry)
		if err != nil {
			v.find(inChain, where, "it cannot be read: %v", err)
			previous, v.unreadable = content.Hash(hash), true
			return nil
		}
		if c.Position != at || string(c.ID) != id {
			v.find(inChain, where, "it says that it is change %d %s", c.Position, c.ID)
		}
		if c.Previous != previous {
			v.find(inChain, where, "it does not follow from the entry before it")
		}
		previous = content.Hash(hash)
		v.entry(where, c, entry)
		return nil
	}, "SELECT position, id, hash, entry FROM log ORDER BY position")
}

// entry notes what an entry names. A text counts as named wherever its hash
// stands in the entry, so that none is ever swept by a mistake in Texts.
func (v *verifying) entry(where string, c content.Change, body []byte) {
	for _, h := range c.Texts {
		if _, ok := v.texts[h]; !ok {
			v.find(inText, string(h), "%s names it and it is not there", where)
			v.texts[h] = true
		}
	}
	for _, h := range content.Named(body) {
		if _, ok := v.texts[h]; ok {
			v.texts[h] = true
		}
	}
	v.noteEvents(c)
	for _, r := range c.Records {
		v.newest[recordKey{r.Kind, r.ID}] = c.Position
	}
}

func (v *verifying) orphans() error {
	for h, named := range v.texts {
		if !named {
			v.find(inOrphan, string(h), "no entry names this text")
		}
	}
	return nil
}
