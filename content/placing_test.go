package content

import (
	"slices"
	"testing"

	"herald/content/markdown"
)

func TestFilesArePutMovedAndTaken(t *testing.T) {
	typ := ShippedTypes().Get("news")
	const a, b, c = "000000000001", "000000000002", "000000000003"
	facts := Facts{Fields: Fields{"files": {Items: []string{a}}}}
	words := Words{Body: "Tekstas.\n", Assets: []AssetWords{{Asset: a, Caption: "Pirmas"}}}
	p := NewPlacing(typ, words, facts)
	files, _ := typ.Field("files")
	picture, _ := typ.Field("picture")
	is := func(field Field, want ...ID) {
		t.Helper()
		if got := p.In(field); !slices.Equal(got, want) {
			t.Errorf("%s holds %v, want %v", field.Name, got, want)
		}
	}
	p.Put(files, b)
	p.Put(files, b)
	is(files, a, b)
	p.Move(files, a, -1)
	p.Move(files, c, 1)
	is(files, a, b)
	p.Move(files, a, 1)
	is(files, b, a)
	p.Put(picture, b)
	p.Put(picture, c)
	is(picture, c)
	p.Say(AssetWords{Asset: c, Alt: "Upė"})
	p.Say(AssetWords{Asset: c, Alt: "Upė pavasarį"})
	p.Append(a, "x", true)
	p.Take(files, a)
	if len(p.Words.Assets) != 2 || p.Words.Assets[1].Alt != "Upė pavasarį" || !p.InBody(a) || p.InBody(b) {
		t.Errorf("says %+v, body %q", p.Words.Assets, p.Words.Body)
	}
	p.Take(picture, c)
	if len(p.Words.Assets) != 1 {
		t.Errorf("still says %+v", p.Words.Assets)
	}
	if words.Body != "Tekstas.\n" || facts.Fields["files"].Items[0] != a || len(facts.Fields["files"].Items) != 1 {
		t.Error("what it started from has changed")
	}
	if names := typ.Slots(); len(names) != 2 || names[0].Name != "picture" {
		t.Errorf("slots %v", names)
	}
}

func TestAFileIsOfferedUnderItsName(t *testing.T) {
	for _, name := range []string{"aktas.pdf", "a]b[c.pdf", `a\b*c_d.pdf`, "a`b`<i>.pdf", "[x](asset:000000000009)"} {
		refs := markdown.Refs(Embed("000000000001", name, false))
		if len(refs) != 1 || refs[0].ID != "000000000001" || refs[0].Alt != name {
			t.Errorf("%q becomes %+v", name, refs)
		}
	}
	if refs := markdown.Refs(Embed("000000000001", "a.jpg", true)); len(refs) != 1 || refs[0].ID != "000000000001" {
		t.Errorf("a picture becomes %+v", refs)
	}
}

func TestPicturesOfTheBodyAreCalledDecoration(t *testing.T) {
	const a, b, c = "000000000001", "000000000002", "000000000003"
	words := Words{Body: "![](asset:" + a + ")\n\n![Upė](asset:" + b + ")\n", Assets: []AssetWords{{Asset: a, Credit: "Ona"}}}
	p := NewPlacing(ShippedTypes().Get("news"), words, Facts{}).Decorate([]ID{a, b, c})
	if !slices.Equal(p.Words.Assets, []AssetWords{{Asset: a, Credit: "Ona", Decorative: true}}) || words.Assets[0].Decorative {
		t.Errorf("says %+v, and before %+v", p.Words.Assets, words.Assets)
	}
}
