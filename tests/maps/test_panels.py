from regiekaart.language import EN, NL
from regiekaart.maps.canvas import Canvas
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.panels import Panel
from regiekaart.maps.theme import PLAIN
from tiny import grid_study


def panels(study, group=0, language=NL):
    return PageMaker(study, language, PLAIN).group_page(group).panels


def test_key_figures_say_at_least_while_members_may_be_unknown():
    figures = dict(panels(grid_study({1: "A", 2: "A"}))[0].rows)
    assert figures["inwoners"] == "minstens 3.000"
    assert figures["aandeel van Vlaanderen"] == "minstens 6,67 %"
    assert figures["rechtsvorm"] == "niet bekend"
    rest = tuple(range(3, 10))
    figures = dict(panels(grid_study({1: "A", 2: "A"}, outside=rest))[0].rows)
    assert figures["inwoners"] == "3.000"


def test_units_stand_by_name_with_their_inhabitants():
    _, units = panels(grid_study({9: "A", 2: "A"}))
    assert units.rows == (("Plaats 2", "2.000"), ("Plaats 9", "9.000"))


def test_agreements_stand_beside_the_units_where_any_is_known(study_2023):
    number = [g.name for g in study_2023.groups].index("HANDEL Samen & Sociaal")
    figures, units = panels(study_2023, number, EN)
    assert dict(figures.rows)["agreement with VDAB"] == "8 of 8"
    assert {row[2] for row in units.rows} == {"signed"}


def test_a_panel_ends_where_its_last_line_stands():
    panel = Panel("Titel", (("a", "1"), ("b", "2")))
    assert panel.draw(Canvas(PLAIN), (10, 100, 60), 1.0) == 100 - panel.height
    assert Panel("Leeg", ()).draw(Canvas(PLAIN), (10, 100, 60), 1.0) == 100
