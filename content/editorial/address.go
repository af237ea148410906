package editorial

import (
	"slices"
	"strconv"

	"herald/content"
	"herald/i18n"
)

// namesakes bounds how many texts of one title are told apart by a number.
const namesakes = 200

// addressed fills in the path of a text where none was typed: the one it had,
// once readers know it, so that a new title moves no public address; before that
// what the title gives, with a number behind it where another text has that.
func (w *work) addressed(d *content.Document, typ *content.Type, t *content.Translation, words content.Words, had string) (content.Words, error) {
	if words.Path != "" || typ.Hidden || typ.Single {
		return words, nil
	}
	if had != "" && (t.Live != 0 || !t.FirstPublic().IsZero()) {
		words.Path = had
		return words, nil
	}
	var err error
	words.Path, err = w.free(d, typ.SuggestPath(t.Locale, words.Title), func(path string) content.Claim {
		return content.PathClaim(d.Site, t.Locale, path)
	})
	return words, err
}

// named gives the folder name of a new Document: the one typed, else what its
// title gives.
func (w *work) named(d *content.Document, locale i18n.Locale, title, typed string) (string, error) {
	if typed != "" {
		return typed, nil
	}
	name, err := w.free(d, locale.Slug(title), func(name string) content.Claim { return content.NameClaim(d.Site, d.Type, name) })
	if name == "" {
		name = string(d.ID)
	}
	return name, err
}

// free gives a name that no other Document claims: the wished one, else that with
// a number behind it.
func (w *work) free(d *content.Document, wish string, claim func(string) content.Claim) (string, error) {
	name := wish
	for n := 2; wish != "" && n < namesakes; n++ {
		taken, err := w.taken(d, claim(name))
		if err != nil || !taken {
			return name, err
		}
		name = wish + "-" + strconv.Itoa(n)
	}
	return name, nil
}

// taken reports whether another Document holds a claim. What was claimed since the
// verb loaded is seen as well: its Change is then refused, and the verb done again.
func (w *work) taken(d *content.Document, c content.Claim) (bool, error) {
	snap, err := w.desk.Log.Load(w.ctx, content.Ask{Claims: []content.Claim{c}})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(snap.Claimed[c], func(id content.ID) bool { return id != d.ID }), nil
}
