# ruff: noqa: E501, SIM905 -- long rows of phrases read better than one phrase on a line
"""Words with which people point at an option: yes, no, a number, all of them.

Only data, written as `fold` gives it.
"""

# --- yes and no ---------------------------------------------------------------------------------
YES = frozenset(
    "ja|jaa|jaaa|j|jah|jha|ja hoor|jahoor|ja graag|graag|jawel|jazeker|ja zeker|zeker|zeker weten|yes|yess|yep|yup|"
    "yeah|jep|jup|jo|joa|joah|jao|jaja|ja ja|ja dat wil ik|dat wil ik|ja dat klopt|klopt|dat klopt|juist|ok|oke|okee|"
    "okay|okey|oki|oke dan|ok dan|oke is goed|is goed|isgoed|dat is goed|da s goed|das goed|vind ik goed|prima|best|"
    "goed|goed hoor|doe maar|ja doe maar|doe mar|tuurlijk|natuurlijk|ja natuurlijk|ja tuurlijk|uiteraard|absoluut|"
    "ja prima|ja is goed|mag|mag wel|dat mag|ja dat mag|gerust|wel|toch wel|ja toch|ja oke|ja ok|begin maar|kom maar op|"
    "ik wil wel|wil ik wel|lijkt me goed|lijkt me leuk|vooruit|vooruit dan|vooruit maar|toe maar|evet|tak|si|oui|aye|"
    "ja is fijn|fijn|ja fijn|super|top|ja top|ja als dat kan|ja alsjeblieft|jawohl|jes|ya|sure|ja joh|njoa|nja|jaaaa|akkoord".split(
        "|"
    )
)
NO = frozenset(
    "nee|neee|neeee|ne|nei|nee hoor|neehoor|neen|nee joh|nee dank je|nee dankje|nee bedankt|nee dank u|nee liever niet|"
    "liever niet|nah|nahh|nope|nop|neu|neuh|nee nee|no|noo|nooit|nee nooit|niet|nie|nee niet|niet nodig|nee niet nodig|"
    "hoeft niet|nee hoeft niet|dat hoeft niet|hoef niet|doe maar niet|nee doe maar niet|nu niet|nee nu niet|nog niet|"
    "niet nu|niet echt|nee niet echt|wil ik niet|nee wil ik niet|dat wil ik niet|ik wil niet|nee dat wil ik niet|"
    "absoluut niet|zeker niet|echt niet|natuurlijk niet|nee natuurlijk niet|klopt niet|dat klopt niet|nee klopt niet|"
    "nee sorry|nej|naa|naai|nea|noh|nae|nietes|hayir|nie nodig|nein|non|geen zin|nee geen zin|laat maar|nee laat maar".split(
        "|"
    )
)
YES_EMOJI = "👍👌✅✔☑🙏"
NO_EMOJI = "👎❌✖🚫🙅"

# --- numbers, all and words that say nothing about an option ------------------------------------
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "een eerste 1e 1ste",
            "twee tweede 2e 2de",
            "drie derde 3e 3de",
            "vier vierde 4e 4de",
            "vijf vijfde 5e 5de",
            "zes zesde 6e 6de",
            "zeven zevende 7e 7de",
            "acht achtste 8e 8ste",
            "negen negende 9e 9de",
            "tien tiende 10e 10de",
        ),
        start=1,
    )
    for word in words.split()
}
NUMBER_LEADS = frozenset(
    "nr nummer no num optie keuze antwoord knop de het doe kies ik maar graag aub dan die van ook pak neem t voor is".split()
)
LAST_WORDS = frozenset({"laatste", "onderste", "laatst"})
FIRST_WORDS = frozenset({"bovenste"})
ALL_WORDS = frozenset(
    {
        "alles",
        "allemaal",
        "allen",
        "iedereen",
        "alle",
        "ze allemaal",
        "allemaal hoor",
        "ja allemaal",
        "ja alles",
        "all",
        "alle mensen",
        "alle namen",
    }
)
BOTH_WORDS = frozenset({"allebei", "beide", "beiden", "alle twee"})
NEGATIONS = frozenset(
    "niet nie geen nooit niemand niks niets nee zonder behalve amper nauwelijks ni gn gin".split()
)
# What switches off or leaves out, besides words for no: "Kees weg", "haal Kees eraf".
OFF_WORDS = frozenset(
    "weg eraf eruit behalve zonder haal haalt weghalen weglaten wegdoen verwijder verwijderen verwijderd wis wissen schrap schrappen"
    " uitzetten uitvinken uitgezet afhalen overslaan uitgezonderd uitzondering minus min skip skippen vergeet kwijt"
    " doorstrepen doorhalen streep buiten verkeerd fout foutje vergist vergissing ongeluk ongedaan exclusief remove off".split()
)
STOP_WORDS = frozenset(
    "ik je jij jou u uw mij me mijn mn het de een en of dat dit die er is ben bent zijn was heb hebt heeft hebben had wil"
    " wilt willen kan kun kunt mag moet zal zou ga gaat doe doet doen geef geeft maar met van voor naar aan in op te bij om"
    " uit over als dan ook nog wel toch al heel erg graag even gewoon iets wat wie waar hoe nu hier daar zo meer veel iemand"
    " graag alsjeblieft aub svp liever toe hoor denk ja nee ok oke niet geen liefst eigenlijk beetje kies kiezen neem".split()
)
LIST_LEAD = (
    r"(?:alleen|ook|en|dat zijn|dat is|met|ik kies|ik bedoel|doe maar|nummers?|nrs?\.?|mijn|de|die)"
)

