from __future__ import annotations

import io

from PIL import Image

from regiekaart.report.charts import Chart
from regiekaart.report.rasters import chart_pngs

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48" viewBox="0 0 96 48">'
    '<rect width="48" height="48" fill="{}"/>'
    '<text x="50" y="30" font-family="\'Source Sans Pro\'" font-size="20">Bree</text></svg>'
)


def chart(colour: str) -> Chart:
    return Chart("grafiek", "Titel", "Beschrijving", SVG.format(colour), 96, 48)


def test_each_chart_is_a_picture_at_two_hundred_dots_per_inch():
    first, second = (
        Image.open(io.BytesIO(png)).convert("RGB")
        for png in chart_pngs([chart("#ff0000"), chart("#0000ff")])
    )
    assert first.size == second.size == (200, 100)
    assert first.getpixel((50, 50)) == (255, 0, 0)
    assert second.getpixel((50, 50)) == (0, 0, 255)
    # The letters are there, and what is around them is white.
    right = first.crop((105, 0, 200, 100)).convert("L").getextrema()
    assert right[0] < 60
    assert first.getpixel((199, 99)) == (255, 255, 255)


def test_charts_are_the_same_whether_alone_or_not():
    assert chart_pngs([chart("#ff0000"), chart("#0000ff")])[1] == chart_pngs([chart("#0000ff")])[0]
    assert chart_pngs([]) == []
