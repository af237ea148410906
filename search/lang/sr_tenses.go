package lang

import "strings"

// Without the marks of its letters the future of many a verb ends as nouns do,
// radice as ulice and gledace as kolace, and a participle like napisan as the
// adjective besplatan. Only what is known for the stem of a verb is taken for one.

// serbianPrefixes stand before the stems of verbs.
var serbianPrefixes = setOf("do iz is na nad o ob od ot po pod pre pred pri pro raz ras s sa spro u uz us za")

// serbianInI are verbs whose infinitive ends in -iti, most of them without prefix.
var serbianInI = setOf(`
	bac bav belez bezbed blag blaz blok bol bor borav bran brisk broj bud cen cin cuv del dob doloz doprinos dosud
	dozvol dus duz fin gas glas god gost govor grad greb groz gub haps hit hod hrabr hran hval hvat iscist isel
	isput istis istreb istup isus izdvoj izjednac izloz izmen izraz jacin jasn jav just kasn kaz kljuc klon koris
	korist krat kren kret kroj krs krst kup kvar laz let lik lom lub mer mest mir misl mlat mnoz mol mor motr mrs
	nad nadles nadoknad naloz nam namen namet naruc nasled nazn nim nos nov nud obavest obilaz obrat obrs obuhvat
	obustav ocen ocist odb odloz odluc odobr odraz odsel odstran odvoj oform ogranic ojac omoguc onemoguc opaz
	oporav opraz opred opredel osigur osmisl osmotr osnaz osud osum osus osvet osvetl osvoj otkuc otput over
	ozvanic pamt plac plas plat plav plen plod pobed podloz podset pojac poljulj poloz pomoz ponud poraz poruc
	poset posil posud posvet potpal pover povis pozor prat prav precen predloz predoc predvid preloz prem pren
	presud pretplat pribliz pridruz prihvat prilagod priloz primen primet prinud pripoj prisvoj procen procist
	produb promen propal proslav prost prosvet prover pruz puc pun pust rad rasclan rasel raskrin raspored rasud
	rasvetl razb razdvoj razlic razloz razluc razmen razum razv red reg res resn rod rukovod rus sad saopst sel
	shvat silaz sklad slob slobod sloz sluz smanj smel smen smes sniz spal spas spoj spor sposob sprec stav stet
	stit stup stvar suv suzb tic toc top traz tros trud tumac tuz tvor tvrd ubed uc uclan ucvrst udalj udruz ukras
	uloz umanj unapred upal uposl upotreb uput uruc usagl usaglas usavrs usklad uslov uspostav usrec ustanov usvoj
	utemelj uver uznemir vad vec vid vlom vod vol voz vrat vred vrs vrst zaborav zadruz zagad zahvat zal zaloz
	zamet zanud zapal zapaz zaposl zaraz zaslad zastup zaustav zaver zavis zdrav zel zid ziv zlob znac zur zvon`)

// serbianInA are verbs in -ati with a participle in -an.
var serbianInA = setOf(`
	bris cek cit citav crt cuv dirk docek dodav dogovar dokaz dopunj dostic dotic dozv drz hvat igr iskaz iskid
	iskorenj ispit ispunj istest istic istur izabr izazv izbac izbroj izdav izdvaj izglas izgovar izrac izrazav
	javlj kop kresk kupov lag ljulj menj mes nabavlj nabraj nabrajav nabroj naglasav napust nazv obavestav
	obavlj obec obnavlj obrac obuhvat obustavlj obuzd odabr odazv odbac odbroj odmerav odmic odobrav odvaj oglasav
	okonc okuplj olaks oprav osigurav oslobad ostvar osvaj otez otezav otkaz otklanj otkljuc otur otvar pis plac
	poboljs poboljsav podsec podstic pogors pohad pokaz poklanj pomag pomic ponavlj popunj posej poslus postic
	potkov potpis povec povez poznav pozv pran pravlj prebroj predav pregled prekid prerac preslus pretvar prevez
	pribavlj pridav prikaz prikuplj prim primecav primic primor pripr priprem priznav prizv prob probr prodav
	proglasav prorac prozv pruz radj rasej raskid rasturav razdvaj razgovar razmatr razvez resav sabr sacek sagled
	sakuplj saslus saznav sazv skid sklanj sklap skov skrac skuplj smanjav smatr snim spaj sputav stamp stavlj svez
	svir ter ubac ubrz ugovar ukaz ukid uklanj ulov upit usej usvaj uvazav uvec uzim vrac zabelez zadav zakaz
	zakljuc zan zasej zatic zatrp zatvar zaustavlj zavez`)

// serbianAhead are verbs in -ati from which no noun in -ac is made.
var serbianAhead = setOf(`
	cek cuv dis dobij dod dopunj dozn gled igr im istic izdrz izdvaj izlag javlj kaz koristav kret menj mor nabavlj
	nalag napis nastaj nastup nedost nem nestaj obavez obec obrac obuhvat obustavlj odbij odgled odgovar odlag odrz
	okup olaks opis oslobad osniv ostaj ostvar otez otklanj pad pit plac poboljs podrz podstic pogors pohad pokus
	postaj postavlj postup potpis povec povez pozn pred predstavlj prepozn prestaj pribavlj pridrz prihvat prim
	priprem prizn prod propis raspis raspolag raspravlj razgovar razmatr razvij sadrz sarad sastaj sazn shvat slus
	smatr snabdev spav stoj stradav traj trc treb trp ubrz uklanj upis upozn uspev usvaj utic uvec uziv vlad vrac
	zadrz zahtev zalag zapis zasniv zastup zavez zavrsav`)

// serbianNoFuture are nouns in -ica from the stem of a verb.
var serbianNoFuture = setOf("porod posled zamen polic povlast pun zastav olaks")

// serbianAgents are those who do what a verb in -avati says, like prodavac.
var serbianAgents = setOf("prodav predav izdav dodav preprodav zadav oglasav iskoristav prerusav spasav")

// serbianTense writes a future as the infinitive, and a participle in -an with an
// ending.
func serbianTense(word string) string {
	if len(word) < 5 {
		return word
	}
	stem, end := word[:len(word)-3], word[len(word)-3:]
	switch {
	case end == "ice" || end == "icu":
		if serbianVerb(serbianInI, stem) && !serbianNoFuture[stem] {
			return stem + "iti"
		}
	case end == "ace" || end == "acu":
		if serbianVerb(serbianAhead, stem) || strings.HasSuffix(stem, "av") && len(stem) > 4 && !serbianAgents[stem] {
			return stem + "ati"
		}
	case strings.HasSuffix(end, "an"):
		if serbianVerb(serbianInA, word[:len(word)-2]) {
			return word + "a"
		}
	}
	return word
}

// serbianVerb reports whether a stem is among those of verbs, with a prefix or not.
func serbianVerb(known map[string]bool, stem string) bool {
	if known[stem] {
		return true
	}
	for at := 1; at <= 4 && at < len(stem)-1; at++ {
		if known[stem[at:]] && serbianPrefixes[stem[:at]] {
			return true
		}
	}
	return false
}
