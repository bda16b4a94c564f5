"""A portal with all that it is about, and browsers that come to it."""

import asyncio
import html
import json
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import msgspec
from pydantic import SecretStr

from bot.portal.app import make_portal
from bot.portal.letters import SmtpMail
from bot.portal.limits import Limits
from bot.portal.people import WorkerDetails, encode_worker
from bot.settings import Settings
from bot.taking_along import Workshop
from states.sharing.news import News
from storage.deeds import Pair, Publish, Unpair, Withdraw
from storage.keys import KeySource
from storage.quiet_hours import local_day
from storage.store import Store
from storage.turns import TurnCommit
from tests.portal.snapshots import snapshot
from tests.portal.soft_key import SoftKey
from tests.talk import real_content

ORIGIN = "https://kring.test"
COOKIE, FORM_COOKIE = "__Host-kring", "__Host-kring-form"
START = 1_800_000_000.0  # 2027-01-15


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: float = START

    def __call__(self):
        return self.at


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list
    body: bytes = field(repr=False)

    def header(self, name):
        found = [value for key, value in self.headers if key == name]
        return found[0] if found else None

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def csrf(self):
        found = re.search(r'name="csrf" value="([^"]*)"', self.text)
        return html.unescape(found[1]) if found else ""

    @property
    def place(self):
        return self.header("location")

    @property
    def same(self):
        """All of it that two answers must have in common to be the same answer."""
        return self.status, tuple(sorted(self.headers)), self.body


class House:
    """A store and its portal, on a SQLite file unless another `url` is given."""

    def __init__(self, folder, smtp_url=None, limits=None, trusted="", url=None):
        self.clock = Clock()
        self.store = Store.open(
            url or f"sqlite:///{folder}/kring.db",
            KeySource(path=folder / "master.keys"),
            now=self.clock,
            erased_log=folder / "erased.log",
        )
        self.keeps = self.store.portal()
        settings = Settings(
            _env_file=None,
            public_url=ORIGIN,
            smtp_url=smtp_url and SecretStr(smtp_url),
            trusted_proxies=trusted,
        )
        content = real_content()
        self.portal = make_portal(
            self.keeps,
            content,
            Workshop(content),
            settings,
            mail=SmtpMail.of(smtp_url) if smtp_url else None,
            clock=self.clock,
            limits=limits or Limits(self.clock),
        )
        self.runner = asyncio.Runner()
        self.number = 0

    def close(self):
        self.portal.close()
        self.runner.close()
        self.store.close()

    # Requests

    def ask(self, method, path, headers=(), body=b"", client="192.0.2.7"):
        """One request, as an ASGI server hands it over."""
        return self.runner.run(self.asking(method, path, headers, body, client))

    async def asking(self, method, path, headers=(), body=b"", client="192.0.2.7"):
        target, _, query = path.partition("?")
        sent = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        names = {name for name, _ in sent}
        if b"content-length" not in names and body:
            sent.append((b"content-length", str(len(body)).encode()))
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": target, "raw_path": target.encode("utf-8", "replace"),
            "query_string": query.encode("latin-1"), "root_path": "", "headers": sent,
            "client": (client, 1234), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        messages = [{"type": "http.request", "body": body, "more_body": False}]
        started, parts = {}, []

        async def receive():
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                started.update(message)
            else:
                parts.append(message.get("body", b""))

        await self.portal(scope, receive, send)
        given = [(name.decode(), value.decode("latin-1")) for name, value in started["headers"]]
        return Answer(started["status"], given, b"".join(parts))

    # People

    def invite(self, **details):
        """Invite a worker; the id, and the path of the link."""
        given = {"name": "Sanne de Wit", "organisation": "Wijkteam Zonneveld", **details}
        worker, token = self.keeps.invite(encode_worker(WorkerDetails(**given)))
        return worker, f"/uitnodiging/{token}"

    def worker(self, **details):
        """A worker who is signed in, without any ceremony."""
        worker, _ = self.invite(**details)
        browser = Browser(self)
        browser.cookies[COOKIE] = self.keeps.open_session(worker)
        browser.worker = worker
        return browser

    def client(self):
        """A client with a lane, whom the storage knows."""
        self.number += 1
        return Sharer(self, self.store.client("telegram", str(self.number)))

    def share_with(self, browser, **told):
        """A new client who shares with this worker; with the share."""
        sharer = self.client()
        sharer.accept(self.keeps.make_code(browser.worker))
        return sharer, sharer.publish(**told)

    def news(self):
        """What the portal told clients since the last time."""
        found = []
        self.store.forward_news(lambda _, data: found.append(data) or data)
        return [msgspec.json.decode(data, type=News) for data in found]


