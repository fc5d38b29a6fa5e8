"""The interface for other programs, `/api/v1/`: the tables of the pages, as JSON and CSV.

    parameters   what may be asked, declared once: read, refused and described from the declaration
    resources    the seven tables: their columns, their parameters, where their rows come from
    question     a request → a `Question`, or every fault of it at once
    accepting    what a client would rather have: form, language, compression
    answers      a table → bytes, with entity tag, links and caching
    problem      what was refused, as `application/problem+json`
    openapi      the description of all this, made from `resources` and `parameters`
    datapackage  the same tables as a Frictionless data package
    routes       Starlette routes: threads, places, deadlines

Who asks is decided at the door (`dashboard/server/door.py`); what they see is what the pages
show them. Nothing is written here but the trace of a download.
"""
