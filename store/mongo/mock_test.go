package mongo

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/drivertest"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/xoptions"

	"herald/content"
	"herald/internal/fault"
)

// mock is a Store that asks nobody: each question is kept, and answered by the next of
// the answers, or by a broken connection where there is none.
type mock struct {
	*Store
	*testing.T
	server *drivertest.MockDeployment
	asked  []bson.Raw
}

func mocked(t *testing.T, answers ...bson.D) *mock {
	t.Helper()
	m := &mock{T: t, server: drivertest.NewMockDeployment(answers...)}
	o := Options{Patience: 5 * time.Second, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	to := clientOptions("mongodb://mock/", o)
	must(t, xoptions.SetInternalClientOptions(to, "deployment", m.server))
	to.SetMonitor(&event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		m.asked = append(m.asked, append(bson.Raw{}, e.Command...))
	}})
	client, err := mongo.Connect(to)
	must(t, err)
	m.Store = &Store{client: client, db: client.Database("herald"), o: o}
	return m
}

// commands gives the questions of a kind about a collection.
func (m *mock) commands(name, coll string) []bson.Raw {
	var all []bson.Raw
	for _, c := range m.asked {
		if on, ok := c.Lookup(name).StringValueOK(); ok && on == coll {
			all = append(all, c)
		}
	}
	return all
}

// says gives what a question has at a path, in JSON, "" where there is nothing.
func says(c bson.Raw, path ...string) string {
	v, err := c.LookupErr(path...)
	if err != nil {
		return ""
	}
	return v.String()
}

func (m *mock) expects(c bson.Raw, want string, path ...string) {
	m.Helper()
	if got := says(c, path...); got != want {
		m.Errorf("%s: got %s, want %s, in %s", strings.Join(path, "."), got, want, c)
	}
}

// Answers of a server.
func done(n int) bson.D { return fields(field("ok", 1), field("n", n)) }

func found(coll string, docs ...any) bson.D {
	if docs == nil {
		docs = []any{}
	}
	return fields(field("ok", 1), field("cursor", fields(field("id", int64(0)), field("ns", "herald."+coll), field("firstBatch", bson.A(docs)))))
}

func refusedWith(code int32, labels ...string) bson.D {
	d := fields(field("ok", 0), field("code", code), field("codeName", "X"), field("errmsg", "the server says no"))
	if len(labels) > 0 {
		all := bson.A{}
		for _, l := range labels {
			all = append(all, l)
		}
		d = append(d, field("errorLabels", all))
	}
	return d
}

func writeErrors(codes ...int32) bson.D {
	all := bson.A{}
	for i, code := range codes {
		all = append(all, fields(field("index", int32(i)), field("code", code), field("errmsg", "E11000 duplicate key")))
	}
	return fields(field("ok", 1), field("n", 0), field("writeErrors", all))
}

// slowMajority is said where the server wrote and has not heard of a majority in time.
func slowMajority() bson.D {
	return append(done(1), field("writeConcernError", fields(field("code", int32(64)), field("codeName", "WriteConcernFailed"), field("errmsg", "waiting for replication timed out"))))
}

// change is one that can be appended, and its entry as the log has it.
func change() (content.Change, entryDoc) {
	c := content.Change{ID: "change000001", Position: 8, Previous: content.Sum([]byte("before")), At: time.Unix(1, 0).UTC()}
	body, sum := c.Entry()
	return c, entryDoc{8, string(c.ID), string(sum), body}
}

func TestTheEntryIsWrittenByAMajority(t *testing.T) {
	m := mocked(t, done(1))
	c, doc := change()
	got, err := m.append(t.Context(), c)
	must(t, err)
	if got.ID != c.ID || len(m.asked) != 1 {
		t.Fatalf("%d questions for %v", len(m.asked), got)
	}
	q := m.commands("insert", logColl)[0]
	m.expects(q, `"majority"`, "writeConcern", "w")
	m.expects(q, `true`, "writeConcern", "j")
	m.expects(q, `{"$numberLong":"8"}`, "documents", "0", "_id")
	m.expects(q, `"`+string(c.ID)+`"`, "documents", "0", "id")
	m.expects(q, `"`+doc.Hash+`"`, "documents", "0", "hash")
	m.expects(q, ``, "documents", "1")
	// So that the driver may send it again, and the server knows.
	if says(q, "txnNumber") == "" {
		t.Errorf("it cannot be retried: %s", q)
	}
}

