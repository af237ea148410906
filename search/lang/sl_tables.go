package lang

import "strings"

// slEndings are the endings by their last letter, the longest first.
var slEndings = byLast(map[int]string{
	2: `a e i o u`,
	3: `ama oma ema ima ami imi mi ega emu ah ih eh am om em im ov ev te ta mo va ma as es`,
})

// slOnEv are verbs in -evati that keep their ev.
var slOnEv = listed(`zahtev odsev`)

// slOnEn are the stems of nouns in -enija.
var slOnEn = listed(`sloven armen`)

// slOnOv are the stems of nouns whose -ov is no sign of a plural.
var slOnOv = listed(`naslov pokrov osnov gotov blagoslov`)

// slOnLo are the stems of nouns in -ilo and -alo, whose forms would else be those of verbs.
var slOnLo = listed(`
	sporocil stevil vozil placil navodil dolocil potrdil daril kril vabil pravil zdravil besedil obvestil opravicil porocil meril
	barvil nadomestil opozoril priporocil cistil mazil zivil oblacil svetil glasil pojasnil posojil ravnil povracil soglasil
	topil rezil sidril tajil polnil kazil letal ogledal stikal zrcal`)

// slOnJen are ends of stems that look like signs where no -jen- is behind them.
var slOnJen = listed(`ov el il al en`)

// slWhole are the stems of nouns whose end only looks like a sign.
var slWhole = listed(`
	drzavljan mescan obcan zupan kravat fazan pecat tecaj promet promil prstan polozaj obicaj slucaj kapetan dezel ocean orkan roman vatikan
	kandidat doktorat advokat certifikat mandat referat format aparat solat granat magistrat sekretariat inspektorat rezultat internat
	kredit profit deposit limit predmet budzet paket komitet kabinet balet magnet planet etiket kanal signal material portal terminal lokal
	festival kapital general april profil hotel model tunel muzej`)

// slOfVerbs are the signs that no noun has behind the stems in slLike, and
// slOfPersons those that it has not before an o.
var (
	slOfVerbs   = listed(`at it et al el il an en aj ij`)
	slOfPersons = listed(`am em im ej`)
)

// slLike has the stems of a verb that are of a noun or an adjective too, prijaviti and
// prijava. Where only the stem and a vowel are left the noun has them, but after an
// "f" the verb has the i that is only a seldom case of the noun; after an
// "e" it has -e and -em, podpiše; after an "a" -im is of the adjective. What else is left to chance slWords says.
var slLike = kinds(map[byte]string{
	'f': `
		prijav objav odjav uporab zlorab ocn cen hran nagrad postav predstav sestav ustav zastav priprav naprav odprav razprav uprav posod
		pobud spodbud namr odmr mer vrst skod smr prevar glas ograd pregrad prisod dobav zabav obravnav proslav dostav nastav razstav poravnav
		poplav nabav vzgoj ran straz izmr izm obljub izgub zgub pogub hval slav sil sel okvar`,
	'n': `
		grad sod vol rod dokaz govor dogovor odgovor odstop vstop nastop pristop izstop prestop zastop razpis predpis popis spis izpis pripis
		racun obracun kup nakup odkup zakup igr slik sld lov ulov sad nos prenos prinos voz prevoz izvoz uvoz odvoz dovoz gost post sej gor let
		trg red mir zvon klic poklic mej zvz barv cvt vrt dopust popust odpust sklp ukrp vpliv dvom vlad rab hlad pot krog rob trud cut krst
		zid tisk stavk zmag napad obisk okras oglas soglas pomlad izraz opomin spomin pogoj primr premr pokop izkop prekop svt list okn most
		skrb zakon naslov povod vod uvod sol kop dar dvig mest namst dotik jok mraz napis odlov odmik ogld ovir pesk pohod poraz pregld prehod
		preklic premik prepir prerz izrz odrz pretp pritisk propad razgld vpogld spregld razpad ropot senc spopad sprehod stisk trk udar vpad
		upad zapad zrb kos odpis dopis oris obris poljub ukaz odziv poziv izziv pozdrav splav obup ukor umor utrip vdih izdih vlag korist ton
		pogovor ugovor zagovor izgovor nagovor razgovor bor poskus preskus preizkus vlom zlom spor potop stroj pok stik umik vzklik klik ponos
		vnos donos vklop izklop priklop odklop izvir src zag razlag menjav sek cep krm kuh mas sum beg bol mah zaliv spoj`,
	'e': `podpis opis vpis zapis prepis prikaz obvz vez rez`,
	'a': `poln prazn mlad star bel zdrav cist kriv jasn bistr ostr trd temn crn ravn slab tesn mokr`,
})

