package style

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// House is what a municipality has said at the desk about how one language is
// written. It is a Record of the log, so that every process knows it and a backup
// carries it; the files of the house are another matter (see Load).
type House struct {
	Locale i18n.Locale `json:"locale"`
	// Rules are the words that the house writes otherwise, the oldest first.
	Rules []HouseRule `json:"rules,omitempty"`
	// Off are the rules of Herald that it does without.
	Off []SwitchedOff `json:"off,omitempty"`
}

// HouseRule says to write Better instead of Wrong.
type HouseRule struct {
	ID     content.ID   `json:"id"`
	Wrong  string       `json:"wrong"`
	Better string       `json:"better"`
	Added  content.Mark `json:"added"`
}

// SwitchedOff is a rule that the house does without: a kind of rules ("quotes"), or
// one of the words that Herald brings ("wording:in order to").
type SwitchedOff struct {
	Rule  string       `json:"rule"`
	Added content.Mark `json:"added"`
}

// offWord begins the name of a single word that is switched off.
const offWord = "wording:"

// WordRule names one of Herald's words as a rule that can be switched off.
func WordRule(wrong string) string { return offWord + wrong }

// HouseLocale gives the language whose rules a locale follows: Serbian in Latin
// letters follows the Serbian ones. It is false for a locale that has none.
func HouseLocale(l i18n.Locale) (i18n.Locale, bool) {
	if l == i18n.SerbianLatn {
		l = i18n.Serbian
	}
	return l, slices.Contains(i18n.Shipped(), l)
}

// HouseLocales are the languages that a house has rules for.
func HouseLocales() []i18n.Locale {
	return slices.DeleteFunc(slices.Clone(i18n.Shipped()), func(l i18n.Locale) bool { return l == i18n.SerbianLatn })
}

// Record encodes h for the log. There is one of each language, and its locale is
// its id.
func (h *House) Record() content.Record {
	body, err := json.Marshal(h)
	if err != nil {
		panic("style: a House of plain fields cannot fail to encode: " + err.Error())
	}
	return content.Record{Kind: content.RecordStyle, ID: content.ID(h.Locale), Body: body}
}

// DecodeHouse reads what House.Record wrote.
func DecodeHouse(body []byte) (*House, error) {
	var h House
	if err := json.Unmarshal(body, &h); err != nil {
		return nil, fmt.Errorf("style record: %w", err)
	}
	return &h, nil
}

// DecodeHouses reads all of them.
func DecodeHouses(records []content.Record) ([]*House, error) {
	var all []*House
	for _, r := range records {
		h, err := DecodeHouse(r.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// HouseOf gives that of a language, an empty one where nothing was said yet.
func HouseOf(all []*House, l i18n.Locale) *House {
	if i := slices.IndexFunc(all, func(h *House) bool { return h.Locale == l }); i >= 0 {
		return all[i]
	}
	return &House{Locale: l}
}

// Rule gives the rule with an id, or nil.
func (h *House) Rule(id content.ID) *HouseRule {
	if i := slices.IndexFunc(h.Rules, func(r HouseRule) bool { return r.ID == id }); i >= 0 {
		return &h.Rules[i]
	}
	return nil
}

// Without reports whether the house does without a rule, in the form of SwitchedOff.
func (h *House) Without(rule string) bool {
	return slices.ContainsFunc(h.Off, func(o SwitchedOff) bool { return o.Rule == rule })
}

// houseRule begins the name of the Hints of rules made at the desk.
const houseRule = "house-"

// House gives the rule made at the desk that a Hint is of, or "".
func (h Hint) House() content.ID {
	if id, ok := strings.CutPrefix(h.Rule, houseRule); ok && content.ID(id).Valid() {
		return content.ID(id)
	}
	return ""
}

// folded is how words are compared: in small letters, with plain spaces.
func folded(s string) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "\u00a0", " "))
}

