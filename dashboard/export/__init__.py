"""Computed and reported figures as files: what is in them (`tables`), what every file says of
itself (`stamp`), what its columns mean (`dictionary`), how sheets look (`looks`), and one module per format."""
