package content

import (
	"slices"
	"testing"
	"time"

	"herald/i18n"
)

// Nothing in a copy may be true of the entry that it was copied from alone.
func TestACopyTakesNoNumberDayOrAddressAlong(t *testing.T) {
	types := ShippedTypes()
	asset, other := NewID(), NewID()
	for _, typ := range types.All() {
		words := Words{Title: "Title", Summary: "Summary", Body: "Body", Path: "x/y", FormerPaths: []string{"old"}, ChangeNote: Note{Text: "note"}, Fields: Fields{}}
		facts := Facts{Name: "folder", Organization: other, Topics: []ID{other}, Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Authentic: []i18n.Locale{"lt"}, Fields: Fields{"gone": One("kept for nobody")}}
		for _, f := range typ.Fields {
			v := One("value")
			switch f.Kind {
			case KindAsset:
				v = One(string(asset))
			case KindGroup:
				v = Value{Rows: []Fields{{"name": One("Ana")}}}
			}
			if f.Words {
				words.Fields[f.Name] = v
			} else {
				facts.Fields[f.Name] = v
			}
		}
		c := typ.Copy(words, facts)
		if c.Words.Title != "Title" || c.Words.Summary != "Summary" || c.Words.Body != "Body" || c.Facts.Organization != other || !slices.Equal(c.Facts.Topics, []ID{other}) {
			t.Errorf("%s: what was written is lost: %+v", typ.Name, c)
		}
		if c.Words.Path != "" || c.Words.FormerPaths != nil || c.Words.ChangeNote != (Note{}) || c.Facts.Name != "" || !c.Facts.Until.IsZero() || c.Facts.Authentic != nil || !c.Facts.Fields["gone"].Empty() {
			t.Errorf("%s: the entry itself goes along: %+v", typ.Name, c)
		}
		for _, f := range typ.Fields {
			value := c.Facts.Fields[f.Name]
			if f.Words {
				value = c.Words.Fields[f.Name]
			}
			if own := f.Unique || f.Kind == KindDay || f.Kind == KindInstant || f.Name == typ.Number; own && !value.Empty() {
				t.Errorf("%s.%s is copied", typ.Name, f.Name)
			}
			if value.Empty() != slices.Contains(c.Left, f.Name) {
				t.Errorf("%s.%s: copied %v, told as left out %v", typ.Name, f.Name, !value.Empty(), slices.Contains(c.Left, f.Name))
			}
		}
		if !slices.Contains(c.Left, "until") {
			t.Errorf("%s: the end is not told", typ.Name)
		}
	}
}

func TestACopyOfASignedTextHasNeitherItsScanNorWhatItRelatesTo(t *testing.T) {
	act := ShippedTypes().Get("act")
	scan, kept := NewID(), NewID()
	c := act.Copy(Words{Title: "Decision", Body: "![x](asset:" + string(kept) + ")", Assets: []AssetWords{{Asset: scan, Alt: "the scan"}, {Asset: kept, Alt: "a map"}}},
		Facts{Fields: Fields{"original": One(string(scan)), "checksum": One("abc"), "amends": One("doc:" + string(NewID())), "votes_for": One("20"), "kind": One("decision")}})
	for _, name := range []string{"original", "checksum", "amends", "votes_for"} {
		if !c.Facts.Fields[name].Empty() || !slices.Contains(c.Left, name) {
			t.Errorf("%s goes along", name)
		}
	}
	if c.Facts.Fields.Text("kind") != "decision" || len(c.Words.Assets) != 1 || c.Words.Assets[0].Asset != kept {
		t.Errorf("%+v", c)
	}
}

func TestACopyIsChangedWithoutItsOriginal(t *testing.T) {
	release := ShippedTypes().Get("press_release")
	words := Words{Fields: Fields{"contacts": {Rows: []Fields{{"name": One("Ana")}}}}}
	c := release.Copy(words, Facts{Topics: []ID{"a", "b"}})
	c.Words.Fields["contacts"].Rows[0]["name"] = One("Other")
	if words.Fields["contacts"].Rows[0].Text("name") != "Ana" {
		t.Error("the original changed")
	}
}
