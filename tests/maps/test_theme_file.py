import pytest
from PIL import Image

from regiekaart.cli import main
from regiekaart.errors import InputError
from regiekaart.language import NL
from regiekaart.maps.atlas import Series, draw_series
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN, contrast
from regiekaart.maps.theme_file import _pairs, read_theme
from tiny import grid_study


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
    assert min(contrast(ink, ground) for _, ink, ground in _pairs(PLAIN)) >= 4.5


def test_what_is_not_named_stays_as_it_ships(written):
    theme = read_theme(written('accent = "#105269"\ntitle-size = 20\nmargin = 15\n'))
    assert (theme.accent, theme.title_size, theme.margin) == ("#105269", 20, 15)
    assert theme.groups == PLAIN.groups


def test_lists_and_files_are_taken_over(written, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"")
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
    assert {(p.column, p.suggestion) for p in told} == {
        ("acent", "accent"), ("ink", None), ("margin", None), ("groups", None), ("logo", None),
        ("page", None),
    }  # fmt: skip


def test_text_that_cannot_be_read_is_refused_with_its_contrast(written):
    (problem,) = problems(written('ink = "#777777"\ngroups = ["#8fbbe3"]\n'))[:1]
    assert problem.column == "groups"
    told = problems(written('soft-ink = "#bbbbbb"\n'))
    assert {p.column for p in told} == {"soft-ink", "context"}
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


def test_the_command_draws_in_a_style_and_refuses_a_bad_one(written, tmp_path, capsys):
    words = ["maps", "--kind", "province", "--name", "Limburg", "--output", str(tmp_path / "uit")]
    assert main([*words, "--dpi", "50", "--style", str(written('accent = "#7a1f5c"\n'))]) == 0
    assert main([*words, "--style", str(written('accent = "paars"\n'))]) == 2
    assert "geen kleur" in capsys.readouterr().err
