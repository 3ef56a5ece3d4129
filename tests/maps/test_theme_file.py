import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image

from regiekaart.errors import InputError
from regiekaart.language import NL
from regiekaart.maps.atlas import Series, draw_series
from regiekaart.maps.fonts import SOURCE_SANS, Font
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN, Margins, Theme, contrast
from regiekaart.maps.theme_checks import text_pairs
from regiekaart.maps.theme_file import _kinds, read_theme
from tiny import grid_study

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "huisstijl.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(InputError) as caught:
        read_theme(path)
    return caught.value.problems


def test_the_theme_that_ships_can_be_read_everywhere():
    assert min(contrast(ink, ground) for _, ink, ground in text_pairs(PLAIN)) >= 4.5


def test_what_is_not_named_stays_as_it_ships(written):
    theme = read_theme(written('accent = "#105269"\ntitle-size = 20\nmargin = 15\n'))
    assert (theme.accent, theme.title_size) == ("#105269", 20)
    assert theme.margins == Margins(15, 15, 15, 15)
    assert (theme.font, theme.language) == (SOURCE_SANS, None)
    assert theme.groups == PLAIN.groups


def test_lists_and_files_are_taken_over(written, tmp_path):
    Image.new("RGB", (40, 20)).save(tmp_path / "logo.png")
    theme = read_theme(written('logo = "logo.png"\nlabel-sizes = [9, 7, 6]\npage = [420, 297]\n'))
    assert theme.logo == tmp_path / "logo.png"
    assert (theme.label_sizes, theme.page) == ((9, 7, 6), (420, 297))


def test_every_problem_is_told_at_once(written):
    told = problems(
        written(
            'acent = "#000000"\nink = "zwart"\nmargin = 500\ngroups = "blauw"\nlogo = "weg.png"\n'
            "page = [100]\n"
        )
    )
    assert {(p.key, p.suggestion) for p in told} == {
        ("acent", "accent"), ("ink", None), ("margin", None), ("groups", None), ("logo", None),
        ("page", None),
    }  # fmt: skip


def test_a_problem_of_a_theme_is_placed_at_its_key(written):
    (problem,) = problems(written("margin = 500\n"))
    assert problem.place().endswith(", sleutel margin")


def test_text_that_cannot_be_read_is_refused_with_its_contrast(written):
    (problem,) = problems(written('ink = "#777777"\ngroups = ["#8fbbe3"]\n'))[:1]
    assert problem.key == "groups"
    told = problems(written('soft-ink = "#bbbbbb"\n'))
    assert {p.key for p in told} == {"soft-ink", "context"}
    assert "contrast 1,9" in told[0].message.nl


def test_the_contrast_of_two_colours_is_that_of_wcag():
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


def test_a_logo_stands_on_the_page_in_its_own_colours(written, tmp_path):
    Image.new("RGB", (40, 20), "#ffed00").save(tmp_path / "logo.png")
    theme = read_theme(written('logo = "logo.png"\naccent = "#7a1f5c"\n'))
    study = grid_study({1: "A", 9: "B"})
    spec = PageMaker(study, NL, theme).whole_page()
    series = Series(study.names, Land(study.boundaries), tmp_path, ("png",), 80, theme)
    (path,) = draw_series([spec], series)
    with Image.open(path) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert {(0xFF, 0xED, 0x00), (0x7A, 0x1F, 0x5C)} <= colours


def letters(tmp_path, name, bold=False):
    return Path(shutil.copy(SOURCE_SANS.file(bold=bold), tmp_path / name))


def test_every_side_can_have_its_own_margin(written):
    theme = read_theme(written("margins = [14, 12, 10, 20]\n"))
    assert theme.margins == Margins(top=14, right=12, bottom=10, left=20)
    (problem,) = problems(written("margin = 12\nmargins = [14, 12, 10, 20]\n"))
    assert problem.key == "margin"
    (problem,) = problems(written("margins = [14, 12]\n"))
    assert "boven, rechts, onder en links" in problem.message.nl


def test_a_font_comes_in_files_and_is_named_by_them_where_the_theme_does_not(written, tmp_path):
    regular, bold = letters(tmp_path, "a.ttf"), letters(tmp_path, "b.ttf", bold=True)
    theme = read_theme(written('font-file = "a.ttf"\nfont-bold-file = "b.ttf"\n'))
    assert theme.font == Font("Source Sans Pro", regular, bold)
    assert read_theme(written('font = "Huis"\nfont-file = "a.ttf"\n')).font == Font("Huis", regular)


def test_a_font_without_a_file_is_one_of_this_machine(written):
    assert read_theme(written('font = "DejaVu Sans"\n')).font == Font("DejaVu Sans")
    assert read_theme(written('font = "Source Sans Pro"\n')).font == SOURCE_SANS
    (problem,) = problems(written('font = "Geen Enkel Lettertype"\n'))
    assert (problem.key, problem.value) == ("font", "Geen Enkel Lettertype")


