package content_test

import (
	"slices"
	"testing"

	"herald/content"
)

func TestValuesAreCheckedByKind(t *testing.T) {
	good := map[content.Kind][]string{
		content.KindText:    {"Jonas", "Ана Ж."},
		content.KindNumber:  {"0", "-12.50", "1234567"},
		content.KindMoney:   {"1200.00 EUR", "-5 BGN"},
		content.KindDay:     {"1975", "1975-05", "2024-02-29", "unknown"},
		content.KindInstant: {"2026-11-20T09:00:00Z", "2026-11-20T09:00:00+02:00"},
		content.KindChoice:  {"decision"},
		content.KindCountry: {"LT", "GE", "XK"},
		content.KindLink:    {"https://example.org/a?b=c", "mailto:info@example.org", "tel:+37052123456"},
		content.KindColour:  {"#000000", "#0f5a4c", "#767676"},
		content.KindRef:     {"doc:0123456789ab", "doc:0123456789ab@3"},
	}
	bad := map[content.Kind][]string{
		content.KindText:    {"two\nlines"},
		content.KindNumber:  {"1,5", "1e9", "", "12345678901234567890", "٣"},
		content.KindMoney:   {"1200 eur", "1200.001 EUR", "EUR 5"},
		content.KindDay:     {"1975-13", "2023-02-29", "0000", "0000-01-01", "75", "1975-5-3"},
		content.KindInstant: {"2026-11-20", "yesterday"},
		content.KindChoice:  {"", "Decision"},
		content.KindCountry: {"lt", "LTU", "ZZ", "EU"},
		content.KindLink:    {"javascript:alert(1)", "//evil", "http://", "data:text/html,x", "https://a b"},
		content.KindColour:  {"", "#fff", "#0F5A4C", "red", "#0f5a4c;}", "0f5a4c", "#0f5a4g"},
		content.KindRef:     {"doc:x", "0123456789ab", "doc:0123456789ab@0"},
	}
	for kind, items := range good {
		f := content.Field{Kind: kind, Choices: []string{"decision"}, Grounds: []string{"#ffffff"}}
		for _, item := range items {
			if key, _ := f.CheckValue(item); key != "" {
				t.Errorf("%s %q is refused with %s", kind, item, key)
			}
		}
	}
	for kind, items := range bad {
		f := content.Field{Kind: kind, Choices: []string{"decision"}, Grounds: []string{"#ffffff"}}
		for _, item := range items {
			if key, _ := f.CheckValue(item); key != "issue.field."+string(kind) {
				t.Errorf("%s %q gives %q", kind, item, key)
			}
		}
	}
}

// A colour that is too light says how much it is short of, and what would do.
func TestAColourThatCannotBeReadIsMeasured(t *testing.T) {
	f := content.Field{Kind: content.KindColour, Grounds: []string{"#fcfbf7", "#ffffff"}}
	key, args := f.CheckValue("#777777")
	if key != "issue.colour.contrast" || len(args) != 6 || args[3] != "4.32" {
		t.Fatalf("%s %v", key, args)
	}
	better, _ := args[5].(string)
	if key, _ := f.CheckValue(better); key != "" || better == "#777777" {
		t.Errorf("%q is said to be better: %s", better, key)
	}
	if key, _ := f.CheckValue("#fcfbf7"); key != "issue.colour.contrast" {
		t.Errorf("the colour of the paper: %q", key)
	}
}

func TestNumbersSortAsNumbers(t *testing.T) {
	items := []string{"10", "-3", "2.5", "-20", "0", "1000000"}
	slices.SortFunc(items, func(a, b string) int {
		ka, kb := content.SortKey(content.KindNumber, a), content.SortKey(content.KindNumber, b)
		if ka < kb {
			return -1
		}
		return 1
	})
	if want := []string{"-20", "-3", "0", "2.5", "10", "1000000"}; !slices.Equal(items, want) {
		t.Errorf("sorted %v", items)
	}
}

func TestIDsAreRandomAndWellFormed(t *testing.T) {
	seen := map[content.ID]bool{}
	for range 10_000 {
		id := content.NewID()
		if !id.Valid() || seen[id] {
			t.Fatalf("id %q is malformed or stands twice", id)
		}
		seen[id] = true
	}
	for _, bad := range []content.ID{"", "short", "0123456789aI", "0123456789ab0", "../../../etc"} {
		if bad.Valid() {
			t.Errorf("%q counts as an id", bad)
		}
	}
}
