"""A scheme file: what is missing, unknown or wrong in it is told, all of it at once."""

import json
import re
import tomllib

import pytest

from regiekaart import InputError
from regiekaart.errors import is_hidden
from regiekaart.export.facts import Facts
from regiekaart.export.layers import layers_of
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from regiekaart.paths import shipped_data
from regiekaart.scheme import keys
from regiekaart.scheme.file import read_scheme
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.known import scheme_called, shipped_schemes
from regiekaart.scheme.reserved import column_name, is_reserved_part, is_reserved_rule
from regiekaart.scheme.rules import Contiguous, FitsPart, MinimumPopulation
from regiekaart.scheme.schema import SCHEMA_NAME, schema_text
from regiekaart.words.catalogue import study_tables
from scheme_docs import write_down


@pytest.fixture
def folder(tmp_path):
    return write_down(tmp_path)


def changed(folder, *pairs, name="schoolkringen.toml"):
    """Return the file of the page with some of its text replaced."""
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / "anders.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path):
    with pytest.raises(InputError) as caught:
        read_scheme(path)
    assert {p.file for p in caught.value.problems} == {path.name}
    return {p.key or p.column: p for p in caught.value.problems}


def test_a_scheme_says_what_its_file_says(folder):
    scheme = read_scheme(folder / "schoolkringen.toml")
    assert (scheme.id, scheme.whole, scheme.group_id) == ("schoolkringen", "Negenwijk", "circle")
    assert (scheme.unit.many.en, scheme.people.one.nl) == ("districts", "leerling")
    assert scheme.usual.noun.the.nl == "het stadsdeel"
    assert [type(rule) for rule in scheme.rules[1:]] == [MinimumPopulation, FitsPart, Contiguous]
    assert scheme.rules[1].minimum == 10_000
    assert scheme.units_from.neighbours == folder / "buren.csv"
    assert scheme.groups_from.complete is True


def test_a_scheme_on_the_municipalities_takes_over_what_ships_of_them(folder):
    scheme = read_scheme(folder / "politiezones.toml")
    assert scheme.partitions == FLANDERS.partitions
    assert scheme.unit == FLANDERS.unit
    assert (scheme.units_from, scheme.has_statuses, scheme.has_funding) == (None, False, False)
    assert scheme.newest_cycle.end is None


def test_everything_that_is_wrong_is_told_at_once(folder):
    found = problems(
        changed(
            folder,
            ('whole = "Negenwijk"\n', "whole = 9\n"),
            ('id = "circle"\n', ""),
            ('table = "wijken.csv"', 'tabel = "wijken.csv"'),
            ("start = 2024-01-01\nend = 2030-12-31", 'start = "2024"\nend = 2030-12-31'),
            ('en = ["district", "districts"]', 'en = ["district"]'),
            ('article = "het"', 'article = "the"'),
            ("complete = true", 'complete = "ja"'),
            ("minimum = 10000", "minimum = 0"),
            ('kind = "contiguous"', 'kind = "connected"'),
            ('partition = "part"', 'partition = "parts"'),
        )
    )
    assert found.keys() == {
        "whole", "group.id", "units.tabel", "units.table", "units.start", "units.noun.en",
        "partition 1, article", "list.complete", "rule 2, minimum", "rule 3, partition",
        "rule 4, kind",
    }  # fmt: skip
    assert found["units.tabel"].suggestion == "table"
    assert found["rule 3, partition"].suggestion == "part"
    assert "the key group.id is missing" in found["group.id"].message.en


