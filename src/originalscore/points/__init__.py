"""Raw points: the other meaning of "original score". What was given is kept unaltered; what is made of it is traceable.

>>> from originalscore.points import percent, read_raw
>>> str(percent(read_raw("42/50")))
'84'
"""

from originalscore.points.derivation import Figure, Result, derive, explain
from originalscore.points.ledger import Entry, Ledger, Row, Verdict
from originalscore.points.raw import Raw, read_raw
from originalscore.points.rescale import percent
from originalscore.points.scales import GradingScale, open_scale, shipped_scales
from originalscore.points.table import Table, convert_table, read_table, write_table

__all__ = [
    "Entry", "Figure", "GradingScale", "Ledger", "Raw", "Result", "Row", "Table", "Verdict", "convert_table", "derive", "explain",
    "open_scale", "percent", "read_raw", "read_table", "shipped_scales", "write_table",
]  # fmt: skip
