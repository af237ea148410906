package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// redactionsFile lists, in the data folder and in every backup, what redactions
// left of texts: it holds none of the words that were taken out. A backup from
// before a redaction still has those words; whoever restores it applies the
// list of a later day first.
const redactionsFile = "redactions.jsonl"

// redacted is one line of the list: a text, or a file.
type redacted struct {
	Hash content.Hash `json:"hash,omitempty"`
	// Left is the text as the redaction left it.
	Left json.RawMessage `json:"left,omitempty"`
	// Asset is a file that was taken out, At when.
	Asset content.ID `json:"asset,omitempty"`
	At    time.Time  `json:"at,omitzero"`
}

func (r redacted) whole() bool {
	return r.Hash != "" && len(r.Left) > 0 || r.Asset.Valid() && !r.At.IsZero()
}

// key tells a line of the list from all others.
func (r redacted) key() string {
	if r.Asset != "" {
		return "asset " + string(r.Asset)
	}
	return string(r.Hash)
}

// redactions gives what every redaction of the log left, by hash, and the files
// that were taken out.
func (h *house) redactions(ctx context.Context) ([]redacted, error) {
	entries, err := h.store.Trail(ctx, content.TrailQuery{Kinds: []content.EventKind{content.EventRedacted}})
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	var ids, files []content.ID
	for _, e := range entries {
		if e.Document != "" && !slices.Contains(ids, e.Document) {
			ids = append(ids, e.Document)
		}
	}
	docs, err := h.store.Documents(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for _, d := range docs {
		for _, r := range d.Redactions {
			hashes = append(hashes, r.Texts...)
			files = append(files, r.Files...)
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
	removed, err := h.takenOut(ctx, files)
	return append(list, removed...), err
}

// takenOut gives those of files that were taken out.
func (h *house) takenOut(ctx context.Context, files []content.ID) (list []redacted, err error) {
	slices.Sort(files)
	found, err := h.store.Assets(ctx, files...)
	for _, id := range slices.Compact(files) {
		if a := found[id]; a != nil && !a.Removed.IsZero() {
			list = append(list, redacted{Asset: id, At: a.Removed})
		}
	}
	return list, err
}

// writeRedactions writes the list to a file; no list is no file.
func writeRedactions(file string, list []redacted) error {
	if len(list) == 0 {
		return nil
	}
	lines, err := redactionLines(list)
	if err != nil {
		return err
	}
	part := file + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(lines)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return errors.Join(os.Rename(part, file), syncFolder(filepath.Dir(file)))
}

// redactionLines gives the list as it is written.
func redactionLines(list []redacted) ([]byte, error) {
	var b bytes.Buffer
	for _, r := range list {
		line, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
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
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil || !r.whole() {
			return nil, fmt.Errorf("redactions %s: line %d is damaged", file, n)
		}
		list = append(list, r)
	}
	return list, lines.Err()
}

// redact puts what redactions left in the place of the texts that the store still
// has whole, and takes out the files that it still has, in one Change. It gives how
// many there were.
func (h *house) redact(ctx context.Context, list []redacted) (int, error) {
	now := content.Instant(h.clock.Now())
	c := content.Change{ID: content.NewID(), At: now, Events: []content.Event{{Kind: content.EventRedacted, At: now, By: content.System("restore")}}}
	var texts []content.Text
	for _, r := range list {
		if r.Asset != "" {
			if err := h.removeAgain(ctx, r, &c); err != nil {
				return 0, err
			}
			continue
		}
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
	if len(texts)+len(c.Records) == 0 {
		return 0, nil
	}
	head, err := h.store.Head(ctx)
	if err == nil {
		_, err = h.store.Commit(ctx, head, c, texts)
	}
	return len(texts) + len(c.Records), err
}

// removeAgain takes a file out of a restored folder, bytes first: should that fail,
// the store still says that they are there.
func (h *house) removeAgain(ctx context.Context, r redacted, c *content.Change) error {
	found, err := h.store.Assets(ctx, r.Asset)
	if err != nil {
		return err
	}
	a := found[r.Asset]
	if a == nil || !a.Removed.IsZero() || slices.ContainsFunc(c.Records, func(o content.Record) bool { return o.ID == a.ID }) {
		return nil
	}
	if err := h.blobs.Remove(ctx, a.Blob); err != nil {
		return err
	}
	a.Removed = r.At
	c.Records = append(c.Records, a.Record())
	c.Events = append(c.Events, content.Event{Kind: content.EventFileRemoved, At: c.At, By: content.System("restore"), Asset: a.ID})
	return nil
}
