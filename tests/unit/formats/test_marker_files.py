"""Lists of marks as editing programs write them: where a mark hangs, at which rate, in which encoding; and files of ill will."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest

from originalscore.errors import FormatError
from originalscore.formats.marker_files import read_marker_file
from originalscore.model.mark import MarkList
from originalscore.times import Clock, FrameRate

F = Fraction
HOUR = Clock(FrameRate(F(24)), 86_400)
NTSC = F(24000, 1001)


def read(tmp_path: Path, name: str, text: str | bytes, clock: Clock = HOUR) -> MarkList:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_marker_file(path, clock)


def told(found: MarkList) -> list[tuple[str, int]]:
    return [(mark.name, mark.frame) for mark in found.marks if not mark.hidden]


RATE = "<rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate>"
MEDIA_TC = f"<timecode>{RATE}<string>00:00:00:00</string><frame>0</frame><displayformat>NDF</displayformat></timecode>"


def clip(name: str, start: int, end: int, first: int, last: int, *marks: tuple[str, int], inside: str = "") -> str:
    markers = "".join(f"<marker><name>{what}</name><comment/><in>{at}</in><out>-1</out></marker>" for what, at in marks)
    file = (
        inside
        or f'<file id="f{name}"><name>{name}</name><pathurl>file:///{name}.mov</pathurl>{RATE}<duration>900</duration>{MEDIA_TC}</file>'
    )
    times = f"<start>{start}</start><end>{end}</end><in>{first}</in><out>{last}</out>"
    return f'<clipitem id="{name}"><name>{name}</name><duration>900</duration>{RATE}{times}{file}{markers}</clipitem>'


def fcp7(*items: str, marks: str = "") -> str:
    label = f"<timecode>{RATE}<string>01:00:00:00</string><frame>86400</frame><displayformat>NDF</displayformat></timecode>"
    track = f"<media><video><track>{''.join(items)}</track></video></media>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="4">'
        f'<sequence id="s"><name>Reel</name><duration>500</duration>{RATE}{label}{track}{marks}</sequence></xmeml>'
    )


CROSS = (
    f"<transitionitem><start>190</start><end>210</end><alignment>center</alignment>{RATE}"
    "<effect><name>Cross Dissolve</name><effectid>Cross Dissolve</effectid></effect></transitionitem>"
)


def test_fcp7_marks_of_clips_are_carried_over_by_place_and_in_point(tmp_path: Path) -> None:
    text = fcp7(clip("a", 0, 100, 50, 150, ("on a", 75), ("cut off", 20)), clip("b", 120, 200, 0, 80, ("on b", 20)))
    found = read(tmp_path, "reel.xml", text)
    assert found.clock == Clock(FrameRate(NTSC), 86_400)
    assert told(found) == [("on a", 25), ("on b", 140)]
    assert [mark.name for mark in found.marks if mark.hidden] == ["cut off"]
    timeline = otio.adapters.read_from_file(str(tmp_path / "reel.xml"), adapter_name="fcp_xml")
    theirs = sorted(
        (marker.name, round(c.transformed_time(marker.marked_range.start_time, timeline.tracks).value))
        for c in timeline.find_clips()
        for marker in c.markers
    )
    assert sorted((mark.name, mark.frame) for mark in found.marks) == theirs


def test_fcp7_clip_that_begins_in_a_transition_is_placed_by_it(tmp_path: Path) -> None:
    text = fcp7(clip("a", 100, -1, 0, 110), CROSS, clip("b", -1, 300, 10, 120, ("after", 30)))
    assert told(read(tmp_path, "reel.xml", text)) == [("after", 210)]


def test_fcp7_speed_carries_marks_over_and_color_and_length_are_read(tmp_path: Path) -> None:
    marks = "<marker><name>long</name><comment>hard</comment><in>240</in><out>288</out><pproColor>4281740498</pproColor></marker>"
    found = read(tmp_path, "reel.xml", fcp7(clip("a", 0, 100, 0, 200, ("twice as fast", 100)), marks=marks))
    assert told(found) == [("twice as fast", 50), ("long", 240)]
    assert (found.marks[1].note, found.marks[1].color, found.marks[1].frames) == ("hard", "RED", 48)


def test_fcp7_nested_sequence_is_read_through_its_clip(tmp_path: Path) -> None:
    inner = f'<sequence id="in">{RATE}<media><video><track>{clip("x", 0, 200, 10, 210, ("deep", 60), ("unseen", 15))}</track></video></media></sequence>'
    found = read(tmp_path, "reel.xml", fcp7(clip("nest", 300, 400, 20, 120, inside=inner)))
    assert told(found) == [("deep", 330)]


def test_fcpxml_marks_in_compound_clips_and_storylines_lie_in_the_sequence(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><!DOCTYPE fcpxml><fcpxml version="1.11"><resources>
      <format id="r1" frameDuration="1/25s"/><media id="m"><sequence format="r1" tcStart="0s"><spine>
        <gap offset="0s" start="3600s" duration="60s"><marker start="3610s" duration="1/25s" value="deep"/>
        <marker start="3650s" duration="1/25s" value="unseen"/></gap></spine></sequence></media></resources>
      <project name="p"><sequence format="r1" tcStart="3600s" tcFormat="NDF"><spine>
        <ref-clip ref="m" offset="3600s" start="5s" duration="20s"><chapter-marker start="8s" value="chapter"/></ref-clip>
        <asset-clip offset="3620s" start="100s" duration="10s"><marker start="102s" value="late"/>
          <spine lane="1" offset="104s"><clip offset="1s" duration="3s"><marker start="1s" value="lane"/></clip></spine></asset-clip>
      </spine></sequence></project></fcpxml>"""
    found = read(tmp_path, "p.fcpxml", text)
    assert told(found) == [("chapter", 75), ("deep", 125), ("late", 550), ("lane", 650)]
    assert found.clock == Clock(FrameRate(F(25)), 90_000)


