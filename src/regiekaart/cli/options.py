"""The options that commands share, and the study that they choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.language import Language, Text, language
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regiekaart.errors import Problem
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study, StudyChoice
    from regiekaart.study.settings import StudyPlan

# Other schemes have others: what is known of the default one is shown in the help.
CYCLE_IDS = "|".join(cycle.id for cycle in FLANDERS.cycles)


class IsoDate(click.ParamType[date]):
    """A date, written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def __init__(self, spoken: Language) -> None:
        self.spoken = spoken

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date that a word stands for."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            message = Text(
                f"geen datum: {value}; verwacht JJJJ-MM-DD, bijvoorbeeld 2023-01-01",
                f"not a date: {value}; expected YYYY-MM-DD, for example 2023-01-01",
            )
            self.fail(self.spoken.say(message), param, ctx)


def option(spoken: Language, *names: str, help_: Text, **settings: Any) -> click.Option:  # noqa: ANN401
    """Return an option with its help in the user's language."""
    return click.Option(list(names), help=spoken.say(help_), **settings)


def study_options(spoken: Language) -> list[click.Parameter]:
    """Return the options that choose a study."""
    return [
        option(spoken, "--scheme", "study_scheme", metavar="NAME|FILE.toml", help_=Text(
            "Schema: wat de groepen zijn en aan welke regels ze voldoen; standaard de lokale "
            "regiegebieden. Zie regiekaart schemes.",
            "Scheme: what the groups are and which rules they meet; by default the regie regions. "
            "See regiekaart schemes.")),
        option(spoken, "--cycle", metavar=CYCLE_IDS, help_=Text(
            "Beleidscyclus; de nieuwste als er geen gegeven is.",
            "Policy cycle; the newest by default.")),
        option(spoken, "--date", "day", type=IsoDate(spoken), help_=Text(
            "Peildatum: bepaalt de gemeenten, de indelingen en wie lid is; "
            "standaard het begin van de cyclus.",
            "Reference date: decides the municipalities, the partitions and who is a member; "
            "by default the start of the cycle.")),
        option(spoken, "--population-year", type=int, metavar="Y", help_=Text(
            "Jaar van de bevolkingscijfers (1 januari); standaard het jaar van de peildatum, "
            "of het laatste ervoor.",
            "Year of the population figures (1 January); by default the year of the date, "
            "or the newest before it.")),
        option(spoken, "--membership", type=click.Path(path_type=Path), metavar="FILE", help_=Text(
            "Eigen ledenlijst (CSV of XLSX) in plaats van de meegeleverde.",
            "Own list of members (CSV or XLSX) instead of the one that ships.")),
        option(spoken, "--sheet", metavar="NAME", help_=Text(
            "Werkblad van de eigen lijst; standaard het eerste.",
            "Sheet of the own list; the first by default.")),
        option(spoken, "--complete/--partial", default=None, help_=Text(
            "De eigen lijst is volledig (wie er niet op staat, is geen lid) of gedeeltelijk "
            "(wie er niet op staat, is onbekend; standaard).",
            "The own list is complete (who is not on it is not a member) or partial "
            "(who is not on it is unknown; the default).")),
        option(spoken, "--agreements", type=click.Path(path_type=Path), metavar="FILE", help_=Text(
            "Eigen lijst van samenwerkingsovereenkomsten met VDAB (CSV of XLSX) in plaats van de "
            "meegeleverde; FILE.xlsx#BLAD kiest een blad.",
            "Own list of agreements with VDAB (CSV or XLSX) instead of the one that ships; "
            "FILE.xlsx#SHEET chooses a sheet.")),
        option(spoken, "--boundaries", metavar="embedded|official|FILE", help_=Text(
            "Grenzen: de benaderende die meegeleverd zijn, de officiële die ingelezen zijn, "
            "of een bestand; standaard de officiële als ze er zijn.",
            "Borders: the approximate ones that ship, the official ones that were imported, "
            "or a file; by default official where installed.")),
        option(spoken, "--study", type=click.Path(path_type=Path), metavar="FILE.toml", help_=Text(
            "Studiebestand met deze keuzes, vrijstellingen, uitvoer en huisstijl; wat hier gegeven "
            "wordt, gaat voor. FILE.toml#NAAM kiest een van de studies.",
            "Study file with these choices, exemptions, output and house style; what is given here "
            "goes first. FILE.toml#NAME chooses one of the studies.")),
        option(spoken, "--example", is_flag=True, help_=Text(
            "Gebruik het fictieve, volledige voorbeeld.",
            "Use the fictional complete example.")),
    ]  # fmt: skip


