package content_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/store/storetest"
)

// A text is of the day that its Type calls the entry's, else of the day it was last
// public anew, else of the day somebody touched it last.
func TestTheDayOfAText(t *testing.T) {
	public := time.Date(2024, 5, 6, 23, 30, 0, 0, time.UTC)
	day := func(b *storetest.Builder) string {
		t.Helper()
		_, texts := storetest.Change(content.NewID(), b)
		bodies := map[content.Hash][]byte{}
		for _, text := range texts {
			bodies[text.Hash] = text.Body
		}
		p, err := storetest.Projector().Project(b.Document, bodies)
		if err != nil {
			t.Fatal(err)
		}
		return p.Standings[0].Day
	}
	draft := storetest.New(storetest.ID(1), "news", "public", "lt")
	draft.Draft("lt", draft.Title("Naujiena"), content.Facts{})
	draft.Document.Translation("lt").Touched = content.Mark{By: "m1", At: public.AddDate(1, 0, 0)}
	draft.Document.Created = content.Mark{By: "m1", At: public}
	news := storetest.Published(storetest.ID(2), "news", "Naujiena", public)
	news.Document.Translation("lt").Touched = content.Mark{By: "m1", At: public.AddDate(2, 0, 0)}
	act := storetest.New(storetest.ID(3), "act", "public", "lt")
	act.Draft("lt", act.Title("Aktas"), content.Facts{Fields: content.Fields{"date": content.One("1975-06")}})
	act.Publish("lt", public)
	unknown := storetest.New(storetest.ID(4), "act", "public", "lt")
	unknown.Draft("lt", unknown.Title("Aktas"), content.Facts{Fields: content.Fields{"date": content.One(content.DayUnknown)}})
	unknown.Publish("lt", public)
	for _, c := range []struct {
		what string
		b    *storetest.Builder
		want string
	}{{"a draft", draft, "2025-05-0"}, {"news", news, "2024-05-0"}, {"an act", act, "1975-06"}, {"an act of an unknown day", unknown, "2024-05-0"}} {
		if got := day(c.b); len(got) < len(c.want) || got[:len(c.want)] != c.want {
			t.Errorf("%s is of %q, want %s…", c.what, got, c.want)
		}
	}
}