def test_fcpxml_bundle_is_opened(tmp_path: Path) -> None:
    (tmp_path / "p.fcpxmld").mkdir()
    text = '<fcpxml version="1.10"><resources><format id="r1" frameDuration="1/24s"/></resources><sequence format="r1"><spine/></sequence></fcpxml>'
    (tmp_path / "p.fcpxmld" / "Info.fcpxml").write_text(text)
    assert read_marker_file(tmp_path / "p.fcpxmld", HOUR).marks == ()


def timeline_of(clip: otio.schema.Clip | otio.schema.Stack, before: int = 48) -> otio.schema.Timeline:
    timeline = otio.schema.Timeline("t", global_start_time=otio.opentime.RationalTime(86_400, 24))
    track = otio.schema.Track(kind=otio.schema.TrackKind.Video)
    track.append(otio.schema.Gap(source_range=span(0, before)))
    track.append(clip)
    timeline.tracks.append(track)
    return timeline


def span(start: int, frames: int, rate: float = 24) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(frames, rate))


def marked(frame: int, *effects: otio.schema.Effect, start: int = 100, frames: int = 96) -> otio.schema.Clip:
    clip = otio.schema.Clip("c", otio.schema.MissingReference(), span(start, frames))
    clip.markers.append(otio.schema.Marker("m", span(frame, 0)))
    clip.effects.extend(effects)
    return clip


@pytest.mark.parametrize(
    ("clip", "frame"),
    [
        (marked(124), 72),
        (marked(124, otio.schema.LinearTimeWarp("slow", 0.5)), 96),
        (marked(124, otio.schema.LinearTimeWarp("fast", 2.0)), 60),
        (marked(100, otio.schema.FreezeFrame()), 48),
        (marked(124, otio.schema.LinearTimeWarp("back", -1.0)), 120),
        (otio.schema.Stack("nest", [otio.schema.Track(children=[marked(124)])], span(10, 50)), 62),
    ],
)
def test_otio_marks_follow_gaps_speed_and_nesting(tmp_path: Path, clip: otio.schema.Item, frame: int) -> None:
    text = otio.adapters.write_to_string(timeline_of(clip.deepcopy()), "otio_json")
    assert told(read(tmp_path, "t.otio", text)) == [("m", frame)]


def test_otio_mark_on_trimmed_material_is_hidden(tmp_path: Path) -> None:
    text = otio.adapters.write_to_string(timeline_of(marked(20)), "otio_json")
    assert [mark.hidden for mark in read(tmp_path, "t.otio", text).marks] == [True]


def test_resolve_marker_list_is_read_with_colors_notes_and_lengths(tmp_path: Path) -> None:
    text = (
        "TITLE: Timeline 1\r\nFCM: NON-DROP FRAME\r\n\r\n"
        "001  001      V     C        01:00:03:08 01:00:03:09 01:00:03:08 01:00:03:09  \r\nloud | fast|C:ResolveColorRed |M:Door |D:1\r\n\r\n"
        "002  001      V     C        01:00:10:00 01:00:10:01 01:00:10:00 01:00:10:01  \r\n |C:ResolveColorSky |M:cue: Rain |D:240\r\n"
    )
    found = read(tmp_path, "m.edl", text)
    assert told(found) == [("Door", 80), ("cue: Rain", 240)]
    assert [(mark.note, mark.color, mark.frames) for mark in found.marks] == [("loud | fast", "RED", 0), ("", "SKY", 240)]
    assert not found.is_placed


