"""Building XML in which whatever a list says stays text."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

# What XML 1.0 cannot hold, escaped or not.
FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(parent: ET.Element | None, tag: str, /, **attributes: str | float) -> ET.Element:
    """Return a new element, in its parent if it has one; ``type_`` becomes ``type``."""
    named = {name.rstrip("_"): clean(str(value)) for name, value in attributes.items()}
    return ET.Element(tag, named) if parent is None else ET.SubElement(parent, tag, named)


def clean(text: str) -> str:
    r"""Return a text with a replacement character for what XML cannot hold.

    Examples
    --------
    >>> clean("a\x07b") == "a\ufffdb"
    True
    """
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def written(root: ET.Element) -> str:
    """Return an element as text, indented."""
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")
