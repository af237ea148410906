package style

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/content/markdown"
	"herald/i18n"
)

// frequent are small words that no sentence of a language does long without, by the
// language; German, French, Italian and Russian are those that these towns quote.
var frequent = map[string]map[string]bool{
	"en": few("the of and in or to a other is for on with that by are as at be this from was were has have it its which will not or an been their they we our should would could into about"),
	"lt": few("ir yra bei kad su iš į apie dėl nuo iki prie pagal per už kaip arba ne tai šis ši buvo bus jų jo jos tik taip pat nėra kuris kuri kurie kurios kurių į o ar jau savo visi visų ko kas kai kur po be"),
	"sl": few("in je so za na v z s pri po ki da se ne kot ali ter iz od do tudi bo bodo bila bil bilo ni kjer ko lahko ob med zaradi več vse to ta te tem"),
	"sq": few("dhe të në për me nga që është janë një ose së si kjo ky u nuk më deri sipas mbi do të cilat cili ka kanë këtë edhe i e"),
	"bg": few("и в с е са на от за със във към при по до се да не това тази този който която което които ще или като се чрез след между има беше бяха му им й"),
	"sr": few("и је су на од за са у из код по до се да не ово ова овај који која које ће или као кроз након између има није нису бити било била му им уз о"),
	"de": few("der die das und ist nicht mit von für den dem ein eine einer auf zu im wird werden sind dass auch bei oder sich wurde"),
	"fr": few("le la les et des est une dans pour qui sur avec par du au aux ne pas que ce cette sont ou été plus"),
	"it": few("il lo gli di che per una con del della dei delle nel nella è sono anche più alla alle dal dalla non si"),
	"ru": few("и в на с не что это как от для по из или был была были быть его их чтобы который которая которые также при к у о"),
}

func init() {
	latin := map[string]bool{}
	for w := range frequent["sr"] {
		latin[i18n.SerbianLatin(w)] = true
	}
	frequent["sr-Latn"] = latin
}

func few(words string) map[string]bool { return set(strings.Fields(words)) }

// What a passage in another language has at least: words, and different small ones
// of that language which its own has not.
const (
	passageWords = 4
	passageSmall = 2
)

// unmarked looks in a run of words, text[from:to], for a passage in another language
// of the same script. Each language is known by its small words; those that both have
// say nothing. A passage of names alone stays: names belong to no language
// (EN 301 549, 9.3.1.2).
func (c *check) unmarked(from, to int) {
	own := frequent[string(c.locale)]
	words := word.FindAllStringIndex(c.text[from:to], -1)
	if len(words) < passageWords || own == nil {
		return
	}
	best := stretch{}
	for lang, small := range frequent {
		if lang == string(c.locale) || !c.writes(small) {
			continue
		}
		s := stretchOf(c.text[from:to], words, own, small)
		s.lang = lang
		if s.small > best.small || s.small == best.small && s.small > 0 && s.lang < best.lang {
			best = s
		}
	}
	if best.small < passageSmall || best.words < passageWords || best.lower == 0 {
		return
	}
	x, y := from+words[best.first][0], from+words[best.last][1]
	better := ""
	if best.whole && c.marks(c.text[x:y]) {
		better = "[" + c.text[x:y] + "]{lang=" + best.lang + "}"
	}
	c.say("foreign", x, y, better)
}

// marks reports whether a passage can be put into brackets where it stands.
func (c *check) marks(found string) bool {
	return !c.plain && c.p.Role != markdown.Alt && c.p.Role != markdown.Caption && !strings.ContainsAny(found, "[]\n")
}

// writes reports whether small words are in the script of the language.
func (c *check) writes(small map[string]bool) bool {
	for w := range small {
		return unicode.Is(c.script, []rune(w)[0])
	}
	return false
}

// stretch is the longest part of a run of words that is in one other language.
type stretch struct {
	lang        string
	first, last int
	// small counts the different small words, lower those words that are neither
	// small nor a name.
	words, small, lower int
	// whole says that no word of the run stands outside.
	whole bool
}

// stretchOf finds the part of text between words that only its own language has, from
// the first to the last small word that only the other has, with the most of them.
// Where no own word stands in all of the run, all of it is the part.
func stretchOf(text string, words [][]int, own, other map[string]bool) (best stretch) {
	clean := true
	var at stretch
	var seen []string
	flush := func() {
		if at.small > best.small {
			best = at
		}
		at, seen = stretch{}, nil
	}
	for i, w := range words {
		found := text[w[0]:w[1]]
		small := strings.ToLower(found)
		switch {
		case own[small] && !other[small]:
			clean = false
			flush()
		case other[small] && !own[small] && utf8.RuneCountInString(small) > 1:
			if len(seen) == 0 {
				at.first = i
			}
			if !slices.Contains(seen, small) {
				seen = append(seen, small)
			}
			at.last, at.small = i, len(seen)
			at.words = at.last - at.first + 1
		case len(seen) > 0 && !own[small] && !unicode.IsUpper([]rune(found)[0]):
			at.lower++
		}
	}
	flush()
	if clean && best.small > 0 {
		best.first, best.last, best.words, best.whole = 0, len(words)-1, len(words), true
	}
	return best
}
