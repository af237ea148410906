package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

type sessionDoc struct {
	ID        string `bson:"_id"`
	Member    string `bson:"member"`
	Token     string `bson:"token"`
	Before    string `bson:"before"`
	Until     int64  `bson:"before_until"`
	Device    string `bson:"device"`
	Epoch     int64  `bson:"epoch"`
	Rights    string `bson:"rights"`
	Form      []byte `bson:"form"`
	Factor    bool   `bson:"factor"`
	Pending   []byte `bson:"pending"`
	Started   int64  `bson:"started"`
	Seen      int64  `bson:"seen"`
	Confirmed int64  `bson:"confirmed"`
	Address   string `bson:"address"`
	Browser   string `bson:"browser"`
}

func sessionOf(x staff.SessionRow) sessionDoc {
	return sessionDoc{string(x.ID), string(x.Member), string(x.Token), string(x.Before), since1970(x.BeforeUntil), string(x.Device), x.Epoch, string(x.Rights),
		blob(x.Form), x.Factor, blob(x.Pending), since1970(x.Started), since1970(x.Seen), since1970(x.Confirmed), x.Address, x.Browser}
}

func (d sessionDoc) session() staff.SessionRow {
	return staff.SessionRow{ID: content.ID(d.ID), Member: content.MemberID(d.Member), Token: content.Hash(d.Token), Before: content.Hash(d.Before),
		BeforeUntil: instant(d.Until, 0), Device: content.Hash(d.Device), Epoch: d.Epoch, Rights: content.Hash(d.Rights), Form: unblob(d.Form),
		Factor: d.Factor, Pending: unblob(d.Pending), Started: instant(d.Started, 0), Seen: instant(d.Seen, 0), Confirmed: instant(d.Confirmed, 0),
		Address: d.Address, Browser: d.Browser}
}

// AddSession implements staff.Vault.
func (s *Store) AddSession(ctx context.Context, x staff.SessionRow) error {
	return failed(s.insertInto(ctx, sessionColl, sessionOf(x)), "session")
}

// ReplaceSession implements staff.Vault.
func (s *Store) ReplaceSession(ctx context.Context, token content.Hash, x staff.SessionRow) error {
	if err := s.usable(); err != nil {
		return err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	done, err := s.coll(sessionColl).ReplaceOne(ctx, fields(field("_id", string(x.ID)), field("token", string(token))), sessionOf(x))
	if err == nil && done.MatchedCount == 0 {
		return absentSession()
	}
	return failed(err, "session")
}

func absentSession() error { return fault.Absent("session") }

// Session implements staff.Vault. The token that holds now goes before one that did.
func (s *Store) Session(ctx context.Context, hash content.Hash) (staff.SessionRow, error) {
	if hash == "" {
		return staff.SessionRow{}, absentSession()
	}
	for _, name := range []string{"token", "before"} {
		found, err := plain[sessionDoc](ctx, s, sessionColl, fields(field(name, string(hash))))
		if err != nil {
			return staff.SessionRow{}, err
		}
		if len(found) > 0 {
			return found[0].session(), nil
		}
	}
	return staff.SessionRow{}, absentSession()
}

// Sessions implements staff.Vault.
func (s *Store) Sessions(ctx context.Context, id content.MemberID) ([]staff.SessionRow, error) {
	found, err := plain[sessionDoc](ctx, s, sessionColl, fields(field("member", string(id))), sorted("started", "_id"))
	var all []staff.SessionRow
	for _, d := range found {
		all = append(all, d.session())
	}
	return all, err
}

// EndSession implements staff.Vault.
func (s *Store) EndSession(ctx context.Context, id content.MemberID, session content.ID) error {
	return s.remove(ctx, sessionColl, fields(field("_id", string(session)), field("member", string(id))))
}

type deviceDoc struct {
	Key    string `bson:"_id"`
	Device string `bson:"device"`
	Member string `bson:"member"`
	Seen   int64  `bson:"seen"`
}

// KnowsDevice implements staff.Vault.
func (s *Store) KnowsDevice(ctx context.Context, id content.MemberID, device content.Hash) (bool, error) {
	found, err := plain[deviceDoc](ctx, s, deviceColl, fields(field("_id", string(device)+" "+string(id))))
	return len(found) > 0, err
}

// PutDevice implements staff.Vault. Who has signed in on the device is written under the
// new hash before the old one goes: whoever is stopped between knows both.
func (s *Store) PutDevice(ctx context.Context, was, device content.Hash, id content.MemberID, now time.Time) error {
	if was != "" && was != device {
		old, err := plain[deviceDoc](ctx, s, deviceColl, fields(field("device", string(was))))
		if err != nil {
			return err
		}
		for _, d := range old {
			if err := s.putDevice(ctx, device, content.MemberID(d.Member), d.Seen); err != nil {
				return err
			}
		}
		if err := s.remove(ctx, deviceColl, fields(field("device", string(was)))); err != nil {
			return err
		}
	}
	return s.putDevice(ctx, device, id, since1970(now))
}

func (s *Store) putDevice(ctx context.Context, device content.Hash, id content.MemberID, seen int64) error {
	doc := deviceOf(device, id, seen)
	return s.upsert(ctx, deviceColl, fields(field("_id", doc.Key)), doc)
}

func deviceOf(device content.Hash, id content.MemberID, seen int64) deviceDoc {
	return deviceDoc{string(device) + " " + string(id), string(device), string(id), seen}
}

// Drop implements staff.Vault.
func (s *Store) Drop(ctx context.Context, d staff.Dropping) error {
	everything := bson.D{}
	for _, x := range []struct {
		wanted bool
		coll   string
		which  bson.D
	}{
		{d.Sessions != "", sessionColl, fields(field("member", string(d.Sessions)))},
		{d.Devices != "", deviceColl, fields(field("member", string(d.Devices)))},
		{d.Device != "", deviceColl, fields(field("device", string(d.Device)))},
		{!d.SeenBefore.IsZero(), sessionColl, fields(field("seen", before(since1970(d.SeenBefore))))},
		{!d.StartedBefore.IsZero(), sessionColl, fields(field("started", before(since1970(d.StartedBefore))))},
		{!d.DevicesBefore.IsZero(), deviceColl, fields(field("seen", before(since1970(d.DevicesBefore))))},
		{d.Ways, sessionColl, everything},
		{d.Ways, deviceColl, everything},
	} {
		if !x.wanted {
			continue
		}
		if err := s.remove(ctx, x.coll, x.which); err != nil {
			return err
		}
	}
	if !d.Ways {
		return nil
	}
	_, err := s.update(ctx, secretColl, fields(field("link", bson.D{field("$ne", "")})),
		bson.D{field("$inc", fields(field("version", int64(1)))), field("$set", fields(field("link", ""), field("link_purpose", ""), field("link_until", int64(0))))})
	return err
}
