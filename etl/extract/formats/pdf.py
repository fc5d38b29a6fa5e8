"""A PDF with text → lines of text. A PDF that is pictures of pages has none and is refused."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from etl.extract.plan_problems import refusal
from etl.extract.source import MAX_CHARS
from etl.problems import Refused

_MAX_PAGES = 1_000
#: Pages of a plan have hundreds of characters; a scanned one at most a stamp or a page number.
_FEW_CHARS_PER_PAGE = 8


def read_pdf(data: bytes) -> str:
    """The text of all pages; raises Refused."""
    logging.disable(logging.CRITICAL)
    try:
        return _text(data)
    except Refused:
        raise
    except MemoryError:
        raise
    except DependencyError:
        raise refusal("encrypted", "PDF") from None
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError, ArithmeticError,
            NotImplementedError, AssertionError) as error:  # fmt: skip
        raise refusal("corrupt", type(error).__name__) from None


def _text(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise refusal("encrypted", "PDF")
    pages, chars = [], 0
    page_count = len(reader.pages)
    for page in reader.pages[:_MAX_PAGES]:
        pages.append(page.extract_text() or "")
        chars += len(pages[-1])
        if chars > MAX_CHARS:
            break
    if sum(map(_readable, pages)) < _FEW_CHARS_PER_PAGE * max(len(pages), 1):
        raise refusal("scanned", str(page_count))
    return "\n".join(pages)


def _readable(page: str) -> int:
    """Characters that are letters: fonts without a map to Unicode give none."""
    return sum(letter.isalnum() for letter in page)
