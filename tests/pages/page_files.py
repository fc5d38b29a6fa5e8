"""What tests of pages read from the files that a page offers."""

import csv
import io
import zipfile


def unpacked(files, name: str) -> bytes:
    """The data file in the archive that a button gives."""
    return parts(files[f"{name}.zip"]())[name]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def csv_rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
