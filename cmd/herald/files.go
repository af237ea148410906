package main

import (
	"context"
	"io"
	"path/filepath"

	"herald/content"
	"herald/content/counting"
	"herald/media"
	"herald/media/filing"
	"herald/staff"
	"herald/staff/notice"
	"herald/store/transfer"
)

// mediaFolder is where files lie, below the data folder, or what belongs to them.
const mediaFolder = "media"

// blobsFolder is where store/files keeps the bytes, below mediaFolder.
const blobsFolder = "blobs"

// houseStore is what an installation asks of its store.
type houseStore interface {
	content.Store
	media.Shelf
	staff.Shelf
	staff.Vault
	content.Scratches
	notice.Rows
	content.Shares
	counting.Ledger
	transfer.Source
	transfer.Target
}

// openFiles opens the place of the files of a store that is open; it is made if need be.
func (h *house) openFiles() error { return h.openFilesAt(true) }

// openExistingFiles is openFiles for a command that must change nothing: where nothing
// lies, nothing is made.
func (h *house) openExistingFiles() error { return h.openFilesAt(false) }

func (h *house) openFilesAt(make bool) error {
	blobs, err := h.engine.blobs(h.store, h.filesDir, make)
	if err != nil || blobs == nil {
		return err
	}
	scan, err := h.config.Media.scan()
	if err != nil {
		return err
	}
	h.blobs = blobs
	h.cabinet = &filing.Cabinet{Blobs: blobs, Limits: h.config.Media.limits(), Scan: scan, Room: filepath.Join(h.filesDir, "arriving")}
	if store, ok := h.shared(); ok {
		h.cabinet.Gate = store
	}
	return nil
}

// takeIn files what r gives and makes an Asset of it, with the id that is wanted
// if that is free.
func (h *house) takeIn(ctx context.Context, actor content.Actor, wanted content.ID, name string, r io.Reader) (id content.ID, err error) {
	err = h.cabinet.Bring(ctx, name, r, func(a media.Asset, notes media.Notes) error {
		a.ID = wanted
		id, err = h.desk.TakeIn(ctx, actor, a, notes)
		return err
	})
	return id, err
}

// sweepFiles removes bytes that no Asset has: what a process that was killed left.
func (h *house) sweepFiles(ctx context.Context) (int, error) {
	return h.cabinet.Sweep(ctx, func(ctx context.Context, _ []content.Hash) (map[content.Hash]bool, error) {
		return h.knownBlobs(ctx)
	})
}

// knownBlobs gives the bytes that Assets have.
func (h *house) knownBlobs(ctx context.Context) (map[content.Hash]bool, error) {
	known := map[content.Hash]bool{}
	err := h.eachAsset(ctx, func(a *media.Asset) error {
		if a.Removed.IsZero() {
			known[a.Blob] = true
		}
		return nil
	})
	return known, err
}

func (h *house) eachAsset(ctx context.Context, do func(*media.Asset) error) error {
	for after := content.ID(""); ; {
		page, err := h.store.AssetsAfter(ctx, after, 500)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, a := range page {
			if err := do(a); err != nil {
				return err
			}
			after = a.ID
		}
	}
}
