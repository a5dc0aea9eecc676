"""The room as pages on this machine: plain HTTP on 127.0.0.1, nothing from outside, nothing to outside.

``GET /`` asks for a name, ``GET /chair/…`` is a judge's page, ``GET /clip/…`` a sound; ``POST /sign`` lets in, ``POST /points``, ``/choice`` and
``/stake`` write down and answer with the row's number. What cannot be taken is answered with one line of text. Requests that name another host, or
come from a page of another, are turned away, so no page elsewhere can vote.
"""

from __future__ import annotations

import errno
import json
import socket
import sys
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from originalscore.errors import BriefError, OriginalScoreError
from originalscore.judging.room import LONGEST_NAME, Chair, Room
from originalscore.points.conflicts import CONFLICT

HOST = "127.0.0.1"
#: Largest request that is read, bytes (ours).
_LARGEST = 16_384
_POLICY = "default-src 'none'; script-src 'self'; img-src data:; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_ASSETS = {"/room.css": "text/css; charset=utf-8", "/room.js": "text/javascript; charset=utf-8"}
_HTML, _TEXT, _JSON, _WAVE = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json", "audio/wav"
#: Fields of a request, by name.
Fields = dict[str, object]


class RoomServer(ThreadingHTTPServer):
    """Serves one room; a thread a request, and none of them keeps the program from ending.

    Parameters
    ----------
    room
        What is served.
    port
        0 for any that is free.

    Raises
    ------
    BriefError
        If the port is taken or not allowed.
    """

    daemon_threads = True

    def __init__(self, room: Room, port: int = 0) -> None:
        self.room = room
        try:
            super().__init__((HOST, port), _Desk)
        except OSError as fault:
            if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise BriefError(f"port {port} of this machine is taken or not allowed", "choose another with --port, or 0 for any") from None

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A page that was closed while a sound was on its way is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.server_port}/"


class _Desk(BaseHTTPRequestHandler):
    """Answers one request."""

    server: RoomServer
    server_version, sys_version = "OriginalScore", ""
    protocol_version = "HTTP/1.1"
    timeout = 30.0

    def do_GET(self) -> None:
        """A page, a sound or what belongs to a page."""
        self._guarded(self._get)

    def do_POST(self) -> None:
        """Something to write down."""
        self._guarded(self._post)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who hears what when is nobody's business."""

    def _guarded(self, work: Callable[[], None]) -> None:
        here = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        origin = self.headers.get("Origin")
        if self.headers.get("Host") not in here or (origin is not None and origin.removeprefix("http://") not in here):
            self._refuse(HTTPStatus.FORBIDDEN, "this room is open to this machine alone")
            return
        try:
            work()
        except OriginalScoreError as fault:
            self._refuse(HTTPStatus.BAD_REQUEST, str(fault))

    def _get(self) -> None:
        kind, _, token = self.path.removeprefix("/").partition("/")
        if self.path == "/":
            self._answer(_page("sign.html").render(longest=LONGEST_NAME, preset=self.server.room.preset), _HTML)
        elif self.path in _ASSETS:
            self._answer(_asset(self.path.removeprefix("/")), _ASSETS[self.path])
        elif kind == "chair":
            chair = self.server.room.chair(token)
            if chair is None:
                self._send(HTTPStatus.SEE_OTHER, b"", _TEXT, {"Location": "/"})
            else:
                self._answer(_chair_page(self.server.room, chair), _HTML)
        elif kind == "clip" and (clip := self.server.room.clip(token)) is not None:
            self._answer(clip.file.read_bytes(), _WAVE)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here; go back to the first page")

    def _post(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            self.close_connection = True
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request is too long, or does not say how long it is")
            return
        body = self.rfile.read(int(length))
        if self.path == "/sign":
            name = parse_qs(body.decode("utf-8", "replace")).get("judge", [""])[0]
            self._send(HTTPStatus.SEE_OTHER, b"", _TEXT, {"Location": f"/chair/{self.server.room.sign(name).token}"})
            return
        if self.path not in _WRITING:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is written down here")
            return
        if self.headers.get_content_type() != _JSON:
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the request is not JSON")
            return
        self._answer(json.dumps({"row": _WRITING[self.path](self.server.room, _fields(body))}), _JSON)

    def _answer(self, content: str | bytes, kind: str) -> None:
        self._send(HTTPStatus.OK, content.encode() if isinstance(content, str) else content, kind, {})

    def _refuse(self, status: HTTPStatus, line: str) -> None:
        self._send(status, f"{' '.join(line.split())}\n".encode(), _TEXT, {})

    def _send(self, status: HTTPStatus, content: bytes, kind: str, more: dict[str, str]) -> None:
        always = {
            "Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store", "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
        }  # fmt: skip
        self.send_response(status)
        for name, value in (always | more).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _points(room: Room, fields: Fields) -> int:
    return room.give(*(_text(fields, name) for name in ("chair", "clip", "points", "criterion")))


def _choice(room: Room, fields: Fields) -> int:
    return max(room.prefer(_text(fields, "chair"), _text(fields, "clip")))


def _stake(room: Room, fields: Fields) -> int:
    holds = fields.get("holds")
    if not isinstance(holds, bool):
        raise BriefError("the request does not say whether there is a stake", "load the page again")
    return room.declare(_text(fields, "chair"), _text(fields, "clip"), holds=holds)


#: Where what is written down; each answers with the row that stands then.
_WRITING: dict[str, Callable[[Room, Fields], int]] = {"/points": _points, "/choice": _choice, "/stake": _stake}


def _fields(body: bytes) -> Fields:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BriefError("the request is not JSON with fields", "load the page again")
    return found


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise BriefError(f"the request has no {name}", "load the page again")
    return value


def _chair_page(room: Room, chair: Chair) -> str:
    given = room.given(chair)
    return _page("room.html").render(chair=chair, preset=room.preset, given=given, conflict=CONFLICT)


@cache
def _pages() -> Environment:
    return Environment(loader=PackageLoader("originalscore.judging", "pages"), autoescape=True, undefined=StrictUndefined)


def _page(name: str) -> Template:
    return _pages().get_template(name)


@cache
def _asset(name: str) -> bytes:
    return files("originalscore.judging").joinpath("pages", name).read_bytes()
