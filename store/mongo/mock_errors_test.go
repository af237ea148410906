package mongo

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/content"
	"herald/internal/fault"
)

func TestErrorsOfTheServer(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer bson.D
		kind   fault.Kind
		says   string
	}{
		{"not authorized", refusedWith(13), fault.Unavailable, "the account may not write to this database"},
		{"not authorized for a document", writeErrors(13), fault.Unavailable, "the account may not write to this database"},
		{"a role of another database", refusedWith(31), fault.Unavailable, "the account may not write to this database"},
		{"full disk", refusedWith(14031), fault.Unavailable, "the server says no"},
		{"a mistake of ours", refusedWith(9), fault.Internal, "the server says no"},
		{"unknown command", refusedWith(59), fault.Internal, "the server says no"},
		{"too large", refusedWith(10334), fault.Internal, "the server says no"},
		{"what nobody knows", refusedWith(4711), fault.Unavailable, "the server says no"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := mocked(t, c.answer)
			x, _ := change()
			_, err := m.append(t.Context(), x)
			wants(t, err, c.kind, "append")
			if !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), string(x.ID)) {
				t.Errorf("said: %v", err)
			}
			if n := len(m.asked); n != 1 {
				t.Errorf("%d questions: what is certain is not asked again", n)
			}
		})
	}
}

func TestOnlyTaken(t *testing.T) {
	taken := func(codes ...int) error {
		var e mongo.BulkWriteException
		for _, code := range codes {
			e.WriteErrors = append(e.WriteErrors, mongo.BulkWriteError{WriteError: mongo.WriteError{Code: code}})
		}
		return e
	}
	slow := mongo.BulkWriteException{WriteConcernError: &mongo.WriteConcernError{Code: 64},
		WriteErrors: []mongo.BulkWriteError{{WriteError: mongo.WriteError{Code: 11000}}}}
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, false}, {errors.New("other"), false}, {taken(), false}, {taken(11000), true},
		{taken(11000, 11000), true}, {taken(11000, 121), false}, {slow, false},
	} {
		if got := onlyTaken(c.err); got != c.want {
			t.Errorf("%v: got %v", c.err, got)
		}
	}
}

// TestTextsThatAreThere puts texts that others have put in the same moment.
func TestTextsThatAreThere(t *testing.T) {
	text := content.Text{Hash: content.Sum([]byte("words")), Body: []byte("words")}
	m := mocked(t, writeErrors(11000))
	must(t, m.putTexts(t.Context(), content.Change{ID: "change000001"}, []content.Text{text}))
	// An insert never puts words in the place of what is there.
	q := m.commands("insert", textColl)[0]
	m.expects(q, `"majority"`, "writeConcern", "w")
	m.expects(q, `"`+string(text.Hash)+`"`, "documents", "0", "_id")
	m.expects(q, `false`, "ordered")
	if len(m.asked) != 1 {
		t.Errorf("%d questions", len(m.asked))
	}
	m = mocked(t, writeErrors(121))
	wants(t, m.putTexts(t.Context(), content.Change{ID: "change000001"}, []content.Text{text}), fault.Internal, "put texts")
}

// greeted gives what is said of a server, by its answers.
func greeted(t *testing.T, answers ...bson.D) error {
	t.Helper()
	return mocked(t, answers...).greet(t.Context())
}

func hello(wire int32, more ...bson.E) bson.D {
	return append(fields(field("ok", 1), field("maxWireVersion", wire)), more...)
}

func TestServersThatCannotBeUsed(t *testing.T) {
	set := field("setName", "rs0")
	for name, c := range map[string]struct {
		answers []bson.D
		says    string
	}{
		"older":          {[]bson.D{hello(8, set)}, "it is older than MongoDB 4.4"},
		"wrong password": {[]bson.D{refusedWith(18)}, "the server refuses the name or the password"},
		"may not look":   {[]bson.D{hello(21, set), refusedWith(13)}, "the account may not read this database"},
		"other trouble":  {[]bson.D{hello(21, set), refusedWith(73)}, "the server answers: "},
		"no answer":      {nil, "the server cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			err := greeted(t, c.answers...)
			wants(t, err, fault.Unavailable, "greet")
			if !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "store herald") {
				t.Errorf("said: %v", err)
			}
		})
	}
	must(t, greeted(t, hello(9, set), found(metaColl)))
	must(t, greeted(t, hello(21), found(metaColl)))
}

func TestAFileIsNamedLast(t *testing.T) {
	body := someBytes(chunkSize*chunksAtOnce + 1)
	m := mocked(t, found(fileColl), done(chunksAtOnce), done(1), done(1))
	_, err := putBytes(t, m.Blobs(), body)
	must(t, err)
	var order []string
	for _, q := range m.asked {
		if coll, ok := q.Lookup("insert").StringValueOK(); ok {
			order = append(order, coll)
			m.expects(q, `"majority"`, "writeConcern", "w")
			m.expects(q, `true`, "writeConcern", "j")
		}
	}
	if got := strings.Join(order, " "); got != chunkColl+" "+chunkColl+" "+fileColl {
		t.Errorf("order: %s", got)
	}
	id := says(m.commands("insert", fileColl)[0], "documents", "0", "_id")
	for _, q := range m.commands("insert", chunkColl) {
		m.expects(q, id, "documents", "0", "files_id")
	}
	m.expects(m.commands("insert", fileColl)[0], `"`+string(content.Sum(body))+`"`, "documents", "0", "filename")
}