# Ids of options that mean yes or no on a screen whose labels do not say so ("Beginnen").
YES_IDS = frozenset({"begin", "complete", "go_on", "good", "right", "understood"})
NO_IDS = frozenset({"no_thanks", "not_now"})

# What people say instead of the label of an option, by the option's id; folded.
_SPOKEN = {
    "begin": "begin|begin maar|start|starten|laten we beginnen|ga maar|kom maar op|vooruit maar",
    "alone": "niemand|er is niemand|niemand erbij|geen mens|alleen ik|ik zit alleen|in mn eentje",
    "helped": "mijn zus helpt|mijn begeleider is erbij|samen met mijn begeleider|ik krijg hulp",
    "watched": "ze lezen mee|hij leest mee|mijn man leest mee|mijn vrouw leest mee|er leest iemand mee",
    "je": "jij|doe maar je|zeg maar je|je graag|je is goed|jij is goed|maakt niet uit|mij best",
    "u": "zeg maar u|doe maar u|u graag|u is goed|liever u|ik heb liever u",
    "add": "er mist iemand|ik mis iemand|nog iemand|er is nog iemand|ik vergat iemand",
    "former": "laat zo|zo laten|laat maar zo|laat maar|laat het maar zo|laat t zo|hetzelfde|klopt|"
              "dat klopt|dat was goed|niet veranderen",
    "leave_out": "weglaten|laat weg|laat maar weg|weg|weg ermee|de zin weglaten|dit weglaten|eruit|niet erin|haal weg",
    "keep": "zo laten staan|zo laten|laat staan|zo gebruiken|laat zo|laat maar zo|gebruik dit|dit is goed|verder|klaar|"
            "behouden|houden",
    "throw_away": "gooi weg|weggooien|gooi maar weg|weg ermee|weg|wis dit|verwijder",
    "keep_it": "bewaren|bewaar maar|hou maar|laat staan",
    "rest": "klaar|ik ben klaar|doei|doeg|dag|tot ziens|tot later|tot de volgende keer|nee|"
            "nee dank je|nee dank u|laat maar|genoeg|zo is het goed|welterusten",
    "go_on": "volgende|en nu|ga door|doorgaan",
    # How people are called in a summary (`choose`).
    "names": "naam|namen|hun naam|de namen|met naam|met namen|hun namen|met hun naam|met hun namen|gewoon de naam|"
             "gewoon de namen|hun eigen naam|hun eigen namen|voornaam|voornamen",
    "letters": "een letter|de eerste letter|eerste letters|initialen|alleen een letter|alleen letters|zonder naam|"
               "zonder namen|geen naam|geen namen",
    "one_by_one": "bijnaam|bijnamen|een bijnaam|met een bijnaam|met bijnamen|zelf kiezen|ik kies zelf|per persoon|"
                  "een voor een|verschillend",
    "name": "namen|met naam|gewoon de naam|eigen naam|voornaam",
    "nickname": "bijnamen|een andere naam|andere naam|iets anders|zelf kiezen",
    "letter": "de eerste letter|initialen|alleen een letter|zonder naam|geen naam",
}  # fmt: skip
SPOKEN = {option: frozenset(words.split("|")) for option, words in _SPOKEN.items()}

# A label that is one of these words is chosen with any word for no or nothing.
NOTHING = frozenset({"niets", "niks"})

# Before the thing that is not there: "geen bijnaam".
DENIALS = ("geen", "zonder")

# Ready: with what is shown, and so on to what follows.
READY = frozenset("klaar|ik ben klaar|ja klaar".split("|"))

# Under a draft: it stays as it is. None of these can be meant as the new text.
LEAVES_DRAFT = frozenset(
    "zo is het goed|zo is het wel goed|zo is t goed|zo is goed|zo goed|het is zo goed|het is goed zo|is goed zo|goed zo|"
    "zo laten|laat zo|laat het zo|laat maar zo|laat maar staan|laat staan|zo kan het|zo kan ie|dit is goed|dat is goed|"
    "verder|ga verder|volgende|door|ik wil verder|klaar|ik ben klaar|ja klaar|zo is het klaar|ok zo|oke zo|prima zo|top zo|"
    "niets veranderen|niks veranderen|niet veranderen|bewaren|bewaar|bewaar het|bewaar dit".split(
        "|"
    )
)

# Words on an s that are no plural of the word without it.
NO_PLURALS = frozenset("anders alles soms thuis eens steeds straks niets niks".split())

# "Nobody (else)", "that was all": on a question for names, and nowhere else.
NO_MORE_NAMES = frozenset(
    "nee|nee hoor|nee dank je|nee dank u|nee dankjewel|klaar|niemand anders|niemand meer|"
    "verder niemand|verder niet|verder geen|dat was het|dat is alles|ik woon alleen|geen|"
    "nee niemand|nee verder niemand|meer niet|niet meer|dit was alles|dit is alles".split("|")
)
