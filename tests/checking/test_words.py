"""How problems are told in a terminal: many of one kind are short, and none is left out."""

from regiekaart.checking.words import problem_lines
from regiekaart.errors import Problem, Severity
from regiekaart.language import EN, NL, Text


def unknown(row, name, severity=Severity.ERROR):
    message = Text(f"onbekende gemeente: {name}", f"unknown municipality: {name}")
    return Problem(message=message, row=row, column="gemeente", value=name, severity=severity)


def test_a_few_of_one_kind_are_told_in_full():
    told = problem_lines([unknown(row, f"Xx{row}") for row in range(2, 7)], NL)
    assert told == [
        f"fout: rij {row}, kolom gemeente: onbekende gemeente: Xx{row}" for row in range(2, 7)
    ]


def test_many_of_one_kind_are_three_and_the_rows_of_the_others():
    told = problem_lines([unknown(row, f"Xx{row}") for row in range(2, 52)], NL)
    assert len(told) == 4
    assert told[-1] == "  en nog 47 keer: rijen 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, …"
    english = problem_lines([unknown(row, f"Xx{row}") for row in range(2, 8)], EN)
    assert english[-1] == "  and 3 more: rows 5, 6, 7"


def test_errors_come_before_warnings_and_kinds_are_never_mixed():
    warnings = [unknown(row, f"Yy{row}", Severity.WARNING) for row in range(2, 8)]
    other = Problem(message=Text("geen datum: x", "not a date: x"), row=3, column="tot", value="x")
    told = problem_lines([*warnings, other, unknown(9, "Zz")], NL)
    assert [line.split(":")[0] for line in told] == ["fout"] * 2 + ["let op"] * 3 + [
        "  en nog 3 keer"
    ]


def test_a_sign_that_steers_a_terminal_never_gets_there():
    (line,) = problem_lines([unknown(2, "rood\x1b[31m")], NL)
    assert line.isprintable()
