"""Names that try to be more than text."""

from dataclasses import replace

from tiny import grid_study

# One per municipality; each tries to be more than a name.
NAMES = (
    "<img src=x onerror=alert(1)>",
    '"Aan" \'t Hof & co',
    "twee\nregels",
    "=1+1",
    "lang " * 60,
    "\N{FOX FACE} \u202etxet\u202c \u05d0\u05d1",
    "[1, 2]",
    "onbekend",
    '{"a": 1}',
)


def hostile_study():
    """Return a complete list on the grid, of nine regions with nine names that mean no good."""
    study = grid_study(
        {k: f"{k}" for k in range(1, 10)}, forms={f"{k}": NAMES[k - 1] for k in range(1, 10)}
    )
    groups = tuple(replace(g, name=name) for g, name in zip(study.groups, NAMES, strict=True))
    memberships = tuple(
        replace(m, region=name, rows=tuple(replace(r, region=name, source=name) for r in m.rows))
        for m, name in zip(study.memberships, NAMES, strict=True)
    )
    bad = replace(study, groups=groups, memberships=memberships, names=NAMES)
    for kept in ("before", "cycle_before", "neighbours", "boundaries"):
        bad.__dict__[kept] = study.__dict__[kept]
    return bad
