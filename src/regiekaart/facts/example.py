"""The fictional complete example: what the tool prints once an official list is loaded.

No complete list of members is public. This one is made up, by ``tools/build_example.py``: the
memberships of 2023 that are known stay as they are, and invented regions fill them up to the
published numbers of that year. Every page that is made from it says so.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.membership import Evidence, MembershipList, MembershipRow, check_rows
from regiekaart.language import Text
from regiekaart.paths import fingerprint, shipped_data

CYCLE: Final = "2023"
DAY: Final = date(2023, 1, 1)
FOLDER: Final = "examples"
FILE: Final = "fictional_2023.csv"
SOURCE: Final = Text(
    "fictief voorbeeld: volledige maar verzonnen lijst",
    "fictional example: a complete but made-up list",
)


def example_list(cycle: str) -> MembershipList:
    """Return the fictional complete list.

    Parameters
    ----------
    cycle
        The cycle's id; the example exists for 2023 only.

    Raises
    ------
    InputError
        If another cycle is asked for, or the list has errors.

    Examples
    --------
    >>> listed = example_list("2023")
    >>> len(listed.rows), listed.complete, listed.fictional
    (261, True, True)
    """
    if cycle != CYCLE:
        raise InputError.one(
            f"het fictieve voorbeeld bestaat alleen voor de cyclus {CYCLE}, niet voor {cycle}",
            f"the fictional example exists for the cycle {CYCLE} only, not for {cycle}",
            value=cycle,
        )
    log = ProblemLog(FILE)
    rows = _read(log)
    check_rows(rows, DAY, log)
    log.raise_errors()
    return MembershipList(
        source=SOURCE,
        file=FILE,
        day=DAY,
        rows=rows,
        complete=True,
        fictional=True,
        sha256=fingerprint(shipped_data() / "examples" / FILE),
    )


def _read(log: ProblemLog) -> tuple[MembershipRow, ...]:
    columns = {
        "nis": tables.code,
        "region": tables.text,
        "legal_form": tables.optional_text,
        "evidence": Evidence,
        "source": tables.text,
        "note": tables.text,
    }
    return tuple(
        MembershipRow(
            nis=nis, region=region, legal_form=form, evidence=evidence, source=source, note=note,
            row=number,
        )
        for number, (nis, region, form, evidence, source, note) in tables.read_table(
            FILE, columns, log, folder=FOLDER
        )
    )  # fmt: skip