def common_options(spoken: Language) -> list[click.Parameter]:
    """Return the options that every command takes."""
    return [
        option(spoken, "--lang", type=click.Choice(["nl", "en"]), default=spoken.code, help_=Text(
            "Taal van de uitvoer.", "Language of the output.")),
        option(spoken, "--debug", is_flag=True, help_=Text(
            "Toon bij een fout waar ze in de code ontstond.",
            "Show where in the code an error arose.")),
    ]  # fmt: skip


def divisions_of(scheme: Scheme) -> tuple[str, ...]:
    """Return what a table can be divided by, what has maps of its own first.

    Examples
    --------
    >>> divisions_of(FLANDERS)
    ('province', 'reference-region', 'regie-region', 'arrondissement')
    """
    kinds = scheme.partitions.values()
    mapped, others = ([kind.id for kind in kinds if kind.mapped is m] for m in (True, False))
    return (*mapped, scheme.group_id, *others)


def division_option(spoken: Language) -> click.Option:
    """Return the option that divides a table; the scheme says by what."""
    return option(spoken, "--by", metavar="|".join(divisions_of(FLANDERS)), help_=Text(
        "Per provincie, referentieregio, regiegebied of arrondissement; een ander schema heeft "
        "andere indelingen.",
        "Per province, reference region, regie region or arrondissement; another scheme has other "
        "divisions."))  # fmt: skip


def format_option(spoken: Language, *formats: str) -> click.Option:
    """Return the option that chooses how results are written on stdout."""
    return option(
        spoken,
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        help_=Text("Vorm van het resultaat.", "Form of the result."),
    )


def chosen_study(values: dict[str, Any], **fixed: Any) -> Study:  # noqa: ANN401 - fields
    """Take the study options out of a command's values and return the study, notices told.

    Parameters
    ----------
    values
        The command's values; those of the study are removed.
    fixed
        Fields of the choice that the command sets itself.
    """
    from regiekaart.cli.app import notice

    spoken = language(values["lang"])
    study, notices = study_and_notices(values, **fixed)
    for problem in notices:
        notice(problem.line(spoken))
    return study


def study_and_notices(
    values: dict[str, Any],
    **fixed: Any,  # noqa: ANN401 - fields
) -> tuple[Study, tuple[Problem, ...]]:
    """Return the study that a command's values choose, and what is to be told of it."""
    from regiekaart.study import load_study

    plan = values.get("study")
    study = load_study(study_choice(values, **fixed))
    return study, (*(plan.notices if plan is not None else ()), *study.notices)


# Option of the command line, field of a `StudyChoice`.
CHOICES = {
    "study_scheme": "scheme",
    "cycle": "cycle",
    "day": "date",
    "population_year": "population_year",
    "membership": "membership",
    "complete": "complete",
    "sheet": "sheet",
    "boundaries": "boundaries",
    "example": "example",
    "agreements": "agreements",
    "before": "before",
    "before_complete": "before_complete",
}