// TestAFileWhoseNamingIsInDoubt looks that its chunks stay where the name may still
// arrive, and go where it is certain that it does not.
func TestAFileWhoseNamingIsInDoubt(t *testing.T) {
	body := someBytes(100)
	other := fileDoc{ID: objectID(time.Now()), Length: 100, Chunk: chunkSize, Name: string(content.Sum(body))}
	chunk := fields(field("_id", 1), field("files_id", other.ID), field("n", int32(0)), field("data", body))
	for name, c := range map[string]struct {
		answers []bson.D
		ok      bool
		deletes int
	}{
		"somebody was as fast":         {[]bson.D{writeErrors(11000), found(fileColl, other), found(chunkColl, chunk), done(1)}, true, 1},
		"in doubt, somebody was":       {[]bson.D{slowMajority(), found(fileColl, other), found(chunkColl, chunk)}, true, 0},
		"not seen yet, then seen":      {[]bson.D{writeErrors(11000), found(fileColl), writeErrors(11000), found(fileColl, other), found(chunkColl, chunk), done(1)}, true, 1},
		"refused":                      {[]bson.D{refusedWith(13), done(1)}, false, 1},
		"in doubt, then refused":       {[]bson.D{slowMajority(), found(fileColl), refusedWith(13)}, false, 0},
		"in doubt, then it was itself": {[]bson.D{slowMajority(), found(fileColl), done(1)}, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := mocked(t, append([]bson.D{found(fileColl), done(1)}, c.answers...)...)
			_, err := putBytes(t, m.Blobs(), body)
			if c.ok != (err == nil) {
				t.Errorf("put: %v", err)
			}
			if n := len(m.commands("delete", chunkColl)); n != c.deletes {
				t.Errorf("chunks were taken away %d times, want %d", n, c.deletes)
			}
		})
	}
}

func TestAFullDiskIsSaid(t *testing.T) {
	m := mocked(t, found(fileColl), refusedWith(14031), done(0))
	_, err := putBytes(t, m.Blobs(), someBytes(10))
	wants(t, err, fault.Unavailable, "put")
	var said *fault.Fault
	if !errors.As(err, &said) || said.Key != "media.refused.no_room" {
		t.Errorf("said: %v", err)
	}
	if len(m.commands("delete", chunkColl)) != 1 {
		t.Error("the chunks were left")
	}
}

// TestOfTwoWhoNoteTheSameBothAreHeard has a server that refuses the slower of two who add
// one key at once, instead of letting it replace.
func TestOfTwoWhoNoteTheSameBothAreHeard(t *testing.T) {
	for name, do := range map[string]func(*mock) error{
		"a note":       func(m *mock) error { return m.PutNote(m.Context(), "kinds", []byte("two")) },
		"of the store": func(m *mock) error { return m.setMeta(m.Context(), metaOpened, field("at", 1)) },
		"a row": func(m *mock) error {
			return m.upsert(m.Context(), scratchColl, fields(field("_id", "x")), fields(field("_id", "x")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := do(mocked(t, writeErrors(11000), done(1))); err != nil {
				t.Error(err)
			}
			if err := do(mocked(t, writeErrors(11000), writeErrors(11000))); err == nil {
				t.Error("it was refused twice and nobody says so")
			}
		})
	}
}

// TestAnEntryThatIsMissing looks that a log with a hole does not seem to end there.
func TestAnEntryThatIsMissing(t *testing.T) {
	c, doc := change()
	marked := found(metaColl, fields(field("_id", metaProjected), field("generation", int64(1)), field("at", int64(9))))
	for _, limit := range []int{1, 200} {
		m := mocked(t, marked, found(logColl))
		m.look.due() // nobody looks beyond the marker
		_, err := m.Changes(t.Context(), 8, limit)
		wants(t, err, fault.Internal, "changes")
		if !strings.Contains(err.Error(), "log at 9 of 9: the entry is missing") {
			t.Errorf("said: %v", err)
		}
	}
	m := mocked(t, marked, found(logColl, doc), marked)
	m.look.due()
	got, err := m.Changes(t.Context(), 7, 1)
	must(t, err)
	if len(got) != 1 || got[0].ID != c.ID {
		t.Errorf("got %v", got)
	}
	// At its end there is nothing, and nothing is asked for it.
	if got, err := m.Changes(t.Context(), 9, 1); err != nil || len(got) != 0 || len(m.commands("find", logColl)) != 1 {
		t.Errorf("at the end: %v, %v", got, err)
	}
}