// kinds makes a map of words by their kind.
func kinds(texts map[byte]string) map[string]byte {
	table := map[string]byte{}
	for kind, text := range texts {
		for word := range strings.FieldsSeq(text) {
			table[word] = kind
		}
	}
	return table
}

// slOnIj are the stems of nouns in -ija beside another noun without it: kmet,
// kmetija.
var slOnIj = listed(`
	kmetij policij fotografij kopij tehnologij sociologij geologij biologij psihologij arheologij zoologij ekologij filozofij geografij
	agronomij ekonomij kolonij mesarij monarhij`)

// slOnTwo are the signs before which a stem of two letters may stand: "učiti".
var slOnTwo = listed(`it il ij`)

// slOnEga are forms of verbs that end like adjectives.
var slOnEga = listed(`obsega dosega posega presega prisega zasega sega`)

// slVerbs brings the last form of a stem that its verb has elsewhere to that of the
// infinitive.
var slVerbs = byKey(`
isk: isc
povd: pov
prid: prit prisl
odid: odit odsl
izid: izit izsl
zaid: zait zasl
najd: najt nasl najdn
vzt: vzam vzl vzm
zac: zacn
sprj: sprej sprejm
prj: prej prejm
odpr: odprt
zapr: zaprt
podpr: podprt
rec: rekl
dosz: dosc dosegl dosezn
presz: presc presegl presezn
ns: nest nesl nesn
izvd: izvest izvedl izvedn
navd: navest navedl navedn
uvd: uvest uvedl uvedn
prevd: prevest prevedl prevedn
privd: privest privedl privedn
upravic: upravicn
pad: padl
rast: rasl
grad: grajn graj
potrd: potr potrj
urd: urejn urj
rod: rojn roj
sod: sojn soj
ponud: ponujn ponuj
zamud: zamujn zamuj
odobr: odobrn
obvest: obvest
doloc: docn dolocn
loz: lozn
vkljuc: vkljucn
omogoc: omogocn
oznac: oznacn
izroc: izrocn
vroc: vrocn
sporoc: sporocn
ogroz: ogrozn
zaposl: zaposln
zakljuc: zakljucn
izkljuc: izkljucn
prikljuc: prikljucn
naroc: narocn
skl: skln
sprm: sprem spremn
izraz: izrazn
porab: porabn
stoj: stat
zel: zeln
rum: rumn
hot: hoc hocj
smt: sm sml smj sme
vid: vidn
`)

var slPrefixes = [256][]string{
	'd': {"do"}, 'i': {"iz", "is"}, 'n': {"na", "nad", "ne"}, 'o': {"o", "od", "ob"}, 'p': {"po", "pre", "pri", "pred", "pod", "pro"},
	'r': {"raz"}, 's': {"s", "so"}, 'u': {"u"}, 'v': {"v", "vz"}, 'z': {"z", "za"},
}

// byKey makes a map of lines with a key and the words that have it.
func byKey(text string) map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(text) {
		key, forms, _ := strings.Cut(line, ":")
		for form := range strings.FieldsSeq(forms) {
			table[form] = strings.TrimSpace(key)
		}
	}
	return table
}

