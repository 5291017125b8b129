"""Whom the mentions of a text mean, by hand-made sights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.attribution.ordered.naming import Naming
from otkuda.attribution.ordered.sight import Finding, Link, Mention, Sight
from otkuda.attribution.word import reader
from otkuda.lang.language import load
from otkuda.text.sentences import cut

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import MentionKind
    from otkuda.model import Kind, Source

ENGLISH = load("en")


class Story:
    """A text with mentions and findings that are told by their words, in the order of the text."""

    def __init__(self, text: str) -> None:
        self.sight = Sight(cut(text, reader(ENGLISH.analyse), ENGLISH.abbreviations))
        self.text, self.at = text, 0

    def mention(self, words: str, kind: MentionKind, name: str | None = None, **fields: object) -> Mention:
        """Add the next mention that is written so."""
        start = self.text.index(words, self.at)
        self.at = start + len(words)
        made = Mention(start, start + len(words), kind, words if name is None else name, **fields)  # type: ignore[arg-type]
        self.sight.mentions.append(made)
        return made

    def says(self, content: str, *links: Link | Mention, kind: Kind = "indirect") -> Finding:
        """Add a finding whose content is written so."""
        start = self.text.index(content)
        chain = [Link(one) if isinstance(one, Mention) else one for one in links]
        finding = Finding([(start, start + len(content))], None, chain, kind, "golden")
        self.sight.findings.append(finding)
        return finding

    def chains(self) -> list[tuple[Source, ...]]:
        """Name all sources."""
        naming = Naming(self.sight, ENGLISH, None)
        return [naming.chain(finding) for finding in self.sight.findings]

    def entities(self) -> list[list[str]]:
        """Name all sources, as «entity:type»."""
        return [[f"{source.entity}:{source.type}" for source in chain] for chain in self.chains()]


def test_the_fullest_name_is_everybodys() -> None:
    """A surname before and behind the full name, and initials, mean the same person."""
    story = Story("Pell said A. Mayor Rowan Pell said B. R. Pell said C.")
    story.says("A", story.mention("Pell", "person"))
    story.says("B", story.mention("Mayor Rowan Pell", "person", "Rowan Pell", roles=("mayor",), role="mayor"))
    story.says("C", story.mention("R. Pell", "person"))
    assert story.entities() == [["Rowan Pell:person"]] * 3


def test_two_of_one_surname_are_two() -> None:
    """A surname alone is the one named last; another given name is another person."""
    story = Story("Rowan Pell said A. Dalia Pell said B. Ms Pell said C. Mr Pell said D.")
    story.says("A", story.mention("Rowan Pell", "person", gender="masc"))
    story.says("B", story.mention("Dalia Pell", "person", gender="femn"))
    story.says("C", story.mention("Ms Pell", "person", "Pell", gender="femn"))
    story.says("D", story.mention("Mr Pell", "person", "Pell", gender="masc"))
    assert [one[0].partition(":")[0] for one in story.entities()] == [
        "Rowan Pell",
        "Dalia Pell",
        "Dalia Pell",
        "Rowan Pell",
    ]


@pytest.mark.parametrize(
    ("pronoun", "fields", "entity"),
    [
        ("He", {"gender": "masc", "number": "sing"}, "Rowan Pell:person"),
        ("She", {"gender": "femn", "number": "sing"}, "Dalia Corvell:person"),
        ("It", {"gender": "neut", "number": "sing"}, "Halden Bank:organization"),
        ("They", {"number": "plur"}, "dockers:unnamed"),
    ],
)
def test_pronouns_agree(pronoun: str, fields: dict[str, object], entity: str) -> None:
    """A pronoun means the likeliest of its gender and number."""
    story = Story(f"Rowan Pell met Dalia Corvell of Halden Bank while dockers waited. {pronoun} said A.")
    story.mention("Rowan Pell", "person", gender="masc", is_subject=True)
    story.mention("Dalia Corvell", "person", gender="femn")
    story.mention("Halden Bank", "body", head="bank", type="organization", is_named=True)
    story.mention("dockers", "group", head="docker", number="plur", is_subject=True)
    story.says("A", story.mention(pronoun, "pronoun", None, **fields))
    assert story.entities() == [[entity]]


def test_i_is_the_one_quoted() -> None:
    """Inside a quotation the first person is its speaker."""
    story = Story("“I think A,” Rowan Pell said.")
    inner = story.mention("I", "pronoun", person=1, number="sing")
    story.says("I think A", story.mention("Rowan Pell", "person"), kind="direct")
    story.says("A", inner)
    assert story.entities() == [["Rowan Pell:person"]] * 2


def test_a_role_means_its_bearer() -> None:
    """«the minister» is the minister named before; «another minister» is nobody known."""
    story = Story("Health Minister Mara Pell spoke. The minister said A. Another minister said B.")
    story.mention("Health Minister Mara Pell", "person", "Mara Pell", roles=("minister",), role="health minister")
    known = story.mention("The minister", "role", "minister", head="minister", roles=("minister",), is_definite=True)
    story.says("A", known)
    new = story.mention("Another minister", "role", head="minister", roles=("minister",), is_new=True)
    story.says("B", new)
    assert story.entities() == [["Mara Pell:person"], ["Another minister:unnamed"]]


def test_a_headlines_role_is_named_below() -> None:
    """«A: mayor» is the mayor of the text."""
    story = Story("Bridge is shut: mayor\n\nThe bridge is shut, Mayor Rowan Pell said.")
    role = story.mention("mayor", "role", head="mayor", roles=("mayor",), number="sing")
    person = story.mention("Mayor Rowan Pell", "person", "Rowan Pell", roles=("mayor",), role="mayor")
    story.says("The bridge is shut", person)
    story.says("Bridge is shut", role)
    assert story.entities() == [["Rowan Pell:person"]] * 2


def test_a_noun_stands_for_a_body() -> None:
    """«the ministry» is the ministry named before, also by its fuller name and its abbreviation."""
    story = Story("The Halden Ministry of Trade (HMT) said A. The ministry said B. HMT said C.")
    named = {"head": "ministry", "type": "organization", "is_named": True}
    story.says(
        "A", story.mention("The Halden Ministry of Trade (HMT)", "body", "Halden Ministry of Trade (HMT)", **named)
    )
    alone = {"head": "ministry", "type": "organization", "is_definite": True}
    story.says("B", story.mention("The ministry", "body", "ministry", **alone))
    story.says("C", story.mention("HMT", "body", type="organization", is_named=True))
    assert story.entities() == [["Halden Ministry of Trade:organization"]] * 3


def test_a_bare_name_is_the_fuller_one() -> None:
    """«Lantern» is Lantern International; a place is no ministry of it."""
    story = Story("Lantern said A. Lantern International said B. Halden Ministry of Trade said C.")
    story.says("A", story.mention("Lantern", "body", type="organization", is_named=True))
    story.says("B", story.mention("Lantern International", "body", type="organization", is_named=True))
    assert story.entities() == [["Lantern International:organization"]] * 2


def test_what_a_writing_says_is_its_authors() -> None:
    """A writing leads to its owner, and the next time by its noun alone to the same."""
    story = Story("A report by the Halden Bank says A. The report adds B.")
    first = story.mention("A report", "document", "report by the Halden Bank", head="report")
    first.owner = story.mention("Halden Bank", "body", head="bank", type="organization", is_named=True)
    second = story.mention("The report", "document", "report", head="report", is_definite=True)
    story.says("A", first)
    story.says("B", second)
    assert story.entities() == [["report by the Halden Bank:document", "Halden Bank:organization"]] * 2


def test_who_was_told_is_a_carrier_only_where_it_is_a_medium() -> None:
    """«told the Beacon» has a carrier, «told parliament» none."""
    story = Story("Rowan Pell told the Beacon A. Rowan Pell told parliament B.")
    pell = story.mention("Rowan Pell", "person")
    beacon = story.mention("the Beacon", "body", "Beacon", type="outlet", is_named=True)
    again = story.mention("Rowan Pell", "person")
    parliament = story.mention("parliament", "body", head="parliament", type="organization")
    story.says("A", Link(beacon, "outlet"), Link(pell))
    story.says("B", Link(parliament, "outlet"), Link(again))
    assert story.entities() == [["Beacon:outlet", "Rowan Pell:person"], ["Rowan Pell:person"]]


def test_a_subject_left_out_goes_on() -> None:
    """A verb without a subject has that of the one who spoke last."""
    story = Story("Rowan Pell said A. Added B.")
    story.says("A", story.mention("Rowan Pell", "person"))
    story.says("B", Link(None, "unsaid"))
    assert story.entities() == [["Rowan Pell:person"]] * 2
    assert story.chains()[1][0].mention is None


def test_two_joined_are_one_source() -> None:
    """Two persons joined by «and» are one link, named by both full names."""
    story = Story("Rowan Pell came. Pell and Dalia Corvell said A.")
    story.mention("Rowan Pell", "person")
    joint = story.mention("Pell and Dalia Corvell", "joint", number="plur")
    story.at = joint.start
    joint.parts = story.mention("Pell", "person"), story.mention("Dalia Corvell", "person")
    story.says("A", joint)
    assert story.entities() == [["Rowan Pell and Dalia Corvell:person"]]


def test_a_name_that_ends_like_a_patronymic_stays_whole() -> None:
    """A surname alone never replaces the full name, whatever its ending; a patronymic gives way to the surname."""
    story = Story("Karim Masimuly said A. Masimuly said B. Adil Serikuly said C. Adil Pshenov said D.")
    for content, name in zip("ABCD", ("Karim Masimuly", "Masimuly", "Adil Serikuly", "Adil Pshenov"), strict=True):
        story.says(content, story.mention(name, "person"))
    assert story.entities() == [["Karim Masimuly:person"]] * 2 + [["Adil Pshenov:person"]] * 2
