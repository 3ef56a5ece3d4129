"""A page in a browser that has no network, and what several tests do with it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from regiekaart.language import NL
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import web_page

AXE = files("axe_playwright_python") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations"]}
# The colour that fills each municipality.
FILLS = """paths => Object.fromEntries(
    paths.map(path => [path.dataset.code, path.getAttribute("fill")]))"""
# A point at which nothing lies over the municipality.
FREE_POINT = """path => {
    const box = path.getBoundingClientRect();
    for (let i = 1; i < 20; i += 1) for (let j = 1; j < 20; j += 1) {
        const [x, y] = [box.x + box.width * i / 20, box.y + box.height * j / 20];
        if (document.elementFromPoint(x, y) === path) return [x, y];
    }
    throw new Error("the municipality is covered");
}"""


@cache
def study_of(*, example=False, cycle=None):
    return load_study(StudyChoice(example=example, cycle=cycle, boundaries="embedded"))


@cache
def page_of(language=NL, *, example=False, cycle=None):
    return web_page(study_of(example=example, cycle=cycle), language)


# A page's own policy lets nobody ask again and again by a text: this asks in one go.
UNTIL = """async (given) => {{
    const [holds, start] = [{}, performance.now()];
    while (!holds(given)) {{
        if (performance.now() - start > 30_000) throw new Error("it does not become true");
        await new Promise((done) => setTimeout(done, 10));
    }}
}}"""
DRAWN = "() => performance.getEntriesByName('regiekaart-drawn').length"


class Opened:
    """A window with a page that is open, with its requests and the complaints of the browser."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.complaints, self.requests = [], []
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self._load(address)

    def reuse(self, address, size):
        """Open a page as in a window of its own: nothing is left of the one before."""
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.emulate_media(media="null")
        self.page.mouse.move(0, 0)
        self.page.set_viewport_size(size)
        self.complaints.clear()
        self.requests.clear()
        self._load(address)

    def _answer(self, route):
        self.requests.append(route.request.url)
        if route.request.url.startswith("file://"):
            route.continue_()
        else:
            route.abort()

    def go(self, address):
        """Open an address anew."""
        self.page.goto("about:blank")
        self._load(address)

    def _load(self, address):
        self.page.goto(address)
        self.until(DRAWN)

    def until(self, condition, given=None):
        """Wait until a function of the page gives something true for what it is given."""
        self.page.evaluate(UNTIL.format(condition), given)

    def axe(self):
        """Return what axe finds, in full for what is wrong: the rest takes most of its time."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return self.page.evaluate("(options) => axe.run(options)", AXE_OPTIONS)

    @property
    def outside(self):
        """The requests that were not for the file itself."""
        return [url for url in self.requests if not url.startswith("file://")]

    def fills(self):
        return self.page.locator("path.unit").evaluate_all(FILLS)

    def unit(self, nis):
        return self.page.locator(f'path.unit[data-code="{nis}"]')

    def point(self, nis):
        return self.unit(nis).evaluate(FREE_POINT)

    def hover(self, nis):
        """Put the pointer on a municipality and return its tooltip."""
        tooltip = self.page.locator(".leaflet-tooltip")
        self.page.mouse.move(1, 1)
        tooltip.wait_for(state="detached")
        self.page.mouse.move(*self.point(nis))
        tooltip.wait_for()
        return tooltip

    def choose(self, name, value):
        """Choose in one of the three lists above the map."""
        self.page.locator(f"#{name}").select_option(value)

    def find(self, query):
        """Type in the search field and return what it offers."""
        self.page.locator("#search").fill(query)
        return self.page.locator("#options li").all_inner_texts()

    def text(self, selector):
        return self.page.locator(selector).inner_text()

    def hash(self):
        return self.page.evaluate("location.hash")

    def state(self):
        return self.page.evaluate("({ ...regiekaart.state.values })")
