package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"herald/content"
	"herald/content/folder"
	"herald/internal/fault"
	"herald/media"
)

// takeFiles takes in the files of a folder and names their Assets where the folder
// names the files. It reports what cannot be taken in; then nothing of the
// Document is.
func (i *importer) takeFiles(ctx context.Context, d *folder.Document) (ok bool, err error) {
	ids, ok := map[string]content.ID{}, true
	for _, f := range d.Files {
		id, err := i.takeFile(ctx, d, f)
		switch {
		case fault.Is(err, fault.Invalid):
			i.problem("%s/files/%s: %s", d.Ref(), f.Name, oneLine(explain(err)))
			ok = false
		case err != nil:
			return false, err
		}
		ids[f.Name] = id
	}
	d.Attach(func(file string) (content.ID, bool) {
		id := ids[file]
		return id, id != ""
	})
	return ok, nil
}

// takeFile takes in one file. One whose bytes are known is not copied again, unless
// they are lost: then an import of the same file brings them back.
func (i *importer) takeFile(ctx context.Context, d *folder.Document, f folder.File) (content.ID, error) {
	hash, err := i.sum(d, f.Name)
	if err != nil {
		return "", err
	}
	claim := media.BlobClaim(hash)
	held, err := i.house.desk.Lookup(ctx, claim)
	if err != nil {
		return "", err
	}
	if ids := held[claim]; len(ids) > 0 {
		if err := i.house.blobs.Check(ctx, hash); err == nil || i.checkOnly {
			return ids[0], nil
		}
	}
	in, err := d.Open(i.files, f.Name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	id, err := i.house.takeIn(ctx, content.Actor{ID: i.by}, wantedID(d, f.Name), f.Name, in)
	if err == nil {
		i.tally.files++
	}
	return id, err
}

// wantedID is the id that a folder gives a file.
func wantedID(d *folder.Document, file string) content.ID {
	for _, t := range d.Translations {
		for _, a := range t.Words.Assets {
			if a.File == file && a.Asset != "" {
				return a.Asset
			}
		}
	}
	return ""
}

func (i *importer) sum(d *folder.Document, name string) (content.Hash, error) {
	in, err := d.Open(i.files, name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	h := sha256.New()
	_, err = io.Copy(h, in)
	return content.Hash(hex.EncodeToString(h.Sum(nil))), err
}
