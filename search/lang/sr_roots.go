package lang

import "strings"

// serbianRoots are words that change more than their end, each line the key and
// what its forms are before their ending or as a whole. Words whose own end looks
// like one of the endings stand there too.
var serbianRoots = rootsOf(`
	covek covek covec ljud ljudij
	otac otac oc ocev ocem
	det det detet dec
	brat brat brac
	gost gost gostij
	pas pas ps
	im im imen
	vrem vrem vremen
	plem plem plemen
	sem sem semen
	posl posalj poslao
	posao posao posl poslov
	misl misao misl
	del deo dio del delov
	ugl ugao ugl uglov
	udel udeo udio udel
	predel predeo predel
	cel ceo cio cel
	bel beo bio bel
	topl topao topl
	vesel veseo vesel
	debel debeo debel
	dobr dobar dobr bolj
	star star starij
	ran ran ranij
	nov nov novij
	lak lak laks
	lep lep leps
	mek mek meks
	mal mal manj
	velik velik veci veceg vecih vecim najvec
	srb srb srbin
	bugr bugarin bugar
	gradn gradan gradjan
	mestn mestan
	restorn restoran
	kapetn kapetan
	stran stran
	orgn organ
	ekrn ekran
	zorn zoran
	gorn goran
	dragn dragan
	miln milan
	bojn bojan
	dusn dusan
	stevn stevan
	jovn jovan
	srdn srdan
	marijn marijan
	pravil pravil
	moral moral
	metal metal
	kapital kapital
	kanal kanal
	signal signal
	terminal terminal
	savet savet
	budzet budzet
	predmet predmet
	paket paket
	kredit kredit
	progres progres
	planet planet
	delegat delegat
	banket banket
	kartel kartel
	kazan kazan
	ogledal ogledal
	kraljev kraljev
	mlad mlad
	uspes uspes uspeh
	uz uzm uz uze uzet uzel
	preuz preuzm
	oduz oduzm
	zauz zauzm
	pok pocn
	sl salj
	zv zov
	pozv pozov
	izabr izaber
	mog moz mogl moci
	ici ici idem ides ide idemo idete idu isao isla islo isli isle
	otici otici odem odes ode odemo odete odu otisao otisla otislo otisli otisle
` + serbianGoing())

// serbianGoing are the verbs that put a prefix before the one for going, which has
// another root in each tense. Forms that belong to a commoner word are left out.
func serbianGoing() string {
	common := " uci nade nadu nadi prici preci posao posla posle "
	var b strings.Builder
	for _, prefix := range strings.Fields("do na po pre pri pro raz si u iza za obi mimoi") {
		b.WriteString("\n" + prefix + "ici")
		for _, end := range strings.Fields("ci dem des de demo dete du di dimo dite sao sla slo sli sle savsi") {
			if !strings.Contains(common, " "+prefix+end+" ") {
				b.WriteString(" " + prefix + end)
			}
		}
	}
	return b.String()
}
