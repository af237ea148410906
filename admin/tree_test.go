package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// inTree is a public page in the tree.
func (r *rig) inTree(title string, parent content.ID, order int) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "page", Locale: "lt",
		Words: content.Words{Title: title, Summary: "Santrauka.", Body: "Tekstas."}, Facts: content.Facts{Parent: parent, Order: order}})
	r.must(err)
	_, err = r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: got.Document, Locale: "lt"})
	r.must(err)
	r.seal(got.Document)
	_, err = r.desk.Publish(r.Context(), r.actor("press_officer"), got.Document, "lt")
	r.must(err)
	return got.Document
}

// pressed is the form of a page of the tree with one of its buttons.
func pressed(p page, id content.ID, button string) url.Values {
	_, item, _ := strings.Cut(p.body, `id="p-`+string(id)+`"`)
	return url.Values{"site": {"public"}, "document": {string(id)}, "seen": {between(item, `data-seen="`, `"`)}, "go": {button}}
}

// order is the titles of the tree as they follow each other, each behind as many dots
// as it stands deep.
func order(p page) string {
	var all []string
	for _, item := range strings.Split(p.body, `<li class="branch`)[1:] {
		title := between(item, `<p class="line-title">`, "</p>")
		title = title[strings.Index(title, ">")+1 : strings.LastIndex(title, "<")]
		level := between(item, `<span class="spoken">Level `, ",")
		all = append(all, strings.Repeat(".", int(level[0]-'1'))+title)
	}
	return strings.Join(all, " ")
}

func TestAPageIsMovedByButtonsAndPutBack(t *testing.T) {
	r := newRig(t)
	a, b := r.inTree("Apie", "", 1), r.inTree("Būstas", "", 2)
	r.inTree("Centras", "", 3)
	press := r.as("press_officer")
	tree := press.get(Root + "/tree")
	if got := order(tree); got != "Apie Būstas Centras" {
		t.Fatalf("the tree is %s", got)
	}
	for _, c := range []struct {
		id           content.ID
		button, want string
	}{
		{b, "in", "Apie .Būstas Centras"},
		{b, "out", "Apie Būstas Centras"},
		{b, "up", "Būstas Apie Centras"},
		{a, "down", "Būstas Centras Apie"},
	} {
		r.clock.pass(time.Second)
		done := press.post(Root+"/tree", pressed(tree, c.id, c.button))
		if done.status != http.StatusSeeOther {
			t.Fatalf("%s: %d", c.button, done.status)
		}
		tree = press.get(done.header.Get("Location"))
		if got := order(tree); got != c.want {
			t.Fatalf("%s gives %s, want %s", c.button, got, c.want)
		}
	}
	if !strings.Contains(tree.body, "as soon as the page is published again") || !strings.Contains(tree.body, "former order") {
		t.Errorf("it does not say what readers see:\n%s", between(tree.body, "<main", "</main>"))
	}
	_, moved, _ := strings.Cut(tree.body, `class="done tree-moved"`)
	done := press.post(Root+"/tree", url.Values{"site": {"public"}, "document": {string(a)}, "seen": {between(moved, `name="seen" value="`, `"`)}, "go": {"back"}})
	if got := order(press.get(done.header.Get("Location"))); got != "Būstas Apie Centras" {
		t.Errorf("undone it is %s", got)
	}
	if r.document(a).Translation("lt").NextEdition() != nil {
		t.Error("a page that was put back waits for an approval")
	}
}

func TestWhoSawAnotherTreeMovesNothing(t *testing.T) {
	r := newRig(t)
	a, b := r.inTree("Apie", "", 10), r.inTree("Būstas", "", 20)
	one, other := r.as("press_officer"), r.as("press_officer_2")
	seen := one.get(Root + "/tree")
	if got := other.post(Root+"/tree", pressed(other.get(Root+"/tree"), b, "in")); got.status != http.StatusSeeOther {
		t.Fatalf("the first move: %d", got.status)
	}
	head := r.head()
	got := one.post(Root+"/tree", pressed(seen, b, "up"))
	if got.status != http.StatusConflict || !strings.Contains(got.body, "somebody else changed this part") || order(got) != "Apie .Būstas" {
		t.Errorf("a stale move: %d, %s", got.status, order(got))
	}
	form := pressed(got, a, "")
	form.Set("under", string(b))
	form.Set("at", "0")
	_, item, _ := strings.Cut(got.body, `id="p-`+string(b)+`"`)
	form.Set("there", between(item, `data-seal="`, `"`))
	if below := one.post(Root+"/tree", form); below.status != http.StatusUnprocessableEntity && below.status != http.StatusBadRequest || !strings.Contains(below.body, "below itself") {
		t.Errorf("below itself: %d", below.status)
	}
	form.Set("there", "0000")
	if stale := one.post(Root+"/tree", form); stale.status != http.StatusConflict {
		t.Errorf("dropped where somebody else has been: %d", stale.status)
	}
	for _, bad := range []url.Values{{"at": {"x"}}, {"under": {"nowhere"}}} {
		for name, value := range bad {
			form.Set(name, value[0])
		}
		if got := one.post(Root+"/tree", form); got.status < 400 || got.status >= 500 {
			t.Errorf("%v: %d", bad, got.status)
		}
	}
	if r.head() != head {
		t.Error("something was moved")
	}
}

func TestWhatIsUnderReviewStaysInItsPlace(t *testing.T) {
	r := newRig(t)
	r.inTree("Apie", "", 10)
	got, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: content.Words{Title: "Laukia", Summary: "S.", Body: "T."}, Facts: content.Facts{Order: 20}})
	r.must(err)
	_, err = r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: got.Document, Locale: "lt"})
	r.must(err)
	press := r.as("press_officer")
	tree := press.get(Root + "/tree")
	if !strings.Contains(tree.body, "It cannot be moved while it is in the state “Under review”.") || !strings.Contains(tree.body, "Readers do not see it") {
		t.Errorf("it is not said:\n%s", between(tree.body, "<main", "</main>"))
	}
	if got := press.post(Root+"/tree", pressed(tree, got.Document, "up")); got.status < 400 || got.status >= 500 {
		t.Errorf("moved all the same: %d", got.status)
	}
}
