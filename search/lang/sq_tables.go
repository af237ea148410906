package lang

// albanianEndings are of case, number and the definite form, and of those persons
// of a verb that no noun ends in.
var albanianEndings = newCuttings(map[int]string{
	0: `urine/urin esi/esi esia/esi esie/esi esine/esi esise/esi esite/esi esive/esi esish/esi
		uesi/ues nesi/nes onjesi/onjes ocesi/oces itesi/ites ajtesi/ajtes leresi/leres rresi/rres
		yresi/yres yeresi/yeres heqesi/heqes jellesi/jelles jedhesi/jedhes
		gjitet/gjit qitet/qit rritet/rrit shitet/shit pritet/prit dritet/drit
		shem/shm ative/ativ ktive/ktiv itive/itiv gresive/gresiv
		orja/or tarja/tar alja/al ikja/ik shmja/shm istja/ist uesja/ues ivja/iv entja/ent nesja/nes
		tesja/tes qarja/qar jja/j`,
	1: `qte/q gjte/gj njte/nj ijte/ij`,
	2: `a e i u ia ie oj/o oi/o ova/o ove/o on/o ua/o
		ej en eu eut eun eva eve yer yen yem yet
		kut/k kun/k gut/g gun/g hut/h hun/h iut iun it es
		uar/o uara/o uam/o uan/o uat/o ojme/o ojne/o onim/o onit/o onin/o onte/o oni/o
		pte/p dhte/dh llte/ll pnin/p dhnin/dh snin/s llnin/ll
		uaj/o uajne/o uajme/o uhet/o uhen/o uhej/o`,
	4: `itet/itet`,
	3: `et at in ash esh ish ave ive ine ise ite ve ur
		ohet/o ohen/o ohej/o ohem/o oheshin/o oheshim/o oheni/o ohemi/o ohesh/o
		ejme ejne ehet ehen ehej ehem eheshin enin
		oste/os sni/s ajt/aj`,
})

// albanianFurther are what is left of longer endings, and are taken off every word
// alike so that all of its forms lose them.
var albanianFurther = newCuttings(map[int]string{
	2: `oj/o on/o ov/o uar/o oh/o ej eh ev yer`,
	3: `et at it in es en ur`,
	4: `itet/itet urin/urin`,
})

// albanianEnds are the sounds at the end of a root that change before an ending:
// the unstressed vowel, k and q, g and gj.
var albanianEnds = []*cuttings{
	newCuttings(map[int]string{2: `lj/l rj/r sj/s tj/t dj/d hj/h kj/k pj/p bj/b mj/m fj/f qj/q cj/c vj/v zj/z uj/ull`}),
	newCuttings(map[int]string{2: `er/r el/l em/m`}),
	newCuttings(map[int]string{1: `q/k gj/g`}),
}
