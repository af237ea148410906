package main

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// The days on which the matrix plays.
var (
	dayOne  = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	ended   = dayOne.Add(time.Hour)
	viewing = dayOne.Add(2 * time.Hour)
	embargo = dayOne.Add(3 * time.Hour)
)

// A canary begins with a syllable that no other word here has, goes on with
// letters that Serbian writes one for one in both scripts, and stands in exactly
// one place of the installation.
const (
	latinSyllable    = "zhzh"
	cyrillicSyllable = "зхзх"
	latinLetters     = "abvgdeziklmnoprstufhc"
	cyrillicLetters  = "абвгдезиклмнопрстуфхц"
	canaryLetters    = 18
)

// canary is a word that stands in one place only.
type canary struct {
	word string
	doc  *planted
	// locale is that of its text, "" for facts; part says where in it.
	locale i18n.Locale
	part   string
	kind   content.Kind
	// about is the language of the text that a remark is about, which has none itself.
	about i18n.Locale
	// typed is who typed it and did not save it.
	typed *caller
	// secret says why nobody outside may ever read it; empty is a word that may
	// become public with its Edition.
	secret string
	// read says that it stands in a file that search reads, or in its name.
	read bool
}

func (c *canary) String() string {
	return fmt.Sprintf("%s (%s, %s %s)", c.word, c.doc, c.locale, c.part)
}

// aviary knows every canary.
type aviary struct {
	byWord map[string]*canary
	// flocks are the canaries of one words or facts text by its hash.
	flocks map[content.Hash]*flock
	minted int
}

// flock is the canaries of one text.
type flock struct {
	canaries []*canary
	title    *canary
	path     *canary
}

func newAviary() *aviary {
	return &aviary{byWord: map[string]*canary{}, flocks: map[content.Hash]*flock{}}
}

// mint makes a word that was never there before, the same in every run.
func (a *aviary) mint() string {
	a.minted++
	sum := sha256.Sum256(fmt.Appendf(nil, "canary %d", a.minted))
	word := []byte(latinSyllable)
	for _, b := range sum[:canaryLetters-len(latinSyllable)] {
		word = append(word, latinLetters[int(b)%len(latinLetters)])
	}
	return string(word)
}

// cyrillic writes a canary in the other script.
func cyrillic(word string) string {
	from := []rune(latinLetters)
	return strings.Map(func(r rune) rune {
		if i := slices.Index(from, r); i >= 0 {
			return []rune(cyrillicLetters)[i]
		}
		return r
	}, word)
}

// put takes a canary in and gives its word. One in a Serbian text stands there
// in Cyrillic letters, and in Latin ones in the text derived from it.
func (f *planting) put(part string, kind content.Kind) string {
	word := f.mint()
	c := &canary{word: word, doc: f.doc, locale: f.locale, part: part, kind: kind, secret: f.secret}
	plain := kind == content.KindLink || kind == content.KindAsset || part == "path"
	if f.locale == "sr" && !plain {
		twin := *c
		twin.locale = "sr-Latn"
		f.byWord[word] = &twin
		f.derived.canaries = append(f.derived.canaries, &twin)
		c.word = cyrillic(word)
		if part == "title" {
			f.derived.title = &twin
		}
	} else {
		f.derived.canaries = append(f.derived.canaries, c)
	}
	f.byWord[c.word] = c
	f.flock.canaries = append(f.flock.canaries, c)
	switch part {
	case "title":
		f.flock.title = c
	case "path":
		f.flock.path, f.derived.path = c, c
	}
	return c.word
}

// sighted gives every canary whose word stands in any of some texts, each once.
func (a *aviary) sighted(texts ...string) map[*canary]bool {
	var seen map[*canary]bool
	for _, text := range texts {
		for _, syllable := range []string{latinSyllable, cyrillicSyllable} {
			for at := 0; ; at++ {
				i := strings.Index(text[at:], syllable)
				if i < 0 {
					break
				}
				at += i
				if c := a.byWord[firstRunes(text[at:], canaryLetters)]; c != nil {
					if seen == nil {
						seen = map[*canary]bool{}
					}
					seen[c] = true
				}
			}
		}
	}
	return seen
}

// firstRunes gives the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// loud writes a word in capitals. Search takes them for the same word, and a
// page that repeats the question does not look like one that gives the answer.
func loud(word string) string { return strings.ToUpper(word) }
