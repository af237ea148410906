package lang

// irregularGeorgian are words too short for the rules, and those that a rule
// would take for forms of another word.
var irregularGeorgian = sameAs(`
წელი წლის წელს წლით წლად წლები წლების წლებში წლებს წლისთვის წლიდან წლამდე წელმა წლისა წლებიდან წლებით
კაცი კაცის კაცს კაცმა კაცები კაცების
გზა გზის გზას გზები გზების გზაზე გზებზე გზებს გზით გზიდან
დღე დღის დღეს დღით დღეები დღეების დღეებში დღეებს დღიდან დღემდე
თვე თვის თვეს თვეში თვით თვეები თვეების თვეებში
უფალი უფლის უფალს უფალმა უფალო
ხე ხის ხეს ხით ხეები ხეების ხეებს ხეებზე ხეზე
მიღმა
მტერი მტრის მტერს მტერმა მტრები მტრების მტრით
ზოგადი ზოგად ზოგადად ზოგადმა ზოგადის ზოგადს
თავისუფლება თავისუფლების თავისუფლებას თავისუფლებით თავისუფლებაში თავისუფლებები თავისუფლებების თავისუფლებათა თავისუფლებისა
`)

// What Georgian words end with, in the order in which it goes; what comes last
// in a word comes first here.
var (
	// kaAlso is what must stand before the particles -ც and -ვე.
	kaAlso = endingsOf(`ა ე ი ო`)
	// kaBefore are the postpositions after which -ც becomes -აც.
	kaBefore = endingsOf(`დანა თანა განა კენა თვისა`)
	kaVery   = endingsOf(`ს სა`)
	// kaOnVowel are postpositions after a stem, whose last vowel stays, and
	// kaOnCase those after a case.
	kaOnStem  = endingsOf(`ში ზე`)
	kaOnVowel = endingsOf(`დან მდე`)
	kaOnCase  = endingsOf(`თვის გან კენ ვით`)
	kaCases   = endingsOf(`ისა ითა ასა ესა ოსა უსა ათა ეთა ოთა ოთი ეა ოა
		ის ით ად ედ ოდ ას ეს ოს ამ ემ ომ ოთ ნენ ენ ონ ებთ სა თა უდ უმ ს`)
	kaStemCases = endingsOf(`ას ეს ოს`)
	kaOfCase    = endingsOf(`ს სა თა ი`)
	kaAlsoCases = endingsOf(`ამა ემა ომა`)
	kaVowels    = endingsOf(`ი ა ე ო`)
	// kaOldPlural is the plural in -ნი of words that end in -ება and -ობა.
	kaOldPlural = endingsOf(`ებანი ობანი`)
	// kaPresent are verbs with -ავ before their ending.
	kaPresent = endingsOf(`ავდნენ ავდეს ავდა ავენ ავს`)
	// kaPassive is what stands between -ებ and the ending of other verbs.
	kaPassive = endingsOf(`იან ოდ დ`)
	kaPlurals = endingsOf(`ა ე ო`)
	kaClosing = endingsOf(`დ ვ`)
)

// kaCopula is what must stand before -ია for it to say "is". Elsewhere it ends
// nouns: კომისია, ისტორია.
var kaCopula = endingsOf(`ებ ებელ ულ კ თ ჩ წ ჭ ყ ღ ძ ჯ ქ ბილ რილ ნილ ლურ ნურ რულ ვან იან`)

// kaVersions are how verbs begin, whose -ა is no case.
var kaVersions = map[string][]string{
	"დ": {"დაა", "დაი"}, "გ": {"გაა", "გაი", "გადაა", "გადაი", "გამოა", "გამოი"}, "შ": {"შეა", "შეი", "შემოა"},
	"მ": {"მოა", "მოი", "მია", "მიი"}, "ჩ": {"ჩაა", "ჩაი", "ჩამოა"}, "წ": {"წაა", "წაი", "წარმოა"},
}

// kaNotFinite end in -ა all the same.
var kaNotFinite = endingsOf(`და ება ვა ებისა ებითა ებმა ებათა ებასა`)

// kaOnMa are words that end in -მა without being in the ergative.
var kaOnMa = endingsOf(`ფორმა ნორმა ფირმა`)

// kaFleeting are ends of stems whose vowel goes before an ending with a vowel, or
// is another one in the past (დაადგენს, დაადგინა), and kaV what a lost ო leaves behind.
var (
	kaFleeting = endingsOf(`ალ ელ ოლ არ ერ ორ ან ენ ონ ამ ემ ომ დგინ წყვეტ წყვიტ`)
	kaShort    = endingsOf(`ალ არ`)
	kaV        = endingsOf(`ვრ ვლ ვნ`)
)

// kaPreverbs come first where one begins another, by their first letter.
var kaPreverbs = map[string][]string{
	"გ": {"გადმო", "გამო", "გადა", "გან", "გა"},
	"წ": {"წარმო", "წამო", "წარ", "წა"},
	"შ": {"შემო", "შე"},
	"ჩ": {"ჩამო", "ჩა"},
	"დ": {"დამო", "და"},
	"ა": {"აღმო", "აღ"},
	"მ": {"მო", "მი"},
}
