"""The words of the peers' dialogue; a message has some 200 characters, as Kring's longer ones."""

# ruff: noqa: E501 - a question a line is easier to read

from typing import Literal

WELCOME = (
    "Hallo. Samen kijken wij rustig naar de mensen om je heen. Het zijn kleine vragen, één voor "
    "één. Je mag altijd stoppen, en later verder gaan waar je was. Zullen wij beginnen?"
)

REASSURANCES = (
    "Er is geen goed of fout antwoord. Je mag stoppen wanneer je wilt, en later verder gaan.",
    "Weet je het niet zeker? Kies dan wat het meeste klopt. Je kunt het later nog veranderen.",
    "Neem rustig de tijd. Wat je vertelt, blijft van jou. Niemand anders krijgt dit te lezen.",
    "Het hoeft niet precies te kloppen. Het gaat om hoe het voor jou op dit moment voelt.",
)

QUESTIONS: tuple[tuple[Literal["choice", "several", "name"], str, str], ...] = (
    ("choice", "Hoe gaat het vandaag met je, als je het in een woord zou zeggen?", "Goed|Gaat wel|Niet zo goed|Wisselend"),
    ("choice", "Ben je nu alleen, of zit er iemand naast je die meekijkt?", "Alleen|Iemand helpt mij|Iemand kijkt mee"),
    ("name", "Wie spreek je het vaakst? Typ een voornaam, of hoe je die persoon zelf noemt.", ""),
    ("choice", "Hoe vaak zie of spreek je deze persoon in een gewone week?", "Elke dag|Een paar keer|Eén keer|Minder vaak"),
    ("choice", "Waar zien jullie elkaar meestal, als jullie elkaar zien?", "Bij mij thuis|Bij de ander|Buiten|Telefoon of app|Ergens anders"),
    ("several", "Wat doen jullie wel eens samen? Je mag meer dan één ding kiezen.", "Koffie drinken|Wandelen|Boodschappen|Televisie|Klussen"),
    ("choice", "Wie neemt er meestal contact op, jij of de ander?", "Meestal ik|Meestal de ander|Allebei wel eens"),
    ("name", "Is er iemand in de buurt die je groet of wel eens spreekt? Typ een naam.", ""),
    ("choice", "Hoe goed ken je deze persoon, als je eerlijk bent?", "Heel goed|Een beetje|Alleen van gezicht"),
    ("several", "Waar zou je deze persoon om durven vragen? Je mag meer dan één ding kiezen.", "Een praatje|Kleine hulp|Een lift|Niets daarvan"),
    ("choice", "Hoe voel je je meestal nadat jullie elkaar hebben gesproken?", "Fijn|Gewoon|Moe|Verschilt"),
    ("name", "Is er iemand van werk, school of een club die je nog spreekt? Typ een naam.", ""),
    ("choice", "Zou je deze persoon vaker willen zien dan nu?", "Vaker|Zo is het goed|Minder|Weet ik niet"),
    ("choice", "Heb je een dier in huis, of in de buurt, dat belangrijk voor je is?", "Ja, een hond|Ja, een kat|Een ander dier|Nee"),
    ("several", "Wie geeft jou wel eens een goed gevoel? Je mag meer dan één antwoord kiezen.", "Familie|Vrienden|Buren|Collega’s|Een dier|Iemand anders"),
    ("choice", "Is er iemand bij wie je terecht kunt als het even niet gaat?", "Ja, altijd|Soms|Bijna nooit"),
    ("name", "Aan wie denk je dan het eerst? Typ een naam, of hoe je die persoon noemt.", ""),
    ("choice", "Weet deze persoon hoe het nu met je gaat, denk je?", "Ja|Een beetje|Nee|Liever niet"),
    ("choice", "Hoe vaak doe jij iets voor een ander, klein of groot?", "Elke dag|Elke week|Soms|Bijna nooit"),
    ("several", "Wat doe je dan voor een ander? Je mag meer dan één ding kiezen.", "Luisteren|Helpen|Koken|Oppassen"),
    ("choice", "Wordt het je wel eens te veel, wat je voor anderen doet?", "Vaak|Soms|Nee|Weet ik niet"),
    ("name", "Is er iemand die je mist, of die je lang niet hebt gesproken? Typ een naam.", ""),
    ("choice", "Zou je met deze persoon weer contact willen hebben?", "Ja, graag|Misschien|Liever niet"),
    ("choice", "Wat maakt het moeilijk om zelf contact op te nemen?", "Durf niet goed|Geen tijd|Te ver weg|Niets|Iets anders"),
    ("choice", "Hoe tevreden ben je met de mensen om je heen, zoals het nu is?", "Heel tevreden|Best tevreden|Niet zo|Helemaal niet"),
    ("several", "Wat zou je graag meer willen doen? Je mag meer dan één ding kiezen.", "Samen eten|Praten|Naar buiten|Iets leren|Anderen helpen"),
    ("name", "Met wie zou je dat het liefst doen? Typ een naam, of sla deze vraag over.", ""),
    ("choice", "Wanneer zou je een kleine stap willen zetten, als je dat wilt?", "Deze week|Deze maand|Later|Nu niet"),
    ("choice", "Wil je dat wij je over een tijdje vragen hoe het is gegaan?", "Ja, over een week|Ja, over een maand|Nee, dank je"),
    ("choice", "Dit was het voor nu. Hoe was het om dit allemaal te vertellen?", "Prima|Een beetje zwaar|Fijn|Anders"),
)  # fmt: skip
