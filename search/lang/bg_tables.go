package lang

// What Bulgarian words end with, in the order in which it goes.
var (
	bgArticle = endingsOf(`ът ят`)
	// bgArticleAfter also has the letter that must stand before the article, since
	// -та, -то and -те end many other words.
	bgArticleAfter = endingsOf(`ата ята тта щта вта чта дта жта ото ето ите ете ате яте`)
	bgPlurals      = endingsOf(`ове еве`)
	bgSofter       = endingsOf(`аци оци ъци`)
	bgVowels       = endingsOf(`а я о е и ю`)
	bgVerbs        = endingsOf(`ахм ихм яхм ехм охм айк яйк ейк
		ам аш ат ах ал ан ащ ай ям яш ят ях ял ян ящ яй
		ем еш ех ел ещ ей им иш их ил ит ох ен`)
	bgThemes = endingsOf(`а е я и`)
	// bgPeople are those of whom there are many without -ин.
	bgPeople = endingsOf(`анин янин гарин тарин`)
	// bgInT are participles and the plurals of neuter nouns: приет, кучета.
	bgInT = endingsOf(`чет цет иет ает`)
	// bgNoVerbs end as verbs do and are none.
	bgNoVerbs = endingsOf(`пиш ител ател ствен зит дит цит
		автомат адвокат депутат кандидат мандат резултат сертификат формат лимит орган екран роман ветеран океан капитан
		материал персонал капитал терминал трибунал идеал сигнал журнал генерал потенциал интервал фестивал карнавал
		портал скандал финал оригинал арсенал мемориал квартал реклам програм грам режим проблем систем модел хотел
		отдел профил мобил адресат дипломат банан`)
)

// Whether -ия is the article of an adjective or ends a noun is told by what
// stands before it.
var (
	bgAdjectives = endingsOf(`л щ к т в н им ем бр кр лт рд вш сш зш жд млад луд блед стар слаб груб сух тих глух
		строг дълг друг благ скъп глуп бърз щедр мъдр бодр остр хитр бистр пъстр`)
	// bgVerbal are the ends of participles, and of verbal nouns with the plural on -ия.
	bgVerbal = endingsOf(`ан ян ствен авен оден стен етен рвен атен азен уден упен епен зелен`)
	bgNouns  = endingsOf(`ен он ун ин тв ол от слав прият понят парт хим адем прем идем итал австрал бразил англ
		фамил емил натал юл аномал услов`)
)

// Whether the е of -ен is gone in the other forms of a word is told by what
// stands before it: in most adjectives it is, in participles it stays.
var (
	bgFleeting = endingsOf(`ст нт кт рт лт лг зплат злат длъж греш вред сред поред труд ард орд урд анд екс орф ерс урс анш`)
	bgStaying  = endingsOf(`ад еп уд уп юч ъж ещ яв лат лож вед сел нес нов вар бот зел печ дел вор тав напр попр
		соч луч буч изуч щет намал спаз уведом двид осъд назнач обознач реш наруш разруш осигур отмен
		промен замен огранич увелич покан
		ред мес кач мол мор луж лев пер пар лаш сол кос пуш жал бел вир бав суш газ чел пот рос лиж кот паз раб риж
		гас жен лющ жив ращ дир пъд ръщ руж`)
	// bgToIot are vowels after which й stands where the е was: случаен, случайна.
	bgToIot = endingsOf(`а ко сто не`)
)

// The consonants that change where an ending begins with и or е, and in verbs.
var (
	bgToG = endingsOf(`лоз гоз урз`)
	bgToZ = endingsOf(`каж върж реж маж лиж ниж`)
	// bgToChosen lose their е in the past: избера, избрал.
	bgToChosen = endingsOf(`избер разбер подбер набер`)
	bgClosing  = endingsOf(`сл зл кл гл`)
)
