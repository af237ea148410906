package admin

import (
	"net/url"
	"slices"

	"herald/content"
	"herald/content/difference"
	"herald/content/style"
)

// RuleOffer is a small correction that could become a rule.
type RuleOffer struct{ Wrong, Better, URL string }

// maxOffers bounds how many corrections of one text are offered as rules.
const maxOffers = 8

// ruleOffers gives what the member corrected in a text under review, as far as it
// could be a rule of the house: small replacements that no rule knows yet.
func (v *visit) ruleOffers(o *open) ([]RuleOffer, error) {
	l := o.t.Locale
	if own, ok := style.HouseLocale(l); !ok || own != l || !v.keepsStyle(l) || !o.e.Corrected(v.actor.ID) {
		return nil, nil
	}
	before := beforeReview(o.e)
	if before == "" || before == o.e.Words {
		return nil, nil
	}
	was, err := v.version(o, before, "")
	if err != nil {
		return nil, err
	}
	now := v.styleNow()
	h := style.HouseOf(now.Houses, l)
	var offers []RuleOffer
	for _, c := range replacements(o.typ, was.words, o.words) {
		known := slices.ContainsFunc(offers, func(o RuleOffer) bool { return o.Wrong == c.Wrong })
		if known || !h.Takes(v.Style, c) || v.corrects(now.All, o, c) {
			continue
		}
		offers = append(offers, RuleOffer{Wrong: c.Wrong, Better: c.Better, URL: styleURL(l) + "/new?" +
			url.Values{"wrong": {c.Wrong}, "better": {c.Better}, "from": {documentURL(o.d.ID, l)}}.Encode()})
		if len(offers) == maxOffers {
			break
		}
	}
	return offers, nil
}

// corrects reports whether the rules that there are write the same already.
func (v *visit) corrects(rules *style.Rules, o *open, c style.Word) bool {
	text := c.Wrong
	for range maxOffers {
		hints := rules.Check(o.t.Locale, text)
		i := slices.IndexFunc(hints, func(h style.Hint) bool { return h.Better != "" })
		if i < 0 {
			return false
		}
		if text, _ = style.Apply(text, hints[i]); text == c.Better {
			return true
		}
	}
	return false
}

// beforeReview gives the words that were handed over: those of the last Revision
// that was not made under review.
func beforeReview(e *content.Edition) content.Hash {
	for _, r := range slices.Backward(e.Revisions) {
		if !r.Review {
			return r.Words
		}
	}
	return ""
}

// replacements are what makes one text of another, part by part.
func replacements(typ *content.Type, was, now content.Words) []style.Word {
	var all []style.Word
	before := map[string]string{}
	for _, p := range wordsOf(typ, &was) {
		before[p.name] = *p.text
	}
	for _, p := range wordsOf(typ, &now) {
		old, there := before[p.name]
		if !there || old == *p.text {
			continue
		}
		for _, b := range difference.Of(difference.Markdown(old), difference.Markdown(*p.text)) {
			for _, r := range difference.Replaced(b.Runs) {
				all = append(all, style.Word{Wrong: r.Before, Better: r.After})
			}
		}
	}
	return all
}
