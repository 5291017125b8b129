"""A profile: all mentions that say the same of one name, and what is compared and looked up of it.

A thousand articles that say «министр Ерлан Тасов» are one profile, so that copies cost nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.entities.bodies import Body, read_body
from otkuda.entities.callings import Role, as_head, read_role
from otkuda.entities.mention import Mention, digest
from otkuda.entities.naming import PersonName, gender_of, other_forms, parse, parts
from otkuda.entities.nobody import SHORTEST, is_no_name, is_nobody
from otkuda.entities.outlets import Outlet, read_outlet
from otkuda.entities.spelling import initials, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHERS = 50  # other names that a profile keeps
_WORDS = 6  # of the name of a body, and
_READINGS = 3  # of each, that make keys
_FEW = 2  # words that are each a key
_ANY = "*"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """The first and the last day on which something is said; None where no article has a date."""

    first: datetime | None = None
    last: datetime | None = None

    def with_day(self, day: datetime | None) -> Span:
        """Return the span with one more day."""
        if day is None:
            return self
        return Span(min(self.first or day, day), max(self.last or day, day))


NEVER = Span()


class Turn(NamedTuple):
    """What mentions are ordered by: their date, those without one last; then their ids."""

    date: tuple[bool, datetime]
    mention: str


class Profile:
    """All mentions of one name, in one language, with one gender, role and organization as the tables read them."""

    def __init__(self, mention: Mention, own: str = "") -> None:
        """Open a profile; ``own`` is the id of a mention on which a person has decided: it stays by itself."""
        self.like = mention
        self.own = own
        self.mentions: dict[str, Mention] = {}
        self.count = 0  # of mentions, though they are not all here
        self.spans: dict[tuple[str | None, str | None], Span] = {}  # by role and organization as they are written
        self.earliest: Turn | None = None
        self.version = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.others: frozenset[str] = frozenset()

    def add(self, mention: Mention) -> None:
        """Take in one more mention that says the same."""
        identity, self.version = mention.id, self.version + 1
        if identity not in self.mentions or _is_before(mention.date, self.mentions[identity].date):
            self.count += identity not in self.mentions
            self.mentions[identity] = mention
            turn = Turn(by_date(mention.date), identity)
            self.earliest = min(self.earliest, turn) if self.earliest else turn
        said = (mention.role, mention.organization)
        self.spans[said] = self.spans.get(said, NEVER).with_day(mention.date)
        self.first, self.last = Span(self.first, self.last).with_day(mention.date)
        if mention.others:
            self.others = least(self.others, company(mention))

    def each(self) -> Iterator[Profile]:
        """Give the mentions as profiles of one each."""
        return (profile_of(mention, self.own) for mention in self.mentions.values())

    @cached_property
    def key(self) -> str:
        """The hash of what it says."""
        return profile_key(self.like, self.own)

    @cached_property
    def person(self) -> PersonName:
        """The parts of a person's name."""
        return parse(self.like.name)

    @cached_property
    def body(self) -> Body:
        """What the name of an organization says."""
        return read_body(self.like.name, self.like.language)

    @cached_property
    def outlet(self) -> Outlet:
        """What the name of an outlet says, and the host that its article stands on."""
        said = read_outlet(self.like.name, self.like.language)
        return said._replace(host=said.host or self.like.organization or "")

    @cached_property
    def role(self) -> Role:
        """What a person is."""
        return as_head(self._said, self.office.kinds)

    @cached_property
    def _said(self) -> Role:
        """What role and organization say together where the role runs on: «заместитель» of «председатель комитета»."""
        role, organization = self.like.role or "", self.like.organization or ""
        runs_on = read_role(organization, self.like.language).is_known
        return read_role(f"{role} {organization}" if runs_on else role, self.like.language)

    @cached_property
    def office(self) -> Body:
        """Where a person is it: what the organization says, and what tables know of the rest of the role."""
        said = read_role(self.like.organization or "", self.like.language)
        organization = read_body(said.of if said.is_known else self.like.organization or "", self.like.language)
        of = read_body(self._said.of, self.like.language)
        return Body(
            organization.kinds | of.kinds,
            organization.fields | of.fields,
            organization.own,
            organization.places | of.places,
            words=organization.words | {word for word in of.words if word[0] in of.fields},
        )

    @cached_property
    def gender(self) -> str:
        """The gender that the article or else the name tells, or ""."""
        return self.like.gender or gender_of(self.person)

    @cached_property
    def is_informed(self) -> bool:
        """Is anything said of it beside the name?"""
        return bool(self.role.callings or self.office.words or self.office.places or self.office.kinds)

    @cached_property
    def level(self) -> int:
        """How little it says: 0 for the most. What says less is joined to what says more."""
        if self.like.type == "person":
            if self.person.surname and self.person.given:
                return 0 if self.is_informed else 1
            return 2 if self.person.initials else 3
        if self.like.type == "organization":
            return (0 if self.body.places else 1) + 2 * (not self.body.words)
        return 0 if self.outlet.host else 1

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys by which those are found that may be the same: one must be shared."""
        if is_no_name(self.like.name, self.like.type):
            return frozenset({self.key})
        if self.like.type == "person":
            return _surname_keys(self.person) | self._told_keys() or frozenset({self.key})
        if self.like.type == "outlet":
            host = frozenset({f"host:{self.outlet.host}"} if self.outlet.host else ())
            return host | frozenset(f"outlet:{one}" for one in self.outlet.skeletons) or frozenset({self.key})
        return _body_keys(self.body) or frozenset({self.key})

    def _told_keys(self) -> frozenset[str]:
        """Halves of a double surname, and a given name alone, meet where what is said of them meets too.

        Else a few double names would tie all surnames into one component.
        """
        name = self.person
        surnames = parts(name.surname) or skeletons(name.surname)[:1] or ("",)
        return frozenset(
            f"told:{surname}|{given}|{said}"
            for surname in surnames
            for given in skeletons(name.given)[:1]
            for said in self.evidence
        )

    @cached_property
    def seeks(self) -> frozenset[str]:
        """Among those of one component, the signs by which the same are looked for: one must be among theirs."""
        if self.like.type != "person":
            return self.keys
        name = self.person
        if name.given:
            return _given_signs(name.given)
        return frozenset(f"{one}." for one in initials(name.initials[0])) if name.initials else frozenset({_ANY})

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs under which it is found itself."""
        if self.like.type != "person":
            return self.keys
        own = self.seeks | {_ANY}
        return own | {f"{one[0]}." for one in _given_signs(self.person.given)} if self.person.given else own

    @cached_property
    def evidence(self) -> frozenset[str]:
        """What it is and where, as signs by which it is found among many of one name."""
        words = {f"of:{one}" for word in self.office.words for one in word}
        return frozenset(
            {f"is:{one}" for one in self.role.callings} | words | {f"in:{one}" for one in self.office.places}
        )


