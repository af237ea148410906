package lang

// ltInYti are the beginnings of verbs in -yti with a present in -o and a past in -ė:
// laikyti, laiko, laikė. Their root keeps the y, so that they stay apart from the
// nouns beside them, laikas; where a form is one of a noun too, ltWords says whose.
const ltInYti = `
	laik ras sak mat skait mok dar val stat tvark pild vald skirst stabd lank pras klaus taik siul svarst tard skald tais ard gyd ugd
	zud rod vykd vyst barst daz krat trauk met braiz pjaust karp skand guld lauz gaud kraust tamp vart varz laist nard svaist drask
	skraid kurst lop tars taup samd slaug skiep kramt maud main peln mais man band ples spard skaid stumd tild trukd valg zvalg
	ruk raiz pud pais mast mink lipd lankst kams kais gund gimd gan glaist daig baid blask slakst sluost sald sud sild
	zind saip kers kink krapst sklaid skland skard svaid spaud tas var varst zard zarst vaik saist dras dild jod slap gniauz
	gnaib bruk graib gras mind traisk rait pust skliaust smaig spraud dair liaups priklaus`
