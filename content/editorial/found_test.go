package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
)

// What an installation is told about itself begins as two drafts of nobody in
// particular: not one word of it is public.
func TestFoundBeginsDrafts(t *testing.T) {
	r := newRig(t)
	in := editorial.Founding{Site: "public", Locale: "lt", Name: "Arvenos savivaldybė"}
	if err := r.desk.Found(t.Context(), content.System("setup"), in); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, c := range r.log.log {
		for _, e := range c.Events {
			if e.Kind != content.EventCreated || e.By != content.System("setup") {
				t.Errorf("event %+v", e)
			}
			kinds[string(e.Kind)]++
		}
	}
	if kinds["created"] != 2 {
		t.Errorf("events %v", kinds)
	}
}
