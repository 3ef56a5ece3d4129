"""From words on the command line to an exit status: languages, errors, nothing else.

Exit status: 0 fine · 1 the command worked and found something wrong · 2 the input or the call is
wrong · 3 something outside failed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from regiekaart.errors import SEVERITY_WORDS, RegiekaartError, Severity
from regiekaart.language import EN, NL, Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE, FOUND, WRONG_INPUT, OUTSIDE = 0, 1, 2, 3
STOPPED: Final = 130
HELP_WIDTH: Final = 96


def run(arguments: list[str]) -> int:
    """Run the command line in the language that the arguments ask for."""
    _plain_streams()
    language = language_of(arguments)
    from regiekaart.cli.commands import build_cli

    try:
        status = build_cli(language).main(
            args=arguments,
            prog_name="regiekaart",
            standalone_mode=False,
            max_content_width=HELP_WIDTH,
        )
    except BrokenPipeError:
        return _closed_pipe()
    except (Exception, click.Abort, KeyboardInterrupt) as error:
        if "--debug" in arguments and not isinstance(error, click.ClickException):
            raise
        lines, status = failure(error, language)
        for line in lines:
            notice(line)
        return status
    return status if isinstance(status, int) else FINE


def failure(error: BaseException, language: Language) -> tuple[Sequence[str], int]:
    """Return what to tell of an error, and the exit status that goes with it."""
    if isinstance(error, click.ClickException):
        return [usage_message(error, language)], WRONG_INPUT
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return [language.say(Text("afgebroken", "stopped"))], STOPPED
    if isinstance(error, RegiekaartError):
        return error.lines(language), error.exit_status
    if isinstance(error, OSError):
        return [_os_error(error, language)], OUTSIDE
    # The last resort: no bare traceback reaches a policy officer.
    return [_unexpected(error, language)], OUTSIDE


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the arguments ask for, before they are parsed."""
    for i, word in enumerate(arguments):
        if word.startswith("--lang="):
            return EN if word.partition("=")[2] == "en" else NL
        if word == "--lang" and arguments[i + 1 : i + 2] == ["en"]:
            return EN
    return NL


def notice(text: str) -> None:
    """Write a message for a person, on stderr."""
    click.echo(text, err=True)


def _plain_streams() -> None:
    """Let a terminal that lacks a character print a question mark, and never fail on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _closed_pipe() -> int:
    """Return quietly: the reader of our output went away (``| head``), which is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE


def _os_error(error: OSError, language: Language) -> str:
    place = f"{error.filename}: " if error.filename else ""
    head = language.say(SEVERITY_WORDS[Severity.ERROR])
    return f"{head}: {place}{error.strerror or error}"


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
        return Text(
            f"onbekende optie: {error.option_name}{near}",
            f"unknown option: {error.option_name}{near}",
        )
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return Text(f"er ontbreekt iets: {name}", f"something is missing: {name}")
    if isinstance(error, click.BadParameter):
        name = _parameter_name(error)
        if isinstance(error.param and error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))  # type: ignore[union-attr]
            return Text(
                f"{name}: onbekende waarde; kies uit {choices}",
                f"{name}: unknown value; choose from {choices}",
            )
        return Text(f"{name}: {error.message}", f"{name}: {error.message}")
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        word = error.message.partition("'")[2].partition("'")[0]
        return Text(
            f"onbekende opdracht: {word}; zie regiekaart --help",
            f"unknown command: {word}; see regiekaart --help",
        )
    return Text.same(error.format_message())


def _parameter_name(error: click.BadParameter) -> str:
    if error.param is not None and error.param.opts:
        return max(error.param.opts, key=len)
    return error.param_hint if isinstance(error.param_hint, str) else ""
