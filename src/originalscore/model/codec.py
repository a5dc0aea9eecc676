"""One codec for every stage product: frozen dataclasses to JSON and back, exactly.

Fractions become ``"3/4"``, pitches, keys, meters and rates their printed names; every product names its schema
(``"Score.1"``). Decoding checks every field against the class, so a file edited by hand fails with its place.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

from originalscore.errors import FormatError
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName
from originalscore.times import FrameRate

Product = TypeVar("Product")

_PRINTED: dict[type, Any] = {
    Fraction: Fraction,
    Pitch: Pitch.parse,
    PitchName: PitchName.parse,
    Key: Key.parse,
    Meter: Meter.parse,
    FrameRate: FrameRate.parse,
}
_PLAIN = frozenset((str, int, float, bool, type(None)))


def encode(value: Any) -> Any:
    """Turn a product, or any value inside one, into plain JSON types."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _PRINTED:
        return str(value)
    if kind is tuple or kind is list:
        return [encode(item) for item in value]
    if dataclasses.is_dataclass(kind):
        return {**_schema_of(kind), **{name: encode(getattr(value, name)) for name in _names(kind)}}
    if isinstance(value, dict):
        return {str(name): encode(item) for name, item in value.items()}
    if isinstance(value, bool | int | float | str | tuple | list):  # and what is derived from them
        return [encode(item) for item in value] if isinstance(value, tuple | list) else value
    raise TypeError(f"the codec does not know {kind.__name__}")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _schema_of(kind: type) -> dict[str, str]:
    schema = getattr(kind, "SCHEMA", None)
    return {"schema": schema} if schema else {}


def decode(kind: type[Product], data: Any, where: str = "") -> Product:
    """Rebuild a value of ``kind`` from what :func:`encode` gave.

    Raises
    ------
    FormatError
        If the data do not fit, with the place in the document.
    """
    try:
        return typing.cast(Product, _reader(typing.cast(Any, kind))(data))
    except _Misfit as fault:
        place = "".join(reversed(fault.places))
        raise FormatError(f"{where or getattr(kind, '__name__', str(kind))}{place}: {fault.told}") from None


class _Misfit(Exception):  # noqa: N818  (never leaves this module)
    """What does not fit, and its place from the inside outwards."""

    def __init__(self, told: str) -> None:
        self.told, self.places = told, list[str]()

    def at(self, place: str) -> _Misfit:
        self.places.append(place)
        return self


_Reader = Callable[[Any], Any]
"""Rebuilds a value, or raises :class:`_Misfit`. One is made for every type, once: there are hundreds of thousands of values."""


@cache
def _reader(kind: Any) -> _Reader:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [_reader(choice) for choice in arguments if choice is not type(None)]
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return _row_reader(_reader(arguments[0]))
        return _tuple_reader(tuple(_reader(argument) for argument in arguments))
    if kind in _PRINTED:
        return _printed_reader(_PRINTED[kind])
    return _product_reader(kind) if dataclasses.is_dataclass(kind) else _plain_reader(kind)


def _row_reader(inner: _Reader) -> _Reader:
    def read(data: Any) -> Any:
        values: list[Any] = []
        try:
            for item in _listed(data):
                values.append(inner(item))
        except _Misfit as fault:
            raise (fault.at(f"[{len(values)}]") if isinstance(data, list) else fault) from None
        return tuple(values)

    return read


def _tuple_reader(inner: tuple[_Reader, ...]) -> _Reader:
    def read(data: Any) -> Any:
        if len(_listed(data)) != len(inner):
            raise _Misfit(f"{len(inner)} values were expected, not {len(data)}")
        values: list[Any] = []
        try:
            for reader, item in zip(inner, data, strict=True):
                values.append(reader(item))
        except _Misfit as fault:
            raise fault.at(f"[{len(values)}]") from None
        return tuple(values)

    return read


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise _Misfit(f"a list was expected, not {type(data).__name__}")
    return data


def _printed_reader(parse: _Reader) -> _Reader:
    def read(data: Any) -> Any:
        try:
            return parse(data)
        except (ValueError, TypeError, ZeroDivisionError) as fault:
            raise _Misfit(str(fault)) from None

    return read


def _plain_reader(kind: type) -> _Reader:
    def read(data: Any) -> Any:
        if kind is float and type(data) is int:
            return float(data)
        if isinstance(data, kind) and not (isinstance(data, bool) and kind is not bool):
            return data
        raise _Misfit(f"{kind.__name__} was expected, not {data!r}")

    return read


def _product_reader(kind: Any) -> _Reader:
    hints, schema = typing.get_type_hints(kind), getattr(kind, "SCHEMA", None)
    missing = dataclasses.MISSING
    fields = tuple(
        (field.name, _reader(hints[field.name]), field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
    )  # fmt: skip

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise _Misfit(f"fields were expected, not {type(data).__name__}")
        if schema and data.get("schema") != schema:
            raise _Misfit(f"{schema} was expected, not {data.get('schema')}")
        values, name = {}, ""
        try:
            for name, reader, is_needed in fields:
                if name in data:
                    values[name] = reader(data[name])
                elif is_needed:
                    break
            else:
                return kind(**values)
        except _Misfit as fault:
            raise fault.at(f".{name}") from None
        except ValueError as fault:
            raise _Misfit(str(fault)) from None
        raise _Misfit(f"field “{name}” is missing")

    return read


def dumps(product: Any) -> str:
    """The product as JSON text, the same bytes for the same value."""
    return json.dumps(encode(product), ensure_ascii=False, separators=(",", ":")) + "\n"


def loads(kind: type[Product], text: str, where: str = "") -> Product:
    """Read what :func:`dumps` wrote.

    Raises
    ------
    FormatError
        If the text is no JSON or does not fit ``kind``.
    """
    try:
        data = json.loads(text)
    except ValueError as fault:
        raise FormatError(f"{where}: not JSON: {fault}") from None
    return decode(kind, data, where)


def fingerprint(*values: Any) -> str:
    """BLAKE2b of the encoded values, 32 hexadecimal digits: what a product was made from."""
    text = json.dumps([encode(value) for value in values], ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
