"""What a study file says, put where the options of a command are; what is typed goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regiekaart.study.settings import StudyPlan

MAKERS: Final = frozenset({"build", "maps", "web", "report", "export"})
# Where a value comes from that somebody has chosen.
CHOSEN: Final = frozenset({ParameterSource.COMMANDLINE, ParameterSource.DEFAULT_MAP})


def read_plans(ctx: click.Context, *, several: bool) -> None:
    """Read the study file of a command, and let its values be those of the study in it.

    Parameters
    ----------
    ctx
        The command's; ``study`` becomes the plan, or all plans of the file where there are more.
    several
        Whether the command takes more than one study.

    Raises
    ------
    InputError
        With every problem of the file, or if it holds more studies than the command takes.
    """
    from regiekaart.study.file import read_studies

    path: Path = ctx.params["study"]
    found = read_studies(path)
    if several and len(found.plans) > 1:
        ctx.params["study"] = found.plans
    else:
        ctx.params = settled(ctx, found.only())


def settled(ctx: click.Context, plan: StudyPlan) -> dict[str, Any]:
    """Return the values of a command for one study: those of the file where nothing was typed."""
    values = {**ctx.params, "study": plan}
    said = _said(ctx, plan)
    for name in ctx.params:
        if _typed(ctx, name):
            continue
        # Of several studies in a row one may say something, and the next nothing.
        source = ParameterSource.DEFAULT_MAP if name in said else ParameterSource.DEFAULT
        ctx.set_parameter_source(name, source)
        if name in said:
            values[name] = said[name]
    return values


def is_chosen(name: str) -> bool:
    """Return whether somebody chose the value of an option: typed it, or in a study file."""
    context: click.Context | None = click.get_current_context()
    while context is not None:
        if context.get_parameter_source(name) in CHOSEN:
            return True
        context = context.parent
    return False


def _typed(ctx: click.Context, name: str) -> bool:
    """Return whether an option was typed; the language may stand before the command."""
    context: click.Context | None = ctx
    while context is not None:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            return True
        context = context.parent if name == "lang" else None
    return False


def _said(ctx: click.Context, plan: StudyPlan) -> dict[str, Any]:
    """Return what a plan says, by the values of a command, as they are typed."""
    command, output = ctx.info_name, plan.output
    said: dict[str, Any] = {"lang": output.language, "style": plan.theme}
    if command in MAKERS:
        formats = {"report": output.report_formats, "export": output.export_formats}
        said |= {
            "output": output.folder,
            "only": _joined(output.parts),
            "formats": _joined(formats.get(command or "", output.formats)),
            "dpi": output.dpi,
            "report_formats": _joined(output.report_formats),
            "template": output.template,
        }
    if command == "subsidy" and plan.choice.subsidy is not None:
        settings = plan.choice.subsidy
        said["scheme"] = settings.scheme
        scheme = settings.scheme or ctx.params["scheme"]
        if _typed(ctx, "scheme"):
            scheme = ctx.params["scheme"]
        said |= settings.of(scheme)
        said["budget"] = f"{said['budget']:f}" if "budget" in said else None
    return {name: v for name, v in said.items() if v is not None and name in ctx.params}


def _joined(words: Sequence[str] | None) -> str | None:
    return None if words is None else ",".join(words)
