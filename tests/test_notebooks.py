import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom_and_holds_no_stale_output(path, capsys):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    names: dict[str, object] = {}
    for cell in code:
        assert cell["outputs"] == []
        exec(compile("".join(cell["source"]), path.name, "exec"), names)  # noqa: S102
    assert "Antwerpen" in capsys.readouterr().out
