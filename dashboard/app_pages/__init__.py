"""One module per page: choices, data, sections. The work is done next door."""
