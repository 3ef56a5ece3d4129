from dataclasses import fields

from regiekaart.sources.addresses import VARIABLES, Addresses, filled


def test_every_address_can_be_put_elsewhere():
    assert set(VARIABLES) == {field.name for field in fields(Addresses)}
    changed = Addresses.current({name: f"at {name}" for name in VARIABLES.values()})
    for field, variable in VARIABLES.items():
        assert getattr(changed, field) == f"at {variable}"


def test_an_empty_variable_counts_as_not_set():
    assert Addresses.current({"REGIEKAART_WFS": " "}) == Addresses.current({}) == Addresses()


def test_the_environment_of_the_process_is_the_default(monkeypatch):
    monkeypatch.setenv("REGIEKAART_STATBEL", "https://mirror.example/{year}.zip")
    assert filled(Addresses.current().statbel, 2026) == "https://mirror.example/2026.zip"


def test_the_current_and_the_dated_services():
    known = Addresses()
    assert filled(known.wfs, None) == "https://geo.api.vlaanderen.be/VRBG/wfs"
    assert filled(known.wfs, 2025) == "https://geo.api.vlaanderen.be/VRBG2025/wfs"
    assert filled(known.ogc_features, None) == (
        "https://geo.api.vlaanderen.be/VRBG/ogc/features/v1/collections/Refgem/items"
    )
    assert filled(known.statbel, 2024).endswith("/TF_SOC_POP_STRUCT_2024.zip")


def test_what_a_template_does_not_name_is_not_filled_in():
    odd = "https://mirror.example/a%20b/{other}/wfs"
    assert filled(odd, 2025) == odd
