// Package lang owns what search knows of the words of each language: how they
// are written without diacritics, what they are called in every inflected form,
// which of them say nothing, which spellings a reader may have meant, and where
// numbers and dates stand among them. Its functions are pure. It must not know indexes, questions or what a text is about.
package lang

import "golang.org/x/text/unicode/norm"

// Language is what is known of one language. The zero value knows only what
// holds for all.
type Language struct {
	// Code is the language of ISO 639, without script: "sr" for both of Serbian's.
	Code string
	// script brings a word in lower case to the letters that its index is kept
	// in; nil leaves it.
	script func(word string) string
	// stem cuts a folded word down to what all of its inflected forms share; nil
	// leaves it.
	stem func(folded string) string
	// silent are folded words that say nothing where others stand beside them.
	silent map[string]bool
	// readings gives other spellings that a typed word may stand for, in the
	// letters of the index and not yet folded, the likeliest first.
	readings func(word string) []string
	// relaid gives what was meant where the keyboard was set to other letters,
	// or "".
	relaid func(word string) string
}

var languages = map[string]Language{}

// add makes a language known; each stands in a file of its own.
func add(l Language) bool {
	languages[l.Code] = l
	return true
}

// Of gives the language with a code, or one of which only that is known.
func Of(code string) Language {
	l := languages[code]
	l.Code = code
	return l
}

// Known lists the codes of the languages that have more than the zero value.
func Known() []string { return sortedCodes() }

// Written gives a word in lower case in the letters of the index, with all of its
// diacritics: the one form of it that was typed.
func (l Language) Written(word string) string {
	if l.script != nil {
		word = l.script(word)
	}
	return norm.NFC.String(word)
}

// Plain gives a word in lower case as it is written without diacritics, in the
// letters of the index: what a reader types who does not know how it ends.
func (l Language) Plain(word string) string {
	if l.script != nil {
		word = l.script(word)
	}
	return Fold(word)
}

// Key gives the term under which every inflected form of a word in lower case is
// indexed and looked for. Words with a digit have no inflection. It is folded
// before it is cut, so that nobody has to type diacritics.
func (l Language) Key(word string) string {
	word = l.Plain(word)
	if l.stem == nil || word == "" || hasDigit(word) {
		return word
	}
	return l.stem(word)
}

// Silent reports whether a word in lower case says nothing beside others.
func (l Language) Silent(word string) bool { return l.silent[l.Plain(word)] }

// mostReadings bounds what one typed word can stand for.
const mostReadings = 512

// Readings gives other spellings that a typed word in lower case may stand for,
// in the letters of the index and without word itself: a word in Latin letters
// in the language's own. There are at most 512, the likeliest first; most of them
// are no words, and whoever asks keeps those that the index has.
func (l Language) Readings(word string) []string {
	if l.readings == nil {
		return nil
	}
	all := l.readings(word)
	return all[:min(len(all), mostReadings)]
}

// Relaid gives the word that was meant where word was typed with the keyboard
// set to other letters, or "" where it cannot have been.
func (l Language) Relaid(word string) string {
	if l.relaid == nil {
		return ""
	}
	return l.relaid(word)
}
