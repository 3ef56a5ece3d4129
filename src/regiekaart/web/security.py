"""What keeps the page shut: a security policy of fingerprints, and JSON that no name can break."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# Inside a script, these could end it or break a line of it; in JSON they may be written as codes.
UNSAFE_IN_SCRIPT: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def script_json(value: object) -> str:
    r"""Return JSON that can stand in a script element, whatever names it holds.

    Examples
    --------
    >>> script_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    made = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return made.translate(UNSAFE_IN_SCRIPT)


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the security policy: these styles, these scripts, images inside the page.

    Nothing else may be run or loaded. A link that a reader follows is no loading, so links work.

    Parameters
    ----------
    styles, scripts
        What stands in the style and script elements of the page.

    Raises
    ------
    ValueError
        If one of them would end its element too early.
    """
    for text in (*styles, *scripts):
        if re.search(r"</(script|style)|<!--", text, flags=re.IGNORECASE):
            raise ValueError("a script or style of the web page would end too early")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_fingerprint, scripts))}",
            f"style-src {' '.join(map(_fingerprint, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def plain_lines(text: str) -> str:
    """Return text with plain line ends: a browser hashes a script after it has made them so."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
