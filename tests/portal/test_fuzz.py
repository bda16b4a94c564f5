"""Whatever is sent to any route, by any method: a kind answer, and never a failure of ours."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.portal.app import PAGES
from bot.portal.csrf import csrf_of
from tests.conftest import IS_FULL
from tests.portal.house import COOKIE, FORM_COOKIE, House

EXAMPLES = 2_000 if IS_FULL else 200
FORM = "F" * 43
FIELDS = (
    *("csrf", "name", "role", "email", "code", "reply", "day", "passkey", "away_until"),
    *("stand_in", "label", "credential", "response", "id", "clientDataJSON", "skip"),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("fuzz"), "smtp://127.0.0.1:9?from=kring@kring.test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def known(house):
    """Tokens and ids that open something, so that what is behind them is reached too."""
    worker = house.worker()
    shares = [house.share_with(worker)[1] for _ in range(3)]
    for share in shares[:2]:
        worker.post(f"/gedeeld/{share}/openen")
    other, _ = house.invite()
    mails = [house.keeps.issue("mail", b"", 10**6, other, tries=10**6) for _ in range(3)]
    invitations = [house.invite()[1].rpartition("/")[2] for _ in range(3)]
    return worker.cookies[COOKIE], [*shares, *mails, *invitations]


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "\0", "\ud800", "é" * 3_000, "x" * 20_000, "2027-02-01", "read", "talk", "details",
         "sanne@wijkteam.test", "000000", "null", "-1", "9" * 400, "\u202e", "%00", "<script>"]
    ),
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5)
    ),
    max_leaves=8,
)


@st.composite
def bodies(draw):
    """A form, JSON, or bytes; with the kind that it says it is."""
    kind = draw(st.sampled_from(["form", "json", "bytes"]))
    if kind == "form":
        pairs = draw(st.lists(st.tuples(st.sampled_from(FIELDS), ODD), max_size=8))
        made = urlencode(
            [(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs]
        ).encode()
        return "application/x-www-form-urlencoded", made
    if kind == "json":
        values = draw(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5))
        return "application/json", json.dumps(values).encode()
    sort = draw(
        st.sampled_from(["application/x-www-form-urlencoded", "application/json", "text/plain", ""])
    )
    return sort, draw(st.binary(max_size=300))


@st.composite
def requests(draw):
    """A request: mostly to a route there is, mostly with what it takes to get in."""
    page = draw(st.sampled_from(PAGES))
    method = draw(st.sampled_from(["GET", "POST", "POST", "POST", "HEAD", "PUT", "OPTIONS"]))
    kind, body = draw(bodies())
    return {
        "path": page.path,
        "place": draw(st.integers(0, 9)),
        "odd": draw(ODD),
        "query": draw(st.sampled_from(["", "blijf=1", "fout=dag", "bewaard=1", "x=%ff&&=", "?"])),
        "method": method,
        "kind": kind,
        "body": body,
        "is_in": draw(st.booleans()),
        "is_proven": draw(st.integers(0, 3)) > 0,
        "headers": draw(
            st.lists(
                st.tuples(
                    st.sampled_from(
                        ["cookie", "origin", "x-forwarded-for", "sec-fetch-site", "accept-language",
                         "content-length", "host", "x-kring-watch", "range", "if-none-match"]
                    ),
                    st.text(st.characters(max_codepoint=255), max_size=40),
                ),
                max_size=2,
            )
        ),
    }  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(request=requests())
def test_nothing_that_is_sent_makes_the_portal_fail(house, known, request):
    session, places = known
    where = request["odd"] if request["place"] >= len(places) else places[request["place"]]
    path = request["path"].format(share=where, token=where)
    headers = list(request["headers"])
    is_worker = request["is_in"]
    secret = session if is_worker else FORM
    headers.append(("cookie", f"{COOKIE if is_worker else FORM_COOKIE}={secret}"))
    if request["is_proven"]:
        headers.append(("x-kring-csrf", csrf_of(secret)))
    if request["kind"]:
        headers.append(("content-type", request["kind"]))
    if path.startswith("/uitloggen") and request["method"] == "POST":
        return  # whoever comes next is to be signed in
    target = f"{path}?{request['query']}"
    answer = house.ask(request["method"], target, headers, request["body"])
    assert answer.status < 500, (request, answer)
    assert answer.status in {200, 204, 303, 400, 401, 403, 404, 405, 413, 415, 422, 429}
