# ruff: noqa: E501, ISC004, SIM905 -- long rows of phrases read better than one phrase on a line
"""What people type for nobody, nothing, I don't know, skip, and for anger.

Only data. Everything is written as `fold` gives it: lower case, no accents, no signs ("'t" is
"t", "zo'n" is "zon"). Lists called `…_PATTERNS` hold regular expressions.
"""

# Words that change nothing in a short answer; taken out before a phrase is looked up.
FILLERS = frozenset(
    "nou eh ehm uh uhm hm hmm ach tja ja oh o pff pfff poeh zucht sorry helaas gewoon gwn gwoon echt eigenlijk eig"
    " gewoonweg helemaal echter hoor dus denk denkik ik_denk toch wel ook nog nu momenteel meer verder"
    " zeg maar eerlijk gezegd even ff effe op_dit_moment op_het_moment vind_ik geloof_ik ben_ik_bang"
    " ik_denk denk_ik dat_zei_ik_al om_eerlijk_te_zijn volgens_mij zo_goed precies zeker zomaar zo"
    " man joh he ofzo of_zo allemaal absoluut totaal bijna jammer_genoeg al_jaren al_lang lol".split()
)

# --- nobody ------------------------------------------------------------------------------------
_NONE = r"(?:g[ei]+n+|gien|gjin|geenn|niks geen|nul|0|niet een|geen enkele?|nie een|geeneen)"
_PEOPLE = (
    r"(?:mens(?:en|e)?|mensch(?:en)?|minsken|vrienden?|vrindn|vriend|vriendin|vriendinnen|vriendjes|familie|"
    r"netwerk|kring|contact(?:en)?|sociale? (?:leven|contact(?:en)?|netwerk|kring)|naasten|kennissen|"
    r"ziel|kip|hond|een|ene|enkele|1|bekenden|relaties|buren|gezin|maten|matties|kinderen|ouders|partner)"
)
_NOBODY = (
    r"(?:niemand|niemant|niemandt|niemans|nieman|nimand|niemnd|niemad|neimand|niemend|niemald|niemnand|"
    r"nimmen|niemes|nimmes|nobody|no ?one|nadie|kimse(?: yok)?|nikt|noppes|nada niemand|"
    rf"{_NONE} {_PEOPLE}(?:(?: en| of)? {_NONE} {_PEOPLE}| (?:en|of) {_PEOPLE})*)"
)
NOBODY_PATTERNS = (
    r"(?:(?:en|want|dat|dan|er (?:is|zijn)|is er|daar heb ik|heb ik|ik ?heb|k heb|ikheb|hebt?|heeft|met|bij|ik ken|ken|"
    r"ik zie|zie|zie ik|ik spreek|spreek ik|ben|ik ben(?: heel| zo)? alleen|heel alleen|alleen|ik woon alleen|"
    r"ik sta er alleen voor|nee|nooit|niks|niets|er komt|komt er|ik zou|ik|mn|mijn kring is|hier) )*"
    rf"{_NOBODY}(?: {_NOBODY})*"
    r"(?: (?:om me heen|om mij heen|in mijn leven|in mn leven|over|op de wereld|te bedenken|bedenken|"
    r"die er is|om te noemen|noemen|ben alleen|ik ben alleen|alleen|eenzaam|niks|nooit|niemand))*",
    r"لا [اأ]حد|никого|никто|无|没有人|誰もいない",
)

