"""The notebooks, run as Jupyter runs them: cell by cell, with what each one shows."""

import ast
import io
import json
import re
import tempfile
from pathlib import Path

import pytest
from matplotlib.figure import Figure

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
# What an object may offer a notebook; a notebook asks for all of it, and shows the best.
FORMS = (
    "_repr_html_",
    "_repr_markdown_",
    "_repr_svg_",
    "_repr_png_",
    "_repr_jpeg_",
    "_repr_latex_",
)
# Figures that a notebook shows and that somebody could check by hand or in a publication.
GOLDEN = {
    "dekking": [
        "300 gemeenten op 1 januari 2023, samen 6.774.807 inwoners.",
        "Ondergrens: 72,52 %",
        "Gemeenten: 63,33 % tot 100,00 %",
        "volledig: 2 leden, 0 onbekend, 1,86 % van de bevolking",
        "(bedoeld: Leuven?)",
        "93,13 %",
        "FICTIEF VOORBEELD",
    ],
    "eigen-kaart": [
        "Van de 42 gemeenten zijn er 27 (afgeleid) bekend als lid",
        "benaderende grenzen",
        "['limburg.svg']",
    ],
    "wat-als-subsidie": [
        "39 regiegebieden worden er 38",
        "115.661,19",
        "Samen:      0,00 euro",
        "809,71 of 809,72",
        "telt 44.954 inwoners op 1 januari 2023, 15.046 te weinig",
        "FICTIEF VOORBEELD",
    ],
}


class Kernel:
    """Runs cells in one namespace, and keeps what a reader would see."""

    def __init__(self, name, capsys):
        self.name, self.capsys = name, capsys
        self.names = {"__name__": "__main__"}
        self.shown = []

    def run(self, source):
        """Run a cell: its last expression is shown, unless a semicolon hides it."""
        tree = ast.parse(source, self.name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, self.name, "exec"), self.names)  # noqa: S102
        value = eval(compile(last, self.name, "eval"), self.names) if last else None  # noqa: S307
        self.shown.append(self.capsys.readouterr().out)
        if value is not None:
            self._show(value)
        self._show_figures()

    def _show(self, value):
        self.shown.append(repr(value))
        if isinstance(value, Figure):
            value.savefig(io.BytesIO(), format="png")
        for form in FORMS:
            found = getattr(value, form, lambda: None)()
            if found is None:
                continue
            data, _told = found if isinstance(found, tuple) else (found, {})
            if form == "_repr_png_":
                assert data.startswith(b"\x89PNG")
            else:
                self.shown.append(re.sub("<[^>]+>", " ", data))

    def _show_figures(self):
        """Draw what pyplot holds open, and close it, as the inline backend does."""
        from matplotlib import pyplot as plt

        for number in plt.get_fignums():
            plt.figure(number).savefig(io.BytesIO(), format="png")
        plt.close("all")

    @property
    def told(self):
        return "\n".join(self.shown)


def cells_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


@pytest.fixture
def empty_folders(tmp_path, monkeypatch):
    """A folder to work in and one for what is temporary, with nothing in either."""
    work, scratch = tmp_path / "work", tmp_path / "scratch"
    work.mkdir()
    scratch.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("MPLBACKEND", "agg")
    return work, scratch


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_its_text_says(path, capsys, empty_folders):
    kernel = Kernel(path.name, capsys)
    cells = cells_of(path)
    for cell in cells:
        if cell["cell_type"] == "code":
            kernel.run(source(cell))
    for words in GOLDEN[path.stem]:
        assert words in kernel.told
    # What a text says in figures, a reader finds in what the cells show.
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for number in numbers(source(cell)):
                assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", kernel.told), number
    assert [list(folder.iterdir()) for folder in empty_folders] == [[], []]


def numbers(text):
    """Return the figures in a text: what stands in code, or belongs to a name, is none."""
    plain = re.sub(r"`[^`]*`|EPSG:\d+|Lambert 72", "", text)
    return re.findall(r"\d+(?:[.,]\d+)*", plain)


def test_a_number_in_a_text_is_seen():
    assert numbers("van 6.774.807 inwoners (93,13 %) in `2020`, in 2023.") == [
        "6.774.807", "93,13", "2023",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_is_written_the_same_way_by_everyone(path):
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", each) for each in ids)
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}
        assert source(cell).strip() == source(cell)
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    # As the format's own library writes it, so that opening and saving changes nothing.
    written = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    assert text == f"{written}\n"


def test_every_notebook_has_figures_that_are_checked():
    assert [path.stem for path in NOTEBOOKS] == sorted(GOLDEN)


def test_an_error_in_what_a_cell_shows_is_an_error(capsys):
    kernel = Kernel("cell", capsys)
    with pytest.raises(ZeroDivisionError):
        kernel.run("class Bad:\n    def _repr_html_(self):\n        return 1 / 0\nBad()")
    told = len(kernel.shown)
    kernel.run("1 + 1")
    kernel.run("3 + 3;")
    assert kernel.shown[told:] == ["", "2", ""]
