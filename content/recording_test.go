package content_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// traced gives what reading does leaves in a Trace.
func (s *shelf) traced(read func(content.Reader)) *content.Trace {
	s.Helper()
	r, trace, err := content.NewLibrary(s.store, s.desk.Sites, "public", s.desk.Types, s).Record(s.Context(), "public")
	if err != nil {
		s.Fatal(err)
	}
	read(r)
	if err := trace.Settle(s.Context()); err != nil {
		s.Fatal(err)
	}
	return trace
}

func TestATraceNamesWhatWasReadAndNothingElse(t *testing.T) {
	s := newShelf(t)
	topic := content.ID("tttttttttttt")
	s.put(item(idA, "news", content.Facts{Topics: []content.ID{topic}}, in("lt", "naujienos/viena", "Viena")))
	ctx := t.Context()
	cases := map[string]struct {
		read func(content.Reader)
		want []string
	}{
		"a document": {func(r content.Reader) { r.Get(ctx, idA) }, []string{"doc:" + string(idA)}},
		"a path":     {func(r content.Reader) { r.Find(ctx, "lt", "naujienos/viena") }, []string{"doc:" + string(idA), content.PathTag("public", "naujienos/viena")}},
		"a list":     {func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}}) }, []string{"list:public/lt/news"}},
		"a list of a topic": {func(r content.Reader) {
			r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}, Topic: topic})
		}, []string{"list:public/lt/topic:tttttttttttt"}},
		"facets of a topic": {func(r content.Reader) {
			r.Facets(ctx, content.Filter{Locale: "lt", Types: []string{"news"}, Topic: topic}, "topic")
		}, []string{"list:public/lt/news"}},
		"refs":   {func(r content.Reader) { r.Refs(ctx, []content.ID{topic}, "lt", 5) }, []string{"ref:tttttttttttt"}},
		"a tree": {func(r content.Reader) { r.Tree(ctx, "lt") }, []string{"tree:public"}},
		"single": {func(r content.Reader) { r.Single(ctx, "home", "lt") }, []string{"list:public/lt/home"}},
	}
	for name, c := range cases {
		trace := s.traced(c.read)
		if got := trace.Tags(); !slices.Equal(got, c.want) {
			t.Errorf("%s: tags are %v, want %v", name, got, c.want)
		}
		if trace.Position == 0 {
			t.Errorf("%s: no position", name)
		}
	}
}

// TestEveryPublicChangeBearsATagOfEveryPageItChanges publishes, changes and ends
// a Document that a page, a list and a reference show, and demands that each
// Change bears a tag of each of them.
func TestEveryPublicChangeBearsATagOfEveryPageItChanges(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	s.put(item(idB, "topic", content.Facts{}, in("lt", "temos/viena", "Tema")))
	s.put(item(idA, "news", content.Facts{Topics: []content.ID{idB}}, in("lt", "naujienos/viena", "Viena")))
	pages := map[string]func(content.Reader){
		"page":  func(r content.Reader) { r.Find(ctx, "lt", "naujienos/viena") },
		"list":  func(r content.Reader) { r.List(ctx, content.Filter{Locale: "en", Types: []string{"news"}}) },
		"topic": func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Topic: idB}) },
		"refs":  func(r content.Reader) { r.Refs(ctx, []content.ID{idB}, "lt", 5) },
		"all":   func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt"}) },
	}
	changed := in("lt", "naujienos/viena", "Viena, pakeista")
	for _, verb := range []func() error{
		func() error {
			s.put(item(idA, "news", content.Facts{Topics: []content.ID{idB}}, changed))
			return nil
		},
		func() error {
			_, err := s.desk.Withdraw(ctx, officer, editorial.End{Document: idA, ReasonKey: "reason.withdrawn.out_of_date"})
			return err
		},
		func() error { _, err := s.desk.Restore(ctx, officer, idA, ""); return err },
		func() error {
			_, err := s.desk.Unpublish(ctx, officer, editorial.End{Document: idA, ReasonKey: "reason.gone.published_in_error"})
			return err
		},
	} {
		traces := map[string]*content.Trace{}
		for name, read := range pages {
			traces[name] = s.traced(read)
		}
		if err := verb(); err != nil {
			t.Fatal(err)
		}
		head, _ := s.store.Head(ctx)
		changes, err := s.store.Changes(ctx, head-1, 1)
		if err != nil {
			t.Fatal(err)
		}
		var borne []string
		for _, e := range changes[0].Events {
			borne = append(borne, e.Tags...)
		}
		for name, trace := range traces {
			if !slices.ContainsFunc(trace.Tags(), func(tag string) bool { return slices.Contains(borne, tag) }) {
				t.Errorf("change %d bears %v: the %s, made of %v, would stay", head, borne, name, trace.Tags())
			}
		}
	}
}

func TestATraceKnowsWhenTheNextInstantComes(t *testing.T) {
	s := newShelf(t)
	until := noon.Add(3 * time.Hour)
	fields := content.Fields{"kind": content.One("closure"), "level": content.One("information")}
	s.put(item(idA, "notice", content.Facts{Until: until, Fields: fields}, in("lt", "skelbimai/vienas", "Vienas")))
	s.put(item(idB, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	ctx := t.Context()
	list := func(typ string) func(content.Reader) {
		return func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Types: []string{typ}}) }
	}
	if got := s.traced(list("notice")).Next; !got.Equal(until) {
		t.Errorf("the list of notices changes at %v, want %v", got, until)
	}
	if got := s.traced(list("news")).Next; !got.IsZero() {
		t.Errorf("the list of news changes at %v by itself", got)
	}
	if got := s.traced(func(r content.Reader) { r.Get(ctx, idA) }).Next; !got.Equal(until) {
		t.Errorf("the page of the notice changes at %v, want %v", got, until)
	}
	s.now = until
	if got := s.traced(list("notice")).Next; !got.IsZero() {
		t.Errorf("after it has ended the list changes at %v", got)
	}
}