# --- nothing, don't know, skip -------------------------------------------------------------------
NOTHING_PATTERNS = (
    r"(?:nee |er is |ik heb |heb |dat is |is )*(?:niks|niets|nix|nikx|niksnie|nieks|niet?s|nothing|nada|noppes|"
    r"nop|geen|geen een|nul|niks niet|helemaal niks)(?: (?:bijzonders|speciaals|te melden|niks|niets|nodig))*",
)
_KNOW = (
    r"(?:weet|wit|wee|wete|weed|weer) ?(?:ik|k|ke|kik)? ?(?:het|t|dat)? ?(?:ook |even |effe )?(?:niet|nie|nt|neit|ni)|"
    r"(?:ik|k) ?(?:weet|wit|wee) ?(?:het|t|dat|er)? ?(?:niet|nie|nt|neit|ni)|"
    r"wnie|win?t|kweenie|kwenie|kweetnie|kweetniet|kweet nie|kweet niet|kweetet nie|kweet t nie|weetnie|weetniet|"
    r"weenie|kwee nie|kweeni|kweet het niet|kweet t niet|gn idee|gi|idk|dunno|i ?dont know|dont know|no idea"
)
DONT_KNOW_PATTERNS = (
    rf"(?:dat |ik |nee |geen idee )*(?:{_KNOW})(?: (?:{_KNOW}|goed|te zeggen))*",
    r"(?:ik heb |heb |nee |daar heb ik )*(?:geen|gn|gin|gean|gjin) (?:idee|iedee|flauw idee|flauw benul|benul|clue|"
    r"enkel idee|antwoord op|mening)(?: van| over)?",
    r"(?:dat |ik |k )*(?:zou|zoe) (?:ik |k )?(?:het |t |dat )?(?:echt )?(?:niet|nie) weten",
    r"(?:dat is |vind ik |dat vind ik |is )*(?:heel |erg |best )?(?:moeilijk|lastig)(?: te zeggen| om te zeggen)?",
    r"daar vraag je me wat|goede vraag|goeie vraag|moet ik over nadenken|daar moet ik over nadenken|"
    r"ik twijfel|twijfel|weet ik veel|joost mag het weten|niet zeker|onbekend|bilmiyorum|nie wiem|لا [اأ]عرف",
)
SKIP_PATTERNS = (
    r"(?:ik wil |kan ik |mag ik |we |laten we |dit |deze |die |deze vraag |dan |doe )*"
    r"(?:sla (?:maar |deze |dit |die |hem |m |deze vraag )*over|overslaan|overslagen|oversla|over slaan|"
    r"overgeslagen|skip(?:pen)?(?: deze| dit)?|pas|ik pas|next|volgende(?: vraag)?(?: graag)?|vlgnde|"
    r"andere vraag|een andere vraag|geen antwoord|geen commentaar|deze niet)(?: (?:graag|aub|svp|alsjeblieft))?",
    r"(?:dat |dit |daar |hier )*(?:wil|wou) ?(?:ik|k)? ?(?:het |dat |dit |hier |daar )*(?:liever )?(?:niet|nie|nt)"
    r"(?: (?:zeggen|vertellen|beantwoorden|over praten|over hebben|kwijt|delen|aan denken|invullen|antwoorden))?",
    r"ik wil (?:dat |dit |het |hier |daar )*(?:liever )?(?:geen antwoord (?:op )?geven|niet beantwoorden|niet zeggen|"
    r"niet vertellen|niet over praten|niet over hebben|niet kwijt|niet delen|niks zeggen|niets zeggen|overslaan|niet)",
    r"(?:dat |ik |dit )*zeg ?(?:ik|k)? ?(?:het |dat |je |u )?(?:lekker |liever )?(?:niet|nie)",
    r"(?:ik |dat )*(?:liever niet|nee liever niet|lieve niet)(?: (?:zeggen|beantwoorden|antwoorden|vertellen|delen))?",
    r"(?:dat )?gaa?t? ?(?:je|jou|jullie|u|niemand) ?(?:helemaal )?(?:niks|niets|nix|niet|geen \w+|een \w+|wat) ?(?:an|aan)",
    r"(?:dat is |dit is |is |te )*(?:prive|persoonlijk)|dat hou ik (?:liever )?voor me(?:zelf)?|ik heb (?:hier )?geen zin in|"
    r"(?:hier |daar )?(?:heb ik )?geen zin(?: in)?",
)

