"""Charts as pure functions: plain lists in by keyword, a Plotly figure out."""
