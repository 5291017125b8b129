"""What a look at a text hands on: its mentions, and findings whose sources are still mentions.

All offsets count characters of the article's text. Names stand in the nominative, without «'s», case endings and
articles, in the letters of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from otkuda.model import Kind, SourceType
    from otkuda.text.sentences import Document

MentionKind = Literal["person", "role", "group", "body", "document", "pronoun", "joint", "thing"]
How = Literal["", "unsaid", "outlet", "document", "previous", "headline"]


class Mention(Struct, eq=False, gc=False):
    """A noun phrase that names somebody or something.

    ``kind``: person (a personal name, with its titles or without), role (a title without a name, in the singular: «the
    minister»), group (people without a name: «residents», «officials»), body (an organization or outlet), document (a
    writing or speech), pronoun, joint (several joined by «and», see ``parts``), thing (whatever cannot speak).
    """

    start: int  # with titles, appositions and brackets, as the record has it
    end: int
    kind: MentionKind
    name: str  # of a person the personal name alone; of others the words that describe or name it, without an article
    head: str = ""  # lemma of the head noun, in small letters: «ministry»; "" where a proper name stands alone
    type: SourceType | Literal[""] = ""  # of a body: organization or outlet, "" where nothing tells
    number: Literal["sing", "plur", ""] = ""
    gender: Literal["masc", "femn", "neut", ""] = ""
    person: Literal[1, 2, 3] = 3  # of a pronoun
    roles: tuple[str, ...] = ()  # lemmas of the titles with the name or of the role: ("president",)
    role: str | None = None  # the title as it stands, in the nominative: «foreign minister»
    owner: Mention | None = None  # whose: the ministry of «a spokesperson for the ministry», the author of a writing
    parts: tuple[Mention, ...] = ()  # of a joint mention
    is_definite: bool = False  # «the minister», «this agency», not «a minister», «another official»
    is_new: bool = False  # «a second official», «another resident», «who asked not to be named», «somebody», «several»
    is_subject: bool = False  # of a verb in a clause of the text's own
    is_place: bool = False  # where something is held: «the service» of a briefing held at it
    is_described: bool = False  # «the Swedish company»: a noun that stands for a body named before, with adjectives
    is_named: bool = False  # does a body's or a document's name hold a proper name («Halden Ministry of Health»)?


class Link(Struct, eq=False, gc=False):
    """A source before it is named.

    ``how``: "" (the mention says who), unsaid (the subject is left out: whoever the verb goes on from, of ``gender``
    and ``number``), outlet (what is mentioned is where the words were published, or to whom they were told), document,
    previous (whoever spoke last), headline (who says below what the headline says).
    """

    mention: Mention | None
    how: How = ""
    gender: Literal["masc", "femn", ""] = ""
    number: Literal["sing", "plur", ""] = ""
    person: Literal[1, 2, 3] = 3


class Finding(Struct, eq=False, gc=False):
    """An attribution whose sources are not named yet. ``chain``: the nearest carrier first, the origin last."""

    content: list[tuple[int, int]]
    cue: tuple[int, int] | None
    chain: list[Link]
    kind: Kind
    rule: str  # the name of the rule that found it
    certainty: float = 1.0  # how likely the rule is right when it finds something like this, sources aside
    is_origin: bool = False  # no content of its own: lengthens the chain that ends in its first link


class Sight(Struct, eq=False, gc=False):
    """All that a look at a text found: mentions and findings in the order of the text."""

    document: Document
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
