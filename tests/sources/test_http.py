import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from regiekaart.errors import InputError
from regiekaart.language import NL, Text
from regiekaart.sources import http
from regiekaart.sources.answers import UnreachableError, WrongAnswerError, json_object, shown
from sources.local_server import Reply

WANTED = Text("een lijst", "a list")
GOOD = Reply(b'{"list": [1]}')


@pytest.fixture
def ask(server, client):
    """Ask the server for JSON, answered by these replies in turn; the last one is repeated."""

    def ask(*replies, path="/list", **limits):
        left = list(replies)
        server.script = lambda _: left.pop(0) if len(left) > 1 else left[0]
        with client(**limits) as made:
            return made.get(server.base + path, lambda a: json_object(a, WANTED), WANTED, "x/y")

    return ask


def test_an_answer_is_read_and_the_client_says_who_it_is(ask, server):
    assert ask(GOOD) == {"list": [1]}
    assert server.asked[0].headers["User-Agent"].startswith("regiekaart/")
    assert server.asked[0].headers["Accept"] == "x/y"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_with_longer_waits(ask, client, status):
    assert ask(Reply(status=status), Reply(status=status), GOOD) == {"list": [1]}
    assert client.waits == [1.0, 2.0]


def test_attempts_are_bounded_and_the_error_tells_what_and_where(ask, server):
    with pytest.raises(UnreachableError) as caught:
        ask(Reply(status=503), attempts=3)
    assert len(server.asked) == 3
    assert caught.value.exit_status == 3
    (line,) = caught.value.lines(NL)
    assert line.startswith(f"fout: {server.base}/list: de server antwoordt 503")
    assert "verwacht: een lijst" in line
    assert "attempts: 3" in caught.value.message.en


def test_retry_after_in_seconds_is_honoured_and_bounded(ask, client):
    def busy(seconds):
        return Reply(status=429, headers={"Retry-After": seconds})

    ask(busy("7"), busy("99999"), GOOD, deadline=1000.0)
    assert client.waits == [7.0, 60.0]


def test_retry_after_as_a_moment_is_honoured(ask, client):
    moment = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=10), usegmt=True)
    ask(Reply(status=503, headers={"Retry-After": moment}), GOOD)
    assert 5 < client.waits[0] <= 10


def test_a_retry_after_that_is_nonsense_is_left_aside(ask, client):
    ask(Reply(status=503, headers={"Retry-After": "soon"}), GOOD)
    assert client.waits == [1.0]


def test_nobody_waits_past_the_deadline(ask, client):
    with pytest.raises(UnreachableError, match="429"):
        ask(Reply(status=429, headers={"Retry-After": "50"}), GOOD, deadline=5.0)
    assert client.waits == []


def test_a_slow_server_is_given_up(ask, server):
    with pytest.raises(UnreachableError, match="no answer in time"):
        ask(Reply(b"{}", pause=0.5), read=0.1, attempts=2)
    assert len(server.asked) == 2


def test_silence_within_the_body_is_given_up(ask):
    with pytest.raises(UnreachableError, match="no answer in time"):
        ask(Reply(b"{}", drip=0.5), read=0.1, attempts=1)


def test_a_server_that_sends_a_byte_now_and_then_meets_the_deadline(ask):
    with pytest.raises(UnreachableError, match="out of time"):
        ask(Reply(b" " * 1000, drip=0.02), read=2.0, deadline=0.6)


@pytest.mark.parametrize("length", [-1, None])
def test_a_connection_that_is_cut_off_is_tried_again(ask, length):
    cut = Reply(b'{"list": [1, 2, 3]}', cut=9, length=length)
    assert ask(cut, GOOD) == {"list": [1]}
    with pytest.raises(UnreachableError, match=r"cut off|not whole"):
        ask(cut)


def test_a_length_that_is_a_lie_is_noticed(ask):
    with pytest.raises(UnreachableError, match="not whole"):
        ask(Reply(b'{"list": [1]}', length=5))


