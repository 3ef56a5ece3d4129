"""The command ``regiekaart subsidy``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import click

from regiekaart.cli.features import FUNDING, require_feature, scheme_of
from regiekaart.cli.options import chosen_study, command, format_option, option, study_options
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language
from regiekaart.scheme.funding import AGES, KEYS_2023, SCHEMES, SPLITS, STAIRCASE_2014

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from regiekaart.analysis.awards import Awards, Comparison
    from regiekaart.analysis.subsidy import SubsidyChoice
    from regiekaart.study import Study
    from regiekaart.words.table import Table

KEYS_ONLY: Final = (
    "budget", "ages", "working-age-year", "jobseekers-year", "split-jobseekers",
)  # fmt: skip
STAIRCASE_ONLY: Final = ("population-year",)
SETTINGS: Final = ("scheme", *KEYS_ONLY, *STAIRCASE_ONLY)


class _Regime(click.Choice[str]):
    """A scheme of the subsidy; one of groups, by which other commands go, has none of its own."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; refuse a scheme of groups in words."""
        from regiekaart.scheme.known import scheme_called, shipped_schemes

        if value in shipped_schemes() or value.endswith(".toml"):
            scheme = scheme_called(value)
            require_feature(scheme, scheme.has_funding, FUNDING)
        return super().convert(value, param, ctx)


def subsidy_command(spoken: Language) -> click.Command:
    """Return the command."""
    # Here --scheme is that of the subsidy.
    chosen = [p for p in study_options(spoken) if p.name != "study_scheme"]
    return command(
        spoken,
        "subsidy",
        _run,
        Text(
            "De verdeling van de subsidie over de regiegebieden, tot op de cent.",
            "The distribution of the subsidy over the regie regions, to the cent.",
        ),
        [*_key_options(spoken), *_what_if_options(spoken), *chosen,
         format_option(spoken, *FORMATS)],
    )  # fmt: skip


def _key_options(spoken: Language) -> list[click.Parameter]:
    return [
        option(spoken, "--scheme", type=_Regime(SCHEMES), default=KEYS_2023.id, help_=Text(
            "De regeling: sleutels (2023) of trappen volgens inwoners (2014); standaard 2023.",
            "The scheme: keys (2023) or steps by inhabitants (2014); 2023 by default.")),
        option(spoken, "--budget", metavar="EURO", help_=Text(
            "Te verdelen bedrag per jaar; standaard 3000000.",
            "Amount a year to divide; 3000000 by default.")),
        option(spoken, "--ages", type=click.Choice(AGES), help_=Text(
            "Welke leeftijden als beroepsactief tellen; standaard 15-64.",
            "Which ages count as working age; 15-64 by default.")),
        option(spoken, "--working-age-year", type=int, metavar="Y", help_=Text(
            "Jaar van de bevolking naar leeftijd (1 januari); standaard het jaar van de peildatum, "
            "of het laatste ervoor.",
            "Year of the population by age (1 January); by default the year of the date, or the "
            "newest before it.")),
        option(spoken, "--jobseekers-year", type=int, metavar="Y", help_=Text(
            "Jaar van de werkzoekenden (jaargemiddelde); standaard het laatste volle jaar voor de "
            "peildatum.",
            "Year of the jobseekers (yearly average); by default the last full year before the "
            "date.")),
        option(spoken, "--split-jobseekers", type=click.Choice(SPLITS), help_=Text(
            "Werkzoekenden van een fusie van gemeenten die in verschillende regiegebieden "
            "liggen: verdeel ze bij benadering naar bevolking (working-age, standaard; wat dat "
            "raakt, wordt gemerkt) of weiger (refuse).",
            "Jobseekers of a merged municipality whose parts are in different regions: divide "
            "them approximately by population (working-age, the default; what it touches is "
            "marked) or refuse (refuse).")),
    ]  # fmt: skip


def _what_if_options(spoken: Language) -> list[click.Parameter]:
    move = spoken.say(Text("GEMEENTE=REGIEGEBIED", "MUNICIPALITY=REGION"))
    return [
        option(spoken, "--against", multiple=True, metavar="KEY=VALUE", help_=Text(
            f"Vergelijk met een andere keuze, bijvoorbeeld ages=20-64 of scheme=2014; "
            f"meer ervan met komma's. Sleutels: {', '.join(SETTINGS)}.",
            f"Compare with another choice, such as ages=20-64 or scheme=2014; "
            f"several with commas. Keys: {', '.join(SETTINGS)}.")),
        option(spoken, "--move", multiple=True, metavar=move, help_=Text(
            "Wat als een gemeente naar een ander regiegebied ging; +NAAM maakt een nieuw, "
            "- is geen. Mag meer keer.",
            "What if a municipality went to another region; +NAME makes a new one, - is none. "
            "May be given more than once.")),
    ]  # fmt: skip


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.awards import awards, compare_distributions
    from regiekaart.cli.app import notice
    from regiekaart.study.moving import move, read_moves
    from regiekaart.words.subsidy_notes import split_warnings

    scheme = scheme_of(values)
    require_feature(scheme, scheme.has_funding, FUNDING)
    choice = _choice(values)
    against = _against(values["against"], choice)
    study = chosen_study(values)
    moves = read_moves(study, values["move"])
    found = awards(study, choice)
    compared = effect = None
    if against is not None:
        compared = compare_distributions(found, awards(study, against))
    if moves:
        effect = compare_distributions(found, awards(move(study, moves), choice))
    result = _Result(study, found, compared, effect, moves)
    spoken = language(values["lang"])
    for problem in split_warnings(*result.sides):
        notice(problem.line(spoken))
    sheet = values["output_format"] == "csv"
    print_result(values, lambda: result.tables(sheet=sheet), result.document)