def study_choice(values: dict[str, Any], **fixed: Any) -> StudyChoice:  # noqa: ANN401 - its fields
    """Take the study options out of a command's values: what is given goes before a study file.

    Parameters
    ----------
    values
        The command's values; those of the study are removed. Options that the command does not
        have are left at their default.
    fixed
        Fields of the choice that the command sets itself.
    """
    from regiekaart.errors import InputError
    from regiekaart.study import StudyChoice
    from regiekaart.study.loading import cycle_or_file
    from regiekaart.study.settings import beneath

    plan: StudyPlan | None = values.pop("study", None)
    plain = StudyChoice()
    base = plain if plan is None else plan.choice
    given = {CHOICES[name]: values.pop(name) for name in list(CHOICES) if name in values}
    if given.get("before") is not None:
        given["before"] = cycle_or_file(given["before"], given.get("scheme") or base.scheme)
    chosen = {n: value for n, value in given.items() if value is not None and value is not False}
    # "Partial" is an answer; a flag that was not given is none.
    chosen |= {n: False for n in ("complete", "before_complete") if given.get(n) is False}
    below = {n: v for n in CHOICES.values() if (v := getattr(base, n)) not in {None, False}}
    below |= {n: False for n in ("complete", "before_complete") if getattr(base, n) is False}
    kept = beneath(chosen, below)
    left = {name: getattr(plain, name) for name in below.keys() - kept.keys()}
    choice = replace(base, **{**left, **chosen, **fixed})
    if choice.before_complete is not None and choice.before is None:
        raise InputError.one(
            "--before-complete en --before-partial zeggen hoe de lijst van de vorige cyclus te "
            "lezen is: geef --before",
            "--before-complete and --before-partial say how to read the list of the cycle before: "
            "give --before",
        )
    return choice


def _first_sentence(text: str) -> str:
    """Return what the list of commands says of one: whole, where click would cut it off."""
    return text.partition(". ")[0].rstrip(".") + "."


def command(
    spoken: Language,
    name: str,
    callback: Callable[..., object],
    help_: Text,
    params: list[click.Parameter],
    *,
    several: bool = False,
) -> click.Command:
    """Return a command with its help, and its headings, in the user's language."""
    return SpokenCommand(
        name=name,
        callback=callback,
        help=spoken.say(help_),
        short_help=_first_sentence(spoken.say(help_)),
        params=[*params, *common_options(spoken)],
        add_help_option=False,
        spoken=spoken,
        several=several,
    )


def group(
    spoken: Language, name: str, help_: Text, options: Sequence[click.Parameter] = ()
) -> SpokenGroup:
    """Return a command that has commands below it; without one it shows its help."""
    return SpokenGroup(
        name=name,
        spoken=spoken,
        help=spoken.say(help_),
        short_help=_first_sentence(spoken.say(help_)),
        params=[*options, *common_options(spoken)],
        # The options before a command are read before it is parsed: see cli/app.py.
        callback=lambda **_values: None,
        add_help_option=False,
        no_args_is_help=True,
    )


class _Spoken(click.Command):
    """A command whose help speaks the user's language."""

    def __init__(self, *, spoken: Language, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(**settings)
        self.spoken = spoken
        self.params.append(
            click.Option(
                ["--help"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                help=spoken.say(Text("Toon deze hulp.", "Show this help.")),
                callback=_show_help,
            )
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = self.spoken.say(Text("Gebruik: ", "Usage: "))
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        words = Text("[opties]", "[options]")
        return [self.spoken.say(words) if p == "[OPTIONS]" else p for p in pieces]

    def write_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with what they do."""
        records = [r for r in (p.get_help_record(ctx) for p in self.get_params(ctx)) if r]
        with formatter.section(self.spoken.say(Text("Opties", "Options"))):
            formatter.write_dl(records)


class SpokenCommand(_Spoken):
    """A single command.

    Parameters
    ----------
    several
        Whether it takes all studies of a study file.
    """

    def __init__(self, *, several: bool = False, **settings: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(**settings)
        self.several = several

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; what a study file says is put where the options are."""
        if ctx.params.get("study") is not None:
            from regiekaart.cli.planned import read_plans

            read_plans(ctx, several=self.several)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        self.write_options(ctx, formatter)


class SpokenGroup(_Spoken, click.Group):
    """A command with commands below it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        self.write_options(ctx, formatter)
        rows = [(name, cmd.get_short_help_str(70)) for name, cmd in self.commands.items()]
        with formatter.section(self.spoken.say(Text("Opdrachten", "Commands"))):
            formatter.write_dl(rows)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()