def test_files_that_are_no_font_and_no_picture_are_refused_together(written, tmp_path):
    (tmp_path / "a.ttf").write_text("geen lettertype")
    (tmp_path / "b.ttf").write_bytes(SOURCE_SANS.bold.read_bytes()[:9000])
    Image.new("RGB", (40, 20)).save(tmp_path / "heel.png")
    (tmp_path / "logo.png").write_bytes((tmp_path / "heel.png").read_bytes()[:60])
    told = problems(
        written(
            'font = "Huis"\nfont-file = "a.ttf"\nfont-bold-file = "b.ttf"\nlogo = "logo.png"\n'
            'language = "fr"\nink = "zwart"\n'
        )
    )
    assert {(p.file, p.key, p.value) for p in told} == {
        ("huisstijl.toml", "font-file", "a.ttf"),
        ("huisstijl.toml", "font-bold-file", "b.ttf"),
        ("huisstijl.toml", "logo", "logo.png"),
        ("huisstijl.toml", "language", "fr"),
        ("huisstijl.toml", "ink", "zwart"),
    }
    assert {"TrueType" in p.message.nl for p in told if p.key.startswith("font")} == {True}


def test_bold_letters_alone_are_refused(written, tmp_path):
    letters(tmp_path, "b.ttf", bold=True)
    (problem,) = problems(written('font-bold-file = "b.ttf"\n'))
    assert problem.key == "font-bold-file"


def test_a_page_must_leave_room_for_its_map_and_its_title(written, tmp_path):
    (problem,) = problems(written("page = [148, 105]\nmargin = 20\npanel = 60\n"))
    assert "te weinig plaats" in problem.message.nl
    Image.new("RGB", (400, 20)).save(tmp_path / "logo.png")
    (problem,) = problems(written('logo = "logo.png"\n'))
    assert (problem.key, problem.value) == ("logo", "logo.png")


def test_a_scale_has_as_many_colours_as_the_maps_use(written):
    (problem,) = problems(written('scale = ["#ffffff", "#dddddd"]\n'))
    assert problem.key == "scale"
    many = ", ".join(f'"#{0xA0A0A0 + 9 * k:06x}"' for k in range(40))
    (problem,) = problems(written(f"groups = [{many}]\n"))
    assert "te veel kleuren" in problem.message.nl


def test_the_example_in_the_manual_is_a_theme_and_the_manual_names_every_key(written, tmp_path):
    manual = (DOCS / "maps.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", manual, flags=re.DOTALL)
    letters(tmp_path, "FlandersArtSans-Regular.ttf")
    letters(tmp_path, "FlandersArtSans-Bold.ttf", bold=True)
    Image.new("RGB", (300, 100)).save(tmp_path / "logo.png")
    theme = read_theme(written(example))
    assert theme.margins == Margins(14, 12, 12, 20)
    assert (theme.font.family, theme.language) == ("Flanders Art Sans", "nl")
    assert theme.logo == tmp_path / "logo.png"
    assert {key for key in _kinds() if f"`{key}`" not in manual} == set()


def test_every_field_of_a_theme_has_a_key():
    assert {each.name.replace("_", "-") for each in fields(Theme)} <= set(_kinds())


def test_the_command_draws_in_a_style_and_refuses_a_bad_one(written, run):
    words = ["maps", "--kind", "province", "--name", "Limburg", "--output", "uit", "--dpi", "50"]
    assert run(*words, "--style", str(written('accent = "#7a1f5c"\n')))[0] == 0
    status, _, told = run(*words, "--style", str(written('accent = "paars"\n')))
    assert status == 2
    assert "geen kleur" in told


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["maps"], "Province"),
        (["--lang", "nl", "maps"], "Provincie"),
        (["maps", "--lang", "nl"], "Provincie"),
    ],
)
def test_the_language_of_a_style_is_that_of_the_maps_unless_another_is_asked_for(
    written, run, tmp_path, words, title
):
    style = str(written('language = "en"\n'))
    choice = ["--kind", "province", "--name", "Limburg", "--dpi", "50", "--output", "uit"]
    assert run(*words, *choice, "--style", style)[0] == 0
    (picture,) = (tmp_path / "uit").rglob("*.png")
    with Image.open(picture) as opened:
        assert opened.text["Title"] == f"Limburg ({title})"


@pytest.mark.usefixtures("two_maps")
def test_the_report_takes_the_colours_and_the_logo_of_a_style(written, run, tmp_path):
    Image.new("RGB", (40, 20), "#ffed00").save(tmp_path / "logo.png")
    style = str(written('accent = "#7a1f5c"\nlogo = "logo.png"\nlanguage = "en"\n'))
    asked = ("--formats", "html", "--cycle", "2020", "--style", style, "--output", "uit")
    assert run("report", *asked)[0] == 0
    (report,) = (tmp_path / "uit").rglob("report.html")
    page = report.read_text("utf-8")
    assert "--accent: #7a1f5c;" in page
    assert '<img class="logo" src="data:image/png;base64,' in page
    assert '<html lang="en">' in page
