package mongo

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/content"
	"herald/internal/fault"
)

// backupForm is the version of the form of a backup: BSON documents one after the
// other, the first a backupHead, each other a kept, the last one with an empty
// collection.
const backupForm = 1

type backupHead struct {
	Herald   int   `bson:"herald"`
	Position int64 `bson:"position"`
}

// kept is one document of a collection.
type kept struct {
	Coll string   `bson:"c"`
	Doc  bson.Raw `bson:"d"`
}

// keptColls are the collections that a backup holds besides the log: what cannot be
// made again.
var keptColls = []string{textColl, pendingColl, scratchColl, secretColl, sessionColl, deviceColl, noticeColl, letterColl, shareColl, askedColl}

// Backup implements content.Keeper: the log up to one Position, all texts, and the plain
// rows. Projections are made again. The log ends before the texts are read, so that
// every text that it names is there.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return exists(file, err)
	}
	part := filepath.Join(filepath.Dir(file), fmt.Sprintf(".%s.%s.part", filepath.Base(file), content.NewID()))
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	defer os.Remove(part)
	out := bufio.NewWriterSize(f, 1<<20)
	err = s.backup(ctx, out)
	if err := errors.Join(err, out.Flush(), f.Sync(), f.Close()); err != nil {
		return failed(err, "backup to %s", file)
	}
	if err := os.Link(part, file); errors.Is(err, fs.ErrExist) {
		return exists(file, nil)
	} else if err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	return syncFolder(filepath.Dir(file))
}

func exists(file string, err error) error {
	if err == nil {
		err = fs.ErrExist
	}
	return fault.Wrap(fault.Invalid, err, "backup to %s", file)
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	return fault.Wrap(fault.Unavailable, errors.Join(f.Sync(), f.Close()), "backup")
}

func (s *Store) backup(ctx context.Context, out io.Writer) error {
	head, _, err := s.tip(ctx)
	if err != nil {
		return err
	}
	if err := put(out, backupHead{backupForm, int64(head)}); err != nil {
		return err
	}
	if err := s.keep(ctx, out, logColl, fields(field("_id", bson.D{field("$lte", int64(head))}))); err != nil {
		return err
	}
	for _, name := range keptColls {
		if err := s.keep(ctx, out, name, bson.D{}); err != nil {
			return err
		}
	}
	if err := s.keep(ctx, out, metaColl, fields(field("_id", metaNoticed))); err != nil {
		return err
	}
	return put(out, kept{Doc: empty})
}

var empty = bson.Raw{5, 0, 0, 0, 0}

func put(out io.Writer, doc any) error {
	body, err := bson.Marshal(doc)
	if err == nil {
		_, err = out.Write(body)
	}
	return err
}

// keep writes the documents of one collection.
func (s *Store) keep(ctx context.Context, out io.Writer, coll string, w bson.D) error {
	return each(ctx, s, coll, w, func(doc bson.Raw) error { return put(out, kept{coll, doc}) })
}

// largest bounds one document of a backup: MongoDB's own bound and some room.
const largest = 17 << 20

// Restore fills an empty database with what Backup wrote, and makes the projections.
// It refuses a database that holds anything, and a file that is not whole.
func (s *Store) Restore(ctx context.Context, file string, progress content.Progress) error {
	if err := s.usable(); err != nil {
		return err
	}
	if head, _, err := s.tip(ctx); err != nil || head > 0 {
		return errors.Join(err, fault.Wrap(fault.Conflict, fmt.Errorf("it holds %d changes", head), "restore into %s", s.db.Name()))
	}
	f, err := os.Open(file)
	if err != nil {
		return fault.Wrap(fault.NotFound, err, "backup")
	}
	defer f.Close()
	if err := s.restore(ctx, bufio.NewReaderSize(f, 1<<20)); err != nil {
		return failed(err, "restore from %s", file)
	}
	return s.Reproject(ctx, progress)
}

func (s *Store) restore(ctx context.Context, from io.Reader) error {
	var head backupHead
	if err := take(from, &head); err != nil || head.Herald != backupForm {
		return fault.Wrap(fault.Invalid, errors.Join(err, fmt.Errorf("form %d", head.Herald)), "it is no backup of a MongoDB store")
	}
	at, batch := "", []mongo.WriteModel{}
	flush := func() error {
		err := s.write(ctx, at, batch)
		batch = batch[:0]
		return err
	}
	for {
		var k kept
		if err := take(from, &k); err != nil {
			return fault.Wrap(fault.Invalid, err, "the backup is not whole")
		}
		if k.Coll != at || len(batch) == batchSize {
			if err := flush(); err != nil {
				return err
			}
			at = k.Coll
		}
		if at == "" {
			return nil
		}
		batch = append(batch, mongo.NewInsertOneModel().SetDocument(k.Doc))
	}
}

// take reads one document.
func take(from io.Reader, into any) error {
	var size [4]byte
	if _, err := io.ReadFull(from, size[:]); err != nil {
		return err
	}
	n := binary.LittleEndian.Uint32(size[:])
	if n < 5 || n > largest {
		return fmt.Errorf("a document of %d bytes", n)
	}
	body := make([]byte, n)
	copy(body, size[:])
	if _, err := io.ReadFull(from, body[4:]); err != nil {
		return err
	}
	return bson.Unmarshal(body, into)
}
