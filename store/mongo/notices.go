package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/i18n"
	"herald/staff/notice"
)

var _ notice.Rows = (*Store)(nil)

// metaNoticed is how far the log has been looked through for what to tell.
const metaNoticed = "noticed"

type noticeDoc struct {
	ID       string `bson:"_id"`
	Member   string `bson:"member"`
	Kind     string `bson:"kind"`
	Document string `bson:"document"`
	Locale   string `bson:"locale"`
	Edition  int    `bson:"edition"`
	Step     string `bson:"step"`
	By       string `bson:"who"`
	At       int64  `bson:"at"`
	Due      int64  `bson:"due"`
	Read     int64  `bson:"read"`
	Settled  int64  `bson:"settled"`
	Mail     string `bson:"mail"`
	Letter   string `bson:"letter"`
}

func noticeOf(n notice.Notice) noticeDoc {
	return noticeDoc{n.ID, string(n.Member), string(n.Kind), string(n.Document), string(n.Locale), n.Edition, n.Step, string(n.By),
		since1970(n.At), since1970(n.Due), since1970(n.Read), since1970(n.Settled), string(n.Mail), n.Letter}
}

func (d noticeDoc) notice() notice.Notice {
	return notice.Notice{ID: d.ID, Member: content.MemberID(d.Member), Kind: notice.Kind(d.Kind), Document: content.ID(d.Document), Locale: i18n.Locale(d.Locale),
		Edition: d.Edition, Step: d.Step, By: content.MemberID(d.By), At: instant(d.At, 0), Due: instant(d.Due, 0), Read: instant(d.Read, 0),
		Settled: instant(d.Settled, 0), Mail: notice.Mail(d.Mail), Letter: d.Letter}
}

// Noticed implements notice.Rows.
func (s *Store) Noticed(ctx context.Context) (content.Position, bool, error) {
	var found struct {
		At *int64 `bson:"at"`
	}
	if err := s.meta(ctx, metaNoticed, &found); err != nil || found.At == nil {
		return 0, false, err
	}
	return content.Position(*found.At), true, nil
}

// AddNotices implements notice.Rows. The Notices are there before it is remembered that
// the log has been looked through: whoever is stopped between looks again.
func (s *Store) AddNotices(ctx context.Context, at content.Position, all ...notice.Notice) error {
	if err := s.usable(); err != nil {
		return err
	}
	var writes []mongo.WriteModel
	for _, n := range all {
		writes = append(writes, mongo.NewInsertOneModel().SetDocument(noticeOf(n)))
	}
	if err := s.write(ctx, noticeColl, writes); err != nil {
		return err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	err := orReplace(func() error {
		_, err := s.coll(metaColl).UpdateOne(ctx, fields(field("_id", metaNoticed)), bson.D{field("$max", fields(field("at", int64(at))))}, options.UpdateOne().SetUpsert(true))
		return err
	})
	return failed(err, "notices")
}

// Notices implements notice.Rows.
func (s *Store) Notices(ctx context.Context, q notice.Query) ([]notice.Notice, error) {
	w := bson.D{}
	add := func(set bool, name string, value any) {
		if set {
			w = append(w, field(name, value))
		}
	}
	add(q.Member != "", "member", string(q.Member))
	add(len(q.Documents) > 0, "document", in(q.Documents))
	add(q.Unread, "read", int64(0))
	add(q.Unsettled, "settled", int64(0))
	add(q.Mail != notice.MailNone, "mail", string(q.Mail))
	add(q.Letter != "", "letter", q.Letter)
	order := sorted("at", "_id")
	if q.Newest {
		order = sorted("-at", "-_id")
	}
	found, err := plain[noticeDoc](ctx, s, noticeColl, w, order, options.Find().SetLimit(int64(max(q.Limit, 0))))
	var all []notice.Notice
	for _, f := range found {
		all = append(all, f.notice())
	}
	return all, err
}

// OpenNotices implements notice.Rows.
func (s *Store) OpenNotices(ctx context.Context, m content.MemberID) (int, error) {
	ctx, stop := s.within(ctx)
	defer stop()
	n, err := s.coll(noticeColl).CountDocuments(ctx, fields(field("member", string(m)), field("read", int64(0)), field("settled", int64(0))))
	return int(n), failed(err, "notices")
}

// ReadNotices implements notice.Rows.
func (s *Store) ReadNotices(ctx context.Context, m content.MemberID, at time.Time, ids ...string) error {
	_, err := s.update(ctx, noticeColl, fields(field("_id", in(ids)), field("member", string(m)), field("read", int64(0))), set(field("read", since1970(at))))
	return err
}

// SettleNotices implements notice.Rows.
func (s *Store) SettleNotices(ctx context.Context, at time.Time, ids ...string) error {
	_, err := s.update(ctx, noticeColl, fields(field("_id", in(ids)), field("settled", int64(0))), set(field("settled", since1970(at))))
	return err
}

// MailNotices implements notice.Rows.
func (s *Store) MailNotices(ctx context.Context, letter string, mail notice.Mail, ids ...string) error {
	_, err := s.update(ctx, noticeColl, fields(field("_id", in(ids))), set(field("letter", letter), field("mail", string(mail))))
	return err
}

// SweepNotices implements notice.Rows.
func (s *Store) SweepNotices(ctx context.Context, until time.Time) error {
	w := fields(field("at", before(since1970(until))))
	return errors.Join(s.remove(ctx, noticeColl, w), s.remove(ctx, letterColl, w))
}
