package lang

import "strings"

// irregularBulgarian are the words whose forms no rule brings together.
var irregularBulgarian = sameAs(`
дни ден деня денят дните дена деня денем денят
дете деца децата детето
човек човека човекът хора хората човеци човеците души
път пътя пътят пътища пътищата пъти пътищата
съд съда съдът съдилища съдилищата съдебища
крак крака кракът краката
ръка ръката ръце ръцете
око око окото очи очите
ухо ухото уши ушите
брат брата братът братя братята
господин господа господата господина господинът
име името имена имената
време времето времена времената
семе семето семена семената
племе племето племена племената
чудо чудото чудеса чудесата
небе небето небеса небесата
дърво дървото дървета дърветата дърва дървата
крило крилото крила крилата криле
рамо рамото рамене раменете
коляно коляното колене коленете
вечер вечерта вечери вечерите
есен есента есени есените
песен песента песни песните
утрин утринта утрини утрините
сол солта соли солите
мисъл мисълта мисли мислите
цел целта цели целите
кол колове
правило правилото правила правилата
врях връх върха върхът върхове върховете
цвят цвета цветът цветове цветовете
свят света светът светове световете
огън огъня огънят огньове огньовете
кон коня конят коне конете
крал краля кралят крале кралете
цар царя царят царе царете
мъж мъжа мъжът мъже мъжете
княз князе
гост госта гостът гости гостите
гръб гърба гърбът гърбове
грък гърка гъркът гърци гърците
търг търга търгът търгове търговете
музей музея музеят музеи музеите
лицей лицея лицеят лицеи лицеите
юбилей юбилея юбилеят юбилеи юбилеите
голям голяма голямо големи големия големият голямата голямото големите
улика уликата улики уликите
заплата заплатата заплати заплатите
квартал квартала кварталът квартали кварталите
сметана сметаната
селянин селянина селянинът селяни селяните
`)

// stemBulgarian cuts a word in three steps, each of which leaves what the next
// one knows: the definite article with gender and number, what a verb ends with,
// and the sounds that come and go inside a stem. The first step and most of the
// third are those of J. Savoy, "Searching Strategies for the Bulgarian Language"
// (Information Retrieval 10, 2007); what a verb ends with follows the grammar,
// as the rules of P. Nakov's BulStem (2003) do.
func stemBulgarian(w string) string {
	if w[0] < 0xD0 || len(w) < 6 {
		return w
	}
	if s, ok := irregularBulgarian[w]; ok {
		return s
	}
	if s, ok := masculine(w); ok {
		return settled(s)
	}
	w, whole := withoutArticle(w)
	if !whole {
		w = withoutVerb(w)
	}
	return settled(w)
}

// cut takes the first of the endings off that leaves at least as many letters
// as wanted.
func cutCyrillic(w string, least int, endings ...string) (string, bool) {
	for _, e := range endings {
		if len(w)-len(e) >= 2*least && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)], true
		}
	}
	return w, false
}

