# ruff: noqa: E501, SIM905 -- long rows of words read better than one word on a line
"""Words around names: how people start a list, who is family, what is an animal or a group.

Only data. Rows called `…_PATTERNS` hold regular expressions; the rest is as `fold` gives it.
"""

# --- around a name -------------------------------------------------------------------------------
# What may stand before the first name; taken off again and again.
LEAD_PATTERNS = (
    r"(?:elke|iedere) (?:dag|week)(?: met| naar| bij)",
    r"ik (?:ga|kom|bel|app|praat|wandel|eet|zit|woon|fiets|spreek|klets|doe veel)(?: (?:wel eens|weleens|soms|vaak|ook|nog|veel|graag|(?:elke|iedere) (?:dag|week)|samen|om))* (?:met|naar|bij)",
    r"nou ja",
    r"nou",
    r"eh+m?",
    r"uh+m?",
    r"hm+",
    r"tja",
    r"nja",
    r"even (?:kijken|denken)(?: hoor)?",
    r"eens kijken",
    r"laat (?:me|'s|eens) (?:even )?(?:kijken|denken|zien)",
    r"o+h? ?ja",
    r"oh",
    r"ach",
    r"ja",
    r"nee",
    r"ok[eé]?",
    r"dus",
    r"en",
    r"en dan (?:nog|ook|heb ik(?: nog)?|is er(?: nog)?)?",
    r"dan (?:nog|ook|heb ik(?: nog| ook)?|heb je(?: nog)?|is er(?: nog)?)",
    r"ook(?: nog)?",
    r"daarnaast",
    r"verder(?: nog| heb ik)?",
    r"natuurlijk",
    r"uiteraard",
    r"vooral",
    r"bijvoorbeeld",
    r"bv\.?",
    r"zoals",
    r"misschien",
    r"ik denk(?: aan)?",
    r"denk ik(?: aan)?",
    r"alleen(?: maar)?",
    r"eigenlijk(?: alleen)?(?: maar)?",
    r"gewoon",
    r"gwn",
    r"toch wel",
    r"wel",
    r"op de eerste plaats",
    r"ten (?:eerste|tweede|derde)",
    r"om te beginnen",
    r"ik (?:heb|ken|zie|spreek|bel|app|mis|bezoek|noem|kies|zeg|zou zeggen|woon(?: samen)? met|ga om met|praat met|heb contact met|ga naar|kom bij|denk aan|bedoel)(?: (?:wel eens|weleens|soms|vaak|nog|ook|alleen|maar|eigenlijk|natuurlijk|dan|wel|vooral|veel|een vriend die|contact met))*",
    r"heb ik(?: nog| ook)?",
    r"ken ik(?: nog| ook)?",
    r"zie ik(?: nog| ook)?",
    r"(?:wel |veel |soms )?contact met",
    r"(?:dat|dit|het|er|daar|die) (?:is|zijn|was|waren)(?: dan| ook| wel| nog| natuurlijk| eigenlijk)*",
    r"(?:hij|zij|ze|die|dat|mijn [a-z]+|m'n [a-z]+) heet(?:en)?",
    r"(?:hij|zij|ze) is",
    r"in mijn (?:kring|netwerk) (?:zitten|zit|staan|heb ik)",
    r"mijn (?:kring|netwerk|mensen|familie|vrienden) (?:is|zijn|bestaat uit)",
    r"niemand (?:anders )?(?:dan|behalve)",
    r"niemand buiten",
    r"verder niemand (?:dan|behalve)",
    r"behalve",
    r"met",
    r"samen met",
    r"i have",
    r"and",
    r"(?:mijn |de )?(?:familie|vrienden|vriendinnen|buren|kennissen|collega'?s|werk|hulp|hulpverleners|kring|mensen|namen|gezin|thuis|prive|privé|sport|club|school|overig|verder|ik heb|contacten)(?: zijn)? ?:",
)
# "mijn" goes when a name follows ("mijn buurvrouw Riet"), and stays when not ("mijn zus").
OWN_PATTERN = r"(?:mijn|m'n|mn|m’n|onze|ons|me)"
TAIL_PATTERNS = (
    r"alleen",
    r"wel ?eens",
    r"ook(?: nog| wel)?",
    r"nog",
    r"soms",
    r"vaak",
    r"natuurlijk",
    r"denk ik",
    r"eigenlijk",
    r"geloof ik",
    r"misschien",
    r"hoor",
    r"dus",
    r"of ?zo",
    r"toch",
    r"en zo",
    r"enzo(?:voorts?)?",
    r"etc(?:etera)?\.?",
    r"e\.d\.",
    r"e\.a\.",
    r"af en toe",
    r"(?:zo )?nu en dan",
    r"dan",
    r"allebei",
    r"vooral",
    r"en",
    r"of",
    r"elke dag",
    r"elke week",
    r"regelmatig",
    r"heel vaak",
    r"bijna nooit",
    r"zeker",
    r"en dergelijke",
    r"zie ik(?: wel eens| vaak| soms| veel| ook| nog)?",
    r"spreek ik(?: wel eens| vaak| soms| veel| ook| nog)?",
    r"ken ik(?: ook| nog)?",
    r"heb ik(?: ook| nog)?",
    r"vind ik",
    r"zeg maar",
)
# Here "en" stands inside a fixed phrase.
KEEP_TOGETHER = r"\baf en toe\b|\bnu en dan\b|\bdag en nacht\b|\ben zo\b|\ben dergelijke\b|\bin en om\b|\bkop en schotel\b|\bhier en daar\b|\ben/of\b|\bop en top\b|\bkind en gezin\b|\bzorg en welzijn\b"
# A whole part that is no name, as `fold` gives it.
NO_NAMES = frozenset(
    "ja|nee|ok|oke|hoi|hallo|hey|hee|dag|doei|en|of|dus|eh|ehm|uh|uhm|hm|hmm|tja|nou|nou ja|niemand|niemand anders|anders niemand|verder niemand|verder niemand meer|niemand meer|verder niet|"
    "meer niet|niks|niets|verder niks|niks meer|geen|geen idee|alleen|ik|ikzelf|ik zelf|mezelf|mijzelf|ik alleen|dat was het|dat is het|dat was t|dat is t|dat was alles|dat is alles|dat zijn ze|"
    "dat waren ze|klaar|meer heb ik niet|meer weet ik niet|meer niet hoor|en verder niemand|verder|ook|nog|alles|allemaal|iedereen|en dat was het|weet ik niet|geen mensen|dat was het wel|dat is het wel|"
    "dank je|dankje|bedankt|sorry|stop|waarom|hulp|help|wel|meer|bijna niemand|haast niemand|iemand|wie|wat|hoe|etc|enzo|enzovoort|zo|toe|misschien|test|lol|haha|hahaha|ik heb|ik ken|een paar|wat mensen|is|zijn|was|heb|de|het|een|mijn|m n|mn|"
    "die|dat|dit|ze|zij|hij|haar|hem|hun|goedemorgen|goedemiddag|goedenavond|goede middag|hoi hoi|hallo daar".split(
        "|"
    )
)
# A part that starts like this is a sentence; only looked at from two words on.
SENTENCE_STARTS = frozenset(
    "ik|k|want|omdat|maar|niet|weet|geen|waarom|wat|hoe|wanneer|waar|nooit|als|wij|jullie|jij|u|er|kweenie|heb|ben|hebben|ik heb|dat weet|dat wil|dat is|dat zeg|dat gaat|dat kan|dat vind|dat doe|dat heb|dat ben|dat zijn|"
    "dat zou|dat klopt|dat snap|dat hoeft|dat was|dat wordt|dat mag|dat moet|dit is|dit wil|het is|het gaat|het was|het zou|het kan|het doet|het lukt|het wordt|wil ik|kan ik|moet ik|mag ik|kun je|kan je|kunt u|wil je|ga ik|"
    "die zie|die heb|die ken|die spreek|die wil|die is|die zijn|die woont|die belt|die komt|die helpt|niemand|iedereen|bijna|wie|zie|vind|voor mij|hij|zij is|ze is|ze zijn|zij zijn|ze komt|ze helpt|ze woont|zij woont|ze wonen|ze belt|"
    "je|soms|vroeger|vandaag|gisteren|morgen|laat|sla|stop|hou|krijg|rot|flikker|wil niet|doe|ga|zo|moet|kan|daar|hier|toen|sinds|nu|door|zonder|omdat|i dont|i have|i am|i do|dont".split(
        "|"
    )
)
SENTENCE_WORDS = frozenset(
    "ik niet nie nooit want omdat weet heb ben geen kan wil moet vind jullie jij waarom denk snap word wordt zou helemaal iemand niemand hebt hoef voel vertel".split()
)
DESCRIPTION_STARTS = frozenset({"de", "een", "die", "dat", "iemand", "mijn", "het", "zo"})
DESCRIPTION_TURNS = frozenset({"die", "van", "met", "waar", "bij"})
CODE_PATTERN = (
    r"<[/!?]?[a-z][^<>]*>|\{\{|\{%|\$\{|\bdrop\s+table\b|\bselect\b.{1,80}\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bunion\s+select\b"
    r"|\bor\s+'?1'?\s*=\s*'?1|javascript:|\.\./\.\./"
)
# A point behind these is no end of a sentence.
SHORT_FORMS = (
    "mevr",
    "ms",
    "mrs",
    "mw",
    "dhr",
    "dr",
    "ds",
    "mr",
    "st",
    "prof",
    "fam",
    "hr",
    "zr",
    "br",
    "drs",
    "ing",
    "ir",
    "mej",
    "zgn",
    "nr",
)

