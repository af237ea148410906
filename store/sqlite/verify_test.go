package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"herald/content"
	"herald/store/storetest"
)

// damaged opens a store of three Documents after a statement has spoilt it.
func spoilt(t *testing.T, statement string) *Store {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	for _, id := range []content.ID{"d1", "d2", "d3"} {
		commitOne(t, s, id)
	}
	if _, err := s.writer.Exec(statement); err != nil {
		t.Fatal(err)
	}
	return s
}

func verify(t *testing.T, s *Store, repair bool) []content.Finding {
	t.Helper()
	found, err := s.Verify(t.Context(), repair, func(done, total int) {
		if done > total {
			t.Errorf("%d of %d done", done, total)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestVerifyFinds plants every kind of damage: each is found, what can be
// repaired is, and what cannot be is still reported afterwards.
func TestVerifyFinds(t *testing.T) {
	for _, c := range []struct {
		spoil, what string
		repairable  bool
	}{
		{"UPDATE log SET entry = CAST(replace(CAST(entry AS TEXT), 'saved', 'SAVED') AS BLOB) WHERE position = 2", "chain", false},
		{"UPDATE log SET entry = CAST('{' AS BLOB) WHERE position = 3", "chain", false},
		{"DELETE FROM log WHERE position = 2", "chain", false},
		{"DELETE FROM log WHERE position = 1", "chain", false},
		{"UPDATE log SET id = 'other' WHERE position = 3", "chain", false},
		{"UPDATE texts SET body = CAST(replace(CAST(body AS TEXT), 'Naujiena', 'Melagiena') AS BLOB)", "text", false},
		{"DELETE FROM texts WHERE instr(body, 'd2') > 0", "text", false},
		{"INSERT INTO texts (hash, body) VALUES ('" + string(content.Sum([]byte("x"))) + "', CAST('x' AS BLOB))", "orphan", true},
		{"UPDATE rows SET state = 'withdrawn' WHERE document = 'd2'", "projection", true},
		{"UPDATE rows SET audience = 'staff' WHERE document = 'd2' AND for_locale = 'en'", "projection", true},
		{"UPDATE rows SET by_title = CAST('x' AS BLOB) WHERE document = 'd1'", "projection", true},
		{"DELETE FROM rows WHERE document = 'd3'", "projection", true},
		{"UPDATE rows SET document = 'd9' WHERE document = 'd3'", "projection", true},
		{"DELETE FROM posting", "projection", true},
		{"UPDATE term SET rows = rows + 1", "projection", true},
		{"INSERT INTO posting SELECT min(tid), 99999 FROM term", "projection", true},
		{"UPDATE paths SET path = 'elsewhere'", "projection", true},
		{"DELETE FROM claims", "projection", true},
		{"INSERT INTO due VALUES (7, 'd1')", "projection", true},
		{"UPDATE standings SET state = 'draft' WHERE document = 'd1'", "projection", true},
		{"DELETE FROM standings", "projection", true},
		{"INSERT INTO hands VALUES ('m1', 'wrote', 'draft', 0, 'd1', 'lt')", "projection", true},
		{"INSERT INTO hands VALUES ('m1', 'wrote', 'draft', 0, 'd9', 'lt')", "projection", true},
		{"UPDATE events SET actor = 'somebody' WHERE position = 2", "projection", true},
		{"DELETE FROM events WHERE position = 3", "projection", true},
		{"INSERT INTO events SELECT position, n + 1, at_ms, kind, actor, document, asset, member, locale FROM events WHERE position = 1", "projection", true},
		{"DELETE FROM records WHERE id = 'd1'", "projection", true},
		{"UPDATE records SET body = (SELECT body FROM records WHERE id = 'd1') WHERE id = 'd2'", "projection", true},
		{"INSERT INTO records (kind, id, position, body) VALUES ('document', 'd8', 1, CAST('{\"id\":\"d8\"}' AS BLOB))", "projection", true},
	} {
		s := spoilt(t, c.spoil)
		kinds := map[string]bool{}
		for _, f := range verify(t, s, false) {
			kinds[f.What] = true
			if f.Repaired || f.Where == "" || f.Why == "" {
				t.Errorf("%s: finding %+v", c.spoil, f)
			}
		}
		if !kinds[c.what] {
			t.Errorf("%s: found %v, want %s", c.spoil, kinds, c.what)
		}
		for _, f := range verify(t, s, true) {
			if f.What == c.what && f.Repaired != c.repairable {
				t.Errorf("%s: finding %+v, repairable %v", c.spoil, f, c.repairable)
			}
		}
		if after := verify(t, s, true); c.repairable && len(after) > 0 {
			t.Errorf("%s: still there after repair: %+v", c.spoil, after)
		} else if !c.repairable && len(after) == 0 {
			t.Errorf("%s: damage that cannot be repaired is not reported any more", c.spoil)
		}
	}
}

// TestRepairSparesWhatIsRight: what is whole reads the same after a repair.
func TestRepairSparesWhatIsRight(t *testing.T) {
	s := spoilt(t, "DELETE FROM rows WHERE document = 'd3'")
	verify(t, s, true)
	rows, err := s.Rows(t.Context(), content.Query{Audiences: []string{content.Public}, Now: storetest.Epoch, Sites: []string{"public"}, For: "en"})
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
}

// TestTornFile: a file whose pages are lost is reported, not served as whole.
func TestTornFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(t.Context(), path, storetest.Projector(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		commitOne(t, s, storetest.ID(i))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	for at := int64(8 * 4096); at < info.Size(); at += 3 * 4096 {
		if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", 4096)), at); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = Open(t.Context(), path, storetest.Projector(), Options{ReadOnly: true})
	if err != nil {
		return // Refusing to open it is a report, too.
	}
	defer s.Close()
	if found := verify(t, s, false); len(found) == 0 {
		t.Fatal("a torn file verifies")
	}
}
