"""The Dutch user guide says what the software does now: its commands, its answers, its links."""

from __future__ import annotations

import contextlib
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from PIL import Image

from regiekaart.cli.commands import build_cli
from regiekaart.language import NL

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "handleiding"
PICTURES = ROOT / "docs" / "img" / "handleiding"
PAGES = sorted(GUIDE.glob("*.md"))
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>[^\n]*)\n(?P<body>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE
)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
LEFT_OUT = "[...]"
# What is typed in PowerShell and what in another terminal.
TYPED = ("powershell", "sh")
# What draws or writes files takes long: such a command is parsed, and its answer is not quoted.
SLOW = {"build", "maps", "web", "report", "export"}


@dataclass(frozen=True)
class Block:
    """A block of a page: its first word, what stands behind that, and its lines."""

    page: Path
    line: int
    kind: str
    label: str
    body: str

    @property
    def commands(self) -> list[list[str]]:
        """The regiekaart commands in the block, as words."""
        # Not as in a Unix shell: a backslash is a part of a Windows path.
        lines = [shlex.split(line, posix=False) for line in self.body.splitlines()]
        return [
            [word[1:-1] if word[0] in "'\"" else word for word in words[1:]]
            for words in lines
            if words and words[0] == "regiekaart" and self.kind in TYPED
        ]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        kind, _, label = match["kind"].partition(" ")
        lines = [line.removeprefix(match["indent"]) for line in match["body"].splitlines()]
        number = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, number, kind, label, "\n".join(lines)))
    return found


EVERY = [block for page in PAGES for block in blocks(page)]
COMMANDS = [(block, words) for block in EVERY for words in block.commands]
ANSWERS = [
    (asked, answer)
    for page in PAGES
    for asked, answer in zip(blocks(page), blocks(page)[1:], strict=False)
    if answer.kind == "uitvoer"
]


def named(block: Block) -> str:
    return f"{block.page.stem}-{block.line}"


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def parse(words: list[str]) -> None:
    """Parse a command as the command line does, without running it."""
    command, left = build_cli(NL), list(words)
    while isinstance(command, click.Group) and left and left[0] in command.commands:
        command = command.commands[left.pop(0)]
    # What --help and --version print, they print here; then they leave.
    with contextlib.suppress(click.exceptions.Exit):
        command.make_context("regiekaart", left)
    assert not isinstance(command, click.Group) or {"--version", "--help"} & {*words}


@pytest.mark.parametrize(("block", "words"), COMMANDS, ids=lambda each: (
    named(each) if isinstance(each, Block) else " ".join(each)))  # fmt: skip
def test_a_command_of_the_guide_parses_and_one_that_it_calls_wrong_does_not(block, words):
    # A file, or what a table is divided by, is refused later: the quoted answers show that.
    later = "--by" in words or any(Path(word).suffix for word in words)
    if block.label == "fout" and not later:
        with pytest.raises(click.UsageError):
            parse(words)
    else:
        parse(words)


def test_there_are_commands_and_answers_to_hold_against_the_software():
    assert len(PAGES) == 11
    assert len(COMMANDS) > 40
    assert len(ANSWERS) > 12


@pytest.mark.parametrize(("asked", "answer"), ANSWERS, ids=named)
def test_an_answer_that_the_guide_quotes_is_what_the_command_says_now(asked, answer, run, tmp_path):
    for block in blocks(answer.page):
        if block.kind == "csv":
            (tmp_path / block.label).write_text(block.body + "\n", encoding="utf-8")
    words = asked.commands[-1]
    assert words[0] not in SLOW
    status, output, messages = run(*words)
    assert (status == 2) == (asked.label == "fout")
    said, at = messages + output, 0
    for part in answer.body.split(LEFT_OUT):
        # Parts stand in the order of the answer, each of whole lines.
        lines = part.strip("\n")
        found = f"\n{said}".find(f"\n{lines}\n", at) if lines else at
        assert found >= 0, f"{named(answer)}: not in the answer:\n{lines}\n\nbut:\n{said}"
        at = found + len(lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_page_exists(page):
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    inside = [m["to"] for m in LINK.finditer(prose) if not m["to"].startswith("http")]
    assert inside
    for link in inside:
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_is_in_the_index_and_every_picture_is_shown():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    whole = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for page in PAGES:
        assert page.name == "README.md" or f"({page.name})" in index
    for picture in PICTURES.iterdir():
        assert f"../img/handleiding/{picture.name})" in whole


def test_pictures_are_small_and_every_one_has_a_text_that_tells_what_it_shows():
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert max(sizes.values()) <= 150_000
    assert sum(sizes.values()) < 2_000_000
    for path in PICTURES.iterdir():
        with Image.open(path) as picture:
            assert picture.mode == "P"
    for page in PAGES:
        texts = re.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8"))
        assert all(len(text) > 20 for text in texts)


def test_the_theme_file_of_the_guide_is_one(tmp_path):
    from regiekaart.maps.theme_file import read_theme

    block = next(block for block in EVERY if block.kind == "toml")
    path = tmp_path / block.label
    path.write_text(block.body, encoding="utf-8")
    assert read_theme(path).accent == "#105269"


def test_the_install_lines_are_those_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = (GUIDE / "01-installeren.md").read_text(encoding="utf-8")
    for line in ("python -m venv .venv", "pip install -c constraints.txt ."):
        assert line in readme
        assert line in page


def test_what_the_guide_tells_of_a_build_and_of_what_changed_since_is_so(run, tmp_path):
    told = {b.page.stem[:2]: b.body.splitlines() for b in EVERY if b.kind == "text"}
    tables = ["build", "--only", "tables", "--boundaries", "embedded", "--output", "eerst"]
    _, output, _ = run(*tables)
    assert told["02"][:2] == output.splitlines()[:2]
    assert re.search(r"\d+ tabellen", told["02"][2])[0] in output
    # The list of the planner: who is known to be a member, and Aarschot.
    made = tmp_path / "eerst" / "2023-2023-01-01" / "tables" / "municipalities.csv"
    head, *rows = made.read_text(encoding="utf-8-sig").splitlines()
    kept = [head, *(row for row in rows if ";onbekend;" not in row)]
    columns = {"NIS-code": "24001", "gemeente": "Aarschot", "regiegebied": "Dijleland"}
    kept.append(";".join(columns.get(name, "") for name in head.split(";")))
    (tmp_path / "scenario.csv").write_text("\n".join(kept), encoding="utf-8")
    again = [*tables[:-1], "daarna", "--membership", "scenario.csv"]
    _, output, _ = run(*again, "--since", "eerst/2023-2023-01-01")
    now = output[output.index(told["08"][0]) :].splitlines()
    # The files count what depends on who says so; all else is as told.
    assert now[:-1] == told["08"][:-1]