# --- who somebody is -----------------------------------------------------------------------------
ADDRESS_FORMS = frozenset(
    "mevrouw meneer mevr mw dhr mijnheer heer familie fam mister miss mrs mr dokter dr drs dominee ds pastoor pater imam rabbijn prof professor huisarts".split()
)
ROLES = ADDRESS_FORMS | frozenset(
    "oom tante ome opa oma ma pa mam pap mama papa moeder vader mams paps broer zus zusje broertje broertje zusje zuster broeder buurvrouw buurman buur buren buurmeisje buurjongen buurtjes neef nicht neefje nichtje"
    " zoon dochter zoontje dochtertje kind kinderen kleinzoon kleindochter kleinkind kleinkinderen schoonzus schoonzusje schoonbroer zwager schoonmoeder schoonvader schoonzoon schoondochter schoonouders ouders"
    " stiefmoeder stiefvader stiefzoon stiefdochter stiefbroer stiefzus pleegmoeder pleegvader pleegouders pleegzoon pleegdochter halfbroer halfzus man vrouw vriend vriendin vriendje vriendinnetje vrienden ex partner"
    " verloofde echtgenoot echtgenote collega baas chef juf juffrouw meester leraar lerares mentor docent begeleider begeleidster hulp kapper kapster arts verpleegkundige wijkverpleegkundige thuishulp poetshulp"
    " maatje buddy vrijwilliger vrijwilligster oppas huishoudster klusjesman bakker slager fysio fysiotherapeut psycholoog therapeut psychiater coach trainer consulent bewindvoerder casemanager jobcoach werker maatschappelijk"
    " kennis kameraad maat gabber moat bro sis sista zusters broers zussen ooms tantes peetoom peettante zusjelief lieve beste kleine grote oude jonge dikke lange mijn onze m'n mn de het een die dat haar zijn hun zn"
    " aunt uncle brother sister mum dad abla abi amca teyze khala ammo tata wujek ciocia babcia pastor zorgmedewerker conciergee concierge huismeester chauffeur postbode wijkagent agent sociaal ambulant persoonlijk".split()
)
PARTICLES = frozenset(
    "van de der den het 't t ten ter te in op uit aan bij el al ben bin bint ibn abu ait aït ould von zu zum da das dos do di del della la le les du des of o' 's s el- y e over onder voor".split()
)
# A capital does not make these a surname: "Anna van de Kerk".
PLACE_WORDS = frozenset(
    "kerk club kaartclub werk hiernaast boven beneden overkant overzijde hoek winkel bakker slager buurt koor moskee school sport sportschool markt soos thuiszorg hiertegenover naast tegenover straat flat galerij portiek"
    " buurthuis dagbesteding gym zwembad vereniging bieb bibliotheek inloop inloophuis stad dorp vroeger dagopvang voedselbank kringloop lotgenoten groep team park volkstuin tuin supermarkt ah jumbo lidl aldi gemeente wmo"
    " ggz ziekenhuis huisarts apotheek kapper bingo yoga schaakclub biljart koffie koffieochtend achter voor links rechts verdieping benedenburen bovenburen tempel synagoge camping internet facebook insta instagram discord".split()
)
GROUP_FIRST = frozenset(
    "leger stichting buurthuis gemeente thuiszorg humanitas ggz wijkteam zorggroep vereniging radar cordaan welzijn café cafe hotel school universiteit kerk huis bureau wmo uwv inloophuis albert".split()
)
_DOUBLE_FIRST = "jan klaas hendrik gerrit willem pieter piet johan johannes karel gert geert bert robert evert henk dirk arend peter erik berend aart ewout hans frans wim jaap kees cornelis jo anna anne eva maria rosa rose sara sarah lisa ans mary marie jean john carl fatima mohamed mohammed muhammad abdel abdul abd nur noor ali emma julia sofia sophie louise ria riet els"
DOUBLE_FIRST = frozenset(_DOUBLE_FIRST.split())
# A second word like this is nearly always a second first name.
DOUBLE_SECOND = frozenset(
    "jan maria marie willem peter pieter kees hein louise paul bas joost maarten dirk piet hendrik frans karel derk berend anne ann lynn pierre luc zahra zohra sophie rose fleur claire jaap klaas henk bart bert gerard gerrit eric erik ali elisabeth catharina christina johanna margaretha".split()
)

