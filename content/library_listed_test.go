package content_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

const idTopic content.ID = "tttttttttttt"

var both = content.NewAccess(content.Public, content.Staff)

// newSites is a town with a public Site, one of its theatre on a host of its
// own, and an intranet. Each lists what edit says.
func newSites(t *testing.T, lists map[string][]string) *shelf {
	t.Helper()
	s := newShelf(t)
	s.desk.Sites["theatre"] = &content.Site{Name: "theatre", Origin: "https://theatre.example", Locales: []i18n.Locale{"en", "lt"}, Audience: content.Public, Zone: time.UTC}
	for name, site := range s.desk.Sites {
		if site.Origin == "" {
			site.Origin = "https://town.example"
		}
		site.Lists = lists[name]
	}
	return s
}

// at publishes one news item on a Site.
func (s *shelf) at(site string, id content.ID, locale i18n.Locale, title string, topics ...content.ID) {
	s.Helper()
	one := item(id, "news", content.Facts{Topics: topics}, in(locale, "naujienos/"+string(id), title))
	one.Site = site
	s.put(one)
}

// listed gives the titles of a list, sorted.
func listed(t *testing.T, r content.Reader, f content.Filter) []string {
	t.Helper()
	list, err := r.List(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	n, err := r.Count(t.Context(), f)
	if err != nil || n != len(list.Items) {
		t.Errorf("%+v: %d are counted, %d listed (%v)", f, n, len(list.Items), err)
	}
	titles := []string{}
	for _, one := range list.Items {
		titles = append(titles, one.Words.Title)
	}
	slices.Sort(titles)
	return titles
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestASiteListsTheDocumentsOfOthers(t *testing.T) {
	s := newSites(t, map[string][]string{"intranet": {"public", "theatre", "nowhere", "intranet"}, "public": {"theatre"}})
	s.at("public", idA, "lt", "Miesto", idTopic)
	s.at("intranet", idB, "lt", "Vidaus", idTopic)
	s.at("theatre", idC, "lt", "Teatro", idTopic)
	news := content.Filter{Locale: "lt", Types: []string{"news"}}
	english, own, topic := news, news, content.Filter{Locale: "lt", Topic: idTopic}
	english.Locale, own.Own = "en", true
	staff, public, theatre := s.reader("intranet", both), s.reader("public", "public"), s.reader("theatre", "public")
	for what, c := range map[string]struct {
		r    content.Reader
		f    content.Filter
		want []string
	}{
		"the intranet":                      {staff, news, []string{"Miesto", "Teatro", "Vidaus"}},
		"a topic on the intranet":           {staff, topic, []string{"Miesto", "Teatro", "Vidaus"}},
		"its own":                           {staff, own, []string{"Vidaus"}},
		"the public site":                   {public, news, []string{"Miesto", "Teatro"}},
		"a site that lists nobody":          {theatre, news, []string{"Teatro"}},
		"in a locale of the listed only":    {staff, english, []string{"Miesto", "Teatro"}},
		"staff who do not hold public":      {s.reader("intranet", "staff"), news, []string{"Vidaus"}},
		"the public on the intranet":        {s.reader("intranet", "public"), news, []string{}},
		"staff on the public site":          {s.reader("public", both), news, []string{"Miesto", "Teatro"}},
		"in a locale that no home speaks":   {public, content.Filter{Locale: "ka"}, []string{}},
		"in one that the listed does not":   {public, content.Filter{Locale: "bg"}, []string{"Miesto"}},
		"of all types, by a reader without": {s.reader("intranet", ""), content.Filter{Locale: "lt"}, []string{}},
	} {
		same(t, what, listed(t, c.r, c.f), c.want)
	}
	facets, err := staff.Facets(t.Context(), news, "topic")
	if err != nil || len(facets["topic"]) != 1 || facets["topic"][0].Count != 3 {
		t.Errorf("facets are %v (%v)", facets, err)
	}
	refs, err := public.Refs(t.Context(), []content.ID{idTopic}, "lt", 9)
	if err != nil || len(refs[idTopic]) != 2 {
		t.Errorf("%d documents name the topic (%v)", len(refs[idTopic]), err)
	}
}

func TestAListOfSeveralSitesIsReadPageByPage(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"theatre"}})
	for n := range 9 {
		s.at([]string{"public", "theatre"}[n%2], content.ID("dddddddddd0"+string(rune('0'+n))), "lt", string(rune('A'+n)))
	}
	f, got := content.Filter{Locale: "lt", Types: []string{"news"}, Sort: content.ByTitle, Limit: 2}, ""
	for {
		list, err := s.reader("public", "public").List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list.Items {
			got += one.Words.Title
		}
		if f.After = list.Next; f.After == (content.Cursor{}) {
			break
		}
	}
	if got != "ABCDEFGHI" {
		t.Errorf("page by page the list is %s", got)
	}
}