def test_html_is_named_as_such_and_not_tried_again(ask, server):
    login = b"<!DOCTYPE html><html><style>b{}</style><body><h1>Aanmelden</h1></body></html>"
    for media_type in ("text/html; charset=utf-8", "application/json"):
        server.asked.clear()
        with pytest.raises(WrongAnswerError, match=r"got: .*“Aanmelden”") as caught:
            ask(Reply(login, media_type=media_type))
        assert len(server.asked) == 1
        assert f"{server.base}/list: verwacht: een lijst" in caught.value.message.nl


def test_what_a_service_complains_about_is_passed_on(ask):
    report = b"<ows:ExceptionReport><ows:ExceptionText>No such layer</ows:ExceptionText>"
    with pytest.raises(WrongAnswerError, match="No such layer"):
        ask(Reply(report + b"</ows:ExceptionReport>", media_type="application/xml"))


@pytest.mark.parametrize("body", [b"[1, 2]", b"plain words", b"[" * 100_000, b'"text"', b"12"])
def test_what_is_no_json_object_is_refused(ask, body):
    with pytest.raises(WrongAnswerError):
        ask(Reply(body))


@pytest.mark.parametrize("body", [b"", b"{", b'{"a": NaN}', b'{"a": "\xff"}'])
def test_json_that_is_broken_is_tried_again(ask, body):
    assert ask(Reply(body), GOOD) == {"list": [1]}


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404])
def test_other_statuses_are_final(ask, server, status):
    with pytest.raises(WrongAnswerError, match=f"answers {status}"):
        ask(Reply(status=status))
    assert len(server.asked) == 1


@pytest.mark.parametrize("length", [-1, None])
def test_a_large_answer_is_not_taken_in(ask, length):
    with pytest.raises(WrongAnswerError, match="larger than 1 MB"):
        ask(Reply(b" " * 3_000_000, length=length), most_bytes=1_000_000)


def test_an_endless_answer_is_not_taken_in(ask):
    with pytest.raises(WrongAnswerError, match="larger than 1 MB"):
        ask(Reply(b" " * 3_000_000, length=10**12), most_bytes=1_000_000)


def test_redirects_are_followed(ask):
    assert ask(Reply(status=302, headers={"Location": "/elsewhere"}), GOOD) == {"list": [1]}


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1", "http://[bad"]
)
def test_redirects_to_other_schemes_are_not(ask, server, target):
    with pytest.raises(WrongAnswerError, match="is not followed"):
        ask(Reply(status=302, headers={"Location": target}), GOOD)
    assert len(server.asked) == 1


def test_a_redirect_from_https_to_http_is_not_followed():
    with pytest.raises(WrongAnswerError, match="is not followed"):
        http._redirected("https://a.example/x", "http://a.example/x")
    assert http._redirected("http://a.example/x", "https://b.example/") == "https://b.example/"


def test_redirects_without_end_are_given_up(ask, server):
    with pytest.raises(WrongAnswerError, match="redirecting without end"):
        ask(Reply(status=302, headers={"Location": "/list"}))
    assert len(server.asked) == 6


def test_nobody_at_home(client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with client(attempts=2) as made, pytest.raises(UnreachableError, match="no connection"):
        made.get(f"http://127.0.0.1:{port}/", lambda a: a.body, WANTED, "*/*")
    assert client.waits == [1.0]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "geo.api.vlaanderen.be", "http://", "//x"])
def test_an_address_that_is_none_is_a_wrong_call(client, url):
    with client() as made, pytest.raises(InputError, match="not a usable address"):
        made.get(url, lambda a: a.body, WANTED, "*/*")


def test_passwords_and_queries_are_not_shown():
    assert shown("https://me:secret@a.example:8443/wfs?key=1") == "https://a.example:8443/wfs"


def test_a_proxy_from_the_environment_is_used(client, server, monkeypatch):
    for name in ("NO_PROXY", "no_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.base)
    server.script = lambda _: GOOD
    with client() as made:
        body = made.get("http://geo.invalid/VRBG/wfs", lambda a: a.body, WANTED, "*/*")
    assert body == GOOD.body
    assert server.asked[0].headers["Host"] == "geo.invalid"