class Sharer:
    """A client who shares, without a conversation."""

    def __init__(self, house, client):
        self.house, self.client = house, client
        self.pairing = b""
        self.version = self.count = 0

    def do(self, *deeds):
        """A turn that does nothing else."""
        turn = TurnCommit(self.client, b"{}", self.version, deeds=deeds)
        (result,) = self.house.store.commit([turn])
        assert result.outcome == "committed", result.code
        self.version = result.version

    def accept(self, code):
        """Type a code, and say yes."""
        self.pairing = self.house.store.reserve_code(self.client, code).pairing
        self.do(Pair(self.pairing))

    def publish(self, until=90, **told):
        """Share a snapshot; returns its id."""
        self.count += 1
        share = self.count.to_bytes(4, "big") + self.pairing[4:]
        last = local_day(self.house.clock()) + until
        self.do(Publish(share, self.pairing, last, snapshot(**told)))
        return share.hex()

    def withdraw(self, share):
        self.do(Withdraw(bytes.fromhex(share)))

    def end(self):
        self.do(Unpair(self.pairing))


class Browser:
    """A browser with cookies, which says where its requests come from."""

    def __init__(self, house, origin=ORIGIN):
        self.house, self.origin = house, origin
        self.cookies = {}
        self.csrf = ""
        self.worker = None

    def get(self, path, **headers):
        answer = self._ask("GET", path, headers)
        if answer.status == 200 and b'name="csrf"' in answer.body:
            self.csrf = answer.csrf
        return answer

    def post(self, path, *, headers=None, csrf=None, **fields):
        """Send a form, with the hidden field of the page that was seen last."""
        body = urlencode({"csrf": self._csrf(csrf), **fields}).encode()
        given = {
            "content-type": "application/x-www-form-urlencoded",
            **self._own(),
            **(headers or {}),
        }
        return self._ask("POST", path, given, body)

    def send(self, path, values, *, headers=None, csrf=None):
        """Send what a script sends."""
        given = {"content-type": "application/json", "x-kring-csrf": self._csrf(csrf)}
        given |= self._own() | (headers or {})
        return self._ask("POST", path, given, json.dumps(values).encode())

    def follow(self, answer):
        """Go where an answer leads."""
        assert answer.status == 303, answer.status
        return self.get(answer.place)

    def register(self, path, key=None, begin="sleutel", end="klaar", **fields):
        """Make a passkey at an invitation, or a further one."""
        key = key or SoftKey(self.origin)
        options = self.send(f"{path}/{begin}", fields)
        assert options.status == 200, options
        done = self.send(f"{path}/{end}", {**fields, "credential": key.create(options.json)})
        return key, done

    def sign_in(self, key):
        """Sign in with a passkey."""
        self.get("/inloggen")
        options = self.send("/inloggen/sleutel", {})
        return self.send("/inloggen/klaar", {"credential": key.get(options.json)})

    def _csrf(self, given):
        if given is not None:
            return given
        if not self.csrf:
            self.get("/ik")
        return self.csrf

    def _own(self):
        return {"origin": "null", "sec-fetch-site": "same-origin"}

    def _ask(self, method, path, headers, body=b""):
        sent = list(headers.items())
        if self.cookies:
            sent.append(("cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items())))
        answer = self.house.ask(method, path, sent, body)
        for name, value in answer.headers:
            if name == "set-cookie":
                self._keep(value)
        return answer

    def _keep(self, line):
        for name, one in SimpleCookie(line).items():
            if one["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = one.value
        self.csrf = ""
