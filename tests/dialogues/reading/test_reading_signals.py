# ruff: noqa: E501 -- tables of what people type read better on long lines
"""What people type for nobody, nothing, I don't know, skip and in anger; and what only looks so."""

import pytest

from dialogues.reading import signals

HITS = {
    "says_nobody": (
        "niemand|ik heb niemand|geen mens|heb geen vrienden|nobody|niemant|ik ken niemand|helemaal alleen, niemand|"
        "er is niemand|gwn niemand|noppes|geen netwerk|ik heb geen netwerk|niks geen mensen|Niemand!!|NIEMAND|"
        "nee ik heb echt helemaal niemand meer|geen vrienden en geen familie|ik heb geen vrienden of familie|"
        "ik ben alleen, ik heb niemand|k heb niemand|eigenlijk niemand|niemand hoor|er is niemand meer|geen enkel mens|"
        "gin mens|gien mensen|nimmen|ik heb niemand om me heen|helaas niemand|no one|niemnd|nou ja niemand denk ik|"
        "geen familie geen vrienden|niemannnnd|sorry, niemand 😔|ik heb nu niemand|لا أحد"
    ),
    "says_nothing": "niks|niets|nee niks|helemaal niks|geen|nix|er is niks|niks bijzonders|Niets.",
    "says_dont_know": (
        "geen idee|weet ik niet|wnie|kweenie|kwenie|zou 't niet weten|?|???|weet niet|ik weet het niet|ik weet 't echt niet|"
        "geen flauw idee|dat weet ik niet zo goed|kweet nie|ik zou het niet weten|idk|weet k niet|gn idee|wit ik niet|"
        "dat weet ik niet zo goed want ik zie bijna nooit iemand|moeilijk te zeggen|ik heb geen idee|tja weet niet"
    ),
    "says_skip": (
        "sla over|volgende|overslaan|wil ik niet zeggen|gaat je niks aan|liever niet|zeg ik niet|dat gaat jullie niks aan|"
        "dat wil ik liever niet zeggen|skip|sla maar over|gaat u niets aan|volgende vraag graag|dat zeg ik niet|"
        "ik wil hier niet over praten|privé|dat hou ik voor mezelf|ik wil het overslaan|ik wil daar liever niet over praten"
    ),
    "is_angry": (
        "flikker op|rot op|krijg de tering|kankerbot|kanker op|wat een onzin|jullie luisteren toch niet|"
        "ik word ziek van dat gezeik over netwerk|stomme vraag|bemoei je met je eigen zaken|hou op met je netwerk|"
        "rot toch oppp|jullie snappen er geen reet van|godverdomme|hou je bek|laat me met rust|wat een stom gedoe|"
        "kutvraag|FLIKKER OP|ik ben het zat|🖕|krijg toch allemaal de klere|altijd dat netwerk|"
        "jullie zijn allemaal hetzelfde|idioot|jij bent een idioot|fuck you|dit slaat nergens op|gezeik|flikkkker op|"
        "rot toch eens op man|kkbot|tyfus gemeente|netwerk me reet|donder op met je vragen|jullie helpen me toch nooit|"
        "ik heb niemand en hou nou op over dat netwerk|krijg t heen en weer|stomme robot|wat een flauwekul zeg|"
        "gaat je geen donder aan|hou toch eens op met die vragen|schei toch uit|zak in de stront|donder een eind op|dit is bullshit|"
        "wat gaat jou dat aan|jij snapt er ook geen bal van"
    ),
}
MISSES = {
    "says_nobody": (
        "niemand anders dan Anna|niemand behalve mijn zus|Anna, verder niemand|niemand weet hoe het met mij gaat|"
        "ik ben alleen|iemand|ik heb niemand nodig|ik heb een hond|geen idee|niks|mijn vrienden|alleen|"
        "mijn zus, verder heb ik niemand|ik vertrouw niemand|Anna en Piet||helemaal alleen"
    ),
    "says_nothing": "niks aan de hand met Anna|niemand|geen idee|niks is mij te veel|",
    "says_dont_know": "weet je wat|Anna|ik weet het|niemand|ik weet dat Anna komt|wie?|",
    "says_skip": "Anna|de volgende keer|nee|ik wil niet alleen zijn|mijn zus wil niet|over Anna|",
    "is_angry": (
        "ik heb kanker|mijn moeder had kanker|longkanker|tyfus in 1950|opa had de tering|mijn ex is een klootzak|Anna|"
        "hou op|ik ben alleen|de buurvrouw is dom|ik ben ziek|ik word moe van het wandelen|ik ben er klaar voor|"
        "mijn netwerk|borstkanker, nu schoon|kankerpatient|ik heb geen netwerk|jullie helpen mij heel goed|"
        "dat is een mooie vraag|stop|laat maar|de kinderen helpen niet|wat een fijne vraag|ik heb een klein netwerk|"
        "mijn vader is dood|ik ga dood van verdriet|mijn broer zei dat ik dom was|ik ben mijn werk kwijt|"
        "de buurman laat me met zijn hond wandelen|kanker en reuma|ik word ziek van de medicijnen|gaat je niks aan|"
        "Rotterdam|Flip|Dick|ik stik bijna van de hitte|dat is mijn broer|"
    ),
}


def cases(table):
    return [(name, text) for name, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("name", "text"), cases(HITS))
def test_it_is_read(name, text):
    assert getattr(signals, name)(text)


@pytest.mark.parametrize(("name", "text"), cases(MISSES))
def test_what_only_looks_like_it_is_not_read(name, text):
    assert not getattr(signals, name)(text)