// slWords are forms that no rule brings to the others of their word.
var slWords = byKey(`
gradi: gradi gradim grajen grajena grajeno grajeni grajene
sodi: sodi sodim sojen sojena sojeno sojeni sojene
voli: voli volim
govori: govori
lovi: lovi
trudi: trudi
vozi: vozi
kupi: kupi
rabi: rabi
hladi: hladi
nosi: nosi nosen nosena noseno noseni nosene
ns: nese neses nesemo nesete nesejo nesel nesla neslo nesli
it: gre gres gremo greste grem gredo sel sla sli
mor: mogel mogla moglo mogli
pit: pije pijem pijemo pijejo pil pili
rast: rasel
hcerk: hci hcere hceri hcerjo hcera hceram hcerah hcerami
moz: mozmi mozeh
noc: noceh nocem nocmi
krv: kri
zob: zobmi
las: lasmi
ok: oci ocesa ocesu ocesom oceh ocmi
uh: usesa uses usesu usesih usesom
neb: nebesa nebes nebesih nebesom
cud: cudesa cudes cudesih
sem: semen
rodi: rodi rodim rojen rojena rojeno rojeni rojene
mora: mora morati moram morajo moramo morate moral morala morali moralo morale
prid: prisel priti
odid: odsel oditi
izid: izsel iziti
zaid: zasel zaiti
najd: nasel
dat: daje dajejo dajem dajemo da dajo dal dala dali dalo dana dano dani daj dajte damo
ved: ve vem vedo vemo
pism: pisem
vodj: vodja vodje vodji vodjo vodij vodju vodjem vodjev vodjih vodjema vodjam vodjami
misl: misel
smisl: smisel
posl: posel
topl: topel
svetl: svetel
ur: urah uram urami
lahk: lazji lazja lazje lazjega najlazji
pot: poteh
stvar: stvareh stvarmi
rec: receh
vas: vaseh
clovk: ljudje ljudi ljudem ljudmi ljudeh
otrok: otroci
dnev: dan dne dnevi dni dnevu dneva dnevom dnevih dnem dneh
imn: ime
vrm: vreme
tels: telo
kols: kolo
drevs: drevo
oct: oce
matr: mati
hcr: hci
gosp: gospa gospe gospo gospej
ps: pes psa psu psom psi psov pse psih
sejm: sejem
strah: strah
prah: prah
mah: mah
vrh: vrh
mocn: mocan
dolzn: dolzan
boln: bolan
imet: imam imas ima imamo imate imajo imel imela imelo imeli imele imejte imej imeti imeta imava
visok: visji visja visje visjega visjih visjim visjem visjo najvisji najvisja najvisje najvisjega najvisjih
nizk: nizji nizja nizje nizjega nizjih nizjim nizjo najnizji najnizja najnizje najnizjega najnizjih
velik: vecji vecja vecje vecjega vecjih vecjim vecjo najvecji najvecja najvecje najvecjega najvecjih
majhn: manjsi manjsa manjse manjsega manjsih manjsim manjso najmanjsi najmanjsa najmanjse najmanjsega najmanjsih
dobr: boljsi boljsa boljse boljsega boljsih boljsim boljso najboljsi najboljsa najboljse najboljsega najboljsih
dolg: daljsi daljsa daljse daljsega daljsih daljsim daljso najdaljsi najdaljsa najdaljse
kratk: krajsi krajsa krajse krajsega krajsih krajsim krajso najkrajsi najkrajsa najkrajse
mlad: mlajsi mlajsa mlajse mlajsega mlajsih mlajsim najmlajsi najmlajsa najmlajse najmlajsih
slab: slabsi slabsa slabse slabsega slabsih najslabsi
sirok: sirsi sirsa sirse sirsega sirsih sirso najsirsi
tezk: tezji tezja tezje tezjega tezjih najtezji
drag: drazji drazja drazje drazjega drazjih najdrazji
lep: lepsi lepsa lepse lepsega lepsih najlepsi najlepsa najlepse
deli: deliti deli delim delimo delite delijo delil delila delilo delili delile deljen deljena deljeno deljeni deljene
brati: brati bere berem beremo berete berejo bral brala brali bralo brale beri berite bran brana brano brani
naloga: naloga nalogo nalogam nalogah nalogami naloge nalogi
zapora: zapora zaporo zaporam zaporah zaporami zapore
jur: jure jureta juretu juretom juretov
tin: tine tineta tinetu tinetom
anz: anze anzeta anzetu anzetom
joz: joze jozeta jozetu jozetom jozetov
`)
