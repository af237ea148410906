package lang

import "strings"

// letterKa is how many bytes a Georgian letter takes.
const letterKa = 3

// irregularGeorgian are words too short for the rules.
var irregularGeorgian = sameAs(`
წელი წლის წელს წლით წლად წლები წლების წლებში წლებს წლისთვის წლიდან წლამდე წელმა წლისა წლებიდან წლებით
კაცი კაცის კაცს კაცმა კაცები კაცების
გზა გზის გზას გზები გზების გზაზე გზებზე გზებს გზით გზიდან
დღე დღის დღეს დღით დღეები დღეების დღეებში დღეებს დღიდან დღემდე
უფალი უფლის უფალს უფალმა უფალო
მიღმა
თვე თვის თვეს თვეში თვით თვეები თვეების თვეებში
`)

// stemGeorgian takes a word apart from its end, as the grammar puts it together
// (H. Aronson, "Georgian: A Reading Grammar", 1990): particle, postposition,
// case, number, and what verbs of the common conjugations end with. Then the
// vowel goes that a stem loses in half of its cases (წყალი, წყლის), and the one
// that verbs put after a preverb (დამტკიცება, დაამტკიცა).
func stemGeorgian(w string) string {
	if w[0] != 0xE1 || len(w) < 3*letterKa {
		return w
	}
	if s, ok := irregularGeorgian[w]; ok {
		return s
	}
	w = withoutCase(w)
	w = withoutNumber(w)
	return syncoped(withoutVersion(w))
}

func cutKa(w string, least int, endings ...string) (string, bool) {
	for _, e := range endings {
		if len(w)-len(e) >= letterKa*least && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)], true
		}
	}
	return w, false
}

// withoutCase takes particle, postposition and case off, and what verbs end with
// where it looks the same.
func withoutCase(w string) string {
	also := false
	if s, ok := cutKa(w, 4, "ც"); ok && endsIn(s, "ა", "ე", "ი", "ო") {
		w, also = s, true
	} else if s, ok := cutKa(w, 4, "ვე"); ok && endsIn(s, "სა", "ს", "ისა", "ითა") {
		w = s
	}
	if s, ok := cutKa(w, 2, "ში", "ზე"); ok {
		return withoutVowel(s)
	}
	if s, ok := cutKa(w, 2, "თან"); ok {
		s, _ = cutKa(s, 2, "ას", "ეს", "ოს")
		return s
	}
	if s, ok := cutKa(w, 3, "დან", "მდე"); ok && vowelKa(s[len(s)-letterKa:]) {
		return withoutVowel(s)
	}
	if s, ok := cutKa(w, 3, "თვის", "გან", "კენ", "ვით"); ok && endsIn(s, "ს", "სა", "ი") {
		w = s
	}
	if s, ok := cutKa(w, 3, "ია"); ok && copula(s) {
		return s
	}
	if s, ok := cutKa(w, 2, "ამა", "ემა", "ომა"); ok && also {
		return s
	}
	if endsIn(w, "ებანი", "ობანი") {
		return w[:len(w)-3*letterKa]
	}
	if s, ok := cutKa(w, 3, "ავდნენ", "ავდეს", "ავდა", "ავენ", "ავს"); ok {
		return s
	}
	if s, ok := cutKa(w, 4, "იმ"); ok {
		return s
	}
	if strings.HasSuffix(w, "ფასა") {
		return w[:len(w)-letterKa]
	}
	if s, ok := cutKa(w, 2, "ისა", "ითა", "ასა", "ესა", "ოსა", "უსა", "ათა", "ეთა", "ოთა", "ოთი", "ეა", "ოა", "ოდ",
		"ის", "ით", "ად", "ედ", "ას", "ეს", "ოს", "ამ", "ემ", "ომ", "ოთ", "ენ", "ონ", "ებთ"); ok {
		return s
	}
	if s, ok := cutKa(w, 3, "მა"); ok && !vowelKa(s[len(s)-letterKa:]) && !endsIn(w, "ფორმა", "ნორმა", "ფირმა") {
		return s
	}
	if s, ok := cutKa(w, 2, "სა", "თა", "უდ", "უმ", "ს"); ok {
		return s
	}
	return withoutVowel(w)
}

func withoutVowel(w string) string {
	w, _ = cutKa(w, 2, "ი", "ა", "ე", "ო")
	return w
}

// copula reports whether -ია after these letters says "is", and does not end a
// noun such as comission or history.
func copula(w string) bool {
	return endsIn(w, "ებ", "ებელ", "ულ", "კ", "თ", "შ", "ჩ", "წ", "ჭ", "ხ", "ყ", "ღ", "ძ", "ჯ", "ქ", "ლურ", "ნურ", "რულ", "ვან", "იან")
}

// withoutNumber takes the plural off, and with it what verbal nouns and verbs in
// the present have before their ending.
func withoutNumber(w string) string {
	if s, ok := cutKa(w, 3, "იან", "ოდნ", "ოდ", "დნ", "დ"); ok && endsIn(s, "ებ") {
		w = s
	} else if s, ok := cutKa(w, 3, "ნ"); ok && strings.HasSuffix(s, "დ") {
		w = s
	}
	if s, ok := cutKa(w, 5, "ულ"); ok && endsIn(s, "ებ") {
		w = s
	}
	for range 2 {
		s, ok := cutKa(w, 3, "ებ")
		if !ok {
			break
		}
		w, _ = cutKa(s, 3, "ა", "ე", "ო")
	}
	if s, ok := cutKa(w, 4, "დ", "ვ"); ok && !vowelKa(s[len(s)-letterKa:]) {
		return s
	}
	return w
}

// preverbs before which no other may stand come first where one begins another.
var preverbs = []string{"გადმო", "წარმო", "გამო", "შემო", "ჩამო", "წამო", "დამო", "აღმო", "გადა", "გან", "წარ", "აღ", "გა", "და", "შე", "ჩა", "წა", "მო", "მი"}

// withoutVersion takes the vowel off that verbs put between a preverb and the
// root, and their nouns do not.
func withoutVersion(w string) string {
	for _, p := range preverbs {
		if rest, ok := strings.CutPrefix(w, p); ok {
			for len(rest) >= 2*letterKa && vowelKa(rest) && rest[:letterKa] != "ო" {
				rest = rest[letterKa:]
			}
			return p + rest
		}
	}
	return w
}

// syncoped takes the last vowel of a stem off if it is one of those that go where
// the ending begins with a vowel, and the v that ო may leave behind.
func syncoped(w string) string {
	n := len(w) - 3*letterKa
	if n < letterKa || vowelKa(w[n:]) || strings.HasSuffix(w, "სახელ") {
		return w
	}
	if n == letterKa && w[n+3:] != "ალ" && w[n+3:] != "არ" {
		return w
	}
	switch w[n+3:] {
	case "ალ", "ელ", "ოლ", "არ", "ერ", "ორ", "ან", "ენ", "ონ", "ამ", "ემ", "ომ":
		w = w[:n+3] + w[n+6:]
		n = len(w) - 3*letterKa
	}
	if n >= letterKa && !vowelKa(w[n:]) && endsIn(w, "ვრ", "ვლ", "ვნ") {
		w = w[:n+3] + w[n+6:]
	}
	return w
}

// vowelKa reports whether a word begins with a vowel.
func vowelKa(w string) bool {
	switch w[:letterKa] {
	case "ა", "ე", "ი", "ო", "უ":
		return true
	}
	return false
}
