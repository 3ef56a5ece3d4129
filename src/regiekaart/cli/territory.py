"""The command ``regiekaart territory``: what Flanders consists of on a day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from regiekaart.cli.options import chosen_study, command, format_option, study_options
from regiekaart.cli.output import show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    import click

    from regiekaart.analysis.mergers import SplitMerger
    from regiekaart.study import Study


def territory_command(spoken: Language) -> click.Command:
    """Return the command."""
    unused = {"boundaries", "agreements"}
    return command(
        spoken,
        "territory",
        _run,
        Text(
            "Het grondgebied op een dag: gemeenten, indelingen, en fusies over hun grenzen heen.",
            "The territory on a day: municipalities, partitions, and mergers across their borders.",
        ),
        [
            *[p for p in study_options(spoken) if p.name not in unused],
            format_option(spoken, "table", "json"),
        ],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.mergers import split_mergers
    from regiekaart.cli.output import print_json

    spoken = language(values["lang"])
    study = chosen_study(values)
    mergers = split_mergers(study)
    if values["output_format"] == "json":
        print_json(_document(study, mergers, spoken))
        return
    for line in _lines(study, mergers, spoken):
        show(line)


def _sizes(study: Study) -> dict[str, dict[str, int]]:
    return {
        kind: dict(sorted(Counter(p.labels[i] for i in p.index.tolist()).items()))
        for kind, p in study.partitions.items()
    }


def _document(study: Study, mergers: tuple[SplitMerger, ...], spoken: Language) -> dict[str, Any]:
    return {
        "date": study.date.isoformat(),
        "vintage": study.vintage,
        "municipalities": len(study.codes),
        "population": int(study.population.sum()),
        "population_year": study.population_year,
        "partitions": _sizes(study),
        "mergers": [
            {
                "date": m.effective.isoformat(),
                "nis": m.nis,
                "name": m.name,
                "partition": m.kind,
                "parts": [
                    {"nis": nis, "name": name, "in": spoken.say(where)}
                    for nis, name, where in m.parts
                ],
            }
            for m in mergers
        ],
    }


def _lines(study: Study, mergers: tuple[SplitMerger, ...], spoken: Language) -> list[str]:
    from regiekaart.facts.vintages import vintage_words

    say = spoken.say
    people = spoken.integer(int(study.population.sum()))
    counted = study.scheme.counted(study.population_year)
    inhabitants = f"{say(study.scheme.people.many)} {say(counted)}"
    whose = say(vintage_words(study.vintage, study.history, study.scheme.unit))
    first = f"{spoken.date(study.date)}: {whose}, {people} {inhabitants}"
    lines = [first]
    for kind, sizes in _sizes(study).items():
        noun = study.scheme.partitions[kind].noun.count(len(sizes))
        listed = ", ".join(f"{name} {count}" for name, count in sizes.items())
        lines += ["", f"{len(sizes)} {say(noun)}: {listed}"]
    heading = Text("Fusies over een grens heen", "Mergers across a border")
    lines += ["", f"{say(heading)}:"] if mergers else []
    for m in mergers:
        nouns = {k: p.noun.one for k, p in study.scheme.partitions.items()}
        kind_noun = say(nouns.get(m.kind, study.scheme.group.one))
        where = "; ".join(f"{name}: {say(label)}" for _, name, label in m.parts)
        lines.append(f"  {m.effective.isoformat()}  {m.name} ({kind_noun})  {where}")
    return lines
