package mongo

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/sqlite"
	"herald/store/storetest"
	"herald/store/transfer"
)

func openFile(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "herald.db"), storetest.Projector(), sqlite.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

// TestFromSQLiteAndBack: the same log, entry for entry, the same texts and rows.
func TestFromSQLiteAndBack(t *testing.T) {
	from, there, back := openFile(t), open(t, mongotest.Database(t), storetest.Projector()), openFile(t)
	storetest.Stock(t, from, 20)
	want := storetest.Holding(t, from)
	must(t, there.TakeIn(t.Context(), from, nil))
	storetest.SameHolding(t, storetest.Holding(t, there), want)
	must(t, back.TakeIn(t.Context(), there, nil))
	storetest.SameHolding(t, storetest.Holding(t, back), want)
	storetest.Transferred(t, from, back)
	if findings, err := there.Verify(t.Context(), false, nil); err != nil || len(findings) > 0 {
		t.Errorf("verify: %v, %v", findings, err)
	}
}

// batches is a Source made of some; between is called before each.
type batches struct {
	all     []transfer.Batch
	between func()
}

func (g batches) Give(_ context.Context, take func(transfer.Batch) error) error {
	for _, b := range g.all {
		if g.between != nil {
			g.between()
		}
		if err := take(b); err != nil {
			return err
		}
	}
	return nil
}

// small is a Source of one Change.
func small(t *testing.T) batches {
	t.Helper()
	s, g := openFile(t), batches{}
	c, texts := storetest.Change(content.NewID(), storetest.Published(storetest.ID(1), "news", "Žinia", storetest.Epoch))
	_, err := s.Commit(t.Context(), 0, c, texts)
	must(t, err)
	must(t, s.Give(t.Context(), func(b transfer.Batch) error {
		g.all = append(g.all, b)
		return nil
	}))
	return g
}

// TestAChangeThatCameBeforeTheFirstEntryIsKept: whoever committed to the empty database
// in the last moment is not overwritten.
func TestAChangeThatCameBeforeTheFirstEntryIsKept(t *testing.T) {
	s := open(t, mongotest.Database(t), storetest.Projector())
	c, texts := storetest.Change(content.NewID(), storetest.Published(storetest.ID(2), "news", "Kita", storetest.Epoch))
	from := small(t)
	from.between = func() {
		c, err := s.follows(t.Context(), 0, c)
		must(t, err)
		must(t, s.putTexts(t.Context(), c, texts))
		_, err = s.append(t.Context(), c)
		must(t, err)
	}
	wants(t, s.TakeIn(t.Context(), from, nil), fault.Conflict, "fill")
	if known, err := s.changeOf(t.Context(), c.ID); err != nil || known == nil {
		t.Errorf("the change of another is gone: %v", err)
	}
}

// TestWhatIsGivenIsAsOfTheLog: texts of a Change that is not in the log yet stay behind,
// and what a redaction leaves is given although nobody has put it in its place yet.
func TestWhatIsGivenIsAsOfTheLog(t *testing.T) {
	s := open(t, mongotest.Database(t), storetest.Projector())
	must(t, s.TakeIn(t.Context(), small(t), nil))
	coming, texts := storetest.Change(content.NewID(), storetest.Published(storetest.ID(2), "news", "Dar ne", storetest.Epoch))
	must(t, s.putTexts(t.Context(), coming, texts))
	var words content.Text
	must(t, s.Give(t.Context(), func(b transfer.Batch) error {
		for _, x := range b.Texts {
			if strings.Contains(string(x.Body), "Žinia") {
				words = x
			}
			if strings.Contains(string(x.Body), "Dar ne") {
				t.Error("a text of a Change to come was given")
			}
		}
		return nil
	}))
	if words.Hash == "" {
		t.Fatal("the text was not given")
	}
	for i, left := range []string{"Pirmas", "Antras"} {
		c := content.Change{ID: content.NewID(), At: storetest.Epoch}
		c, err := s.follows(t.Context(), content.Position(1+i), c)
		must(t, err)
		must(t, s.putTexts(t.Context(), c, []content.Text{{Hash: words.Hash, Body: []byte(left), Redacted: true}}))
		_, err = s.append(t.Context(), c)
		must(t, err)
	}
	waiting := content.Change{ID: content.NewID(), At: storetest.Epoch}
	must(t, s.putTexts(t.Context(), waiting, []content.Text{{Hash: words.Hash, Body: []byte("Niekada"), Redacted: true}}))
	must(t, s.Give(t.Context(), func(b transfer.Batch) error {
		for _, x := range b.Texts {
			if x.Hash == words.Hash && (string(x.Body) != "Antras" || !x.Redacted) {
				t.Errorf("given: %q, redacted %v", x.Body, x.Redacted)
			}
		}
		return nil
	}))
}

// TestWhatMongoDBCannotHoldIsNamed before the server refuses it in words of its own.
func TestWhatMongoDBCannotHoldIsNamed(t *testing.T) {
	f := &taking{s: connected(t, mongotest.Database(t))}
	huge := make([]byte, 16<<20)
	for want, b := range map[string]transfer.Batch{
		"change 7":  {Entries: []transfer.Entry{{Position: 7, Body: huge}}},
		"text abcd": {Texts: []content.Text{{Hash: "abcd", Body: huge}}},
	} {
		if err := f.take(t.Context(), b); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want+" has 16777216 bytes") {
			t.Errorf("%s: %v", want, err)
		}
	}
}