# --- what kind of contact ------------------------------------------------------------------------
PETS = frozenset(
    "hond hondje honden hondjes kat katje katten katjes poes poesje poezen poesjes kater katertje parkiet parkieten parkietje konijn konijnen konijntje konijntjes cavia cavias hamster hamsters hamstertje paard paarden paardje pony ponys"
    " vogel vogels vogeltje vogeltjes kanarie papegaai vis vissen visje goudvis goudvissen schildpad kip kippen rat ratje muis muizen geit geiten geitje schaap ezel fret duif duiven puppy pup kitten huisdier huisdieren beestje beest dieren dier dwergpapegaai valkparkiet slang gekko hagedis"
    " teckel labrador chihuahua herder hulphond blindengeleidehond assistentiehond dog cat".split()
)
PET_EMOJI = "🐶🐕🐩🐺🐱🐈🐰🐇🐹🐭🐁🐀🐦🐤🐥🐣🦜🕊🐔🐓🐴🐎🦄🐢🐍🦎🐟🐠🐡🐾🐐🐑🦮🦊🐷🐮🐄"
VOLUNTEERS = (
    "vrijwilliger",
    "vrijwilligers",
    "vrijwilligster",
    "maatje",
    "maatjes",
    "buddy",
    "buddys",
    "taalcoach",
)
GROUP_ENDINGS = (
    "koor",
    "club",
    "clubje",
    "vereniging",
    "kerk",
    "groep",
    "groepje",
    "team",
    "moskee",
    "genootschap",
    "stamtafel",
    "kring",
    "soos",
    "elftal",
    "orkest",
    "gemeenschap",
)
GROUP_WORDS = frozenset(
    "leger stichting buurthuis inloophuis inloop dagbesteding tempel synagoge parochie forum discord clan guild band eetcafe familieapp appgroep".split()
)
MISSED_PATTERN = r"\b(?:overleden|wijlen|gestorven|hemel|hiernamaals|er niet meer is|er niet meer|dood|doodgegaan|verongelukt|overleed|rip)\b"
MISSED_SIGNS = "†✝☦"
HEAD_ENDS = frozenset(
    "van met uit bij in op die dat voor naar aan om onder naast tegenover achter door waar wie over".split()
)
DIAGNOSIS_PATTERN = (
    r"\b(?:borderline\w*|schizofre\w*|schizo\w*|adhd\w*|autis\w*|asperger\w*|psychoses?|psychotisch\w*|depressie\w*|depressief|depressieve|dement\w*|alzheimer\w*|parkinson\w*|bipolai?r\w*|manisch\w*|manie|ptss|pts|verslaa?f\w*|verslaving\w*"
    r"|alcoholist\w*|alcoholverslaafd\w*|alcoholicus|junk(?:ie|ies|s)?|drugsverslaafd\w*|gokverslaafd\w*|anorexia\w*|boulimia\w*|narcis(?:t|ten|tisch\w*)|hiv|aids|kanker\w*|borstkanker|longkanker|burn ?out|lvb|zwakbegaafd\w*"
    r"|verstandelijk\w* (?:beperkt\w*|gehandicapt\w*)|ocd|dwangneurose|angststoornis\w*|persoonlijkheidsstoornis\w*|eetstoornis\w*|stoornis\w*|epilep\w*|suicidaal|suicidale|psychisch ziek\w*|geestesziek\w*|downsyndroom|syndroom van \w+|niet aangeboren hersenletsel|hersenletsel|korsakov|korsakoff)\b"
)
