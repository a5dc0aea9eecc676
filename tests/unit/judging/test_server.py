"""The room over plain HTTP, as a browser or anybody else would ask it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from tests.unit.conftest import Run
from tests.unit.judging.sounds import tone

from originalscore.judging import Clip, Room, RoomServer, find_trials, match_loudness
from originalscore.points import Ledger
from originalscore.points.panels import choose_preset

NAMES = ("lake", "rain", "snow")


@dataclass(frozen=True)
class Served:
    """A room that is open in this process."""

    port: int
    ledger: Path

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of one request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path, body.encode() or None, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, dict(answer.getheaders()), content

    def write(self, path: str, **fields: object) -> tuple[int, str]:
        status, _, content = self.ask("POST", path, json.dumps(fields), Content_Type="application/json")
        return status, content.decode()

    def sit(self, judge: str) -> tuple[str, list[str]]:
        """A judge's chair, and the addresses of the clips."""
        status, headers, _ = self.ask("POST", "/sign", f"judge={quote(judge)}", Content_Type="application/x-www-form-urlencoded")
        assert status == 303
        page = self.ask("GET", headers["Location"])[2].decode()
        return headers["Location"].removeprefix("/chair/"), re.findall(r'<li data-clip="(\w+)"', page)


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel") / "music"
    for place, name in enumerate(NAMES):
        tone(folder / f"{name}.wav", 300 * (place + 1), length_s=0.6)
    return folder


@pytest.fixture(scope="module")
def clips(music: Path) -> tuple[Clip, ...]:
    return match_loudness(find_trials([music]), music.parent)


