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
	bel beo bel
	skup skup skuplj
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
	gospod gospod gospodin
	kcerk kcerk kcer kci
	srb srb srbin
	bugr bugarin bugar
	mlad mlad
	uspes uspes uspeh
	pok pocn
	zapok zapocn
	pocek pocetak pocetk pocec
	izuzek izuzetak izuzetk izuzec
	zavrsek zavrsetak zavrsetk zavrsec
	pozv pozov
	izazv izazov
	izabr izaber
	mog moz mogl moci
	dat dat dam dao dal daj dajem dav
	zna znat znam zn zna znaj znal
	umr umr umrl umrt
	ucit ucit ucim uc uci ucil ucen
	zv zv zvat zva zval zov zvan
	sl sl sla slat slal salj slan
	jed jest jed jeo jel
	staj staj stoj
	un un unet une unel unes unesen
	ub ub ubit ubi ubij ubil ubijen
	pij pij pi pil
	cut cut cuj cu cul
	ukr ukr ukrad ukraden ukrast
	orl orl orao
	pad padn past pao
	pism pism pisama
	pesm pesm pesama
	stakl stakl stakala
	crkv crkv crkava
	zem zemlj zemalj
	dubok dubok dublj
	visok visok vis
	kratk kratak kratk krac
	tezak tezak tesk tezi
	sladak sladak slatk slad
	uzak uzak usk uzi
	nizak nizak nisk nizi
	blizak blizak blisk bliz blizi
	kraljevo kraljevo kraljeva kraljevu kraljevom
	naici naden
	gradn gradjan
	ici ici idem ides ide idemo idete idu isao isla islo isli isle
	otici otici odem odes ode odemo odete odu odi otisao otisla otislo otisli otisle
` + serbianGoing() + serbianPersistent() + "\n" + strings.Join(strings.Fields(serbianOwn), "\n"))

// serbianGoing are the verbs that put a prefix before the one for going, which has
// another root in each tense. Forms that belong to a commoner word are left out.
func serbianGoing() string {
	common := " uci nade nadu nadi prici posao posl posla posle pode podu podi ude udu udi "
	var b strings.Builder
	for _, prefix := range strings.Fields("do na nai po pre pri pro raz si u iza za obi mimoi prona izna prevazi") {
		b.WriteString("\n" + prefix + "ici")
		for _, end := range strings.Fields("ci dem des de demo dete du di dimo dite sao sl sla slo sli sle savsi den") {
			if !strings.Contains(common, " "+prefix+end+" ") {
				b.WriteString(" " + prefix + end)
			}
		}
	}
	return b.String()
}

// serbianPersistent are nouns and names in -an, which would be taken for a
// participle with an ending and for an adjective without.
func serbianPersistent() string {
	var b strings.Builder
	for _, word := range strings.Fields(`
		gradan mestan restoran kapetan organ ekran veteran okean roman partizan amandman divan duvan tavan
		zoran goran dragan milan bojan dusan stevan jovan srdan marijan stefan stojan slobodan bogdan dejan
		jordan kristijan adrijan hasan kenan osman sulejman ramadan cvetan`) {
		key := strings.TrimSuffix(word, "an") + "n"
		b.WriteString("\n" + key + " " + word)
	}
	return b.String()
}

// serbianOwn are words whose own end looks like an ending, and which would meet
// others without it.
const serbianOwn = `
	bazen stran pravil ogledal moral metal kapital kanal signal terminal materijal kartel parcel hotel
	savet budzet predmet paket kredit planet banket delegat internet intranet zavet progres kongres adres
	uredaj polozaj sadrzaj izvestaj uticaj smestaj namestaj obicaj dogadaj kazan`
