package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"herald/content"
	"herald/internal/fault"
)

// redactionsFile lists, in the data folder and in every backup, what redactions
// left of texts: it holds none of the words that were taken out. A backup from
// before a redaction still has those words; whoever restores it applies the
// list of a later day first.
const redactionsFile = "redactions.jsonl"

// redacted is one line of the list.
type redacted struct {
	Hash content.Hash `json:"hash"`
	// Left is the text as the redaction left it.
	Left json.RawMessage `json:"left"`
}

// redactions gives what every redaction of the log left, by hash.
func (h *house) redactions(ctx context.Context) ([]redacted, error) {
	ids, err := h.redactedDocuments(ctx)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	docs, err := h.store.Documents(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for _, d := range docs {
		for _, r := range d.Redactions {
			hashes = append(hashes, r.Texts...)
		}
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	bodies, err := h.store.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	list := make([]redacted, len(hashes))
	for i, hash := range hashes {
		list[i] = redacted{Hash: hash, Left: bodies[hash]}
	}
	return list, nil
}

func (h *house) redactedDocuments(ctx context.Context) (ids []content.ID, err error) {
	const batch = 500
	for after := content.Position(0); ; {
		changes, err := h.store.Changes(ctx, after, batch)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			for _, e := range c.Events {
				if e.Kind == content.EventRedacted && e.Document != "" && !slices.Contains(ids, e.Document) {
					ids = append(ids, e.Document)
				}
			}
			after = c.Position
		}
		if len(changes) < batch {
			return ids, nil
		}
	}
}

// writeRedactions writes the list to a file; no list is no file.
func writeRedactions(file string, list []redacted) error {
	if len(list) == 0 {
		return nil
	}
	var b strings.Builder
	for _, r := range list {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	part := file + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, b.String())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return errors.Join(os.Rename(part, file), syncFolder(filepath.Dir(file)))
}

// readRedactions reads a list; a file that does not exist is an empty one.
func readRedactions(file string) (list []redacted, err error) {
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("redactions %s: %w", file, unwrapPath(err))
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for n := 1; lines.Scan(); n++ {
		var r redacted
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil || r.Hash == "" || len(r.Left) == 0 {
			return nil, fmt.Errorf("redactions %s: line %d is damaged", file, n)
		}
		list = append(list, r)
	}
	return list, lines.Err()
}

// redact puts what redactions left in the place of the texts that the store
// still has whole, in one Change, and gives how many there were.
func (h *house) redact(ctx context.Context, list []redacted) (int, error) {
	c := content.Change{ID: content.NewID(), At: content.Instant(h.clock.Now()),
		Events: []content.Event{{Kind: content.EventRedacted, At: content.Instant(h.clock.Now()), By: content.System("restore")}}}
	var texts []content.Text
	for _, r := range list {
		bodies, err := h.store.Texts(ctx, r.Hash)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return 0, err
		}
		if content.Sum(bodies[r.Hash]) != r.Hash || slices.Contains(c.Texts, r.Hash) {
			continue // it was redacted when the backup was made
		}
		texts = append(texts, content.Text{Hash: r.Hash, Body: r.Left, Redacted: true})
		c.Texts = append(c.Texts, r.Hash)
	}
	if len(texts) == 0 {
		return 0, nil
	}
	head, err := h.store.Head(ctx)
	if err == nil {
		_, err = h.store.Commit(ctx, head, c, texts)
	}
	return len(texts), err
}

// forgetter follows the log for redactions: it keeps the list up to date, and
// replaces the nightly backups in the data folder, which still hold the words,
// by a new one.
type forgetter struct {
	s  *server
	at content.Position
}

// Name implements follow.Follower.
func (f *forgetter) Name() string { return "redactions" }

// Position implements follow.Follower.
func (f *forgetter) Position(context.Context) (content.Position, error) { return f.at, nil }

// Apply implements follow.Follower.
func (f *forgetter) Apply(ctx context.Context, changes []content.Change) error {
	for _, c := range changes {
		for _, e := range c.Events {
			if e.Kind != content.EventRedacted {
				continue
			}
			if err := f.s.forget(ctx); err != nil {
				return err
			}
		}
	}
	f.at = changes[len(changes)-1].Position
	return nil
}

// forget brings the list and the nightly backups to what the store holds now.
func (s *server) forget(ctx context.Context) error {
	list, err := s.house.redactions(ctx)
	if err != nil {
		return err
	}
	if err := writeRedactions(filepath.Join(s.cli.Data, redactionsFile), list); err != nil {
		return err
	}
	removed, err := s.renewNights(ctx)
	if err == nil && removed > 0 {
		s.log.Warn("words were redacted: the nightly backups that held them are replaced by a new one; "+
			"copies elsewhere still hold them, and are restored with --redactions", "removed", removed, "list", redactionsFile)
	}
	return err
}
