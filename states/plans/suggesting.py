"""What is proposed, and with whom: the one place where ideas meet the people of a client.

Nobody is ever proposed with whom contact is blocked (R-10), no child (R-47), nobody who is missed,
and no animal, place or thing. An idea that needs somebody is there only where somebody is left.
"""

import re
from collections.abc import Callable, Mapping

from states.dossier import Alter
from states.harm import is_blocked
from states.plans.actions import idea_of, open_actions
from states.plans.ideas import STRENGTHEN, By, Idea, People
from states.scope import Scope
from states.sides import other, seen_from

ASKABLE = ("person", "group", "volunteer")
"""Kinds of alters that can be asked something."""

FADED_WISHES = ("more", "restore")
FADED_CONTACT = ("rarely", "not_now")

OWN_WORDS = (
    "interests", "talents", "passion", "roles_now_other", "roles_wanted_other",
)  # fmt: skip
"""Where a client tells in own words what they like."""

ROLES = ("roles_now", "roles_wanted")
"""The same by tapping; their labels hold the words."""


# With whom


def may_be_asked(scope: Scope, alter: Alter) -> bool:
    """Whether anything may be proposed with this alter (R-10, R-47).

    On the map of care nobody is asked to help in the care of themselves.
    """
    there = scope.of(alter)
    kind = there.value("kind")
    return (
        (kind is None or kind in ASKABLE)
        and there.value("cared_for") is not True
        and not _is_child(scope, alter)
        and not is_blocked(scope, alter)
    )


def _is_child(scope: Scope, alter: Alter) -> bool:
    """Whether the client said so, as themselves or as a carer: the name tells who it is."""
    if scope.of(alter).value("is_child") is True:
        return True
    label, hidden = alter.label.casefold(), scope.dossier.other_side
    if hidden is None or all(one.label.casefold() != label for one in hidden.alters):
        return False
    there = seen_from(scope, other(scope.dossier.side))
    same = (one for one in there.dossier.alters if one.label.casefold() == label)
    return any(there.of(one).value("is_child") is True for one in same)


def candidates(scope: Scope, idea: Idea) -> tuple[str, ...]:
    """Ids of the alters who may be proposed with an idea, in the order of naming."""
    return tuple(alter.id for alter in _askable(scope) if _FITS[idea.people](scope.of(alter)))


def _askable(scope: Scope) -> list[Alter]:
    """Everybody who may be asked, found once for all ideas."""
    return [alter for alter in scope.dossier.alters if may_be_asked(scope, alter)]


def may_join(scope: Scope, alter: Alter, idea: Idea | None) -> bool:
    """Whether this alter may be proposed with an idea, or with what a client thought of (None)."""
    return may_be_asked(scope, alter) and (idea is None or _FITS[idea.people](scope.of(alter)))


def _has_faded(there: Scope) -> bool:
    """The client wants more of it, or there is little of it now."""
    is_wanted = there.value("wish_with") in FADED_WISHES
    return is_wanted or there.value("frequency") in FADED_CONTACT


def _is_liked(there: Scope) -> bool:
    return there.value("pleasant") is True or there.value("ring") in ("friend", "acquaintance")


def _is_close(there: Scope) -> bool:
    return there.value("ring") == "very_close" or there.value("supports") is True


_FITS: Mapping[People, Callable[[Scope], bool]] = {
    "nobody": lambda _there: False,
    "anybody": lambda _there: True,
    "faded": _has_faded,
    "liked": _is_liked,
    "close": _is_close,
}


# What


def fitting_ideas(scope: Scope) -> tuple[Idea, ...]:
    """The ideas for this client, in the order in which they are shown (R-23).

    The simplest come first; among these what the client likes, then contacts that are there
    before new ones (S2-29 before S2-30), then the order of the file.
    """
    return _fitting(scope, "client")


def worker_ideas(scope: Scope) -> tuple[Idea, ...]:
    """What this client can ask a worker to do, in the same order."""
    return _fitting(scope, "worker")


def _fitting(scope: Scope, by: By) -> tuple[Idea, ...]:
    chosen = {found.id for one in open_actions(scope) if (found := idea_of(scope, one))}
    people = [scope.of(alter) for alter in _askable(scope)]
    said = _words_said(scope)
    there = [
        idea
        for idea in scope.content.ideas.ideas
        if idea.by == by and idea.id not in chosen and _is_there(scope, idea, people)
    ]
    return tuple(sorted(there, key=lambda idea: _place(idea, said)))


def _is_there(scope: Scope, idea: Idea, people: list[Scope]) -> bool:
    if idea.when is not None and not idea.when.holds(scope):
        return False
    return idea.people == "nobody" or any(map(_FITS[idea.people], people))


def _place(idea: Idea, said: frozenset[str]) -> tuple[int, bool, bool]:
    return idea.effort, not is_matched(idea, said), idea.way not in STRENGTHEN


def is_matched(idea: Idea, said: frozenset[str]) -> bool:
    """Whether one of the words (lower case) begins with something that the idea goes with."""
    likes = tuple(like.casefold() for like in idea.likes)
    return bool(likes) and any(word.startswith(likes) for word in said)


def _words_said(scope: Scope) -> frozenset[str]:
    """All words in what a client says of likes, talents and roles, in lower case."""
    texts = [str(scope.value(name) or "") for name in OWN_WORDS]
    for name in ROLES:
        codes = scope.value(name)
        known = scope.content.codebook.codes(name)
        texts += [
            scope.content.texts.render(scope.value_label(name, code), scope.form)
            for code in (codes if isinstance(codes, list) else ())
            if code in known
        ]
    return frozenset(re.findall(r"\w+", " ".join(texts).casefold()))
