"""The command line: parse, call the pipeline, print. Nothing is decided here.

Exit codes: 0 done; 1 a fault of ours, with its traceback; 2 the user's input or machine, one line; 3 done, with a must-have not met;
130 stopped by the user. The rooms are imported when a command begins, so that help is quick and ``doctor`` runs even where a library
is missing.

One module a kind of work; a new command is a function in one of them and a name in :data:`COMMANDS`.
"""

from __future__ import annotations

import sys

import click

from originalscore.cli.album import album_group
from originalscore.cli.directing import note, reroll
from originalscore.cli.film import demo, score, spot
from originalscore.cli.looking import calibrate_command, doctor_command, originality_command, study_command
from originalscore.cli.measuring import sync_command
from originalscore.cli.points import points_group
from originalscore.cli.recutting import recut
from originalscore.errors import OriginalScoreError, ToolError
from originalscore.files import machine_fault
from originalscore.version import __version__

_STOPPED = 130
#: In the order in which help lists them.
COMMANDS = (
    score, spot, note, reroll, recut, demo, sync_command, study_command, originality_command, album_group, points_group, calibrate_command, doctor_command,
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="originalscore")
def main_group() -> None:
    """Compose the original score of a film, timed to its cut.

    \b
    originalscore score film.mp4     the film comes back scored, in the folder film-score
    originalscore score film-score   goes on from the folder: edit its cues.toml, then run this

    Exit codes: 0 done; 1 a fault of the program; 2 something to mend, said in one line; 3 done, with a must-have not met.
    """


for _command in COMMANDS:
    main_group.add_command(_command)


def main() -> None:
    """Run the command line; what the user or the machine can mend becomes one line and exit code 2."""
    try:
        main_group(standalone_mode=False, prog_name="originalscore")
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.UsageError as fault:
        command = fault.ctx.command_path if fault.ctx else "originalscore"
        _refuse(f"{fault.format_message().rstrip('.')}; see {command} --help")
    except click.ClickException as fault:
        _refuse(fault.format_message())
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_STOPPED)
    except OriginalScoreError as fault:
        _refuse(str(fault))
    except ModuleNotFoundError as fault:
        if (fault.name or "").startswith("originalscore"):
            raise
        missing = ToolError(f"the library {fault.name} is not installed", "run originalscore doctor")
        _refuse(str(missing))
    except OSError as fault:
        told = machine_fault(fault)
        if told is None:
            raise
        _refuse(str(told))


def _refuse(message: str) -> None:
    """One line on standard error, and out."""
    click.echo(f"originalscore: {' '.join(message.split())}", err=True)
    sys.exit(2)
