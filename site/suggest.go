package site

import (
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"herald/content"
)

// Suggestions are what is offered while somebody types, below their field.
type Suggestions struct {
	Base
	Offers []Offer
	// Said tells whoever hears the page how many there are.
	Said string
}

// Offer leads to a page that may be what was looked for.
type Offer struct {
	Link
	// Number names an entry of a register, Kind says what it is.
	Number, Kind string
}

// suggestLeast is how many letters have to be typed before the page offers
// anything: what begins with one letter is no help.
const suggestLeast = 2

// suggest answers with texts that go on from what was typed, as an array of
// their titles. That form is a contract.
func suggest(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	titles := []string{}
	typed := v.query.Get(paramQuestion)
	if typed == "" || v.config.Search == nil {
		return jsonAnswer(titles)
	}
	all, err := v.config.Search.Suggest(v.ctx, v.access, v.locale, typed)
	if err != nil {
		return answer{}, err
	}
	for i, r := range v.suggested(all) {
		if r != nil {
			titles = append(titles, all[i].Text)
		}
	}
	return jsonAnswer(titles)
}

// suggested reads again what is offered, as what was found is.
func (v *visit) suggested(all []Suggestion) []*content.Reading {
	hits := make([]Hit, len(all))
	for i, s := range all {
		hits[i] = Hit{ID: s.ID, Locale: s.Locale}
	}
	return v.read(hits)
}

// suggestList answers with the same as a list that the script of the page shows
// below the field: each leads to its page.
func suggestList(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	p := &Suggestions{Base: v.bare("")}
	typed := v.query.Get(paramQuestion)
	if utf8.RuneCountInString(typed) >= suggestLeast && v.config.Search != nil {
		all, err := v.config.Search.Suggest(v.ctx, v.access, v.locale, typed)
		if err != nil {
			return answer{}, err
		}
		for i, r := range v.suggested(all) {
			if r != nil {
				p.Offers = append(p.Offers, Offer{Link: v.link(r), Number: all[i].Number, Kind: v.one(r.Type)})
			}
		}
	}
	p.Said = v.words.T("search.suggested_none")
	if len(p.Offers) > 0 {
		p.Said = v.words.T("search.suggested", "count", len(p.Offers))
	}
	a, err := v.page(fiber.StatusOK, "suggestions", p)
	a.noindex = true
	return a, err
}
