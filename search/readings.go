package search

import (
	"context"
	"strings"
)

// The bounds of what is looked up for one question: how many spellings, and how
// many of them one word can stand for.
const (
	mostLookups  = 1500
	mostWordings = 6
)

// understood gives cs with what each may stand for: the spellings in the
// language's own letters that the index has, and what editors say means the same.
func (v *view) understood(ctx context.Context, a asked, cs []chunk, t *tuned) ([]chunk, error) {
	cs = t.synonymous(cs)
	if a.literal {
		return cs, nil
	}
	err := v.lexicon(func(l *lexicon) error {
		left := mostLookups
		return l.read(ctx, a, cs, &left)
	})
	return cs, err
}

// read adds to each of cs the readings of it that the index has.
func (l *lexicon) read(ctx context.Context, a asked, cs []chunk, left *int) error {
	for i := range cs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.read(ctx, a, cs[i].inner, left); err != nil {
			return err
		}
		found, err := l.readings(a, cs[i], left)
		if err != nil {
			return err
		}
		cs[i].instead = append(cs[i].instead, found...)
	}
	return nil
}

// readings gives the wordings that the typed words of c may stand for. One of
// several words is read as its likeliest reading throughout.
func (l *lexicon) readings(a asked, c chunk, left *int) ([]wording, error) {
	if len(c.typed) == 1 {
		return l.readingsOf(a, c.typed[0], c.words[0], left)
	}
	whole, read := wording{share: readingShare}, false
	for i, typed := range c.typed {
		word := c.words[i]
		found, err := l.readingsOf(a, typed, word, left)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			word, read = found[0].words[0], true
		}
		whole.words = append(whole.words, word)
	}
	if !read {
		return nil, nil
	}
	return []wording{whole}, nil
}

// readingsOf gives the readings of one word that the index has, the likeliest
// first and weightiest.
func (l *lexicon) readingsOf(a asked, typed, word string, left *int) ([]wording, error) {
	var all []wording
	tried := map[string]bool{word: true}
	for _, r := range a.language.Readings(typed) {
		if len(all) == mostWordings || *left == 0 {
			break
		}
		key := keyOf(a.language, r)
		if key == "" || tried[key] {
			continue
		}
		tried[key] = true
		*left--
		ok, err := l.has(key, a.weights)
		if err != nil {
			return nil, err
		}
		if ok {
			share := readingShare * (1 - float64(len(all))/(2*mostWordings))
			all = append(all, wording{[]string{key}, spelling(a.language, r), share})
		}
	}
	return all, nil
}

// relaid gives text as it would have been with the keyboard set to the letters of
// the language, or "" where it would be no other. A word that the index has was
// meant as it is.
func (v *view) relaid(ctx context.Context, a asked, text string) (string, error) {
	moved, all := false, strings.Fields(text)
	err := v.lexicon(func(l *lexicon) error {
		for i, piece := range all {
			c := chunkOf(a.language, piece)
			known := len(c.words) > 0
			for _, w := range c.words {
				ok, err := l.has(w, a.weights)
				if err != nil {
					return err
				}
				known = known && ok
			}
			piece = strings.ToLower(piece)
			if r := a.language.Relaid(piece); !known && r != "" && r != piece {
				all[i], moved = r, true
			}
		}
		return ctx.Err()
	})
	if err != nil || !moved {
		return "", err
	}
	return clean(strings.Join(all, " ")), nil
}
