"""What a stolen disk tells of workers and of what was shared: nothing."""

import base64
import logging

from storage.deeds import Pair, Publish
from tests.storage.lane_steps import HERE
from tests.storage.portal_steps import do, drain, number
from tests.storage.test_traces import on_disk, spellings

NAME = "Fatoumata Oeverzwaluw"
MAIL = "oeverzwaluw.f@wijkteam-watersnip.example"
WORD = "Rietzanger Moerasbroek"
TWENTY = 20


def live(store):
    """Have a worker and a client use everything; return each secret with how it is spelled."""
    portal, jan = store.portal(), store.client("telegram", "jan")
    worker, invitation = portal.invite(NAME.encode())
    portal.save_worker(worker, f"{NAME} {MAIL}".encode(), MAIL)
    portal.add_passkey(worker, b"sleutel " + WORD.encode(), WORD.encode() * TWENTY)
    portal.set_totp(worker, WORD.encode())
    ticket, session = portal.issue("mail", WORD.encode(), 900, worker), portal.open_session(worker)
    codes = [portal.make_code(worker) for _ in range(3)]
    pairing, share = store.reserve_code(jan, codes[0]).pairing, number()
    story = (WORD * 200).encode()
    otherwise = WORD.encode()
    do(
        store, jan,
        Pair(pairing, otherwise), Publish(share, pairing, 99_999, story, otherwise),
        Publish(number(), b"?" * 16, 99_999, story, otherwise),
    )  # fmt: skip
    portal.open_share(worker, share, b"<p>" + story, WORD.encode())
    portal.log_view(worker, share, "page", WORD.encode())
    portal.note_reply(worker, share, WORD.encode(), WORD.encode())
    assert len(drain(store, HERE)) == 4
    portal.log_view(worker, share, "page", WORD.encode())
    tokens = [invitation, ticket, session]
    raw = [base64.urlsafe_b64decode(token + "=") for token in tokens]
    plain = [code.replace("-", "") for code in codes]
    return [NAME, MAIL, WORD, *tokens, *codes, *plain], raw


def test_no_name_mail_code_token_or_word_stands_readable_on_the_disk(store, place):
    words, raw = live(store)
    lower = [word.lower().encode() for word in words]
    spelled = [*(each for word in words[:3] for each in spellings(word)), *lower]
    spelled += [word.encode() for word in words[3:]]
    found = on_disk(place)
    assert sum(map(len, found.values())) > 40_000
    for name, content in found.items():
        assert not [each for each in (*spelled, *raw) if each in content], name


def test_logs_at_every_level_hold_none_of_it(place, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)
    try:
        words, _ = live(place.open())
    finally:
        logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    assert "INSERT INTO shares" in caplog.text
    for word in words:
        assert word not in caplog.text


def test_what_is_handed_around_shows_none_of_it(store):
    words, _ = live(store)
    portal, jan = store.portal(), store.client("telegram", "jan")
    (row,) = portal.workers()
    token = portal.issue("mail", WORD.encode(), 900, row.id)
    things = (
        row, portal.shares(row.id), portal.look("mail", token),
        store.reserve_code(jan, portal.make_code(row.id)),
        Pair(b"1", WORD.encode()), Publish(b"1", b"2", 1, WORD.encode(), WORD.encode()),
        portal, store,
    )  # fmt: skip
    for word in words:
        assert word not in repr(things)
