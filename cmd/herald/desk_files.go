package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"herald/admin"
	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/upload"
)

// incomingFolder is where files lie that come in pieces, below that of the files.
const incomingFolder = "incoming"

// incoming are files that come in pieces: on the disk of this machine, or where any
// node goes on with them.
type incoming interface {
	Begin(ctx context.Context, owner content.MemberID, name string, size int64) (media.Upload, error)
	Append(ctx context.Context, owner content.MemberID, id content.ID, offset int64, piece []byte) (media.Upload, error)
	State(ctx context.Context, owner content.MemberID, id content.ID) (media.Upload, error)
	List(ctx context.Context, owner content.MemberID) ([]media.Upload, error)
	Finish(ctx context.Context, owner content.MemberID, id content.ID) (*os.File, content.Hash, int64, error)
	Discard(ctx context.Context, owner content.MemberID, id content.ID) error
	Forget(ctx context.Context, file io.ReaderAt, size int64) error
}

// openUploads makes ready for files that come in pieces. What an earlier process
// had of them is still there.
func openUploads(h *house, clock content.Clock) (incoming, error) {
	dir, o := filepath.Join(h.filesDir, incomingFolder), upload.Options{
		Largest: h.config.Media.limits().Largest(), Open: 50, Total: 16 << 30, Idle: 48 * time.Hour, Clock: clock}
	if store, ok := h.shared(); ok {
		return upload.Share(store, dir, o)
	}
	return upload.Open(dir, o)
}

// deskIntake is the way of a file from the desk into the house.
type deskIntake struct {
	house   *house
	uploads incoming
}

// Bring implements admin.Intake.
func (i deskIntake) Bring(ctx context.Context, actor content.Actor, name string, r io.Reader) (content.ID, error) {
	return i.house.takeIn(ctx, actor, "", name, r)
}

func onTheWay(u media.Upload, err error) (admin.Incoming, error) {
	return admin.Incoming{ID: u.ID, Name: u.Name, Size: u.Size, Received: u.Received}, err
}

// Begin implements admin.Intake.
func (i deskIntake) Begin(ctx context.Context, by content.MemberID, name string, size int64) (admin.Incoming, error) {
	return onTheWay(i.uploads.Begin(ctx, by, name, size))
}

// Append implements admin.Intake.
func (i deskIntake) Append(ctx context.Context, by content.MemberID, id content.ID, offset int64, piece []byte) (admin.Incoming, error) {
	return onTheWay(i.uploads.Append(ctx, by, id, offset, piece))
}

// Received implements admin.Intake.
func (i deskIntake) Received(ctx context.Context, by content.MemberID, id content.ID) (admin.Incoming, error) {
	return onTheWay(i.uploads.State(ctx, by, id))
}

// Unfinished implements admin.Intake.
func (i deskIntake) Unfinished(ctx context.Context, by content.MemberID) ([]admin.Incoming, error) {
	list, err := i.uploads.List(ctx, by)
	var all []admin.Incoming
	for _, u := range list {
		one, _ := onTheWay(u, nil)
		all = append(all, one)
	}
	return all, err
}

// Finish implements admin.Intake. A file that may not come in is forgotten; one
// that met a full disk, or a scanner that is away, can be finished later.
func (i deskIntake) Finish(ctx context.Context, actor content.Actor, id content.ID) (asset content.ID, err error) {
	u, err := i.uploads.State(ctx, actor.ID, id)
	if err != nil {
		return "", err
	}
	f, _, _, err := i.uploads.Finish(ctx, actor.ID, id)
	if err != nil {
		return "", err
	}
	err = i.house.cabinet.File(ctx, u.Name, f, func(a media.Asset, notes media.Notes) error {
		asset, err = i.house.desk.TakeIn(ctx, actor, a, notes)
		return err
	})
	return asset, i.settle(ctx, actor.ID, id, err)
}

// settle forgets an upload that is done with, unless what it met may be over later.
func (i deskIntake) settle(ctx context.Context, by content.MemberID, id content.ID, err error) error {
	if err == nil || fault.Is(err, fault.Invalid) || fault.Is(err, fault.Forbidden) {
		if gone := i.uploads.Discard(ctx, by, id); err == nil {
			err = gone
		}
	}
	return err
}

// Peruse implements admin.Intake.
func (i deskIntake) Peruse(ctx context.Context, by content.MemberID, id content.ID, read func(name string, f io.ReaderAt, size int64) error) error {
	u, err := i.uploads.State(ctx, by, id)
	if err != nil {
		return err
	}
	f, _, size, err := i.uploads.Finish(ctx, by, id)
	if err != nil {
		return err
	}
	defer f.Close()
	return i.settle(ctx, by, id, read(u.Name, f, size))
}

// Discard implements admin.Intake.
func (i deskIntake) Discard(ctx context.Context, by content.MemberID, id content.ID) error {
	return i.uploads.Discard(ctx, by, id)
}
