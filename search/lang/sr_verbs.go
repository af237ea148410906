package lang

import "strings"

// serbianConjugated are the endings that a stem of a verb takes in a tense, by the
// letter that names them: e, i and v of the present and imperative, l and k of the
// participle in -l after a vowel and a consonant, t, s and c of the infinitive and
// the future that is written with it, n of the passive. A . is no ending.
var serbianConjugated = map[string]string{
	"e": "em es e emo ete u i imo ite",
	"i": "im is i imo ite e",
	"v": "m s . mo te ju j jmo jte juci",
	"l": "o la lo li le log loj lom lu lih lim lima loga lome",
	"k": "ao la lo li le log loj lom lu lih lim lima loga lome",
	"t": "ti ce cu ces cemo cete vsi",
	"s": "sti sce scu sces scemo scete",
	"c": "ci ce cimo cite",
	"n": ". a o i e u og om im ih oj oga ome ima",
}

// serbianChanging are verbs of which the tenses have stems of their own: the
// prefixes with which the verb is used, - for none; the key that follows a prefix;
// each stem with the letters of its endings.
const serbianChanging = `
	do,iz,na,od,po,pod,pre,pri,raz,s,u,uz,za: nes nes/e ne/lt net/n nesen/n
	do,iz,na,od,po,pre,pri,pro,proiz,raz,spro,u,uz,za,iza: ved ved/e ve/ls veden/n
	s: ved ved/e ve/l veden/n
	do,iz,od,pre,pro,u: vez vez/ek vezen/n
	na,pro,ot,ras,is,pri,do,-: padn padn/e pa/ls
	po,pre,na,od,iz,za,u,uz,-: rast rast/e rasta/l ras/l ra/s
	s,su: ret retn/e re/ls
	u,po,pot: krad krad/e kra/ls kraden/n
	po,iz: jed jed/e je/ls jeden/n
	iz,od,po,pro: rek rek/k rekn/e re/c recen/n
	za,pro,is,po,pre: tek tek/k tekn/e te/c tecen/n
	s: tek tek/k tekn/e te/c tecen/n
	iz,po,pre,u: beg beg/k begn/e be/c begnut/n
	po,do,na,pri,su,-: stig stig/k stign/e sti/c stignut/n
	po,na,od,uz,-: dig dig/k dign/e di/c dignut/n dignu/lt
	iz,pri,po,za: mk mak/k makn/e ma/c maknut/n maknu/lt
	po,iz,pri,pre,pro,na,od,u: vuk vuk/k vuc/e vu/c vucen/n
	iz,pod,pri: vrg vrg/k vrgn/e vrgnut/n vrgnu/lt
	po,za,zapo,otpo: cn cn/e ce/lt cet/n
	-,pre,od,za,pred,iz: uzm uzm/e uze/lt uzet/n
	iza,oda,sa: br ber/e bra/lt bran/n
	o,is: pr per/e pra/lt pran/n
	po,na,iza,sa,do,opo,oda,pri,-: zv zov/e zva/lt zvan/n
	iza,oda,po,otpo,-: sl salj/e sla/lt slan/n slat/n
	na,po,o,pre,pri,u,za,odu,sa,ne: sta stan/e sta/lt
	do,iz,pre,pro,za: d dan/n dat/n da/t
	po,pre,u,sa,pri,do,raz: zn zna/vlt znaj/e znat/n znan/n znava/lt znavan/n
	u,do,pri: spe spe/vlt
	raz,-: um ume/vlt
	po: pe pn/e pe/lt
	o: tm tm/e te/lt tet/n
	u,izu: mr mr/el mre/t
	-: uziv uziva/vlt
	-: smeti sme/vl
	-: ima ima/vlt
	-: nem nema/vlt
	-: pij pij/e pi/lt
	-: cut cuj/e cu/lt
	-: krit krij/e kri/lt
	-,po,o,s: kret krec/e kreta/lt kretan/n
	pro,od,pre,is,ra,-: sek sek/k sec/e se/c secen/n
	po: sek sek/k sec/e se/c
	-: dat daj/e da/lt dava/vlt davan/n dat/n
	-: htet hte/lt hoc/e
	-: mog mog/k
`

// serbianForms are the whole forms of verbs that no cutting would bring together,
// and what their keys are. What is commoner as a form of another word is left out.
var serbianForms = conjugated(serbianChanging, `
	uzima/uzm smeti/smeti nade/naici nadu/naici pode/poici ude/uici udu/uici udi/uici idi/ici idimo/ici
	idite/ici iduci/ici dajmo/dat dajte/dat davajuci/dat stajmo/staj stajte/staj stajuci/staj
	trajmo/traj trajte/traj trajuci/traj poznavajuci/pozn pomoc/pomog pomoci/pomog pomocu/pomog
	pomogao/pomog pomogla/pomog pomoglo/pomog pomogli/pomog pomogle/pomog pomognem/pomog pomognes/pomog
	pomogne/pomog pomognemo/pomog pomognete/pomog pomognu/pomog pomozite/pomog pomozi/pomog`, `
	preduzece preduzecu zauzece zauzecu izuzece izuzecu preuzece preuzecu dospece dospecu prispece
	zacece zacecu umece umecu uzeta davan pokretan okretan kretan skretan opere operi operu zadace
	zadacu pice picu pila pile pilu ispali ispale krila krilo krilu krilom krilima krice posla posle
	posli porekla poreklo poreklu poreklom pali pale sretni smej smejmo smejte smejuci`)

// conjugated gives the forms of the verbs of lines, and single ones with their
// keys, without those that are left out.
func conjugated(lines, single, left string) map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(lines) {
		prefixes, verb, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for _, prefix := range strings.Split(strings.ReplaceAll(prefixes, "-", ""), ",") {
			conjugate(forms, prefix, strings.Fields(verb))
		}
	}
	for _, field := range strings.Fields(single) {
		form, key, _ := strings.Cut(field, "/")
		forms[form] = key
	}
	for _, form := range strings.Fields(left) {
		delete(forms, form)
	}
	return forms
}

// conjugate adds the forms of a verb with a prefix; the first of its parts is the key.
func conjugate(forms map[string]string, prefix string, verb []string) {
	for _, part := range verb[1:] {
		stem, tenses, _ := strings.Cut(part, "/")
		for tense := range strings.SplitSeq(tenses, "") {
			for _, end := range strings.Fields(serbianConjugated[tense]) {
				forms[prefix+stem+strings.TrimPrefix(end, ".")] = prefix + verb[0]
			}
		}
	}
}
