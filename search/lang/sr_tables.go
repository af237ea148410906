package lang

// serbianEndings are of case, person, participle and infinitive. Those of verbs
// that a noun may end in as well are among serbianVerbal.
var serbianEndings = newCuttings(map[int]string{
	0: `edlog/edlog rilog/rilog azlog/azlog nalog/nalog olog/olog ijalog/ijalog
		edloga/edlog riloga/rilog azloga/azlog naloga/nalog ologa/olog ijaloga/ijalog
		izam/izm izama/izm drzace/drz bavlju/bav krvlju/krv
		cascu/cast vlascu/vlast blascu/blast slascu/slast
		auzima/auzim euzima/euzim eduzima/eduzim oduzima/oduzim izuzima/izuzim krivao/kriv azivao/azuj ezivao/ezuj ozivao/oziv izivao/iziv izazivao/izaziv sazivao/saziv nazivao/naziv snivao/sniv`,
	1: `escu/est`,
	2: `a e i o u oscu/ost suci/s zuci/z cuci/c`,
	3: `om em og oj ih im eg am ah ima ama oga ega omu emu ome
		amo imo emo ao io eo uo is es as
		ovao/uj ivao/uj ovavsi/uj ivavsi/uj ovah/uj ivah/uj
		aju/aj ajuci/aj ujuci/uj avsi ivsi evsi uvsi vsi
		ajmo/aj ujmo/uj ojmo/oj ejmo/ej ijmo ajte/aj ujte/uj ojte/oj ejte/ej ijte ojuci/oj ejuci/ej
		acemo acete icemo icete ucemo ucete ecemo ecete irace/ir iracu/ir ovace/uj ovacu/uj ovaces/uj ovacemo/uj ovacete/uj nuce/n nucu/n`,
	4: `rju/r cju/c aces ices uces eces isace/is isacu/is`,
})

// serbianVerbal are what is left of infinitives and participles when a vowel has
// gone. They are taken off nouns too, in all of their forms alike.
var serbianVerbal = newCuttings(map[int]string{
	0: `itet/itet ultat/ultat okat/okat idat/idat andat/andat fikat/fikat dikat/dikat unikat/unikat plikat/plikat otec/otec odsec/odsek presec/presek prosec/prosek
		imet/imet procit/procit kret/kret mesec/mesec razumet/razum
		krival/kriv krivat/kriv azival/azuj azivat/azuj ezival/ezuj ezivat/ezuj izazival/izaziv izazivat/izaziv sazival/saziv sazivat/saziv nazival/naziv nazivat/naziv ozival/oziv ozivat/oziv izival/iziv izivat/iziv snival/sniv snivat/sniv`,
	1: `krec/kret bekat/bekt jekat/jekt fekat/fekt pekat/pekt`,
	3: `at it et al il el ul ec enat/ent oval/uj ovat/uj ival/uj ivat/uj`,
	4: `ut`,
})

// serbianThemes are of plurals, passive participles and comparatives.
var serbianThemes = newCuttings(map[int]string{
	0: `rbij/rbij manjen/manj bljen/b pljen/p vljen/v mljen/m redovan/redovn poslovan/poslovn citan/cit
		tigl/tig mogl/mog rekl/rek tekl/tek begl/beg segl/seg tign/tig mogn/mog rekn/rek
		dones/don prenes/pren unes/un podnes/podn iznes/izn odnes/odn
		ben/ben men/men pen/pen ven/ven
		placen/plat vracen/vrat pracen/prat hvacen/hvat svecen/svet scen/st stecen/stet mecen/met
		upucen/uput pamcen/pamt sicen/sit kracen/krat posecen/poset sticen/stit terecen/teret gacen/gat kren/kren pravan/pravn podsecen/pods daljen/dalj
		ustanov/ustanov obnov/obnov ponov/ponov osnov/osnov promov/promov izazivan/izaziv sazivan/saziv nazivan/naziv azivan/azuj ezivan/ezuj duzivan/duzuj ruzivan/ruzuj pitivan/pituj vajan/vaj krivan/kriv snivan/sniv ozivan/oziv`,
	1: `kriven/kr ovij/ov rzan/rz zvan/zv avisan/avisn isan/is iran/ir povezan/povez krij/kr`,
	2: `egl/eg ekl/ek ukl/uk akl/ak igl/ig ogl/og egn/eg ekn/ek ukn/uk akn/ak ign/ig
		bij/b vij/v pij/p kazan/kaz abran/abr slat/sl dav/d`,
	3: `ov ev en ljen/l njen/n ledan/led vljan/vlj pljan/plj bljan/blj mljan/mlj njan/nj ijan/ij ovan/uj evan nut/n kan/k gan/g han/h nan/n dat/d nij/n uvan/uv tij/t
		tivan/tivn zivan/zivn cuvan/cuv`,
	4: `ivan/uj ivij/iv`,
	5: `avan/av`,
})

// serbianPassive stands only before an ending: without one, -an is an adjective
// like javan.
var serbianPassive = newCuttings(map[int]string{
	0: `zabran/zabran odbran/odbran stran/stran hran/hran`,
	3: `an`,
})

// serbianFurther are endings in which some roots end. They are taken off every
// word, so that all of its forms lose them.
var serbianFurther = newCuttings(map[int]string{
	0: `uzim/uzim postoj/postoj sastoj/sastoj nastoj/nastoj ostaj/ostaj nastaj/nastaj estaj/estaj`,
	3: `om em im oj ih eg am aj as is es`,
})

// serbianEnds are the sounds at the end of a root that change before an ending:
// the fleeting a, k and c, g and z, h and s. Each table is tried once.
var serbianEnds = []*cuttings{
	newCuttings(map[int]string{
		0: `uzim/uzm`,
		1: `cj/c`,
		2: `ioc/ilc aoc/alc`,
	}),
	newCuttings(map[int]string{
		3: `atak/k atk/k stav/stv`,
		2: `ac/c an/n ar/r kat/kt nat/nt ak/k ab/b alj/l tav/tv kav/kv`,
	}),
	newCuttings(map[int]string{
		2: `lj/l nj/n tc/k dc/k tk/k dk/k bc/pk stn/sn`,
		1: `c/k z/g h/s zk/sk zc/sk sc/sk`,
	}),
}