# --- anger -----------------------------------------------------------------------------------
_K = r"(?:kanker|k nker|kankr|knaker|kk|kkr|tering|teringe?|tyfus|tyfes|tyf|tiefus|klere|klote|kut|pokke|pokken|rot|fucking|godver\w*)"
_THING = (
    r"(?:bot|bots|robot|computer|ding|app|apps|programma|vraag|vragen|vraagje|zooi|zut|gemeente|instantie|instanties|wmo|"
    r"ggz|netwerk|netwerken|lijst|lijstje|vragenlijst|formulier|gedoe|gezeik|gezeur|gelul|hulpverlener|hulpverleners|"
    r"hulpverlening|ambtenaar|ambtenaren|wijkteam|systeem|machine|consulent|toestand|bende|kring|cirkel|jullie)"
)
_FUSS = r"(?:gezeik|gezijk|gezeur|gezever|geouwehoer|gelul|gelulk|geneuzel|geneuk|gekloot|gezanik|gedram|gekut)"
_TARGET = (
    r"(?:je|jij|jou|jouw|jullie|u|uw|bot|robot|computer|ding|app|programma|gemeente|instanties?|wmo|ggz|hulpverleners?|"
    r"hulpverlening|wijkteam|netwerk|vraag|vragen|vragenlijst|formulier|ambtenaren|ambtenaar|systeem|consulent|kring)"
)
_EASE = r"(?:toch |nou |eens |es |maar |lekker |gewoon |allemaal |effe |even |snel |alsjeblieft )*"
# Anger, whoever it is meant for.
ANGRY_PATTERNS = (
    rf"\b(?:flikker|fliker|rot|donder|sodemieter|pleur|tief|tyf|lazer|kanker|tering|mieter|flikkert|sodeju|zout|fok|oprot) {_EASE}op\b",
    r"\b(?:oprotten|opgeflikkerd|opflikkeren|opzouten|opdonderen|opsodemieteren|wegwezen|optiefen|opkankeren|oppleuren|flikkerop|rotop|oprot|opgerot)\b",
    rf"\bkrijg(?:en)? {_EASE}(?:(?:de|het|t|een|n|alle) )?(?:vette |vreselijke )?(?:tering|tyfus|kanker|kankr|klere|kolere|pest|"
    r"pokken|schijt|pleuris|rambam|ziekte|heen en weer|vinketering|lazerus|vliegende)\b",
    r"\bloop (?:toch |nou )?naar de (?:hel|pomp|maan|duivel|kloten)|\bval (?:toch )?dood\b|\bstik er maar in\b|\bsterf (?:toch|maar|allemaal)\b",
    r"\b(?:de pot op|kus mijn|kus me|likken? me|lik mn|lik mijn) ?(?:reet|kont|kloten)?\b(?=$| )|\bgodver\w*|\bgvd\b|\bhvd\b|\bverdomme\b|\bpotverdomme\b",
    r"\b(?:hou|houd|houw|hauw|sluit) (?:toch |nou |eens )*(?:je|jullie|uw|die|allemaal je) ?(?:bek|mond|kop|smoel|bakkes|waffel|muil|klep)\b"
    r"|\b(?:bek|kop|smoel|muil) (?:dicht|houden)\b|\bbekdicht\b",
    r"\b(?:fuck|fack|fuk|fok) ?(?:you|jou|jullie|off|up|dit|die|this|it|u|de|je|netwerk|jou)\b|^(?:fuck|fck|f ck|fack)\b",
    rf"\b{_K} ?{_THING}\b|\b(?:kanker|tering|tyfus|klere|kut|klote)(?:lijer|lijder|lijers|hoer|hond|wijf|wijven|volk|homo|mongool|zooi|zooitje|zut|bende)\b",
    r"\b(?:kanker|k nker|tering|tyfus|kk) ?(?:irritant\w*|vervelend\w*|dom\w*|stom\w*|slecht\w*|traag|hekel|zat|kut|zeikerds?|achterlijk\w*)\b",
    rf"\b(?:stom|stomme|dom|domme|idiote|achterlijke|debiele|belachelijke|irritante|waardeloze|achterlijk|onzinnige|bezopen|suffe|slechte) {_THING}\b",
    r"\bwat (?:een |n |ne )?(?:grote |dikke |totale |een |wat )*(?:onzin|onzinnig|flauwekul|flauwkul|gelul|lulkoek|gezeik|gezeur|bullshit|kul|bagger|"
    r"rotzooi|poppenkast|belachelijk|kut\w*|klote\w*|gedoe|gezever|slap gelul|(?:stomme|domme|idiote|rare|achterlijke) \w+)\b",
    r"\bslaat (?:echt |dit |dat |allemaal )*(?:helemaal )?nergens op\b|\bwaar slaat (?:dit|dat) op\b|\bwie denk je (?:wel )?dat je bent\b|\bwat denk je wel\b",
    r"\bjullie (?:\w+ ){0,2}?(?:luister\w*|help\w*|begrijp\w*|snap\w*|doe|doen|doet|geven|geef|liegen|lieg|kunnen|kan|weten|weet|willen|verstaan|horen|bakken)"
    r"(?: \w+){0,4}? (?:niet|nie|niks|niets|nooit|nergens|geen)\b|\bjullie liegen\b|\bjullie zijn allemaal\b|\bjullie kunnen me\b|\baan jullie heb(?: je| ik)? (?:niks|niets)\b",
    rf"\b(?:word|wordt|ben|wor) (?:\w+ ){{0,3}}?(?:ziek|gek|niet goed|moe|misselijk|kotsmisselijk|doodziek|doodmoe|schijtziek|zat|beu|kriegel|pissig|gestoord|simpel) "
    rf"van (?:\w+ ){{0,3}}?(?:{_FUSS}|gedoe|{_TARGET}|onzin|gedoe)\b",
    rf"\b(?:ben|zijn) (?:jullie|je|dit|dat|die|al dat|al die) (?:\w+ ){{0,2}}?(?:{_TARGET}|{_FUSS}|gedoe)? ?(?:zo |helemaal |spuug|kots)?(?:zat|beu)\b",
    r"\b(?:ik )?ben (?:het|t|er) (?:\w+ ){0,2}?(?:zat|beu|spuugzat|kotsbeu|klaar mee)\b|\bspuugzat\b|\bkotsbeu\b|\bde buik vol van (?:jullie|dit|die)\b",
    r"\bbemoei(?:t|en)? (?:je|jij|jou|u|jullie|er|uw)\b(?! niet met mijn moeder)|\bbemoeizuchtig\w*|\bbemoeial\w*\b|\bmet je eigen zaken\b|\bdonder toch\b",
    r"\bgaa?t? ?(?:je|jou|jullie|u) (?:\w+ )?(?:geen|een) (?:donder|reet|zak|moer|kut|flikker|fuck|bal|kloot|ene? \w+) ?(?:aan|an)\b",
    rf"\b(?:hou|houd|houdt|kap|stop|schei|kappen|ophouden|stoppen|hau) {_EASE}(?:op |uit )?{_EASE}(?:met|over) (?:\w+ ){{0,3}}?"
    rf"(?:{_FUSS}|vragen|zeuren|zeiken|{_TARGET}|dat|die)\b",
    r"\b(?:kap|kappen|schei|scheid) (?:\w+ ){0,2}?(?:ermee|nou|eens|uit)\b|\bhou (?:nou|toch|eens|es|verdorie) (?:\w+ )?op\b",
    r"\blaat (?:me|mij|ons) (?:\w+ ){0,2}?met rust\b|\bval me niet lastig\b|\bga (?:toch |maar |iemand anders ){1,3}(?:weg|fietsen|lastig vallen|dood)\b|^ga weg$",
    r"\bnetwerk (?:aan )?(?:me|mijn|mn) (?:reet|hoela|zolen|kont|kloten)\b|\b(?:aan )?(?:me|mijn|mn) (?:reet|hoela|zolen)\b|\b(?:altijd|steeds|weer|alweer|weeral) (?:\w+ ){0,2}?dat (?:\w+ )?netwerk\b",
    r"\bbegin (?:nou |toch |eens )?(?:niet|weer) (?:\w+ ){0,2}?over (?:\w+ ){0,2}?netwerk\b|\bnetwerk netwerk\b|\bdat (?:stomme|rot|kut|klote|achterlijke) ?(?:woord|netwerk)\b",
    rf"\b(?:dat|dit|al dat|jullie|je|dat eeuwige) {_FUSS}\b|^{_FUSS}$|\b{_FUSS} (?:over|met|van) (?:\w+ ){{0,2}}?{_TARGET}\b",
    r"\b(?:dikke vinger|middelvinger|schijt aan (?:jullie|je|dit|alles|de|die)|boeit (?:me|mij) (?:geen|een) \w+|interesseert (?:me|mij) geen \w+)\b",
    r"^(?:onzin|belachelijk|achterlijk|flauwekul|bullshit|lulkoek|lul niet|zeik niet|zeur niet|kut|kutzooi|klote|tering|teringzooi|pleurt op|bekijk het maar|bekijk t maar)(?: \w+)?$",
    r"\b(?:optyfen|opteren|ophoepelen|hoepel op|opkrassen|kras op|zak in de stront|zak maar in|hou (?:je|jullie) er ?buiten|kap hiermee|stop hiermee zeg|geen (?:reet|bal|moer|zak|kloot|flikker|fuck) (?:van|aan|om))\b",
    r"\bdonder (?:een eind |een end |toch een eind )?op\b|^stik(?: maar| toch)?$|\b(?:kanker|tering|tyfus) (?:zeg|he|man)\b|\bwat gaat (?:je|jou|jullie|u) dat aan\b",
    r"\b(?:dit|dat) is (?:\w+ )?(?:bullshit|onzin|gelul|gezeik|lulkoek|flauwekul|kut|klote|kul|achterlijk|belachelijk)\b",
)
# Names people call others: only anger when meant for us, as "mijn ex is een klootzak" tells something.
INSULT = (
    r"\b(?:klootza\w+|klootviool|eikel\w*|lul|lullen|hoer\w*|kuthoer|mongool\w*|mongolen|debiel\w*|idioot|idioten|sukkels?|trut|"
    r"trutten|kutwijf|mafkees|mafkezen|achterlijke?|randdebiel|hufters?|zakkenwassers?|oplichters?|flikkers?|lijers?|zeikerds?|prutsers?|"
    r"nepbot|teringlijers?|kankerlijers?|bitch|asshole|stom|dom|gestoord|waardeloos|nutteloos|kut)\b"
)
INSULT_TARGET = rf"\b{_TARGET}\b"
THIRD_PERSON = (
    r"\b(?:mijn|mn|m n|haar|zijn|zn|hij|zij|ze|die|een) (?:\w+ )?(?:ex|man|vrouw|broer|zus|vader|moeder|buurman|buurvrouw|"
    r"zoon|dochter|baas|oom|tante|vriend|vriendin|collega|familie|buren|neef|nicht|stiefvader|stiefmoeder)\b"
)
ANGRY_EMOJI = "🖕🤬😡👿"
