package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/extract"
	"herald/media/reading"
	"herald/search"
)

// extractsFolder is where what was read in files lies, below that of the files. All of
// it can be made again.
const extractsFolder = "texts"

// readFileCommand is the process in which one file is read, and nothing else.
type readFileCommand struct {
	Kind  string `arg:"" help:"What the file is: a media type."`
	Cache string `arg:"" help:"Folder for what can be made again."`
}

// Run reads the file at standard input.
func (c *readFileCommand) Run(p *program) error {
	in, ok := p.in.(*os.File)
	if !ok {
		return errors.New("standard input is no file")
	}
	return reading.Child(media.Kind(c.Kind), c.Cache, in, p.out)
}

// openExtracts opens the place of what was read in files. Where that is switched off,
// nothing stays of it.
func (h *house) openExtracts() (err error) {
	if h.config.Media.NoTexts {
		return os.RemoveAll(filepath.Join(h.filesDir, extractsFolder))
	}
	if h.extracts != nil {
		return nil
	}
	h.extracts, err = extract.Open(filepath.Join(h.filesDir, extractsFolder))
	return err
}

// searchOptions are those of the index of this house.
func (h *house) searchOptions() search.Options {
	o := search.Options{Types: h.types, Sites: h.sites, Clock: h.clock, Logger: h.log, Deadline: h.patience}
	if h.extracts != nil {
		o.Files = fileWords{media.Library{Shelf: h.store, Texts: h.store}, h.extracts}
	}
	return o
}

// fileWords tells search what files say.
type fileWords struct {
	media.Library
	shelf *extract.Shelf
}

// Files implements search.Files. Readers are never told the name of a picture.
func (w fileWords) Files(ctx context.Context, ids ...content.ID) (map[content.ID]search.File, error) {
	named, err := w.named(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[content.ID]search.File, len(named))
	for id, a := range named {
		if a.Kind.Class() == media.Picture {
			continue
		}
		f := search.File{Name: a.Name, Blob: a.Blob}
		if e, ok := w.shelf.Head(a.Blob); ok && e.Size > 0 {
			f.Sum, f.Size = e.Sum, e.Size
		}
		all[id] = f
	}
	return all, nil
}

// named gives Assets; one whose notes are lost takes no other with it.
func (w fileWords) named(ctx context.Context, ids []content.ID) (map[content.ID]media.Named, error) {
	all, err := w.Named(ctx, ids...)
	if !fault.Is(err, fault.NotFound) || len(ids) == 1 {
		return all, err
	}
	all = map[content.ID]media.Named{}
	for _, id := range ids {
		one, err := w.Named(ctx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if a, ok := one[id]; ok {
			all[id] = a
		}
	}
	return all, nil
}

// Text implements search.Files.
func (w fileWords) Text(_ context.Context, f search.File) (string, error) {
	return w.shelf.Text(f.Blob, f.Sum)
}

// newExtractor gives who reads the files of this house.
func (h *house) newExtractor(kept func(context.Context, content.ID) error) (*extract.Worker, error) {
	reader, err := reading.Own(filepath.Join(h.filesDir, extractsFolder), "read-file")
	if err != nil {
		return nil, err
	}
	if err := reader.Sweep(); err != nil {
		return nil, err
	}
	return &extract.Worker{Shelf: h.extracts, Blobs: h.blobs, Assets: h.store.Assets, Read: reader.Read, Kept: kept, Log: h.log}, nil
}

// unread lists the Assets whose files are to be read.
func (h *house) unread(ctx context.Context, w *extract.Worker) (ids []content.ID, err error) {
	err = h.eachAsset(ctx, func(a *media.Asset) error {
		if w.Wants(a) {
			ids = append(ids, a.ID)
		}
		return nil
	})
	return ids, err
}

// readMissing reads what was not read yet, for a command that holds the lock. A file
// that cannot be read now is left to the server.
func (h *house) readMissing(ctx context.Context, progress content.Progress) error {
	if h.extracts == nil {
		return nil
	}
	w, err := h.newExtractor(nil)
	if err != nil {
		return err
	}
	ids, err := h.unread(ctx, w)
	if err != nil {
		return err
	}
	for n, id := range ids {
		if err := w.Do(ctx, id); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			h.log.Warn("a file could not be read", "asset", id, "error", err)
		}
		progress(n+1, len(ids))
	}
	return nil
}

// readAgain is how often the server looks for files that were not read: what was
// deleted while it serves is read again.
const readAgain = 10 * time.Minute

// readFiles reads files in the background: those that have arrived while nobody read,
// and those that are told of.
func (s *server) readFiles(ctx context.Context) {
	if s.extractor == nil {
		return
	}
	known, err := s.house.knownBlobs(ctx)
	if err == nil {
		err = s.house.extracts.Sweep(func(h content.Hash) bool { return known[h] })
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("what was read in files that are gone is still on the disk", "error", err)
	}
	var looking sync.WaitGroup
	defer looking.Wait()
	looking.Go(func() {
		ticker := time.NewTicker(readAgain)
		defer ticker.Stop()
		for {
			if ids, err := s.house.unread(ctx, s.extractor); err == nil {
				s.extractor.Want(ids...)
			} else if ctx.Err() == nil {
				s.log.Warn("files are read later", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	})
	s.extractor.Run(ctx)
}

// openExtractor makes ready who reads files while the server runs.
func (s *server) openExtractor(head content.Position) (err error) {
	if s.house.extracts == nil {
		return nil
	}
	s.extractor, err = s.house.newExtractor(func(ctx context.Context, id content.ID) error { return s.index.FilesRead(ctx, id) })
	if err != nil {
		return err
	}
	s.extractor.Log = s.log
	s.behind(&arrivals{s: s, at: head})
	return nil
}

// arrivals follows the log for files that arrive.
type arrivals struct {
	s  *server
	at content.Position
}

// Name implements follow.Follower.
func (*arrivals) Name() string { return "texts of files" }

// Position implements follow.Follower.
func (a *arrivals) Position(context.Context) (content.Position, error) { return a.at, nil }

// Apply implements follow.Follower.
func (a *arrivals) Apply(_ context.Context, changes []content.Change) error {
	for _, c := range changes {
		for _, e := range c.Events {
			if e.Kind == content.EventUploaded {
				a.s.extractor.Want(e.Asset)
			}
		}
		a.at = c.Position
	}
	return nil
}

// verifyExtracts looks for texts of files that are not whole. What was not read yet is
// no finding; repair takes away what is not whole, and it is read again.
func (h *house) verifyExtracts(ctx context.Context, repair bool) (found []content.Finding, err error) {
	if err := h.openExtracts(); err != nil || h.extracts == nil {
		return nil, err
	}
	err = h.eachAsset(ctx, func(a *media.Asset) error {
		if !a.Removed.IsZero() || !reading.Reads(a.Kind) {
			return nil
		}
		err := h.extracts.Check(a.Blob)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if !fault.Is(err, fault.Invalid) {
			return err
		}
		if repair {
			if err := h.extracts.Forget(a.Blob); err != nil {
				return err
			}
		}
		found = append(found, content.Finding{What: inMedia, Where: "asset " + string(a.ID), Why: "what was read in its file is not whole", Repaired: repair})
		return nil
	})
	return found, err
}
