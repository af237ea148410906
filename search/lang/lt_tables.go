package lang

import (
	"cmp"
	"slices"
	"strings"
)

// leastEnding is an ending and the least length of the stem that it leaves.
type leastEnding struct {
	text  string
	least int
}

// ltEndings are the endings by their last letter, a longer one before those that it
// ends in.
var ltEndings = byLast(map[int]string{
	2: `a e i o u as is ys us os es aus au ai ui ei uose ose oje uje yje eje yse ese ais ams oms ems ums ims
		ies iems iem am em omis emis umis imis umi imi oj ej yj aja ojo oji aji iji uji ieji uju ajai iesiems asis ysis
		ojoje ojoj ajame osiose uosiuose osios osioms osiomis asias uosius aisiais uoju ajam`,
	3: `ate ote ite ime ete ates otes asi osi isi esi uisi om ame ome ot at it uj y`,
	4: `eme`,
})

// ltFinite are the endings that a verb has in its present, and the nouns have too.
var ltFinite = listed(`a u i o e eme esi ate ote ite ime ete ates otes ame ome asi osi isi`)

// byLast sorts endings, given by the least length of the stem, under the last
// letter and there by length.
func byLast(least map[int]string) (table [26][]leastEnding) {
	for n, text := range least {
		for end := range strings.FieldsSeq(text) {
			at := end[len(end)-1] - 'a'
			table[at] = append(table[at], leastEnding{end, n})
		}
	}
	for _, ends := range table {
		slices.SortFunc(ends, func(a, b leastEnding) int { return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text)) })
	}
	return table
}

// ltWords are forms that no rule brings to the others of their word.
var ltWords = map[string]string{
	"zmones": "zmog", "zmoniu": "zmog", "zmonems": "zmog", "zmonemis": "zmog", "zmonese": "zmog",
	"menuo": "menes", "suo": "sun", "suns": "sun", "sesuo": "seser", "dukte": "dukter", "vanduo": "vanden",
	"ruduo": "ruden", "petys": "pet", "paskirti": "paskyre", "padeti": "padej", "ateiti": "atej", "praeiti": "praej", "sviesi": "svies", "atlieka": "atliko", "judesi": "judes", "menesi": "menes", "debesi": "debes",
}

// ltNouns are stems that look like those of verbs and are of nouns.
var ltNouns = listed(`
	sutart mokest nakt vilt pirt mirt kart stot padet ateit iseit praeit mint pazint prigimt paskirt isimt apimt atmint ismint
	krypt patirt griut zut kliut lyt neigal igal atliek ismok imok permok priemok iskyl`)

// ltNounsInT are stems of nouns before their t.
var ltNounsInT = listed(`
	komite biudze universite fakulte kabine interne pake bufe magne plane table etike poe portre atle estafe rake kvarte buke marke bile
	ras kas keis me bu ses viene intrane trafare patrio pilo robo labirin sprin astronau kosmonau`)

// ltAdjectives are the stems of adjectives whose definite genitive is written often.
var ltAdjectives = listed(`
	vies bendr pirm antr nauj sen balt juod raudon zal gelton melyn maz ger blog tikr piln pastar aukst zem jaun ilg trump siaur kair desin neigal septint devint`)

// ltSignsOfAdjectives are what no verb in -oti has before its ending.
var ltSignsOfAdjectives = []string{"am", "om", "im", "isk", "ing", "in", "yv"}

// ltInIoti are the stems of verbs in -ioti, whose past looks like a definite
// genitive: "galiojo".
var ltInIoti = map[string]string{"gali": "", "nesi": "", "vezi": "", "vaiksci": "", "karali": "", "mosi": "", "svaici": "", "laksci": ""}

// ltInI are the presents in -i whose participle in -imas is written often, where a
// noun in -imas is of another verb: "turimas", but "sutikimas".
var ltInI = map[string]string{"turi": "", "gali": "", "nori": "", "ziuri": "", "girdi": "", "stebi": "", "myli": "", "lydi": "", "zymi": "", "mini": ""}
