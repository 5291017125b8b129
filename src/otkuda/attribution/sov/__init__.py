"""Languages whose verb stands last and whose endings join on: Kazakh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Sight

if TYPE_CHECKING:
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Document


def look(document: Document, language: Language) -> Sight:  # noqa: ARG001
    """Return whom a text mentions and whose words it carries."""
    return Sight(document)
