"""Run one of our own modules in an interpreter of its own, beside this one.

Two threads of Python share one lock; where both have much to do, as in watching a film and listening to it, only two
processes use two processors. The module reads its arguments and writes its answer to standard output as bytes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from originalscore.errors import ToolError

_ALONE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The module computes in one thread: the other processor is taken."""


def begin(
    module: str, *arguments: str, takes: bool = False, complaint: IO[bytes] | int = subprocess.PIPE, desk: str | None = None
) -> subprocess.Popen[bytes]:
    """Start a module; ``takes`` if it is to be given more on its standard input, ``complaint`` is where its errors go.

    ``desk`` is the folder for its temporary files; None leaves them where everybody's are.
    """
    own = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **({"TMPDIR": desk} if desk else {})}
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE if takes else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaint,
        env={**os.environ, **_ALONE, **own},
    )


def last_words(complaint: bytes) -> str:
    """The last line of what a module said as it ended."""
    return (complaint.decode("utf-8", "replace").strip().splitlines() or ["no message"])[-1]


class Aside:
    """A module at work; leaving the ``with`` block before it has answered ends it."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._module = module
        self._process = begin(module, *arguments)

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def answer(self) -> bytes:
        """Wait for the module's answer.

        Raises
        ------
        ToolError
            If it failed: exit code and last line.
        """
        answer, complaint = self._process.communicate()
        if self._process.returncode:
            raise ToolError(f"{self._module} ended with code {self._process.returncode}: {last_words(complaint)}", "run the command again")
        return answer


class Attendant:
    """A module that answers every line it is given with one line (:func:`attend`), started when first asked, or when told to be ready.

    It is asked in a thread of its own, so asking does not wait. Leaving the ``with`` block ends it, whatever it is doing; since it cannot
    tidy up then, its temporary files lie in a folder of ours.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._module, self._arguments = module, arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._desk: str | None = None
        self._asking = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._asking.shutdown(wait=False, cancel_futures=True)
        if self._process is not None:
            self._process.kill()
        self._asking.shutdown()
        if self._process is not None:
            with suppress(OSError):  # an unread line
                self._process.communicate()
        if self._desk is not None:
            shutil.rmtree(self._desk, ignore_errors=True)

    def be_ready(self) -> None:
        """Start now, so that the first answer does not wait for an interpreter and its libraries."""
        self._asking.submit(self._started)

    def ask(self, line: str) -> Future[str | None]:
        """The answer to come; None if the module failed, which it does not say why: the caller does the work himself and sees."""
        return self._asking.submit(self._ask, line)

    def _ask(self, line: str) -> str | None:
        process = self._started()
        given, taken = process.stdin, process.stdout
        assert given is not None and taken is not None
        try:
            given.write(line.encode() + b"\n")
            given.flush()
        except OSError:
            return None
        return taken.readline().decode().removesuffix("\n") or None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._desk = tempfile.mkdtemp(prefix="originalscore-aside-")
            self._process = begin(self._module, *self._arguments, takes=True, complaint=subprocess.DEVNULL, desk=self._desk)
        return self._process


def attend(answer: Callable[[str], str]) -> None:
    """Answer every line of standard input until it ends; the other side of :class:`Attendant`. Stopping by hand is its business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    for line in sys.stdin:
        answers.write(answer(line.removesuffix("\n")) + "\n")
        answers.flush()