def profile_key(mention: Mention, own: str = "") -> str:
    """Return the key of the profile that a mention belongs to: «глава государства» and «президент» are one calling."""
    one = mention
    said = one.organization or "" if one.type == "outlet" else ""
    if one.type == "person":
        said = _said(one.role or "", one.organization or "", one.language)
    return digest(one.type, one.language, one.name, one.gender, said, own)


def own_of(mention: Mention, *, is_decided: bool) -> str:
    """Return the id of a mention that is a profile by itself, "" for one that joins those that say the same."""
    is_hosted = mention.type == "outlet" and mention.organization
    stands_alone = is_decided or (not is_hosted and is_nobody(mention.name, mention.type, mention.language))
    return mention.id if stands_alone else ""


def keys_of(profile: Profile, *, transliterate: bool) -> set[str]:
    """Return the keys that tie a profile into its component; without ``transliterate`` languages have their own."""
    language = "" if transliterate else f"{profile.like.language}:"
    return {f"{language}{key}" for key in profile.keys}


@lru_cache(maxsize=200_000)
def _said(role: str, organization: str, language: str) -> str:
    """Return what role and organization say, whatever their words."""
    profile = Profile(Mention("", None, language, "", "person", role, organization))
    callings, office = profile.role, profile.office
    own = sorted("/".join(word) for word in office.own)
    parts_of = (callings.callings, office.kinds, office.fields, own, office.places)
    return digest(str(callings.is_former), *(" ".join(sorted(one)) for one in parts_of))


def profile_of(mention: Mention, own: str = "") -> Profile:
    """Return the profile of a single mention."""
    profile = Profile(mention, own)
    profile.add(mention)
    return profile


def company(mention: Mention) -> frozenset[str]:
    """Return the others that are named beside a mention, each by its likeliest skeleton."""
    named = (skeletons(one)[:1] for one in mention.others if one != mention.name)
    return frozenset(one for each in named for one in each)


def least(known: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    """Return those of both that a profile keeps: the first by letter, so that the order of arrival does not matter."""
    return frozenset(sorted(known | more)[:OTHERS])


def by_date(date: datetime | None) -> tuple[bool, datetime]:
    """Return what dates are ordered by; none comes last."""
    return date is None, date or _EPOCH


def _is_before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one < other)


def _surname_keys(name: PersonName) -> frozenset[str]:
    """Return the skeletons of the surname; none for a given name alone."""
    if len(name.surname) < SHORTEST:
        return frozenset()
    return frozenset(f"person:{one}" for one in skeletons(name.surname))


def _given_signs(given: str) -> frozenset[str]:
    same, abroad = other_forms(given)
    return frozenset(skeletons(given)) | parts(given) | same | abroad


def _body_keys(body: Body) -> frozenset[str]:
    """Return a key for each two words of the name, and for each of a few, else for kind and place.

    One word of many is no key, nor is «national» of two, nor first letters: they would tie all institutes into one
    component.
    """
    if body.is_bare:
        return frozenset()
    if not body.words:
        return frozenset({f"body:{'+'.join(sorted(body.kinds))}@{'+'.join(sorted(body.places))}"})
    words = sorted(word[:_READINGS] for word in body.words if not word[0].isdigit())[:_WORDS]
    alone = [word for word in words if len(words) == 1 or (len(words) <= _FEW and body.ranks.isdisjoint(word))]
    pairs = (sorted(pair) for first, second in combinations(words, 2) for pair in product(first, second))
    return frozenset(
        {f"body:{one}" for word in alone for one in word} | {f"body:{one}+{other}" for one, other in pairs}
    )