func TestADocumentIsServedAtItsHomeOnly(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"theatre"}, "intranet": {"public"}})
	s.at("public", idA, "lt", "Miesto")
	s.at("theatre", idC, "lt", "Teatro")
	ctx, public, staff := t.Context(), s.reader("public", "public"), s.reader("intranet", both)
	if _, err := public.Get(ctx, idC); !fault.Is(err, fault.NotFound) {
		t.Errorf("a listed document has a page here: %v", err)
	}
	if _, err := public.Find(ctx, "lt", "naujienos/"+string(idC)); !fault.Is(err, fault.NotFound) {
		t.Errorf("a listed document has a path here: %v", err)
	}
	if _, err := public.ByID(ctx, idC, "lt"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a listed document has a permanent address here: %v", err)
	}
	got, err := linked(ctx, public, idC, "lt")
	if err != nil || got.Site.Name != "theatre" || got.URL(s.desk.Sites["public"]) != "https://theatre.example/lt/naujienos/"+string(idC) {
		t.Errorf("the link is to %+v (%v)", got, err)
	}
	got, err = linked(ctx, staff, idA, "bg")
	if err != nil || got.Locale != "lt" || got.URL(s.desk.Sites["intranet"]) != "/lt/naujienos/"+string(idA) {
		t.Errorf("on one host the link is to %s in %s (%v)", got.URL(s.desk.Sites["intranet"]), got.Locale, err)
	}
	if _, err := linked(ctx, staff, idC); !fault.Is(err, fault.NotFound) {
		t.Errorf("what a listed site lists is listed too: %v", err)
	}
}

// TestAPublicLibraryNeverListsStaff configures what the check of the
// configuration refuses, and asks everything that can be asked.
func TestAPublicLibraryNeverListsStaff(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"intranet"}, "theatre": {"public", "intranet"}})
	s.at("intranet", idB, "lt", "Slapta", idTopic)
	ctx := t.Context()
	for _, site := range []string{"public", "theatre"} {
		for _, access := range []content.Access{"public", "staff", both} {
			r := s.reader(site, access)
			if got := listed(t, r, content.Filter{Locale: "lt"}); len(got) != 0 {
				t.Errorf("%s lists %q to %q", site, got, access)
			}
			if facets, err := r.Facets(ctx, content.Filter{Locale: "lt"}, "topic", "year"); err != nil || len(facets) != 0 {
				t.Errorf("%s counts %v for %q (%v)", site, facets, access, err)
			}
			if refs, err := r.Refs(ctx, []content.ID{idTopic}, "lt", 9); err != nil || len(refs) != 0 {
				t.Errorf("%s gives %d references to %q (%v)", site, len(refs), access, err)
			}
			if links, err := r.Links(ctx, []content.ID{idA, idB}, "lt"); err != nil || len(links) != 0 {
				t.Errorf("%s leads %q to %v (%v)", site, access, links, err)
			}
			if _, err := linked(ctx, r, idB, "lt"); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s links to it for %q: %v", site, access, err)
			}
		}
	}
}

