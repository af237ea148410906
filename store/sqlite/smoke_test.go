package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"herald/content"
	"herald/store/storetest"
)

func TestSmoke(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "a b?#%.db"), storetest.Projector(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		b := storetest.Published(storetest.ID(i), "news", fmt.Sprint("Naujiena ", i), storetest.Epoch.Add(time.Duration(i)*time.Hour))
		c, texts := storetest.Change(content.NewID(), b)
		if c, err = s.Commit(ctx, content.Position(i), c, texts); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := s.Rows(ctx, content.Query{Site: "public", For: "lt", Types: []string{"news"}, Audiences: []string{"public"}, Now: storetest.Epoch, Limit: 3})
	t.Log(err)
	for _, r := range rows {
		t.Logf("%+v", r)
	}
	t.Log(s.Count(ctx, content.Query{Audiences: []string{"public"}, Now: storetest.Epoch}))
	t.Log(s.Facets(ctx, content.Query{Audiences: []string{"public"}, Now: storetest.Epoch, For: "en"}, []string{"year"}))
	t.Log(s.Paths(ctx, "public", "news/"+string(storetest.ID(3))))
	if err := s.Reproject(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