func TestOnlyWhatAMajorityHasIsRead(t *testing.T) {
	m := mocked(t, found(logColl, fields(field("_id", int64(7)), field("hash", "abc"))), found(logColl))
	at, hash, err := m.tip(t.Context())
	if err != nil || at != 7 || hash != "abc" {
		t.Fatalf("%d, %s, %v", at, hash, err)
	}
	q := m.commands("find", logColl)[0]
	m.expects(q, `"majority"`, "readConcern", "level")
	m.expects(q, `{"_id": {"$numberInt":"-1"}}`, "sort")
	m.expects(q, `{"$numberLong":"1"}`, "limit")
	// An empty log is at 0.
	if at, hash, err := m.tip(t.Context()); at != 0 || hash != "" || err != nil {
		t.Errorf("%d, %s, %v", at, hash, err)
	}
}

// TestAnswersThatWereLost looks at what becomes of a Commit when nobody knows whether
// the server has written it.
func TestAnswersThatWereLost(t *testing.T) {
	c, doc := change()
	again := refusedWith(91, "RetryableWriteError")
	for name, x := range map[string]struct {
		answers        []bson.D
		inserts, finds int
	}{
		"it was written, the majority was slow":        {[]bson.D{slowMajority(), found(logColl, doc)}, 1, 1},
		"it was written, the primary is one no longer": {[]bson.D{refusedWith(10107), found(logColl, doc)}, 1, 1},
		"the driver sent it again":                     {[]bson.D{again, done(1)}, 2, 0},
		"the driver sent it again, and it was there":   {[]bson.D{again, writeErrors(11000), found(logColl, doc)}, 2, 1},
		"it was not, and then it was":                  {[]bson.D{refusedWith(11602), found(logColl), done(1)}, 2, 1},
		"it was not, and arrived meanwhile":            {[]bson.D{slowMajority(), found(logColl), writeErrors(11000), found(logColl, doc)}, 2, 2},
		"nobody could be asked, and then it worked":    {[]bson.D{slowMajority(), refusedWith(50), done(1)}, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			m := mocked(t, x.answers...)
			got, err := m.append(t.Context(), c)
			must(t, err)
			if got.ID != c.ID || got.Position != c.Position {
				t.Errorf("got %+v", got)
			}
			inserts, finds := m.commands("insert", logColl), m.commands("find", logColl)
			if len(inserts) != x.inserts || len(finds) != x.finds || len(m.asked) != x.inserts+x.finds {
				t.Errorf("%d inserts, %d finds, %d questions", len(inserts), len(finds), len(m.asked))
			}
			for _, q := range inserts {
				m.expects(q, `{"$numberLong":"8"}`, "documents", "0", "_id")
				m.expects(q, `"`+string(c.ID)+`"`, "documents", "0", "id")
			}
			for _, q := range finds {
				m.expects(q, `"`+string(c.ID)+`"`, "filter", "id")
			}
		})
	}
}

func TestWhatStaysUnknownIsSaid(t *testing.T) {
	c, _ := change()
	var answers []bson.D
	for range resolveTries + 1 {
		answers = append(answers, slowMajority(), found(logColl))
	}
	m := mocked(t, answers...)
	_, err := m.append(t.Context(), c)
	wants(t, err, fault.Unavailable, "append")
	if !strings.Contains(err.Error(), "it is not known whether it was written") {
		t.Errorf("said: %v", err)
	}
	if n := len(m.commands("insert", logColl)); n != resolveTries+1 {
		t.Errorf("%d tries", n)
	}
}

func TestAPositionThatIsTaken(t *testing.T) {
	c, _ := change()
	other := fields(field("_id", int64(9)), field("hash", "abc"))
	m := mocked(t, writeErrors(11000), found(logColl), found(logColl, other))
	_, err := m.append(t.Context(), c)
	wants(t, err, fault.Conflict, "append")
	if !strings.Contains(err.Error(), "the log is at 9, not at 7") {
		t.Errorf("said: %v", err)
	}
	if n := len(m.commands("insert", logColl)); n != 1 {
		t.Errorf("%d tries", n)
	}
}

func TestACommitThatIsThereIsGivenBack(t *testing.T) {
	c, doc := change()
	// That what follows from it cannot be written now is no matter of the Commit.
	m := mocked(t, found(logColl, doc), found(logColl, doc), refusedWith(13))
	got, err := m.Commit(t.Context(), 3, content.Change{ID: c.ID}, nil)
	must(t, err)
	if got.Position != c.Position || len(m.commands("insert", logColl)) > 0 {
		t.Errorf("%+v after %d inserts", got, len(m.commands("insert", logColl)))
	}
}

func TestTheLogIsElsewhere(t *testing.T) {
	m := mocked(t, found(logColl, fields(field("_id", int64(5)), field("hash", "abc"))), found(logColl))
	_, err := m.Commit(t.Context(), 4, content.Change{ID: "change000001"}, nil)
	wants(t, err, fault.Conflict, "commit")
	if len(m.commands("insert", logColl)) > 0 {
		t.Error("it was sent")
	}
}
