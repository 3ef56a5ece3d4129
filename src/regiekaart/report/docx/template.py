"""The template: opened with care, and made into an empty document with its styles.

A template comes from outside. What could run, fetch, or unpack without end is refused; what Word
leaves in every file (the path of the template that it was made from) is taken out.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, OutsideError, reason
from regiekaart.language import Text, both
from regiekaart.paths import is_file, is_odd, shipped_data

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as Word
    from docx.opc.package import OpcPackage

PLACEHOLDER: Final = "{{ report }}"
MAX_BYTES: Final = 20_000_000
MAX_UNPACKED: Final = 200_000_000
# Parsed, XML takes some thirty times what it measures.
MAX_XML: Final = 15_000_000
MAX_PARTS: Final = 2000
_XML: Final = (".xml", ".rels")
_NAMED: Final = 5
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE: Final = _MAIN.replace(b"document.main", b"template.main")
_KINDS: Final = "[Content_Types].xml"
# Word writes them in every file that was made from a template, with a path on someone's disk.
_HARMLESS: Final = "/attachedTemplate"
_LINK: Final = "/hyperlink"


def shipped_template() -> Path:
    """Return the template that ships."""
    return shipped_data() / "templates" / "report.docx"


def open_template(path: Path) -> Word:
    """Return a template as a document.

    Parameters
    ----------
    path
        A ``.docx`` or ``.dotx`` file.

    Raises
    ------
    InputError
        If it is none, is too large, or holds macros, embedded programs or links to files elsewhere.
    OutsideError
        If it cannot be read.
    """
    content = _checked(path, _content(path))
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
        _drop_what_word_leaves(document.part.package)
        outside = sorted(_outside(document.part.package))
        whole = len(document.sections) > 0 and document.styles is not None
    except Exception as error:  # there is no one error for what a damaged document can hold
        raise _refused(
            path,
            f"dit Word-document is beschadigd ({error})",
            f"this Word document is damaged ({error})",
        ) from error
    if not whole:
        raise _refused(path, "dit document heeft geen bladzijde", "this document has no page")
    if outside:
        listed = ", ".join(outside[:_NAMED]) + (", …" if len(outside) > _NAMED else "")
        raise _refused(
            path,
            f"het sjabloon verwijst naar bestanden buiten zichzelf ({listed}): sluit ze in",
            f"the template refers to files outside itself ({listed}): embed them",
        )
    return document


def _refused(path: Path, nl: str, en: str) -> InputError:
    return InputError.one(nl, en, file=path.name)


def _content(path: Path) -> bytes:
    try:
        if is_odd(path):
            raise _refused(
                path,
                "dit is geen gewoon bestand; verwacht werd een .docx of .dotx",
                "this is not a plain file; a .docx or .dotx was expected",
            )
        if not is_file(path):
            raise _refused(path, f"sjabloon niet gevonden: {path}", f"template not found: {path}")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(f"{path}: niet te lezen ({why.nl})", f"{path}: cannot be read ({why.en})")
        ) from error
    if len(content) > MAX_BYTES:
        most = both(MAX_BYTES // 1_000_000)
        raise _refused(
            path,
            f"het sjabloon is groter dan {most.nl} MB",
            f"the template is larger than {most.en} MB",
        )
    return content


def _checked(path: Path, content: bytes) -> bytes:
    """Return the bytes of a document that can do no harm; those of a .dotx as a .docx."""
    if content.startswith(_OLE):
        raise _refused(
            path,
            "dit is een oud Word-document (.doc) of een bestand met een wachtwoord: bewaar het "
            "als .docx, zonder wachtwoord",
            "this is an old Word document (.doc) or a file with a password: save it as .docx, "
            "without one",
        )
    not_word = (
        "dit is geen Word-document; verwacht werd een .docx of .dotx",
        "this is no Word document; a .docx or .dotx was expected",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(path, archive)
            kinds = archive.read(_KINDS)
            if _TEMPLATE in kinds:
                content, kinds = _rewritten(archive, kinds.replace(_TEMPLATE, _MAIN))
    except InputError:
        raise
    # zipfile has no one error for what a damaged archive can hold
    except Exception as error:
        raise _refused(path, *not_word) from error
    if any(word in kinds for word in (b"macroEnabled", b"vbaProject", b"activeX", b"oleObject")):
        raise _refused(
            path,
            "het sjabloon bevat macro's of ingesloten programma's: bewaar het als .docx zonder",
            "the template holds macros or embedded programs: save it as .docx without them",
        )
    if _MAIN not in kinds:
        raise _refused(path, *not_word)
    return content


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to far more than a template; sizes are checked again when unpacking."""
    parts = archive.infolist()
    sizes = [(part.file_size, part.filename.lower().endswith(_XML)) for part in parts]
    if (
        len(parts) > MAX_PARTS
        or sum(size for size, _ in sizes) > MAX_UNPACKED
        or sum(size for size, is_xml in sizes if is_xml) > MAX_XML
    ):
        raise _refused(
            path,
            "uitgepakt is dit bestand veel te groot voor een sjabloon",
            "unpacked, this file is far too large for a template",
        )


def _rewritten(archive: zipfile.ZipFile, kinds: bytes) -> tuple[bytes, bytes]:
    """Return an archive with other kinds of parts, and those kinds."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
        for part in archive.infolist():
            copy.writestr(
                part.filename, kinds if part.filename == _KINDS else archive.read(part.filename)
            )
    return stream.getvalue(), kinds


def _outside(package: OpcPackage) -> set[str]:
    """Return the addresses outside that a document would fetch; not those that it only names."""
    sources: list[Any] = [package, *package.iter_parts()]
    return {
        str(relation.target_ref)
        for source in sources
        for relation in source.rels.values()
        if relation.is_external and not relation.reltype.endswith(_LINK)
    }


def _drop_what_word_leaves(package: OpcPackage) -> None:
    from docx.oxml.ns import qn

    for part in list(package.iter_parts()):
        for key, relation in list(part.rels.items()):
            if relation.is_external and relation.reltype.endswith(_HARMLESS):
                del part.rels[key]
                root: Any = getattr(part, "element", None)
                for found in [] if root is None else root.findall(qn("w:attachedTemplate")):
                    root.remove(found)
