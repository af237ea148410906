package content

import "slices"

// Copied is what another text of the same Type may begin with.
type Copied struct {
	Words Words
	Facts Facts
	// Left names the fields that had a value and are left out, in the order of the
	// form; "until" is the end of the Document.
	Left []string
}

// copies reports whether the value of a field may stand in another Document as
// well. What may be there once only, or names a day or an hour, belongs to the entry
// itself: a wrong date looks right. Of a signed original nothing goes along that it
// alone can say: numbers, what it relates to, its scan and the checksum of that.
func (t *Type) copies(f Field) bool {
	switch {
	case f.Unique || f.Name == t.Number || f.Name == t.Date || f.Name == t.End:
		return false
	case f.Kind == KindDay || f.Kind == KindInstant:
		return false
	case t.Verbatim:
		return f.Words && f.Kind != KindAsset || slices.Contains([]Kind{KindChoice, KindCountry, KindLink}, f.Kind)
	}
	return true
}

// Copy gives what of words and facts of Type t a new text may begin with: no address,
// no change note, no values that a Type no longer has.
func (t *Type) Copy(w Words, f Facts) Copied {
	c := Copied{Words: Words{Title: w.Title, Summary: w.Summary, Body: w.Body, Fields: Fields{}},
		Facts: Facts{Organization: f.Organization, Topics: slices.Clone(f.Topics), Parent: f.Parent, Fields: Fields{}}}
	words, facts := w.Fields.Clone(), f.Fields.Clone()
	for _, field := range t.Fields {
		from, to := facts, c.Facts.Fields
		if field.Words {
			from, to = words, c.Words.Fields
		}
		value := from[field.Name]
		switch {
		case value.Empty():
		case t.copies(field):
			to[field.Name] = value
		default:
			c.Left = append(c.Left, field.Name)
		}
	}
	if !f.Until.IsZero() {
		c.Left = append(c.Left, "until")
	}
	shown := AssetsOf(t, c.Words, c.Facts, Staff)
	for _, said := range w.Assets {
		if slices.Contains(shown, said.Asset) {
			c.Words.Assets = append(c.Words.Assets, said)
		}
	}
	return c
}
