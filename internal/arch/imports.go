package arch

import (
	"fmt"
	"slices"
	"strings"
)

const (
	fault    = "internal/fault"
	follow   = "internal/follow"
	web      = "internal/web"
	view     = "internal/view"
	markdown = "content/markdown"
	colour   = "internal/colour"
)

// allowed says what of the module each package may import. Everything else is
// forbidden; cmd and e2e, the roof, may import everything but the test helpers.
var allowed = map[string][]string{
	"i18n":               {},
	fault:                {},
	markdown:             {},
	"content/sample":     {},
	"content/difference": {},
	"internal/arch":      {},
	"internal/htmlcheck": {},
	"internal/faultnet":  {},
	"internal/smtptest":  {},
	"internal/mongotest": {"content", "internal/faultnet"}, // for ids, and a network
	"internal/health":    {},
	"internal/lease":     {"content", fault},
	colour:               {},
	"content":            {"i18n", fault, markdown, colour},
	"content/register":   {"content", "i18n", fault},
	"content/folder":     {"content", markdown, "i18n", fault},
	"content/style":      {"content", markdown, "i18n"},
	"content/tuning":     {"content", "i18n"},
	"content/counting":   {"content", "i18n"},
	"content/office":     {markdown, fault},
	"content/editorial":  {"content", markdown, "content/style", "content/tuning", "media", "i18n", fault},
	"staff":              {"content", "i18n", fault},
	"staff/notice":       {"content", "staff", "i18n"},
	"staff/mail":         {},
	"staff/post":         {"content", "staff", "staff/notice", "staff/mail", "i18n", fault},
	"store/transfer":     {"content", "content/counting", "staff", "staff/notice"},
	"media":              {"content", "i18n", fault},
	"media/intake":       {"media", fault},
	"media/filing":       {"media", "media/intake", "media/picture", "content", fault},
	"media/picture":      {"media", fault},
	"media/darkroom":     {"media", "media/picture", "media/intake", "content", fault},
	"media/reading":      {"media", "content/office", fault},
	"media/extract":      {"media", "media/reading", "content", fault},
	"media/upload":       {"media", "content", fault},
	"media/scan":         {fault},
	web:                  {"i18n", fault},
	view:                 {"i18n", fault},
	follow:               {"content", fault},
	"themes":             {"i18n", view, colour},
	"search":             {"content", markdown, "i18n", fault, follow, "search/lang"},
	"search/lang":        {"i18n"},
	"search/golden":      {}, // tests only
	"site/feeds":         {"content", "i18n"},
	"site": {"content", "content/register", "content/difference", markdown, "media", "themes", "i18n", fault,
		"site/feeds", web, view, follow},
	"admin": {"content/editorial", "content", "content/register", "content/folder", "content/difference", "content/style", "content/tuning", "content/counting", "content/office", markdown, "staff",
		"staff/notice", "staff/post", "search", "media", "i18n", fault, web, view, "internal/health"},
}

// anyStore is what each store may import; their names are open.
var anyStore = []string{"content", "content/counting", "staff", "staff/notice", "media", "store/transfer", "i18n", fault}

// testOnly packages exist for tests alone.
var testOnly = []string{"internal/arch", "internal/faultnet", "internal/htmlcheck", "internal/mongotest", "internal/smtptest", "search/golden", "store/storetest"}

// Directions reports every import within the module that the house forbids.
func Directions(packages []Package) []string {
	var broken []string
	for _, p := range packages {
		from, ok := short(p.ImportPath)
		if !ok || len(p.GoFiles) == 0 {
			continue
		}
		may, known := mayImport(from)
		if !known {
			broken = append(broken, fmt.Sprintf("%s has no place in the house: give it one in internal/arch and in docs/architecture.md", from))
			continue
		}
		for _, imported := range p.Imports {
			to, ok := short(imported)
			if !ok {
				continue
			}
			switch {
			case underAny(to, testOnly) && !underAny(from, testOnly):
				broken = append(broken, fmt.Sprintf("%s imports %s, which only tests may import", from, to))
			case may != nil && !slices.Contains(may, to):
				broken = append(broken, fmt.Sprintf("%s imports %s, but may import only: %s", from, to, orNothing(may)))
			}
		}
	}
	return broken
}

// mayImport is nil for the roof, which may import everything.
func mayImport(from string) (may []string, known bool) {
	if may, ok := allowed[from]; ok {
		return may, true
	}
	switch {
	case under(from, "store"):
		return anyStore, true
	case under(from, "cmd"), under(from, "e2e"):
		return nil, true
	}
	return nil, false
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing of the module"
	}
	return strings.Join(names, ", ")
}

// wall is a package that must not reach others, not even through a third.
type wall struct {
	from   string
	never  []string
	reason string
}

var walls = []wall{
	{"site", []string{"staff", "content/editorial", "admin", "store", "search"}, "the public site must not be able to reach staff, verbs, the desk, a store, or an index that holds drafts"},
	{"site/feeds", []string{"staff", "content/editorial", "admin", "store"}, "feeds must not be able to reach staff, verbs, the desk or a store"},
	{"content", []string{"store", "search", "site", "admin", "themes", "staff", "media"}, "the nouns and rules must not know what stands above them"},
	{"admin", []string{"site", "store"}, "what one edge needs of another is a function that cmd plugs in"},
	{"search", []string{"site", "admin", "staff", "content/editorial", "store"}, "search follows the store; who may read what the desk has is the policy's to say"},
	{"search", []string{"media"}, "search is given words: what reads hostile files must not be within its reach"},
}

// Walls reports every package that reaches, over any number of imports,
// something it must never reach.
func Walls(packages []Package) []string {
	imports := map[string][]string{}
	for _, p := range packages {
		if from, ok := short(p.ImportPath); ok {
			imports[from] = p.Imports
		}
	}
	var broken []string
	for _, w := range walls {
		for _, route := range reach(imports, w.from) {
			if last := route[len(route)-1]; underAny(last, w.never) {
				broken = append(broken, fmt.Sprintf("%s reaches %s by %s: %s", w.from, last, strings.Join(route, " -> "), w.reason))
			}
		}
	}
	return broken
}

// reach lists a shortest route from one package to each it depends on.
func reach(imports map[string][]string, from string) [][]string {
	seen := map[string]bool{from: true}
	routes, queue := [][]string(nil), [][]string{{from}}
	for len(queue) > 0 {
		route := queue[0]
		queue = queue[1:]
		for _, imported := range imports[route[len(route)-1]] {
			to, ok := short(imported)
			if !ok || seen[to] {
				continue
			}
			seen[to] = true
			next := append(slices.Clone(route), to)
			routes, queue = append(routes, next), append(queue, next)
		}
	}
	return routes
}
