package admin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/content/markdown"
)

func (l *letter) plainBody() string { return strings.TrimSpace(markdown.Plain(l.words.Body)) }

// plain is the letter without marks. body stands between summary and pictures.
func (k *LetterLook) plain(body string) string {
	var parts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	add(k.Before)
	add(k.Title)
	add(k.Summary)
	add(body)
	if len(k.Pictures) > 0 {
		lines := []string{k.PicturesLabel + ":"}
		for _, p := range k.Pictures {
			lines = append(lines, strings.TrimSpace(cmpOr(p.Alt, p.Name)+" "+p.Credit)+"\n"+p.Public)
		}
		add(strings.Join(lines, "\n"))
	}
	if len(k.Contacts) > 0 || k.Organization != "" {
		lines := []string{k.AskLabel + ":"}
		if k.Organization != "" {
			lines = append(lines, k.Organization)
		}
		add(strings.Join(append(lines, k.Contacts...), "\n"))
	}
	add(k.OnlineLabel + ": " + k.Address)
	return strings.Join(parts, "\n\n")
}

// socialLimits are how many characters a message may have in the places where towns
// speak, the narrowest first.
var socialLimits = []int{280, 300, 500}

// fitting makes a message of at most limit characters out of a title, a summary and
// an address, which is never cut. The summary gives way first, at the end of a
// sentence where one fits.
func fitting(title, summary, address string, limit int) string {
	whole := title
	if summary != "" {
		whole += "\n\n" + summary
	}
	room := limit - utf8.RuneCountInString(address) - 2
	if utf8.RuneCountInString(whole) <= room {
		return whole + "\n\n" + address
	}
	if left := room - utf8.RuneCountInString(title) - 2; left >= 20 && summary != "" {
		return title + "\n\n" + cutAt(summary, left) + "\n\n" + address
	}
	return cutAt(title, max(room, 1)) + "\n\n" + address
}

// cutAt shortens s to most characters: after a sentence that ends in its second half,
// else after a word, and then with a sign that something follows.
func cutAt(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	for i := most - 1; i >= most/2; i-- {
		if strings.ContainsRune(".?!", runes[i]) && i+1 < len(runes) && unicode.IsSpace(runes[i+1]) && !unicode.IsDigit(runes[max(i-1, 0)]) {
			return string(runes[:i+1])
		}
	}
	for i := most - 2; i > most/2; i-- {
		if unicode.IsSpace(runes[i]) {
			return strings.TrimRight(string(runes[:i]), " ,;:–-") + " …"
		}
	}
	return string(runes[:max(most-1, 0)]) + "…"
}
