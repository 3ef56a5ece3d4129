"""Names as parts of file names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_NAME: Final = 60


def slug(name: str) -> str:
    """Return a name as part of a file name: lower-case letters, digits and hyphens.

    Examples
    --------
    >>> slug("ZORA Werkt!"), slug("../../Zuidoost-Limburg")
    ('zora-werkt', 'zuidoost-limburg')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_NAME].rstrip("-") or "x"
