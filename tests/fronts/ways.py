"""Lines that lead somebody from the first screen to places that tests begin at."""

FORM = ("beginnen", "begrepen")
COMPANY = (*FORM, "je")
DOORS = (*COMPANY, "ik ben alleen")
NAMES = (*DOORS, "de mensen om mij heen", "ja")
"""To the first question that asks for names."""


def named(*names: str) -> tuple[str, ...]:
    """To the list of these names, before it is said to be right."""
    return (*NAMES, ", ".join(names), "niemand", "niemand", "niemand", "niemand")


def toggles(*names: str) -> tuple[str, ...]:
    """To the first question at which names are ticked."""
    return (*named(*names), "ja, dit klopt")


def not_good(*names: str) -> tuple[str, ...]:
    """To the question with whom contact is not good (L2)."""
    after = ("niemand", "overslaan", "overslaan", "niemand", "nu niet", "niets", "ja")
    return (*toggles(*names), *after)


def feel(*names: str) -> tuple[str, ...]:
    """To what contact with the first of them does, which is not for other eyes (L3)."""
    return (*not_good(*names), names[0], "klaar")


def account(*names: str) -> tuple[str, ...]:
    """To everything that is kept."""
    return (*named(*names), "/alles")