@pytest.fixture
def room(clips: tuple[Clip, ...], tmp_path: Path) -> Iterator[Served]:
    ledger = tmp_path / "panel.db"
    with RoomServer(Room(clips, choose_preset("song-branch"), Ledger(ledger))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(server.server_port, ledger)
        server.shutdown()


def test_a_judge_signs_in_hears_and_judges_and_the_ledger_has_it(room: Served) -> None:
    chair, clips = room.sit("Ada")
    assert len(clips) == len(NAMES)
    sounds = [room.ask("GET", f"/clip/{clip}") for clip in clips]
    assert {headers["Content-Type"] for _, headers, _ in sounds} == {"audio/wav"}
    assert len({content for _, _, content in sounds}) == len(NAMES) and len({len(content) for _, _, content in sounds}) == 1
    assert room.write("/points", chair=chair, clip=clips[0], points="8.5", criterion="") == (200, '{"row": 1}')
    (row,) = Ledger(room.ledger).rows()
    assert (row.entry.judge, row.entry.points, row.entry.maximum) == ("Ada", "8.5", "10")
    assert 'value="8.5" data-criterion="" checked' in room.ask("GET", f"/chair/{chair}")[2].decode(), "the page knows it again"


def test_nothing_that_is_served_names_what_is_heard(room: Served) -> None:
    chair, clips = room.sit("Ada")
    served = [room.ask("GET", path) for path in ("/", f"/chair/{chair}", "/room.css", "/room.js", *(f"/clip/{clip}" for clip in clips))]
    for status, headers, content in served:
        assert status == 200
        told = content + repr(headers).encode()
        assert not any(name.encode() in told for name in (*NAMES, str(room.ledger.parent)))
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert not re.search(rb"https?://|//[a-z]", content) or headers["Content-Type"] == "audio/wav", "nothing comes from outside"


def test_what_cannot_be_taken_is_refused_in_one_line_and_nothing_is_written(room: Served) -> None:
    chair, clips = room.sit("Ada")
    given = {"chair": chair, "clip": clips[0], "points": "8", "criterion": ""}
    for change, told in (
        ({"points": "8.3"}, "no step of the scale; give 6 to 10 in steps of 0.5"), ({"points": "11"}, "no step"), ({"points": "much"}, "not a number"),
        ({"points": 8}, "the request has no points"), ({"clip": "0" * 16}, "no such clip"), ({"chair": "0" * 16}, "nobody has signed in here"),
        ({"criterion": "colour"}, "no criterion “colour”"),
    ):  # fmt: skip
        status, line = room.write("/points", **(given | change))
        assert status == 400 and told in line and line.count("\n") == 1, line
    assert room.write("/choice", chair=chair, clip=clips[0])[0] == 400
    assert "whether there is a stake" in room.write("/stake", chair=chair, clip=clips[0])[1]
    json_kind = {"Content_Type": "application/json"}
    assert room.ask("POST", "/points", "[1]", **json_kind)[0] == room.ask("POST", "/points", "{", **json_kind)[0] == 400
    assert room.ask("POST", "/points", "x=1")[0] == 415
    assert room.ask("POST", "/points", "x" * 20_000, **json_kind)[0] == 413
    assert room.ask("POST", "/sign", "judge=")[0] == 400
    assert room.ask("GET", "/chair/1234")[0] == 303, "whoever has no chair is shown the door"
    assert [room.ask("GET", path)[0] for path in ("/absent", "/clip/1", "/room.js/..", "/../panel.db", "/pages/room.html")] == [404] * 5
    assert not room.ledger.exists()


def test_pages_of_other_hosts_are_turned_away(room: Served) -> None:
    chair, clips = room.sit("Ada")
    body = json.dumps({"chair": chair, "clip": clips[0], "points": "8", "criterion": ""})
    kind = {"Content_Type": "application/json"}
    assert room.ask("GET", "/", Host="panel.example")[0] == 403
    assert room.ask("POST", "/points", body, Origin="http://panel.example", **kind)[0] == 403
    assert not room.ledger.exists()
    assert room.ask("POST", "/points", body, Origin=f"http://127.0.0.1:{room.port}", **kind)[0] == 200


def test_judges_at_once_lose_nothing(room: Served) -> None:
    chairs = [(room.sit(f"judge {number}")) for number in range(4)]
    gate = threading.Barrier(len(chairs))

    def judge(place: int) -> list[int]:
        gate.wait()
        chair, clips = chairs[place]
        marks = [(clip, points) for points in ("6", "7.5", "10") for clip in clips]
        return [room.write("/points", chair=chair, clip=clip, points=points, criterion="")[0] for clip, points in marks]

    with ThreadPoolExecutor(len(chairs)) as pool:
        assert {status for row in pool.map(judge, range(len(chairs))) for status in row} == {200}
    ledger = Ledger(room.ledger)
    assert ledger.verify().rows == len(chairs) * len(NAMES) * 3 and not ledger.verify().fault
    standing = ledger.standing()
    assert len({(row.entry.judge, row.entry.item) for row in standing}) == len(standing) == len(chairs) * len(NAMES)
    assert {row.entry.points for row in standing} == {"10"}


def hear_ctrl_c() -> None:
    """Undo what a shell does to commands in the background: they do not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_command_opens_a_room_and_ctrl_c_closes_it_and_leaves_nothing_behind(music: Path, tmp_path: Path, run: Run) -> None:
    ledger, left = tmp_path / "panel.db", tmp_path / "left"
    left.mkdir()
    command = [sys.executable, "-m", "originalscore.cli", "points", "room", str(music), "--ledger", str(ledger), "--port", "0", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(left)}, preexec_fn=hear_ctrl_c
    ) as process:
        assert process.stdout is not None
        opened = json.loads(process.stdout.readline())
        assert {clip["item"] for clip in opened["clips"]} == {f"music {name}" for name in NAMES} and any(left.iterdir())
        served = Served(urlsplit(opened["address"]).port or 0, ledger)
        chair, clips = served.sit("Ada")
        served.write("/points", chair=chair, clip=clips[0], points="8", criterion="")
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=20)
    assert process.returncode == 130 and not any(left.iterdir())
    assert complaint.strip() == f"The room is closed; see originalscore points room --results --ledger {ledger}"
    code, told, _ = run("points", "room", "--results", "--ledger", ledger)
    assert code == 0 and "all 1 row; no judge with a stake gave any of them" in told and "judge Ada: 8 of 10 (raw; " in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name what is to be judged"),
        (["music", "--results"], "leave the folders out"),
        (["absent"], "there is no file or folder absent"),
        (["music", "--preset", "mushra"], "has no reference"),
        (["music", "--reference", "music/lake.wav"], "choose --preset mushra"),
        (["music", "--criteria", "theme"], "has its own scale and no criteria; choose --preset rubric"),
        (["music", "--preset", "rubric", "--step", "3"], "0 to 10 in steps of 3 is no scale"),
        (["music", "--ledger", "absent/panel.db"], "there is no folder for the ledger"),
        (["music", "--ledger", "music/lake.wav"], "is not a points ledger"),
        (["--results", "--ledger", "absent.db"], "there is no ledger absent.db"),
    ],
)
def test_a_room_that_cannot_be_opened_is_refused_in_one_line(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    tone(Path("music/lake.wav"), 440, length_s=0.6)
    code, _, complaint = run("points", "room", "--ledger", "panel.db", *arguments)
    assert code == 2 and told in complaint and complaint.count("\n") == 1
    assert not Path("panel.db").exists()


def test_a_port_that_is_taken_is_refused(room: Served, music: Path, run: Run) -> None:
    code, _, complaint = run("points", "room", music, "--ledger", room.ledger, "--port", room.port)
    assert code == 2 and f"port {room.port} of this machine is taken" in complaint
