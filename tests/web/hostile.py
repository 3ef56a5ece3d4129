"""A list in which names, forms and sources try to be more than text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from regiekaart.language import NL
from regiekaart.web.document import web_page
from web.browsing import study_of

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>window.broken = true</script>"
# Turns what follows around, unless it is kept apart.
BACKWARDS = "\u202etxet tset\u202c \u05d0\u05d1\u05d2"
LONG = "lang " * 60


@cache
def hostile_page():
    return web_page(hostile_study(), NL)


def hostile_study():
    """Return the own list of somebody who means no good."""
    study = study_of()
    names = [IMAGE, SCRIPT, BACKWARDS, LONG]
    groups = tuple(
        replace(group, name=names[i], legal_form=IMAGE) if i < len(names) else group
        for i, group in enumerate(study.groups)
    )
    memberships = tuple(
        replace(
            m,
            region=groups[g].name if g >= 0 else None,
            rows=tuple(
                replace(row, region=groups[g].name, source=f"javascript:alert(1) | {IMAGE}")
                for row in m.rows
            ),
        )
        for m, g in zip(study.memberships, study.group_of.tolist(), strict=True)
    )
    hostile = replace(
        study,
        groups=groups,
        memberships=memberships,
        names=(SCRIPT, IMAGE, *study.names[2:]),
        own_list=True,
        membership_source=replace(study.membership_source, nl=SCRIPT, en=IMAGE),
    )
    # The cycle before is that of the study.
    hostile.__dict__["before"] = hostile.__dict__["cycle_before"] = None
    return hostile
