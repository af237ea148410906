package folder_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"herald/content"
	"herald/content/folder"
)

const linked = `+++
title = "A"
parent = "page/top"
organization = "organization/council"
topics = ["topic/z", "doc:bbbbbbbbbbbb", "topic/a"]

[fields]
acts = ["act/t1", "doc:cccccccccccc@2"]
agreement = "agreement/x"
picture = "map.png"
files = ["map.png", "dddddddddddd"]

[[asset]]
file = "map.png"
alt = "Map"
+++

[t1](doc:act/t1#vote) and [x](<doc:agreement/x>), ![m](files/map.png), not ` + "`[t1](doc:act/t1)`" + `,
[old](/old) [web](https://example.org/files/map.png)

[ref]: doc:topic/a "A"

` + "~~~\n[t1](doc:act/t1) ![m](files/map.png)\n~~~\n"

func linkedDocument(t *testing.T) *folder.Document {
	t.Helper()
	docs := all(t, fstest.MapFS{
		"press_release/a/en.md":         {Data: []byte(linked)},
		"press_release/a/files/map.png": {Data: []byte("x")},
	})
	if len(docs) != 1 {
		t.Fatal("no document")
	}
	return docs[0]
}

// ids gives an id for every name but those left out.
func ids(without string) func(string) (content.ID, bool) {
	return func(ref string) (content.ID, bool) {
		if ref == without {
			return "", false
		}
		return content.ID(strings.Repeat(strings.NewReplacer("/", "", "l", "0", "i", "0", "o", "0").Replace(ref), 3)[:12]), true
	}
}

func TestResolve(t *testing.T) {
	d := linkedDocument(t)
	want := "act/t1 agreement/x organization/council page/top topic/a topic/z"
	if got := strings.Join(d.Pending(), " "); got != want {
		t.Errorf("pending %q, want %q", got, want)
	}
	if problems := d.Resolve(ids("")); problems != nil {
		t.Fatal(problems)
	}
	body := d.Translations[0].Words.Body
	for got, want := range map[string]string{
		string(d.Facts.Parent):             "paget0ppaget",
		string(d.Facts.Organization):       "0rgan0zat00n",
		d.Facts.Fields["acts"].Items[0]:    "doc:actt1actt1ac",
		d.Facts.Fields["acts"].Items[1]:    "doc:cccccccccccc@2",
		d.Facts.Fields.Text("agreement"):   "doc:agreementxag",
		d.Facts.Fields.Text("picture"):     "map.png",
		strings.SplitAfter(body, ")")[0]:   "[t1](doc:actt1actt1ac#vote)",
		strings.SplitAfter(body, ")")[1]:   " and [x](<doc:agreementxag>)",
		string(d.Facts.Topics[0]):          "bbbbbbbbbbbb",
		strings.Split(body, "\n")[3]:       `[ref]: doc:t0p0cat0p0ca "A"`,
		strings.SplitAfter(body, "~~~")[1]: "\n[t1](doc:act/t1) ![m](files/map.png)\n~~~",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if len(d.Pending()) != 0 {
		t.Errorf("still pending: %q", d.Pending())
	}
}

// What cannot be resolved is named wherever it stands, and nothing is changed.
func TestResolveUnknown(t *testing.T) {
	d := linkedDocument(t)
	var got []string
	for _, p := range d.Resolve(ids("act/t1")) {
		got = append(got, p.Error())
	}
	want := "press_release/a/en.md:8: no document \"act/t1\"\npress_release/a/en.md:18: no document \"act/t1\""
	if strings.Join(got, "\n") != want {
		t.Errorf("problems %q", got)
	}
	if d.Facts.Parent != "page/top" {
		t.Error("changed all the same")
	}
}

func TestAttachDetach(t *testing.T) {
	d := linkedDocument(t)
	before := *d
	before.Translations = append([]folder.Translation{}, d.Translations...)
	const asset content.ID = "mmmmmmmmmmmm"
	d.Attach(func(file string) (content.ID, bool) { return asset, file == "map.png" })
	w := d.Translations[0].Words
	if got := d.Facts.Fields["files"].Items; got[0] != string(asset) || got[1] != "dddddddddddd" {
		t.Errorf("files %q", got)
	}
	if w.Assets[0].Asset != asset || !strings.Contains(w.Body, "![m](asset:mmmmmmmmmmmm)") {
		t.Errorf("words %+v", w)
	}
	d.Detach(types.Get("press_release"), func(id content.ID) (string, bool) { return "map.png", id == asset })
	if got := d.Translations[0].Words.Body; got != before.Translations[0].Words.Body {
		t.Errorf("body %q", got)
	}
	if got := d.Facts.Fields["files"].Items[0]; got != "map.png" {
		t.Errorf("file %q", got)
	}
}
