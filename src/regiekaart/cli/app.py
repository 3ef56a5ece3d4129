"""From words on the command line to an exit status: languages, errors, nothing else.

Exit status: 0 fine · 1 the command worked and found something wrong · 2 the input or the call is
wrong · 3 something outside failed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Final

import click
from click.exceptions import NoArgsIsHelpError

from regiekaart.errors import SEVERITY_WORDS, RegiekaartError, Severity, printable_lines, reason
from regiekaart.language import EN, NL, Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE, FOUND, WRONG_INPUT, OUTSIDE = 0, 1, 2, 3
STOPPED: Final = 130
HELP_WIDTH: Final = 96


def run(arguments: list[str]) -> int:
    """Run the command line in the language that the arguments ask for."""
    _plain_streams()
    _stop_on_signals()
    language = language_of(arguments)
    from regiekaart.cli.commands import build_cli

    output = sys.stdout
    try:
        status = build_cli(language).main(
            args=arguments,
            prog_name="regiekaart",
            standalone_mode=False,
            max_content_width=HELP_WIDTH,
        )
        if sys.stdout is not None:
            sys.stdout.flush()
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - nothing gets by
        # When the reader goes away, click wraps the stream and leaves.
        if _is_closed_pipe(error) or (isinstance(error, SystemExit) and sys.stdout is not output):
            return _closed_pipe()
        lines, status = failure(error, language)
        if "--debug" in arguments and not isinstance(error, click.ClickException):
            lines = [*traceback.format_exception(error), *lines]
        for line in lines:
            notice(line)
        return status
    return status if isinstance(status, int) else FINE


def _stop_on_signals() -> None:
    """Let a polite kill clean up as Ctrl-C does."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop)


def failure(error: BaseException, language: Language) -> tuple[Sequence[str], int]:
    """Return what to tell of an error, and the exit status that goes with it."""
    if isinstance(error, NoArgsIsHelpError):
        return [error.format_message()], WRONG_INPUT
    if isinstance(error, click.ClickException):
        return [usage_message(error, language)], WRONG_INPUT
    if isinstance(error, SystemExit):
        return [], error.code if isinstance(error.code, int) else OUTSIDE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return [language.say(Text("afgebroken", "stopped"))], STOPPED
    if isinstance(error, RegiekaartError):
        return error.lines(language), error.exit_status
    if isinstance(error, OSError):
        return [_os_error(error, language)], OUTSIDE
    # The last resort: no bare traceback reaches a policy officer.
    return [_unexpected(error, language)], OUTSIDE


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the arguments ask for, before they are parsed: the last counts."""
    found = NL
    words = list(arguments)
    if "--" in words:
        words = words[: words.index("--")]
    for i, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else None
        if word == "--lang":
            value = words[i + 1] if i + 1 < len(words) else None
        if value is not None:
            found = EN if value == "en" else NL
    return found


def notice(text: str) -> None:
    """Write a message for a person, on stderr; where there is none, nobody can be told."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        click.echo(printable_lines(text), err=True)


def _plain_streams() -> None:
    """Let a terminal that lacks a character print a question mark, and never fail on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _is_closed_pipe(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in {errno.EPIPE, errno.ESHUTDOWN}


def _closed_pipe() -> int:
    """Return quietly: a reader that has seen enough (``| head``) is no error."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    return FINE


def _os_error(error: OSError, language: Language) -> str:
    nowhere = language.say(Text("schrijven mislukt", "writing failed"))
    place = str(error.filename) if error.filename else nowhere
    head = language.say(SEVERITY_WORDS[Severity.ERROR])
    return f"{head}: {place}: {language.say(reason(error))}"


def _unexpected(error: BaseException, language: Language) -> str:
    return language.say(
        Text(
            f"fout: onverwacht: {type(error).__name__}: {error}. "
            "Dit is een fout in regiekaart zelf; --debug toont waar.",
            f"error: unexpected: {type(error).__name__}: {error}. "
            "This is an error in regiekaart itself; --debug shows where.",
        )
    )


def usage_message(error: click.ClickException, language: Language) -> str:
    """Return what is wrong with a call, in the user's language."""
    head = language.say(SEVERITY_WORDS[Severity.ERROR])
    return f"{head}: {language.say(_usage_text(error))}"


def _usage_text(error: click.ClickException) -> Text:
    if isinstance(error, click.NoSuchOption):
        near = f" ({', '.join(error.possibilities)}?)" if error.possibilities else ""
        name = error.option_name
        return Text(f"onbekende optie: {name}{near}", f"unknown option: {name}{near}")
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return Text(f"er ontbreekt iets: {name}", f"something is missing: {name}")
    if isinstance(error, click.BadParameter):
        name, wanted = _parameter_name(error), _expected(error)
        return Text(f"{name}: {wanted.nl}", f"{name}: {wanted.en}")
    if isinstance(error, click.BadOptionUsage):
        name = error.option_name
        if "does not take" in error.message:
            return Text(f"{name} neemt geen waarde", f"{name} takes no value")
        return Text(f"{name} vraagt een waarde", f"{name} needs a value")
    message = error.format_message()
    if "No such command" in message:
        word = message.partition("'")[2].partition("'")[0]
        return Text(
            f"onbekende opdracht: {word}; zie regiekaart --help",
            f"unknown command: {word}; see regiekaart --help",
        )
    if "unexpected extra argument" in message:
        words = message.partition("(")[2].rstrip(")")
        return Text(f"te veel woorden: {words}", f"too many words: {words}")
    return Text.same(message)


def _expected(error: click.BadParameter) -> Text:
    """Return what an option takes; a message of our own is in the right language already."""
    kind = error.param.type if error.param else None
    value = error.message.partition("'")[2].partition("'")[0]
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return Text(
            f"onbekende waarde {value}; kies uit {choices}",
            f"unknown value {value}; choose from {choices}",
        )
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        if high is None:
            return Text(f"verwacht een geheel getal vanaf {low}", f"expected a number from {low}")
        return Text(
            f"verwacht een geheel getal van {low} tot {high}",
            f"expected a number from {low} to {high}",
        )
    if isinstance(kind, click.FloatRange):
        return Text(f"verwacht een getal boven {kind.min}", f"expected a number above {kind.min}")
    if isinstance(kind, type(click.INT)):
        return Text(f"geen geheel getal: {value}", f"not a whole number: {value}")
    return Text.same(error.message)


def _parameter_name(error: click.BadParameter) -> str:
    if error.param is not None and error.param.opts:
        return max(error.param.opts, key=len)
    return error.param_hint if isinstance(error.param_hint, str) else ""