// With gives these rules with what the house says laid over them. A language of
// which nothing is said keeps what it has.
func (r *Rules) With(houses ...*House) (*Rules, error) {
	with := &Rules{guides: map[i18n.Locale]*guide{}}
	for locale, g := range r.guides {
		with.guides[locale] = g
		own, _ := HouseLocale(locale)
		h := HouseOf(houses, own)
		if len(h.Rules) == 0 && len(h.Off) == 0 {
			continue
		}
		laid, err := g.laid(h)
		if err != nil {
			return nil, fmt.Errorf("style %s: %w", locale, err)
		}
		with.guides[locale] = laid
	}
	return with, nil
}

// laid gives the guide with what a house says of its language laid over it.
func (g *guide) laid(h *House) (*guide, error) {
	write := func(s string) string { return s }
	if g.locale == i18n.SerbianLatn {
		write = i18n.SerbianLatin
	}
	from := g.Guide
	from.Words = make(map[string]string, len(g.Words)+len(h.Rules))
	for wrong, better := range g.Words {
		if !h.Without(offWord+wrong) && !(g.locale == i18n.SerbianLatn && h.offLatin(wrong)) {
			from.Words[wrong] = better
		}
	}
	from.Off = slices.Clone(g.Off)
	for _, o := range h.Off {
		if !strings.HasPrefix(o.Rule, offWord) {
			from.Off = append(from.Off, o.Rule)
		}
	}
	from.own = map[string]ownWord{}
	for _, rule := range h.Rules {
		wrong, own := folded(write(rule.Wrong)), ownWord{id: rule.ID}
		if wrong == folded(write(rule.Better)) {
			own.exactly = write(rule.Wrong)
		}
		from.Words[wrong], from.own[wrong] = write(rule.Better), own
	}
	return newGuide(g.locale, from)
}

// offLatin reports whether a word in Latin letters was switched off by the Serbian
// one that it is made from.
func (h *House) offLatin(wrong string) bool {
	return slices.ContainsFunc(h.Off, func(o SwitchedOff) bool {
		word, ok := strings.CutPrefix(o.Rule, offWord)
		return ok && i18n.SerbianLatin(word) == wrong
	})
}

// Own gives the rules made at the desk alone, to look through many texts for them.
func Own(houses ...*House) (*Rules, error) {
	own := &Rules{guides: map[i18n.Locale]*guide{}}
	for locale, g := range Shipped().guides {
		of, _ := HouseLocale(locale)
		h := HouseOf(houses, of)
		if len(h.Rules) == 0 {
			continue
		}
		bare := *g
		bare.Guide.Words, bare.Guide.Rules = nil, nil
		laid, err := bare.laid(&House{Locale: of, Rules: h.Rules})
		if err != nil {
			return nil, err
		}
		laid.ownOnly, laid.rules = true, nil
		own.guides[locale] = laid
	}
	return own, nil
}

// Wants reports whether hints of a kind are given in a locale.
func (r *Rules) Wants(l i18n.Locale, kind string) bool {
	g := r.guides[l]
	return g != nil && !slices.Contains(g.Off, kind)
}

// Word is a word that Herald or the files of a house bring a better one for.
type Word struct{ Wrong, Better string }

// Words gives the words of a language with better ones, sorted.
func (r *Rules) Words(l i18n.Locale) []Word {
	g := r.guides[l]
	if g == nil {
		return nil
	}
	var all []Word
	for wrong, better := range g.Words {
		all = append(all, Word{wrong, better})
	}
	slices.SortFunc(all, func(a, b Word) int { return strings.Compare(a.Wrong, b.Wrong) })
	return all
}

// Kinds are the kinds of rules that a language has, in the order of their
// importance to nobody: by name.
func (r *Rules) Kinds(l i18n.Locale) []string {
	g := r.guides[l]
	if g == nil {
		return nil
	}
	all := slices.Clone(builtIn)
	if g.Apostrophe != "" {
		all = append(all, "apostrophe")
	}
	for _, p := range g.rules {
		kind, _, _ := strings.Cut(p.Name, "-")
		if shownAs[kind] != "" {
			all = append(all, kind)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// builtIn are the kinds that are looked for in every language.
var builtIn = []string{"quotes", "repeated", "mixed", "date", "number", "link", "table", "capitals", "foreign", "alt", "wording", "heading"}
