package admin

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/internal/fault"
	"herald/internal/web"
)

// SynonymsPage is the form of one group of words that mean the same.
type SynonymsPage struct {
	Base
	Searching
	// Group is the id of the group that is changed, "" for a new one.
	Group content.ID
	// Words are what is typed, one a line.
	Words   string
	Mistake mistakes
	// Known leads to the group that has one of the words already, with the others.
	Known string
}

// joined writes words into the lines of a form, and typedWords reads them from it.
// Commas part words as well, as in a list that is pasted.
func joined(words []string) string { return strings.Join(words, "\n") }

func typedWords(text string) []string {
	var all []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n,;", r) }) {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// line brings a value of an address to what a line of a form holds.
func (v *visit) line(s string) string { return web.CleanText(s, 2000) }

// several gives all values of a name in the address or in the form, cleaned.
func (v *visit) several(name string) []string {
	args := v.c.Context().QueryArgs()
	if v.c.Method() == fiber.MethodPost {
		args = v.c.Context().PostArgs()
	}
	var all []string
	for _, value := range args.PeekMulti(name) {
		if s := v.line(string(value)); s != "" && len(all) < 2*tuning.MaxWords {
			all = append(all, s)
		}
	}
	return all
}

// synonymsPage shows the form: of the group that the address names, or of the one
// that has a word already, or a new one with the words of the address.
func synonymsPage(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return err
	}
	p := &SynonymsPage{}
	words := v.several("words")
	group := said.Group(content.ID(v.c.Query("group")))
	if group == nil && len(words) > 0 {
		group = said.With(words[0])
	}
	switch {
	case group != nil:
		p.Group, words = group.ID, append(slices.Clone(group.Words), words...)
	case v.c.Query("group") != "":
		return fault.Absent("synonyms %q", v.c.Query("group"))
	}
	p.Words = joined(tuning.Distinct(words))
	return v.synonymsForm(of, p, fiber.StatusOK)
}

func (v *visit) synonymsForm(of editorial.Searches, p *SynonymsPage, status int) error {
	title := "desk.searches.synonyms_new"
	if p.Group != "" {
		title = "desk.searches.synonyms_change"
	}
	p.Base, p.Searching = v.base(v.T(title)), v.searching(of)
	return v.page(status, "search-synonyms", p)
}

func keepSynonyms(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	p := &SynonymsPage{Group: content.ID(v.field("group")), Words: strings.Join(strings.FieldsFunc(v.text("words"), func(r rune) bool { return r == '\r' || r == '\n' }), "\n")}
	words := typedWords(p.Words)
	_, err = v.Desk.KeepSynonyms(v.ctx, v.actor, of, p.Group, words)
	if err == nil {
		return v.to(searchesURL(of) + "?said=kept")
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	p.Mistake = m
	p.Known, err = v.knownGroup(of, p.Group, words, err)
	if err != nil {
		return err
	}
	return v.synonymsForm(of, p, fiber.StatusUnprocessableEntity)
}

// longestAddress is how long what stands behind the ? of an address may be, in
// bytes: servers and browsers take no endless ones.
const longestAddress = 2000

// knownGroup gives the form of the group that has one of the words already, to which
// the others are added, where that is what is wrong.
func (v *visit) knownGroup(of editorial.Searches, own content.ID, words []string, wrong error) (string, error) {
	var issues *editorial.IssuesError
	if !errors.As(wrong, &issues) || issues.Issues[0].Key != "issue.tuning.known_word" {
		return "", nil
	}
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return "", err
	}
	for _, word := range words {
		if group := said.With(word); group != nil && group.ID != own {
			with := url.Values{"group": {string(group.ID)}, "words": words}
			if len(with.Encode()) > longestAddress {
				with.Del("words")
			}
			return v.searching(of).with("synonyms", with), nil
		}
	}
	return "", nil
}

func removeSynonyms(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return err
	}
	group := said.Group(content.ID(v.field("group")))
	if group == nil {
		return v.to(searchesURL(of))
	}
	if err := v.Desk.RemoveSynonyms(v.ctx, v.actor, of, group.ID); err != nil {
		return err
	}
	return v.searches(of, &UndoRemoval{Action: searchesURL(of) + "/synonyms", Text: group.Text(), Words: group.Text()})
}
