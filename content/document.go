package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Document is a piece of information, the same in every language, and the unit
// of writing: every Change of any of its Translations rewrites this one Record,
// so that the rules between languages can be checked in one place. It is never
// published itself; its Translations are.
//
// A Document holds nothing of what readers read. Words and facts are texts
// beside the log, named here by their Hash, so that a redaction can take a text
// while the log and every seal still verify. The few typed words that stand in
// the Record itself, a redaction's ground and a redirect's path, must not repeat
// what could have to be taken out.
type Document struct {
	ID   ID     `json:"id"`
	Type string `json:"type"`
	// Site is the name of the home Site, from which the audience follows.
	Site string `json:"site"`
	// Source is the locale of the Translation that the others are made from.
	Source i18n.Locale `json:"source"`
	// Organization is whose members may work on the Document. What readers see
	// is the organization in the published Facts.
	Organization ID       `json:"organization,omitempty"`
	Owner        MemberID `json:"owner,omitempty"`
	// Review is the day ("2027-03-01") on which somebody looks at it again.
	Review  string `json:"review,omitempty"`
	Created Mark   `json:"created"`
	// Touched is the last Event about the whole Document, as a Mark.
	Touched Mark     `json:"touched,omitzero"`
	Former  []Former `json:"former,omitempty"`
	// Joined is the Document that took over all Translations of this one.
	Joined ID `json:"joined,omitempty"`
	// Translations are sorted by locale.
	Translations []*Translation `json:"translations"`
	// Redactions list what was taken out, oldest first.
	Redactions []Redaction `json:"redactions,omitempty"`
	// Questions are those of translators, oldest first.
	Questions []Question `json:"questions,omitempty"`
}

// Mark says who did a thing and when.
type Mark struct {
	By MemberID  `json:"by"`
	At time.Time `json:"at"`
}

// Former is a Site that was home to the Document before, and how its addresses
// there answer: a redirect, or gone.
type Former struct {
	Site     string    `json:"site"`
	Until    time.Time `json:"until"`
	Redirect bool      `json:"redirect"`
	// Words name the texts whose paths were public there.
	Words []FormerWords `json:"words,omitempty"`
}

// FormerWords names a words text whose path was public at a former home.
type FormerWords struct {
	Locale i18n.Locale `json:"locale"`
	Words  Hash        `json:"words"`
}

// Translation gives the Translation in locale, or nil.
func (d *Document) Translation(locale i18n.Locale) *Translation {
	for _, t := range d.Translations {
		if t.Locale == locale {
			return t
		}
	}
	return nil
}

// SourceTranslation gives the Translation the others are made from, or nil in
// a Document that is still empty.
func (d *Document) SourceTranslation() *Translation { return d.Translation(d.Source) }

// Put adds t, or replaces the Translation in the same locale.
func (d *Document) Put(t *Translation) {
	if i := slices.IndexFunc(d.Translations, func(o *Translation) bool { return o.Locale == t.Locale }); i >= 0 {
		d.Translations[i] = t
		return
	}
	d.Translations = append(d.Translations, t)
	slices.SortFunc(d.Translations, func(a, b *Translation) int {
		if a.Locale < b.Locale {
			return -1
		}
		return 1
	})
}

// Remove takes the Translation in locale out of the Document.
func (d *Document) Remove(locale i18n.Locale) {
	d.Translations = slices.DeleteFunc(d.Translations, func(t *Translation) bool { return t.Locale == locale })
}

// Facts gives the hash of the facts that a reader sees with the source's live
// Edition, or of the newest ones where nothing is live.
func (d *Document) Facts() Hash {
	s := d.SourceTranslation()
	if s == nil {
		return ""
	}
	if e := s.LiveEdition(); e != nil {
		return e.Facts
	}
	if e := s.NextEdition(); e != nil {
		return e.Facts
	}
	return s.Editions[len(s.Editions)-1].Facts
}

// Beside gives the facts that the newest Edition in locale will be read with. A
// translation is read with those of its source: the scheduled ones where there are
// any, else the live ones, else those that are being written.
func (d *Document) Beside(locale i18n.Locale) Hash {
	source := d.SourceTranslation()
	if source == nil || source.Locale == locale || source.Newest() == nil {
		if e := d.Translation(locale).Newest(); e != nil {
			return e.Facts
		}
		return ""
	}
	e := source.Newest()
	if live := source.LiveEdition(); live != nil && e.State != Scheduled {
		e = live
	}
	return e.Facts
}

// Texts gives the hash of every text that the Document names in an Edition, a
// Translation, a former home, an exception or a Question, sorted.
func (d *Document) Texts() []Hash {
	var all []Hash
	for _, t := range d.Translations {
		for _, e := range t.Editions {
			all = append(all, e.texts()...)
		}
		if t.MadeFrom.Words != "" {
			all = append(all, t.MadeFrom.Words)
		}
		if t.Follows != nil {
			all = append(all, t.Follows.Reason)
		}
	}
	for _, f := range d.Former {
		for _, w := range f.Words {
			all = append(all, w.Words)
		}
	}
	for i := range d.Questions {
		all = append(all, d.Questions[i].texts()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