def test_locator_without_color_keeps_its_first_word(tmp_path: Path) -> None:
    found = read(tmp_path, "m.edl", "TITLE: x\n* LOC: 01:00:02:00 Door slams\n* LOC: 01:00:03:00 RED     Fade out\n")
    assert [(mark.name, mark.color) for mark in found.marks] == [("Door slams", ""), ("Fade out", "RED")]


def test_drop_frame_list_is_read_in_its_own_labels(tmp_path: Path) -> None:
    clock = Clock(FrameRate(F(30000, 1001)), 107_892)
    found = read(tmp_path, "m.edl", "FCM: DROP FRAME\n* LOC: 01:01:00;02 RED     minute\n", clock)
    assert (found.marks[0].label, found.marks[0].frame) == ("01:01:00;02", 1800)


TABLES = {
    "Timecode,Marker Name,Colour\n01:00:05:00,Door,Red\n": [("Door", 120)],
    "time;name\n0:12.5;b\n1:23.5;a\n": [("b", 300), ("a", 2004)],
    "frame,label\n24,one\n48,two\n": [("one", 24), ("two", 48)],
    "Seconds\tText\n2.5\thello\n": [("hello", 60)],
    "editor\t01:00:01:14\tV1\tred\tfix this\t1\n": [("fix this", 38)],
}


@pytest.mark.parametrize("text", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_any_program_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    assert told(read(tmp_path, "m.csv", text.encode(encoding))) == TABLES[text]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n1,2\n", "no column tells a time"), ("tc,name\n01:00:99:00,q\n", "line 2: timecode 01:00:99:00 does not exist"),
        ("tc,name\nlater,q\n", "line 2: “later” is not a time"), ("", "is empty"), ("\x00\x01\x02\x03PK", "m.csv"),
    ],
)  # fmt: skip
def test_tables_that_tell_no_time_are_refused_in_one_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(FormatError, match=line) as told:
        read(tmp_path, "m.csv", text)
    assert "\n" not in str(told.value)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 100}">' for n in range(10))
HEAD = (
    '<resources><format id="r1" frameDuration="1/24s"/></resources><sequence format="r1"><spine><gap offset="0s" start="0s" duration="9s">'
)
BODY = '<fcpxml version="1.10">' + HEAD + '<marker start="1s" value="{0}"/></gap></spine></sequence></fcpxml>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", ["fcpxml", "xmeml"])
@pytest.mark.parametrize(
    "subset",
    [LAUGHS, '<!ENTITY l9 SYSTEM "file:///etc/hostname">', '<!ENTITY % p SYSTEM "http://localhost:1/x.dtd"> %p;'],
    ids=["laughs", "file", "net"],
)
def test_xml_that_declares_entities_is_refused(tmp_path: Path, subset: str, kind: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE {kind} [{subset}]>' + BODY.format("&l9;").replace("fcpxml", kind)
    with pytest.raises(FormatError, match="declares entities"):
        read(tmp_path, "evil.xml", text.encode(encoding))


def test_xml_in_an_unusual_encoding_or_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="unusual encoding UTF-7"):
        read(tmp_path, "evil.fcpxml", '<?xml version="1.0" encoding="UTF-7"?>' + BODY.format("x"))
    with pytest.raises(FormatError, match="is not XML"):
        read(tmp_path, "cut.fcpxml", BODY.format("x")[:200])
    with pytest.raises(FormatError, match="is not XML"):
        read(tmp_path, "deep.fcpxml", "<fcpxml>" * 100_000)


def test_an_outside_document_type_is_never_fetched(tmp_path: Path) -> None:
    text = '<!DOCTYPE fcpxml SYSTEM "http://localhost:1/fcpxml.dtd">' + BODY.format("kept")
    assert told(read(tmp_path, "p.fcpxml", text)) == [("kept", 24)]


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":[1],"b":' * 100_000, '{"OTIO_SCHEMA":"Timeline.1","Marker.3":' + "[" * 3_000])
def test_json_without_bottom_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError, match=r"t\.otio is nested too deeply"):
        read(tmp_path, "t.otio", text)


def test_a_damaged_aaf_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read as AAF"):
        read(tmp_path, "m.aaf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
