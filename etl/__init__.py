"""Goals of plans and reported figures: registers, uploads, ledger, warehouse, command line."""

import os

# openpyxl takes lxml where it is installed, as it is for Word files; uploads are opened with the
# parser that defusedxml guards, and workbooks are the same bytes with and without lxml.
os.environ["OPENPYXL_LXML"] = "False"
