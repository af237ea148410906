package sqlite

import (
	"context"
	"errors"
	"strconv"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
	"herald/staff/notice"
	"herald/store/transfer"
)

var _ transfer.Target = (*Store)(nil)

// TakeIn implements transfer.Target, in one transaction: whatever ends it early leaves
// the store as empty as it was.
func (s *Store) TakeIn(ctx context.Context, from transfer.Source, progress content.Progress) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.mustBeEmpty(); err != nil {
			return err
		}
		if err := from.Give(ctx, t.take); err != nil {
			return err
		}
		return s.reproject(t, progress)
	})
}

// mustBeEmpty refuses a store that would lose something or mix it with something else.
func (t *tx) mustBeEmpty() error {
	for _, table := range []string{"log", "texts", "notices", "letters", "secrets", "sessions", "devices", "scratches", "shares", "questions"} {
		var one int
		if found, err := t.one("SELECT 1 FROM "+table+" LIMIT 1", nil, &one); err != nil {
			return err
		} else if found {
			return fault.Wrap(fault.Conflict, errors.New("it is not empty: it has "+table), "take in a store")
		}
	}
	return nil
}

func (t *tx) take(b transfer.Batch) error {
	if b.Noticed != nil {
		if err := t.setMeta(metaNoticed, strconv.FormatUint(uint64(*b.Noticed), 10)); err != nil {
			return err
		}
	}
	return firstOf(takeAll(b.Entries, t.takeEntry), takeAll(b.Texts, t.takeText), takeAll(b.Notices, t.addNotice), takeAll(b.Secrets, t.takeSecrets),
		takeAll(b.Letters, t.takeLetter), takeAll(b.Devices, t.takeDevice), takeAll(b.Scratches, t.keepScratch), takeAll(b.Shares, t.addShare), takeAll(b.Questions, t.addAsked))
}

func takeAll[T any](all []T, take func(T) error) func() error {
	return func() error {
		for _, x := range all {
			if err := take(x); err != nil {
				return err
			}
		}
		return nil
	}
}

func (t *tx) takeEntry(e transfer.Entry) error {
	_, err := t.exec("INSERT INTO log (position, id, hash, entry) VALUES (?, ?, ?, ?)", int64(e.Position), string(e.ID), string(e.Hash), blob(e.Body))
	return err
}

func (t *tx) takeText(x content.Text) error {
	_, err := t.exec("INSERT INTO texts (hash, redacted, body) VALUES (?, ?, ?)", string(x.Hash), x.Redacted, blob(x.Body))
	return err
}

func (t *tx) takeSecrets(x staff.Secrets) error {
	_, err := t.exec(insertSecrets, secretsValues(x)...)
	return err
}

func (t *tx) takeLetter(l notice.Letter) error {
	_, err := t.exec(insertLetter, letterValues(l)...)
	return err
}

func (t *tx) takeDevice(d transfer.Device) error { return t.putDevice(d.Device, d.Member, d.Seen) }
