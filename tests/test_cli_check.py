import json

HEAD = "gemeente;regiegebied;rechtsvorm\n"
FORM = "interlokale vereniging"


def write(tmp_path, name, *rows):
    path = tmp_path / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_the_shipped_list_has_warnings_and_no_errors(run):
    status, out, _ = run("check")
    assert status == 0
    assert "27 regiegebieden nagegaan: 4 waarschuwingen en 12 kanttekeningen." in out
    assert "Geraardsbergen ligt in Denderregio" in out
    assert "Van 8 regiegebieden staat de rechtsvorm niet op de lijst" in out


def test_the_document_has_the_keys_of_the_contract(run):
    _, out, _ = run("check", "--format", "json")
    document = json.loads(out)
    region, finding = document["regions"][0], document["findings"][0]
    assert {
        "region", "municipalities", "population", "reference_regions", "contiguous",
        "centre_city_alone",
    } <= set(region)  # fmt: skip
    assert {
        "rule", "severity", "region", "municipalities", "measured", "required", "ground", "message",
    } <= set(finding)  # fmt: skip


def test_an_error_gives_exit_status_one(run, tmp_path):
    path = write(tmp_path, "leden.csv", f"Bree;Klein;{FORM}", f"Peer;Klein;{FORM}")
    status, out, _ = run("check", "--membership", path, "--complete", "--format", "json")
    assert status == 1
    finding = json.loads(out)["findings"][0]
    assert (finding["rule"], finding["required"]) == ("minimum-population", 60_000)


def test_a_municipality_in_two_regions_is_a_finding_here_and_refused_elsewhere(run, tmp_path):
    path = write(tmp_path, "leden.csv", f"Bree;A;{FORM}", f"Peer;A;{FORM}", f"Bree;B;{FORM}")
    status, out, _ = run("check", "--membership", path, "--complete", "--format", "json")
    assert status == 1
    (double,) = [f for f in json.loads(out)["findings"] if f["rule"] == "one-region"]
    assert (double["municipalities"], double["measured"]) == (["72004"], ["A", "B"])
    status, _, err = run("coverage", "--membership", path)
    assert status == 2
    assert "rij 4" in err


def test_the_list_of_the_cycle_before_tells_what_has_changed(run, tmp_path):
    rows = [f"{name};X;{FORM}" for name in ("Geraardsbergen", "Oudenaarde", "Zottegem")]
    now = write(tmp_path, "nu.csv", *rows)
    same, less = write(tmp_path, "zelfde.csv", *rows), write(tmp_path, "minder.csv", *rows[:2])

    def severity(before):
        words = ("check", "--membership", now, "--complete", "--before", before)
        _, out, _ = run(*words, "--before-complete", "--format", "json")
        findings = json.loads(out)["findings"]
        return [f["severity"] for f in findings if f["rule"] == "reference-region"]

    assert severity(same) == ["warning"]
    assert severity(less) == ["error"]


def findings(run, path, *words):
    _, out, _ = run("check", "--membership", path, "--complete", "--format", "json", *words)
    return json.loads(out)["findings"]


def test_the_spelling_of_a_legal_form_makes_no_two_forms(run, tmp_path):
    for one, other in ((FORM.title(), FORM), ("OCMW-vereniging", "welzijnsvereniging")):
        path = write(tmp_path, "leden.csv", f"Mechelen;V;{one}", f"Lier;V;{other}")
        assert not [f for f in findings(run, path) if f["rule"] == "form"]


def test_the_parts_of_a_merger_give_their_forms_in_any_order(run, tmp_path):
    def verdict(*forms):
        names = ("Deinze", "Nevele", "Mechelen")
        rows = [f"{n};Z;{f}" for n, f in zip(names, (*forms, ""), strict=True)]
        path = write(tmp_path, "leden.csv", *rows)
        found = [f["verdict"] for f in findings(run, path) if f["rule"] == "form"]
        return found[0] if found else "met"

    assert verdict(FORM, "vzw") == verdict("vzw", FORM) == "broken"
    assert verdict("", "vzw") == verdict("vzw", "") == "broken"


def test_a_list_of_the_cycle_before_is_refused_where_there_is_none(run):
    status, _, err = run("check", "--cycle", "2017", "--before", "bestaatniet.csv")
    assert status == 2
    assert "geen cyclus voor 2017" in err


def test_an_exemption_in_a_study_file_takes_away_the_error(run, tmp_path):
    write(tmp_path, "leden.csv", f"Bree;Klein;{FORM}", f"Peer;Klein;{FORM}")
    study = tmp_path / "studie.toml"
    study.write_text(
        'membership = "leden.csv"\ncomplete = true\n[[exemption]]\n'
        'rule = "minimum-population"\nregion = "Klein"\nreason = "overgang"\n',
        encoding="utf-8",
    )
    status, out, _ = run("check", "--study", str(study))
    assert status == 0
    assert "Vrijgesteld: overgang" in out


def test_what_is_given_on_the_command_line_goes_before_the_study_file(run, tmp_path):
    study = tmp_path / "studie.toml"
    study.write_text('cycle = "2017"\n', encoding="utf-8")
    _, out, _ = run("coverage", "--study", str(study), "--format", "json")
    assert json.loads(out)["study"]["cycle"] == "2017"
    _, out, _ = run("coverage", "--study", str(study), "--cycle", "2020", "--format", "json")
    assert json.loads(out)["study"]["cycle"] == "2020"


def test_a_csv_has_one_finding_per_row_and_no_formulas(run, tmp_path):
    path = write(tmp_path, "leden.csv", f"Bree;@Kempen;{FORM}", f"Peer;@Kempen;{FORM}")
    _, out, _ = run("check", "--membership", path, "--complete", "--format", "csv")
    assert "'@Kempen" in out
    assert not any(cell.startswith("@") for line in out.splitlines() for cell in line.split(","))


def test_a_region_name_cannot_command_the_terminal(run, tmp_path):
    path = write(tmp_path, "leden.csv", f"Bree;K\u200blein;{FORM}")
    _, out, _ = run("check", "--membership", path, "--complete")
    assert "\x1b" not in out


def test_missing_in_words_and_as_a_document(run):
    status, out, _ = run("missing", "--example")
    assert status == 0
    assert "39 gemeenten zijn geen lid: 465.470 inwoners, 6,87 % van de bevolking" in out
    _, out, _ = run("missing", "--example", "--format", "json")
    document = json.loads(out)
    assert sum(row["population"] for row in document["missing"]) == 465_470
    assert document["pieces"][0]["eligible"] is True
