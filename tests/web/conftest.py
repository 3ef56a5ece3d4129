"""Windows for the tests of the page, with the network blocked."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from web.browsing import Opened, page_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Path:
    """The folder from which the browser opens pages."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def windows():
    """Windows that no test uses now: to open one takes as long as to draw the page in it."""
    return []


@pytest.fixture
def open_page(browser, pages, windows):
    """Return a function that opens a page from disk in a window in which nothing was before."""
    used, own = [], []

    def opened(html=None, hash_="", width=1280, height=800, **settings):
        html = page_of() if html is None else html
        path = pages / f"{sha256(html.encode()).hexdigest()[:16]}.html"
        if not path.exists():
            path.write_text(html, encoding="utf-8")
        address, size = path.as_uri() + hash_, {"width": width, "height": height}
        if windows and not settings:
            used.append(windows.pop())
            used[-1].reuse(address, size)
            return used[-1]
        context = browser.new_context(viewport=size, **settings)
        made = Opened(context, address)
        (own if settings else used).append(made)
        return made

    yield opened
    windows += used
    for made in own:
        made.page.context.close()
