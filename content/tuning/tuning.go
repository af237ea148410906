// Package tuning owns what editors say of the searches of a Site in one language:
// words that mean the same, and results that stand first. It holds rules and data
// alone: it must not search, must not decide who may say anything (content.Can
// does), and knows no store and no HTTP.
package tuning

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// Tuning is what was said of the searches of one Site in one locale. It is a Record
// of the log, so that every process knows it and a backup carries it.
type Tuning struct {
	Site   string      `json:"site"`
	Locale i18n.Locale `json:"locale"`
	// Synonyms are groups of words that mean the same, the oldest first.
	Synonyms []Synonyms `json:"synonyms,omitempty"`
	// Pins are the results that stand first, the oldest first.
	Pins []Pin `json:"pins,omitempty"`
}

// Synonyms are words and phrases that mean the same: who types one finds them all.
type Synonyms struct {
	ID    content.ID   `json:"id"`
	Words []string     `json:"words"`
	Added content.Mark `json:"added"`
}

// Pin puts Documents first, in this order, where somebody asks Question.
type Pin struct {
	ID        content.ID   `json:"id"`
	Question  string       `json:"question"`
	Documents []content.ID `json:"documents"`
	Added     content.Mark `json:"added"`
}

// Locale gives the language whose tuning a locale follows: Serbian in Latin letters
// is searched together with Serbian, and so follows it.
func Locale(l i18n.Locale) i18n.Locale {
	if l == i18n.SerbianLatn {
		return i18n.Serbian
	}
	return l
}

// Locales are the languages of a Site that are tuned, each once, in its order.
func Locales(s *content.Site) []i18n.Locale {
	var all []i18n.Locale
	for _, l := range s.Locales {
		if own := Locale(l); !slices.Contains(all, own) {
			all = append(all, own)
		}
	}
	return all
}

// RecordID names the Record of a Site and a locale: there is one of each.
func RecordID(site string, l i18n.Locale) content.ID { return content.ID(string(l) + "@" + site) }

// Record encodes t for the log.
func (t *Tuning) Record() content.Record {
	body, err := json.Marshal(t)
	if err != nil {
		panic("tuning: a Tuning of plain fields cannot fail to encode: " + err.Error())
	}
	return content.Record{Kind: content.RecordTuning, ID: RecordID(t.Site, t.Locale), Body: body}
}

// Decode reads what Tuning.Record wrote.
func Decode(body []byte) (*Tuning, error) {
	var t Tuning
	if err := json.Unmarshal(body, &t); err != nil {
		return nil, fmt.Errorf("tuning record: %w", err)
	}
	return &t, nil
}

// DecodeAll reads all of them.
func DecodeAll(records []content.Record) ([]*Tuning, error) {
	var all []*Tuning
	for _, r := range records {
		t, err := Decode(r.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// Of gives that of a Site and a locale, an empty one where nothing was said yet.
func Of(all []*Tuning, site string, l i18n.Locale) *Tuning {
	l = Locale(l)
	if i := slices.IndexFunc(all, func(t *Tuning) bool { return t.Site == site && t.Locale == l }); i >= 0 {
		return all[i]
	}
	return &Tuning{Site: site, Locale: l}
}

// Group gives the synonyms with an id, or nil.
func (t *Tuning) Group(id content.ID) *Synonyms {
	if i := slices.IndexFunc(t.Synonyms, func(s Synonyms) bool { return s.ID == id }); i >= 0 {
		return &t.Synonyms[i]
	}
	return nil
}

// Pin gives the pin with an id, or nil.
func (t *Tuning) Pin(id content.ID) *Pin {
	if i := slices.IndexFunc(t.Pins, func(p Pin) bool { return p.ID == id }); i >= 0 {
		return &t.Pins[i]
	}
	return nil
}

// Text writes the words one after another, as a list shows them.
func (s *Synonyms) Text() string { return strings.Join(s.Words, ", ") }
