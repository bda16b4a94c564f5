# ruff: noqa: E501, SIM905 -- long rows of phrases read better than one phrase on a line
"""The commands and the words and short phrases people use for them.

Only data, written as `fold` gives it.
"""

SLASH_COMMANDS = {
    "terug": "back", "vorige": "back", "back": "back",
    "stop": "stop", "stoppen": "stop",
    "waarom": "why", "why": "uitleg|ik snap het niet|snap het niet|snap ik niet|ik begrijp het niet|begrijp ik niet|ik begrijp de vraag niet|ik snap de vraag niet|wat bedoel je|wat bedoelt u|wat betekent dat|why",
    "hulp": "help", "help": "help",
    "mens": "person",
    "menu": "menu",
    "kaart": "map", "kring": "map",
    "alles": "everything",
    "wissen": "delete", "wis": "delete",
    "verberg": "hide",
    "delen": "share", "deel": "share",
    "start": "start",
    "later": "later",
    "begin": "home", "home": "home",
}  # fmt: skip
_BARE = {
    "back": "terug|ga terug|terug graag|stap terug|een terug|vorige|vorige vraag|naar vorige|back|trug|trg|terug naar de vorige vraag|ik wil terug|ga een stap terug",
    "stop": "stop|stoppen|ik wil stoppen|ik stop|ik stop ermee|stop ermee|stop maar|hou op|houd op|ophouden|ik hou op|ik hou ermee op|stop nu|nu stoppen|stoppen nu|"
    "ik wil ermee stoppen|ik wil niet meer|ik wil niet verder|stop met dit|laten we stoppen|afsluiten|sluiten|einde|exit|quit|stop gesprek|kunnen we stoppen",
    "why": "waarom|waarom dan|waarom vraag je dat|waarom vraag je dit|waarom vraagt u dat|waarom vraagt u dit|waarom wil je dat weten|waarom wilt u dat weten|"
    "waarom wil je dit weten|waarom moet je dat weten|waarom moet jij dat weten|waarvoor|waarvoor is dat|waarvoor is dit|waar is dat voor|waar is dat goed voor|"
    "waarom moet dat|hoezo|hoezo dan|hoezo vraag je dat|why|waarom deze vraag|wrm|warom|waarom willen jullie dat weten|waarom vragen jullie dat|waarom is dat nodig",
    "help": "hulp|help|help me|hulp graag|ik heb hulp nodig",
    "person": "ik wil met een mens praten|ik wil een mens|ik wil een mens spreken|ik wil een echt mens|een echt mens|een echt mens graag|een mens|mens graag|een mens graag|echt mens|"
    "kan ik iemand spreken|kan ik iemand spreken graag|kan ik met iemand praten|kan ik een mens spreken|kan ik met een mens praten|ik wil iemand spreken|ik wil met iemand praten|"
    "mag ik iemand spreken|mag ik een mens spreken|ik wil liever een mens|liever een mens|liever met een mens|ik praat liever met een mens|ik wil praten met een mens|ik wil een echt persoon|"
    "echt persoon|een echt persoon|een echt persoon graag|medewerker|medewerker spreken|ik wil een medewerker spreken|ik wil gebeld worden|bel me|kunnen jullie me bellen|kan iemand mij bellen|kan iemand me bellen|"
    "ik wil niet met een computer praten|ik wil niet met een robot praten|ik wil niet met een bot praten|geen robot|geen computer",
    "menu": "menu|hoofdmenu|naar het menu|naar menu|terug naar het menu|terug naar menu|het menu",
    "map": "kaart|mijn kaart|de kaart|laat mijn kaart zien|mijn kring|de kring|laat mijn kring zien|kring|toon kaart|toon mijn kaart|toon mijn kring|mijn kring zien|mijn cirkel|mijn plaatje",
    "everything": "laat alles zien|alles zien|alles laten zien|toon alles|ik wil alles zien|wat weet je van mij|wat weet je over mij|wat heb je bewaard|wat is er bewaard|wat staat er over mij|mijn gegevens",
    "delete": "wis alles|alles wissen|verwijder alles|alles verwijderen|wissen|verwijderen|gooi alles weg|alles weg|alles weggooien|verwijder mijn gegevens|wis mijn gegevens|mijn gegevens wissen|"
    "mijn gegevens verwijderen|ik wil alles wissen|ik wil alles verwijderen|haal alles weg|vergeet alles|vergeet mij|delete|delete all|wis mij",
    "hide": "verberg|verbergen|verberg alles|verberg dit|verstop|verstop dit|verstoppen",
    "share": "delen|iets delen|ik wil delen|ik wil iets delen|iets laten zien|ik wil iets laten zien|ik wil wat laten zien|iets laten lezen|ik wil iets laten lezen|"
    "terughalen|iets terughalen|ik wil iets terughalen|wat heb ik gedeeld|wat heb ik laten zien|wie heeft het gelezen|ik heb een code|code invullen",
    "start": "start|begin|beginnen|starten|opnieuw|opnieuw beginnen|begin opnieuw|laten we beginnen|we beginnen|ik wil beginnen",
    "home": "naar het begin|terug naar het begin|ga naar het begin|naar begin|ik wil naar het begin|beginscherm|naar het beginscherm|iets anders doen|ik wil iets anders doen|home",
    "later": "later|straks|pauze|even pauze|nu even pauze|ff pauze|even stoppen|later verder|ik ga later verder|straks verder|een andere keer|andere keer|morgen verder|ik kom later terug|"
    "nu even niet|even niet|ik kom straks terug|ik ga straks verder|later weer|een pauze|pauze graag|ik wil pauze|ik wil even pauze|morgen weer|tot later|tot straks",
}  # fmt: skip
BARE_COMMANDS = {phrase: command for command, all_ in _BARE.items() for phrase in all_.split("|")}
# What may stand around a bare command without making it a sentence.
COMMAND_FILLERS = frozenset(
    "graag aub svp alsjeblieft alstublieft please maar nou ok oke sorry eh nu hoor".split()
)
