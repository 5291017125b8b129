"""Which of our languages a text is in: ``ru``, ``kk``, ``en`` or none of them."""

from __future__ import annotations


def detect(text: str) -> str | None:
    """Return ``ru``, ``kk`` or ``en``, or None for another language or too little text."""
    letters = text[:2000].lower()
    if sum(map(letters.count, "әғқңөұүһі")):
        return "kk"
    return "ru" if any("а" <= letter <= "я" for letter in letters) else None
