"""What a person calls a browser, out of what it calls itself."""

from __future__ import annotations

# In this order: each names those after it as well.
_BROWSERS = (
    ("YaBrowser", "Yandex"),
    ("OPR", "Opera"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_LONGEST = 40


def browser_of(agent: str) -> str:
    """Return a browser and its system; of an unknown one how it begins.

    >>> browser_of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36")
    'Chrome, Linux'
    >>> browser_of("curl/8.5.0"), browser_of("")
    ('curl/8.5.0', '')
    """
    known = [next((called for sign, called in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, known)) or agent[:_LONGEST]
