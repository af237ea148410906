package lang

import "strings"

// albanianRoots are words that change more than their end, each line the key and
// what its forms are before their ending or as a whole. Words whose own end looks
// like one of the endings stand there too.
var albanianRoots = rootsOf(`
	njeri njeri njerez njeriu njeriut njeriun
	grua grua gruaja gruas gruan gra grat grate grave grash
	dor dor duar duart duarve duarsh
	der der dyer dyert dyerve
	nat nat net netet neteve
	vit vit vjet vjete
	ze ze zer
	sy sy syr syte syve
	shi shi shir
	kufi kufi kufir kufij kufije kufiri kufirit kufirin kufijt kufijve
	dru dru drur drunj
	prind prind prinder prindr
	mbret mbret mbreter mbretr
	vella vella vellai vellait vellan vellez vellezr vellezer vellezerit
	kusheri kusher kusherir kusherinj
	popull popull popuj popujt popujve
	flamur flamur flamuj flamujt flamujve
	bir bir bij bijt bijve
	plak plak pleq plek
	lum lum lumenj lumi
	gjyq gjyq gjyqesh
	or or oret oreve
	djal djal djem djemt djemve
	baba baba babai babait baban baballar
	hero hero heroi heroin heronj
	ulli ulli ullir ullinj
	mulli mulli mullir mullinj
	ujk ujk ujq ujqer
	parak paraqit paraqes paraqet paraqitet paraqiten
	qen qen qent
	ur ur urat urave urash
	zi zi zez zinj
	rrit rrit rris
	zgjat zgjat zgjas
	arsy arsy arsyet
	an an anet aneve
	gjej gjej gjen gjet gjetur gjejn gjend
	ndan ndan ndaj ndau ndar ndare ndah ndahet ndajn
	nderpr nderprer nderprere
	perg pergatitet pergatiten
	ul ul ulur ulet ulen ulem
	pyll pyll pyj
	pagese pagese pagesa pageses pagesen pagesat pagesave
	gjuh gjuh gjuhet
	llogarit llogarit llogaritet llogariten
	veri veri veriu veriut veriun
	vur vur vuri ve ven vene vihet
	fle fle flen fjet
	pi pi piu pir pin pihet
	ha ha han hengr ngren hahet
	perfsh perfshij perfshin perfshi perfshir perfshih perfshiv
	fsh fshij fshi fshir fshih
	shty shty shtyj shtyn shtyr shtyh
	bl blej blen bler blih blin
	mbro mbro mbrojt mbrojtur
	ruaj ruaj ruan ruajt ruh ruhet ruajtur
	vras vras vret vra vrar vritet
	god godas godit
	mengjes mengjes mengjesi
	kukes kukes kukesi
	interes interesi
	ri ri rinj rinjt rinjve re reja rejat rejave riu riut riun re
	madh madh medha medhenj medhenjt medhenjve
	vogel vogel vogl vegjel vegjl vegjelit
	keq keq keqij keqe
	kal kal kuaj kuajt kuajve
	fshat fshat fshatr
	mall mall mallr
	uj uj ujr ujer ujera ujin ujit ujrave
	gje gje gjer gjera sende
	jap jap jep dha dhan dhen jepet jepen japin japim dhuan dhash
	marr marr merr mor mer mar marre merret merren marrin moren
	them them thot tha than then thuhet thuhen thon
	vij vij vjen erdh ardhur ardhr vijn
	shoh shoh sheh pash pan
	dal dal del dol dalin dol
	bej bej ben bere bejn bejne behet behen bera bene beri
	njoh njoh njeh njohur njohr njih
	pres pres pret prit pritur
	shes shes shet shit shitur
	vdes vdes vdiq vdek vdekur
	flas flas flet fol folur
	zgjedh zgjedh zgjodh
	mbledh mbledh mblodh mblidh
	hek heq hoq hiq hek hok
	mes mes mesi
	breg breg brig brigj
	shteg shteg shtig shtigj
	ndjek ndjek ndok ndiq ndoq
	sjell sjell soll sillet
	nxjerr nxjerr nxor nxirret
	hy hyj hyn hyr hyri hyre hyjn
	mbaj mbaj mban mbajt mbajtur mbahet mbahen mbajn
	luaj luaj luan luajt luajtur luhet
	arrij arrij arrin arrit arritur arrihet arrijn
` + "\n" + strings.Join(strings.Fields(albanianOwn), "\n") + albanianFeminine())

// albanianOwn are words whose own end looks like an ending, and which would meet
// others without it.
const albanianOwn = `
	kerkes ankes banes ndertes martes shpres urdheres gjykat shoqat anket banket dhurat
	paket shtet shtat hekur vetur pasur sigurt`

// albanianFeminine are nouns in -i that would meet a word without it if they were
// taken for a masculine with its article.
func albanianFeminine() string {
	var b strings.Builder
	for _, noun := range strings.Fields("fjali liri taksi pasuri siguri dashuri bukuri shoqeri papunesi njesi xhami") {
		b.WriteByte('\n')
		for _, end := range []string{"", "a", "e", "se", "ne", "te", "ve", "sh"} {
			b.WriteString(" " + noun + end)
		}
	}
	return b.String()
}
