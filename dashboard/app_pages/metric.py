"""In preparation."""


def page() -> None:
    """Nothing yet."""


page()