func endsIn(w string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// withoutArticle takes article, gender and number off. It reports whether the
// word is a noun of which nothing more may go.
func withoutArticle(w string) (string, bool) {
	if s, ok := cutCyrillic(w, 3, "ият"); ok {
		return s, false
	}
	if s, ok := cutCyrillic(w, 2, "ът", "ят"); ok {
		w = s
		if strings.HasSuffix(w, "о") {
			return w, false
		}
	} else if len(w) > 8 && endsIn(w, "ата", "ята", "тта", "щта", "вта", "чта", "дта", "ото", "ето", "ите", "ете", "ате", "яте") && !endsIn(w, "евта") {
		w = w[:len(w)-4]
	} else if s, ok := cutCyrillic(w, 4, "те"); ok && endsIn(s, "й", "х") {
		w = s
	}
	switch {
	case endsIn(w, "ания", "яния", "ание", "яние"):
		return w[:len(w)-4], false
	case endsIn(w, "ия"):
		if adjectival(w[:len(w)-4]) {
			return w[:len(w)-4], false
		}
		return w[:len(w)-2], true
	case endsIn(w, "ие", "ии", "ий") && len(w) > 8:
		return w[:len(w)-2], !endsIn(w[:len(w)-4], "кр")
	}
	if s, ok := cutCyrillic(w, 2, "ове", "еве"); ok {
		return s, false
	}
	if s, ok := cutCyrillic(w, 2, "аци", "оци", "ъци"); ok {
		return w[:len(s)+2] + "к", false
	}
	if s, ok := cutCyrillic(w, 2, "а", "я", "о", "е", "и", "ю"); ok {
		w = s
	}
	if endsIn(w, "анин", "янин", "гарин", "тарин") {
		w = w[:len(w)-4]
	}
	return w, false
}

// adjectival reports whether -ия after these letters is the article of an
// adjective rather than the end of a noun.
func adjectival(w string) bool {
	switch {
	case len(w) < 4:
		return false
	case endsIn(w, "н"):
		return !endsIn(w, "ен", "он", "ун", "ин")
	case endsIn(w, "остр", "хитр", "бистр", "пъстр"):
		return true
	case endsIn(w, "тв", "тр", "ол", "от", "слав", "прият", "понят", "парт", "хим", "адем", "прем", "идем",
		"итал", "австрал", "бразил", "англ", "фамил", "емил", "натал", "юл", "аномал", "услов"):
		return false
	}
	return endsIn(w, "л", "щ", "к", "т", "в", "им", "ем", "бр", "кр", "лт", "рд", "вш", "сш", "зш", "жд",
		"млад", "луд", "блед", "стар", "слаб", "груб", "сух", "тих", "глух", "строг", "дълг", "друг", "благ", "скъп", "глуп", "бърз", "щедр", "мъдр", "бодр")
}

func withoutVerb(w string) string {
	for !endsIn(w, "пиш", "ител", "ател") {
		s, ok := cutCyrillic(w, 3, "ахм", "ихм", "яхм", "ехм", "охм", "айк", "яйк", "ейк",
			"ам", "аш", "ат", "ах", "ал", "ан", "ащ", "ай",
			"ям", "яш", "ят", "ях", "ял", "ян", "ящ", "яй",
			"ем", "еш", "ет", "ех", "ел", "ещ", "ей",
			"им", "иш", "их", "ил", "ит", "ох")
		if !ok && strings.HasSuffix(w, "ен") && len(w) > 8 {
			if endsIn(w, "ствен") {
				return w
			}
			s, ok = w[:len(w)-4], true
		}
		if t, cut := cutCyrillic(s, 3, "а", "е", "я", "и"); cut {
			s, ok = t, true
		}
		if !ok {
			return w
		}
		w = s
	}
	return w
}

// masculine gives an adjective that ends in -ен the stem of its other forms, of
// which the е is gone: последен, последна.
func masculine(w string) (string, bool) {
	s, ok := cutCyrillic(w, 3, "ен")
	switch {
	case !ok:
		return w, false
	case endsIn(s, "а", "ко", "сто", "не"):
		return s + "йн", true
	}
	return s + "н", fleetingEn(s)
}

// fleetingEn reports whether the е of -ен after these letters leaves all other
// forms of the word, as it does in adjectives.
func fleetingEn(w string) bool {
	if endsIn(w, "зплат", "злат") {
		return true
	}
	if endsIn(w, "ад", "еп", "уд", "уп", "юч", "ъж", "ещ", "яв", "лат", "лож", "вед", "сел", "нес", "нов", "вар", "бот", "зел", "печ",
		"дел", "вор", "тав", "напр", "попр", "соч", "луч", "буч", "изуч", "щет", "намал", "спаз", "уведом", "двид", "осъд", "назнач", "обознач",
		"разреш", "наруш", "разруш", "осигур", "отмен", "промен", "замен", "огранич", "увелич", "покан") && !strings.HasSuffix(w, "длъж") {
		return false
	}
	if endsIn(w, "ст", "нт", "кт", "рт", "лт", "лг") {
		return true
	}
	return !vowelBg(w, 1) && vowelBg(w, 2)
}

// vowelBg reports whether the nth letter from the end is a vowel.
func vowelBg(w string, n int) bool {
	if len(w) < 2*n {
		return false
	}
	switch w[len(w)-2*n : len(w)-2*n+2] {
	case "а", "е", "и", "о", "у", "ъ", "ю", "я":
		return true
	}
	return false
}

// withE writes the я of a last syllable as е, into which it turns before a soft
// one: място, места.
func withE(w string) string {
	for n := 1; n <= 3 && 2*n < len(w); n++ {
		if vowelBg(w, n) {
			if at := len(w) - 2*n; n > 1 && w[at:at+2] == "я" {
				return w[:at] + "е" + w[at+2:]
			}
			return w
		}
	}
	return w
}

// settled undoes what the sounds of a stem do where an ending follows.
func settled(w string) string {
	if len(w) < 6 {
		return w
	}
	w = withE(w)
	if len(w) >= 8 && !vowelBg(w, 1) && (!vowelBg(w, 3) || endsIn(w, "ец")) {
		mid, last := w[len(w)-4:len(w)-2], w[len(w)-2:]
		switch {
		case mid == "е" && last == "ц" && vowelBg(w, 3):
			w = w[:len(w)-4] + "йц"
		case mid == "ъ", mid == "е" && last == "ц":
			w = w[:len(w)-4] + last
		}
	}
	switch {
	case endsIn(w, "лоз", "гоз", "урз"):
		return w[:len(w)-2] + "г"
	case endsIn(w, "ик"):
		return w[:len(w)-2] + "ц"
	case endsIn(w, "каж", "върж", "реж", "маж", "лиж", "ниж"):
		return w[:len(w)-2] + "з"
	case endsIn(w, "пиш"):
		return w[:len(w)-2] + "с"
	case endsIn(w, "дад"):
		return w[:len(w)-4]
	case len(w) >= 10 && endsIn(w, "сл", "зл", "кл", "гл"):
		return w[:len(w)-2]
	}
	return w
}
