package lang

import "strings"

var _ = add(Language{
	Code: "ka", script: mkhedruli, stem: stemGeorgian, silent: silentGeorgian,
	readings: readingsGeorgian, relaid: relaidGeorgian,
})

// mkhedruli writes the capital-like Mtavruli letters as the ordinary ones. All
// that begin with these two bytes in UTF-8 are such letters or none of Georgian.
func mkhedruli(word string) string {
	if !strings.Contains(word, "\xE1\xB2") {
		return word
	}
	return strings.Map(func(r rune) rune {
		if r >= 0x1C90 && r <= 0x1CBF {
			return r - 0x1C90 + 0x10D0
		}
		return r
	}, word)
}

// silentGeorgian are pronouns, postpositions that stand apart, conjunctions,
// particles and forms of "to be". The words for "no", "without" and "except" are
// not among them: they change what a question asks.
var silentGeorgian = setOf(`
და თუ რომ რომელიც რომლის რომელსაც რომლებიც რომელმაც რომელთა რომელთაც რომლითაც რომელშიც მაგრამ ან ანუ კი ხოლო ასევე აგრეთვე
აქ იქ ეს ის იგი ამ იმ მას მისი მისმა მის მათ მათი ჩვენ ჩვენი ჩვენს თქვენ თქვენი თქვენს მე შენ შენი ჩემი ჩემს
თავისი თავის თავიანთი ესენი ისინი ამას იმას ამის იმის ამით ამიტომ რადგან რათა სადაც სად როდის როცა როდესაც როგორც როგორ
რა რას რის რაც ვინ ვინც ვის უკვე კიდევ მხოლოდ შესახებ მიერ შორის მიმართ მეშვეობით დროს გამო მიხედვით არის არიან იყო იყვნენ იქნება
იქნებიან იყოს იქნეს იქნა აქვს აქვთ ჰქონდა უნდა ხომ ვიდრე სანამ შემდეგ წინ ყოველ თითქმის ისე ისევე ასე ასეთი ისეთი ხოლმე
`)
