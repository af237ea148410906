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

// slOfVerbs are the signs that no noun has behind the stems in slLikeNouns, which are
// of a verb and of a noun that has nothing to do with it: graditi, grad. Where only
// the stem and a vowel are left, slWords says whose they are.
var (
	slOfVerbs   = listed(`at it al il en aj ij`)
	slLikeNouns = listed(`grad sod vol rod`)
)

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
rodi: rodi rodim rojen rojena rojeno rojeni rojene
mora: mora morati moram morajo moramo morate moral morala morali moralo morale
prid: prisel priti
odid: odsel oditi
izid: izsel iziti
zaid: zasel zaiti
najd: nasel
dat: da dajo dal dala dali dalo dana dano dani daj dajte damo
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
stvar: stvareh
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
jur: jure jureta juretu juretom juretov
tin: tine tineta tinetu tinetom
anz: anze anzeta anzetu anzetom
joz: joze jozeta jozetu jozetom jozetov
`)
