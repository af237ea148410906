package lang

import "strings"

// latinBulgarian is how Bulgarian is typed in Latin letters: first as the law on
// transliteration of 2009 has it, then as people type who never read the law.
var latinBulgarian = keys(`
a а 2 ъ
b б
c 1 ц 3 к
ch ч
ck 2 к
d д
dj 1 дж
dzh дж
e е
f ф
g г
h х
i и 1 й
ia 1 я иа
iu 1 ю
io 1 ьо йо ио
j 1 ж й
ja 1 я
ju 1 ю
jo 1 йо ьо
k к
kh 1 х
l л
m м
n н
o о
p п
ph 2 ф
q 1 я
r р
s с 3 ш
sh ш
sht щ
shch 1 щ
sch 1 щ
st 4 щ
t т
ts ц
tz 1 ц
u у 2 ъ
v в 4 ж
w 1 в 3 ш
x 1 х кс 3 ь
y й 1 ъ ь 2 и
ya я
ye 2 е
yo йо ьо
yu ю 3 ъю
z з 3 ж
zh ж
4 ч
6 ш
6t щ
' ь ъ
`)

// readingsBulgarian reads -ia at the end of a word as -ия before all else, as the
// law has it.
func readingsBulgarian(word string) []string {
	if !latin(word) {
		return nil
	}
	word = apostrophes.Replace(word)
	stem, ia := strings.CutSuffix(word, "ia")
	if !ia {
		return latinBulgarian.read(word)
	}
	var all []string
	for _, begun := range latinBulgarian.read(stem) {
		all = append(all, begun+"ия")
	}
	half := mostReadings / 2
	return append(all[:min(len(all), half)], latinBulgarian.read(word)...)
}

// bds and phonetic are the letters that stand on the keys of the two Bulgarian
// keyboards, beside the Latin ones.
var (
	bds      = sameKeys("wertyuiopasdfghjklzxcvbnm'", "уеишщксдзьяаожгтнвюйъэфхпч")
	phonetic = sameKeys("qwertyuiopasdfghjklzxcvbnm", "явертъуиопасдфгхйклзьцжбнм")
)

// relaidBulgarian takes Latin letters for the keys of the standard keyboard, since
// what is typed on the phonetic one is among the readings; and Cyrillic ones for
// keys of the phonetic keyboard, which most people use.
func relaidBulgarian(word string) string {
	if latin(word) {
		return relaid(word, bds.to)
	}
	return relaid(word, phonetic.from)
}