// TestAListBearsTheTagsOfEveryHome changes, moves and ends Documents of listed
// Sites and demands that lists of both Sites would be thrown away.
func TestAListBearsTheTagsOfEveryHome(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"theatre"}})
	ctx := t.Context()
	s.at("theatre", idC, "lt", "Teatro")
	s.at("public", idA, "lt", "Miesto")
	trace := func(site string, read func(content.Reader)) *content.Trace {
		r, trace, err := content.NewLibrary(s.store, s.desk.Sites, site, s.desk.Types, s).Record(ctx, "public")
		if err != nil {
			t.Fatal(err)
		}
		read(r)
		return trace
	}
	list := func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}}) }
	link := func(r content.Reader) { linked(ctx, r, idC, "lt") }
	own := func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}, Own: true}) }
	same(t, "a list of two homes", trace("public", list).Tags(), []string{"list:public/lt/news", "list:theatre/lt/news"})
	same(t, "its own part", trace("public", own).Tags(), []string{"list:public/lt/news"})
	same(t, "a link", trace("public", link).Tags(), []string{"doc:" + string(idC)})
	for what, verb := range map[string]func(){
		"a change": func() { s.at("theatre", idC, "lt", "Teatro, pakeista") },
		"a move": func() {
			if _, err := s.desk.Rehome(ctx, officer, editorial.Rehome{Document: idA, Site: "theatre", Redirect: true}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		traces := []*content.Trace{trace("public", list), trace("theatre", list)}
		verb()
		head, _ := s.store.Head(ctx)
		changes, err := s.store.Changes(ctx, head-1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, kept := range traces {
			if !slices.ContainsFunc(changes[0].Events, func(e content.Event) bool {
				return slices.ContainsFunc(e.Tags, func(tag string) bool { return slices.Contains(kept.Tags(), tag) })
			}) {
				t.Errorf("%s bears %+v: the list made of %v would stay", what, changes[0].Events, kept.Tags())
			}
		}
	}
	same(t, "the former home", listed(t, s.reader("public", "public"), content.Filter{Locale: "lt"}), []string{"Miesto", "Teatro, pakeista"})
	moved, err := linked(ctx, s.reader("public", "public"), idA, "lt")
	if err != nil || moved.Site.Name != "theatre" || moved.Born != "https://town.example" {
		t.Errorf("after the move it is %+v (%v)", moved, err)
	}
}

// TestALinkedPageIsKeptNoLongerThanItsHomeSays: what begins or ends on a listed
// Site bounds the page that lists it.
func TestALinkedPageIsKeptNoLongerThanItsHomeSays(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"theatre"}})
	until := noon.Add(3 * time.Hour)
	one := item(idC, "news", content.Facts{Until: until}, in("lt", "naujienos/c", "Teatro"))
	one.Site = "theatre"
	s.put(one)
	ctx := t.Context()
	for what, read := range map[string]func(content.Reader){
		"a list": func(r content.Reader) { r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}}) },
		"a link": func(r content.Reader) { linked(ctx, r, idC, "lt") },
	} {
		if got := s.traced(read).Next; !got.Equal(until) {
			t.Errorf("%s is kept until %s", what, got)
		}
	}
}

// TestTheNameOfTheIntranetStaysThere: a Document that staff read first has, for
// everybody, names made of its first public home.
func TestTheNameOfTheIntranetStaysThere(t *testing.T) {
	s := newSites(t, nil)
	s.desk.Sites["intranet"].Origin = "https://staff.town.example"
	s.at("intranet", idA, "lt", "Vidaus")
	for _, c := range []struct{ site, born string }{
		{"theatre", "https://theatre.example"}, {"public", "https://theatre.example"}, {"intranet", "https://staff.town.example"},
	} {
		if _, err := s.desk.Rehome(t.Context(), officer, editorial.Rehome{Document: idA, Site: c.site}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.reader(c.site, both).Get(t.Context(), idA); err != nil || got.Born != c.born {
			t.Errorf("on %s it was born at %s, want %s (%v)", c.site, got.Born, c.born, err)
		}
	}
}