@pytest.mark.parametrize(
    ("pairs", "column"),
    [
        ([('id = "schoolkringen"', 'id = "../weg"')], "id"),
        ([('id = "schoolkringen"', 'id = "Kringen"')], "id"),
        ([('id = "schoolkringen"', 'id = "flanders-sew"')], "id"),
        ([('id = "2024"', 'id = "2024/../.."')], "cycle 1, id"),
        ([('id = "circle"', 'id = "part"')], "group.id"),
        ([('id = "circle"', 'id = "misfit"')], "group.id"),
        ([('id = "connected"', 'id = "minimum"')], "rule 4, id"),
        ([('id = "connected"', 'id = "since"')], "rule 4, id"),
        *(
            ([('id = "part"', f'id = "{name}"'), ('partition = "part"', f'partition = "{name}"')],
             "partition 1, id")
            for name in ("code", "nis", "population", "membership", "region", "region-number",
                         "agreement-share")
        ),
        ([('whole = "Negenwijk"', 'whole = " "')], "whole"),
        ([('whole = "Negenwijk"', 'whole = "Negen\\u202ewijk"')], "whole"),
        ([('whole = "Negenwijk"', f'whole = "{"N" * 400}"')], "whole"),
        ([('"wijken.csv"', '"elders/wijken.csv"')], "units.table"),
        ([('"buren.csv"', '"."')], "units.neighbours"),
        ([("end = 2029-12-31", "end = 2023-12-31")], "cycle 1, end"),
        ([("end = 2030-12-31", "end = 2020-12-31")], "units.end"),
        ([('neighbours = "buren.csv"\nborders = "wijken.geojson"\n', "")], "rule 4, kind"),
        ([("start = 2024-01-01\nend = 2030", 'crs = "Lambert"\nstart = 2024-01-01\nend = 2030')],
         "units.crs"),
        ([('people-source = { nl = "verzonnen telling", ', "people-source = { ")],
         "units.people-source.nl"),
        ([("complete = true", 'complete = true\nwhere = "alles"')], "list.where"),
        ([('kind = "contiguous"', 'kind = ["contiguous"]')], "rule 4, kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_key(folder, pairs, column):
    found = problems(changed(folder, *pairs))
    assert column in found
    for problem in found.values():
        lines = problem.line(NL), problem.line(EN)
        assert all(lines)
        assert not any(map(is_hidden, "".join(lines)))


def test_the_partitions_of_the_municipalities_are_not_for_a_file_to_say(folder):
    own = '[[partition]]\nid = "x"\nnl = ["a", "b"]\nen = ["a", "b"]\n[group]'
    path = changed(folder, ("[group]", own), name="politiezones.toml")
    assert "partition" in problems(path)


def test_no_partition_has_the_name_of_another_column(study_2023):
    made = [*study_tables(study_2023), *layers_of(Facts(study_2023, EN, PLAIN))]
    per_unit = [table for table in made if table.id.startswith("municipalities")]
    assert len(per_unit) == 3
    names = {getattr(c, "key", None) or c.name for table in per_unit for c in table.columns}
    partitions = {column_name(kind) for kind in study_2023.partitions}
    assert partitions < names
    assert all(is_reserved_part(name) for name in names - partitions)
    rules = {column_name(rule.id) for rule in FLANDERS.rules}
    of_rules = {c.key for table in made if table.id == "rules" for c in table.columns} - rules
    assert of_rules
    assert all(is_reserved_rule(name) for name in of_rules)


def test_each_kind_of_rule_comes_once(folder):
    path = changed(folder, ('kind = "contiguous"', 'kind = "one-group"'))
    assert "rule" in problems(path)


def test_each_key_that_is_left_out_is_missed(folder):
    lines = (folder / "schoolkringen.toml").read_text(encoding="utf-8").splitlines()
    optional = {"neighbours", "borders", "borders-label", "article", "end"}
    for i, line in enumerate(lines):
        name = line.partition(" = ")[0]
        if " = " not in line or (name in optional and lines[i - 1] != "start = 2024-01-01"):
            continue
        if name == "end" and "2029" in line:
            continue
        (folder / "korter.toml").write_text("\n".join(lines[:i] + lines[i + 1 :]), encoding="utf-8")
        assert any(key.endswith(name) for key in problems(folder / "korter.toml")), line


def test_a_name_that_does_not_ship_gets_those_that_do():
    with pytest.raises(InputError) as caught:
        scheme_called("woonmaatschapijen")
    (problem,) = caught.value.problems
    assert problem.suggestion == "woonmaatschappijen"
    assert shipped_schemes() == ("flanders-sew", "woonmaatschappijen")


def test_the_schema_that_ships_is_that_of_the_declaration():
    shipped = shipped_data() / "schemas" / SCHEMA_NAME
    assert shipped.read_bytes().decode("utf-8") == schema_text()


def test_the_schema_takes_what_the_reader_takes_and_refuses_what_it_refuses(folder):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(schema_text())
    jsonschema.Draft7Validator.check_schema(schema)
    checker = jsonschema.Draft7Validator(schema)
    shipped = shipped_data() / "schemes" / "woonmaatschappijen.toml"
    for path in (folder / "schoolkringen.toml", folder / "politiezones.toml", shipped):
        assert checker.is_valid(_plain(path)), path.name
    for pair in (
        ('id = "schoolkringen"', 'id = "../weg"'), ('whole = "Negenwijk"', "whole = 9"),
        ('table = "wijken.csv"', 'like = "flanders"\ntable = "wijken.csv"'),
        ("minimum = 10000", "minimun = 10000"), ('article = "het"', 'article = "the"'),
    ):  # fmt: skip
        assert not checker.is_valid(_plain(changed(folder, pair))), pair


def _plain(path):
    """As an editor hands TOML to a schema: a date is a text."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(document, default=str))


def test_every_key_stands_in_the_docs():
    page = (shipped_data().parent / "docs" / "schemes.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(?:\[+)?([\w-]+)(?:\]+)?(?: = [^`]*)?`", page))
    declared = {key.name for key in (*keys.TOP, *keys.UNITS, *keys.LIKE, *keys.NOUN)}
    for group in (*keys.TABLES.values(), *keys.LISTS.values()):
        declared |= {key.name for key in group}
    assert declared - told - {"like"} == set()
