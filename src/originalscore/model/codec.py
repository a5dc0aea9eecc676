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


def encode(value: Any) -> Any:
    """Turn a product, or any value inside one, into plain JSON types."""
    if type(value) in _PRINTED:
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
        schema = getattr(value, "SCHEMA", None)
        return {"schema": schema, **fields} if schema else fields
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {str(name): encode(item) for name, item in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"the codec does not know {type(value).__name__}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def decode(kind: type[Product], data: Any, where: str = "") -> Product:
    """Rebuild a value of ``kind`` from what :func:`encode` gave.

    Raises
    ------
    FormatError
        If the data do not fit, with the place in the document.
    """
    return typing.cast(Product, _decode(kind, data, where or getattr(kind, "__name__", str(kind))))


def _decode(kind: Any, data: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if data is None and type(None) in arguments:
            return None
        (inner,) = [choice for choice in arguments if choice is not type(None)]
        return _decode(inner, data, where)
    if origin is tuple:
        if not isinstance(data, list):
            raise FormatError(f"{where}: a list was expected, not {type(data).__name__}")
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_decode(arguments[0], item, f"{where}[{n}]") for n, item in enumerate(data))
        return tuple(_decode(a, item, f"{where}[{n}]") for n, (a, item) in enumerate(zip(arguments, data, strict=True)))
    if kind in _PRINTED:
        try:
            return _PRINTED[kind](data)
        except (ValueError, TypeError, ZeroDivisionError) as fault:
            raise FormatError(f"{where}: {fault}") from None
    if dataclasses.is_dataclass(kind):
        return _decode_product(typing.cast(type, kind), data, where)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(data, kind) and not (isinstance(data, bool) and kind is not bool):
        return data
    raise FormatError(f"{where}: {kind.__name__} was expected, not {data!r}")


def _decode_product(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise FormatError(f"{where}: fields were expected, not {type(data).__name__}")
    schema = getattr(kind, "SCHEMA", None)
    if schema and data.get("schema") != schema:
        raise FormatError(f"{where}: {schema} was expected, not {data.get('schema')}")
    hints, values = _hints(kind), {}
    for field in dataclasses.fields(kind):
        if field.name in data:
            values[field.name] = _decode(hints[field.name], data[field.name], f"{where}.{field.name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise FormatError(f"{where}: field “{field.name}” is missing")
    try:
        return kind(**values)
    except ValueError as fault:
        raise FormatError(f"{where}: {fault}") from None


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