@dataclass(frozen=True, slots=True)
class _Result:
    """What the command found: a distribution, and what was asked for with it."""

    study: Study
    found: Awards
    compared: Comparison | None
    effect: Comparison | None
    moves: Mapping[str, str | None]

    @property
    def sides(self) -> list[Awards]:
        """Every distribution that is shown."""
        return [self.found, *(c.after for c in (self.compared, self.effect) if c is not None)]

    def tables(self, *, sheet: bool) -> list[Table]:
        """Return the tables, notes that they share told once.

        CSV holds the first one: what was asked for last, not the distribution it starts from.
        """
        from regiekaart.words.subsidy import subsidy_table
        from regiekaart.words.subsidy_comparison import comparison_table, effect_table
        from regiekaart.words.subsidy_notes import notes_once

        tables = [subsidy_table(self.found, sheet=sheet)]
        if self.compared is not None:
            tables.append(comparison_table(self.compared, sheet=sheet))
        if self.effect is not None:
            tables.append(effect_table(self.effect, self.moves, sheet=sheet))
        return tables[::-1] if sheet else notes_once(tables)

    def document(self, spoken: Language) -> dict[str, Any]:
        """Return the document with the keys of the command line's contract."""
        from regiekaart.analysis.subsidy_json import as_json, comparison_json, moves_json
        from regiekaart.words.subsidy_notes import notes_of

        found = as_json(self.found)
        notes = dict.fromkeys(note for side in self.sides for note in notes_of(side, bounds=True))
        found["notes"] = [spoken.say(note) for note in notes]
        if self.compared is not None:
            found["comparison"] = comparison_json(self.compared)
        if self.effect is not None:
            found["moves"] = moves_json(self.study, self.moves)
            found["effect"] = comparison_json(self.effect)
        return found


def _choice(values: Mapping[str, Any]) -> SubsidyChoice:
    """Return the choice of the options; one that the scheme does not know is an error."""
    from regiekaart.analysis.apportion import read_euros
    from regiekaart.analysis.subsidy import SubsidyChoice

    budget = values["budget"]
    given = [name for name in KEYS_ONLY if values[name.replace("-", "_")] is not None]
    _refuse_strange(values["scheme"], given, "--")
    return SubsidyChoice(
        scheme=values["scheme"],
        budget=None if budget is None else read_euros(budget),
        ages=values["ages"],
        working_age_year=values["working_age_year"],
        jobseekers_year=values["jobseekers_year"],
        split_jobseekers=values["split_jobseekers"] or SPLITS[0],
    )


def _refuse_strange(scheme: str, names: Sequence[str], prefix: str) -> None:
    from regiekaart.errors import InputError

    strange = set(KEYS_ONLY if scheme == STAIRCASE_2014.id else STAIRCASE_ONLY)
    for name in names:
        if name in strange:
            raise InputError.one(
                f"{prefix}{name} hoort niet bij de regeling {scheme}",
                f"{prefix}{name} does not belong to the scheme {scheme}",
                value=name,
            )


def _against(words: Sequence[str], choice: SubsidyChoice) -> SubsidyChoice | None:
    """Return the choice to compare with: the first one, with some settings changed."""
    from regiekaart.analysis.subsidy import SubsidyChoice
    from regiekaart.errors import InputError, ProblemLog

    if not words:
        return None
    log = ProblemLog()
    settings: dict[str, Any] = {}
    for word in (part.strip() for given in words for part in given.split(",")):
        key, sign, value = (part.strip() for part in word.partition("="))
        if not sign or key not in SETTINGS or key in settings:
            listed = ", ".join(SETTINGS)
            log.error(
                f"--against: verwacht SLEUTEL=WAARDE, elke sleutel hoogstens één keer, uit "
                f"{listed}; niet: {word}",
                f"--against: expected KEY=VALUE, each key at most once, out of {listed}; "
                f"not: {word}",
                value=word,
            )
            continue
        try:
            settings[key] = _setting(key, value)
        except InputError as error:
            log.problems.extend(error.problems)
    log.raise_errors()
    scheme = settings.get("scheme", choice.scheme)
    _refuse_strange(scheme, list(settings), "--against ")
    start = choice if scheme == choice.scheme else SubsidyChoice(scheme=scheme)
    return replace(start, **{key.replace("-", "_"): value for key, value in settings.items()})


def _setting(key: str, value: str) -> str | int | Decimal:
    from regiekaart.analysis.apportion import read_euros
    from regiekaart.errors import InputError

    if key == "budget":
        return read_euros(value)
    allowed = {"scheme": SCHEMES, "ages": AGES, "split-jobseekers": SPLITS}.get(key)
    if allowed is not None:
        if value in allowed:
            return value
        listed = ", ".join(allowed)
        raise InputError.one(
            f"--against {key}: onbekende waarde {value}; kies uit {listed}",
            f"--against {key}: unknown value {value}; choose from {listed}",
            value=value,
        )
    if value.isascii() and value.isdigit():
        return int(value)
    raise InputError.one(
        f"--against {key}: geen jaar: {value}", f"--against {key}: not a year: {value}", value=value
    )
