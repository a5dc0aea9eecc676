import pytest

from originalscore.errors import ToolError
from originalscore.external.typst import set_pdf, set_pictures


def test_facts_are_printed_and_never_read_as_markup():
    first = set_pdf("#facts.words", {"words": "#panic() *not bold* ♩"})
    assert first.startswith(b"%PDF") and first == set_pdf("#facts.words", {"words": "#panic() *not bold* ♩"})
    assert b"CreationDate" not in first


def test_each_page_is_a_picture():
    pages = set_pictures("#facts.a #pagebreak() #facts.a", {"a": "x"}, pixels_per_inch=20)
    assert len(pages) == 2 and all(page.startswith(b"\x89PNG") for page in pages)


def test_a_fault_in_the_markup_is_told():
    with pytest.raises(ToolError, match="typst could not set the page"):
        set_pdf("#nothing-like-it", {})
