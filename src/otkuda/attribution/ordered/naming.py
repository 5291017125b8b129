"""Links become sources: whose words they are, by the fullest name that the text gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.authorship import source_of
from otkuda.attribution.body import is_named
from otkuda.attribution.candidate import BODY, FAR, OUTLET, Memory
from otkuda.attribution.entity import Body, Person, Seen
from otkuda.attribution.ordered.anaphors import Anaphors
from otkuda.attribution.ordered.bodies import stems_of
from otkuda.attribution.ordered.cast import Cast
from otkuda.attribution.ordered.roles import Roles
from otkuda.attribution.ordered.writings import Writings
from otkuda.model import Source, Span

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding, Link, Mention, Sight
    from otkuda.lang.language import Language

QUOTED_BELOW = 0.6  # share of the words of a headline's content that somebody says below


class Naming:
    """Names the sources of one text, in its order, remembering who has just spoken."""

    def __init__(self, sight: Sight, language: Language, outlet: str | None) -> None:
        self.language = language
        self.text = sight.document.text
        self.headline = sight.document.sentences[0] if sight.document.sentences else None
        self.cast = Cast(sight.mentions, language)
        self.memory = Memory(sight.document, self.cast.seen, (span for one in sight.findings for span in one.content))
        self.anaphors = Anaphors(self.memory, outlet)
        below = self.headline.end if self.headline is not None and len(sight.document.paragraphs) > 1 else 0
        self.roles = Roles(self.memory, self.cast, self.anaphors.voice, below)
        self.writings = Writings(self.memory, sight.mentions, language.documents, self._of_mention)
        self.acting = [one for one in sight.mentions if one.kind == "body" and one.is_subject]
        for finding in sight.findings:
            self._note_outlets(finding)
        self.meant: dict[int, tuple[Person | Body, float]] = {}  # by the id of a mention: two verbs may share one

    def _note_outlets(self, finding: Finding) -> None:
        """«told Lantern», «reported on Lantern»: a bare name that something was published by is an outlet's."""
        for link in finding.chain:
            body = self.cast.meant.get(id(link.mention)) if link.how == "outlet" else None
            if isinstance(body, Body) and not body.head and body.type == "organization":
                body.type = "outlet"

    @property
    def certainty(self) -> float:
        """How safely the last chain's sources were found, 0 to 1; 1 where each is named in its own mention."""
        return self.memory.certainty

    def chain(self, finding: Finding) -> tuple[Source, ...]:
        """Return the sources of a finding; those that cannot be named keep the words of their mention."""
        self.memory.certainty = 1.0
        self.memory.origin = finding.content[0][0] if finding.content and finding.kind == "direct" else 0
        self.memory.content = " ".join(self.text[start:end] for start, end in finding.content)
        found: list[Source] = []
        for link in finding.chain:
            entity = self._once(link, finding)
            if entity is None:
                continue
            self._remember(entity, link, finding)
            mention = Span(link.mention.start, link.mention.end) if link.mention is not None else None
            source = source_of(mention, entity)
            if all(source.entity != other.entity for other in found):
                found.append(source)
        self._add_author(found, finding)
        return tuple(found)

    def _remember(self, entity: Person | Body, link: Link, finding: Finding) -> None:
        at = _place(link, finding)
        if link is not finding.chain[-1]:
            self.memory.carriers.append(Seen(at, entity, strong=False))
            return
        self.memory.spoken.append(Seen(at, entity, strong=True))
        self.memory.said.append((self.memory.content, entity))
        self.memory.hear(finding.content, entity, direct=finding.kind == "direct")

    def _once(self, link: Link, finding: Finding) -> Person | Body | None:
        """Whom a mention means, the same for every verb that it goes with."""
        if link.mention is None or link.how == "outlet":
            return self._entity(link, finding)
        key = id(link.mention)
        if key not in self.meant:
            entity = self._entity(link, finding)
            if entity is None:
                return None
            self.meant[key] = entity, self.memory.certainty
            self.memory.correct(link.mention.start, entity)
        entity, certainty = self.meant[key]
        self.memory.doubt(certainty)
        return entity

    def _entity(self, link: Link, finding: Finding) -> Person | Body | None:
        at = _place(link, finding)
        if link.how == "headline":
            return self.memory.teller(lambda _: True, QUOTED_BELOW)
        if link.how == "previous":
            self.memory.doubt(0.8)
            return self.memory.choose(at, lambda e: isinstance(e, Person) or e.type != "document")
        if link.mention is None:
            return self.anaphors.unsaid(link, at)
        if link.how == "outlet":
            return self._outlet(link.mention)
        return self.writings.named(link.mention) if link.how == "document" else self._of_mention(link.mention)

    def _of_mention(self, mention: Mention) -> Person | Body | None:
        if mention.kind == "person":
            named = self.cast.meant.get(id(mention)) or self.cast.persons.named(mention)
            return named if isinstance(named, Person) else self.cast.bodies.fullest(named, mention.start)
        if mention.kind == "pronoun" and mention.is_new:
            return self._unnamed(mention)  # «somebody», «several»
        if mention.kind == "pronoun":
            return self.anaphors.pronoun(mention, mention.start) or self._alone(mention) or self._own_words(mention)
        if mention.kind == "joint":
            return self._joint(mention)
        if mention.kind == "document":
            return self.writings.named(mention)
        if mention.kind == "body":
            known = self.cast.meant.get(id(mention))
            return known if isinstance(known, Person) else self._body(mention)
        if mention.number == "sing" and mention.head in self.language.bodies:
            return self._body(mention)  # «the regulator»
        if mention.kind == "role" and mention.number != "plur":
            in_headline = self.memory.sentence_at(mention.start) is self.headline
            return self.roles.person(mention, in_headline=in_headline) or self._unnamed(mention)
        return self._unnamed(mention)

    def _alone(self, mention: Mention) -> Body | None:
        """«The ministry shut the road. It said», «Police came. They said»: the body without a name that acted last."""
        if mention.gender != "neut" and mention.number != "plur":
            return None
        body = next((one for one in reversed(self.acting) if one.start < mention.start), None)
        return self._body(body) if body is not None else None

    def _own_words(self, mention: Mention) -> Body:
        self.memory.doubt(0.3)
        return Body(mention.name or self.text[mention.start : mention.end].lower(), "", "unnamed")

    def _joint(self, mention: Mention) -> Body:
        """Several joined by «and», as one; by their names where each is a person."""
        entities = [self._of_mention(part) for part in mention.parts]
        types = {"person" if isinstance(e, Person) else e.type if e is not None else "unnamed" for e in entities}
        if types == {"person"} and len(entities) == 2:
            between = self.text[mention.parts[0].end : mention.parts[1].start]
            name = between.join(e.name for e in entities if e is not None)
        else:
            name = mention.name
        return Body(name, "", types.pop() if len(types) == 1 else "unnamed", mention.start, "plur")

    def _unnamed(self, mention: Mention) -> Body:
        """People without a name, the same as before where the words say nothing new («officials», «the group»)."""
        body = self.cast.bodies.named(mention, "unnamed")
        if mention.is_new or not mention.is_definite:
            return body
        mine = stems_of(mention.name)
        spoken = (seen.entity for seen in reversed(self.memory.spoken) if seen.at < mention.start)
        alike = [e for e in spoken if isinstance(e, Body) and e.type == "unnamed" and e.number == body.number]
        same = next((e for e in alike if e.head == body.head and mine <= stems_of(e.name)), None)
        same = same or self.cast.bodies.fullest(body, mention.start)
        return self._akin(mention, alike) or same if same is body and body.number == "plur" else same

    def _akin(self, mention: Mention, spoken: list[Body]) -> Body | None:
        """«The experts» may be the scientists whom the text has told of: who spoke, else who was named."""
        kinds = {role for _, roles in self.language.roles.get(mention.head, ()) for role in roles}
        named = [s.entity for s in self.memory.before(mention.start) if isinstance(s.entity, Body)]
        people = (e for e in (*spoken, *named) if e.type == "unnamed" and e.number == "plur")
        return next((e for e in people if e.head in kinds and " " in e.name), None)

    def _outlet(self, mention: Mention) -> Body | None:
        """Where something was published or to whom it was told; None where that is no medium («told parliament»)."""
        if mention.kind in {"pronoun", "role", "group", "joint"}:
            return None
        if mention.kind == "body" and mention.type == "organization":
            return None
        body = self._body(mention)
        is_outlet = body.type == "outlet"
        return body if is_outlet else Body(body.name, body.head, "outlet", body.first, body.number, body.gender)

    def _body(self, mention: Mention) -> Body:
        if mention.is_named or (mention.name.lower() != mention.head and not mention.is_described):
            body = self.cast.meant.get(id(mention))
            if not isinstance(body, Body):
                body = self.cast.bodies.named(mention, mention.type or "organization")
            return self.cast.bodies.fullest(body, mention.start)
        named = self._stands_for(mention)
        if named is not None:
            return self.cast.bodies.fullest(named, mention.start)
        return self.cast.bodies.named(mention, mention.type or "organization")

    def _stands_for(self, mention: Mention) -> Body | None:
        """«the ministry», «the paper»: the likeliest body of that kind, before it or below; of «its website» none."""
        if mention.owner is not None or mention.head not in self.language.anaphoric | self.language.bodies.keys():
            return None
        kind, stand = mention.type or "organization", self.language.bodies.get(mention.head)
        kinds: set[str] = {kind, "organization"} if stand is not None and stand.is_any else {kind}
        if not mention.type and mention.head in self.language.outlets:
            kinds.add("outlet")  # «агенттік» may be either

        def fits(entity: Person | Body) -> bool:
            if (
                not isinstance(entity, Body)
                or (entity.number == "plur") != (mention.number == "plur")
                or self.cast.bodies.is_place(entity)
            ):
                return False
            if entity.type == "organization" and not entity.head and not self._acts(entity):
                return False  # «over the Tarn»
            return entity.type in kinds or (kind == "outlet" and entity.type == "organization" and not entity.head)

        def bonus(entity: Person | Body) -> float:
            return (isinstance(entity, Body) and entity.type == kind) + is_named(entity.name)

        def may_stand(entity: Person | Body) -> bool:
            return fits(entity) and isinstance(entity, Body) and self._may_stand(mention.head, entity)

        weights = OUTLET if kind == "outlet" else BODY
        found = self.memory.choose(mention.start, may_stand, weights, bonus)
        if found is None and (kind == "outlet" or (stand is not None and stand.is_any)):
            found = self.memory.choose(mention.start, fits, weights, bonus)
        if isinstance(found, Body):
            return found
        bodies = self.cast.bodies
        return bodies.inside(mention.head, mention.start) or bodies.below(mention.head, kind, mention.start)

    def _acts(self, body: Body) -> bool:
        """Does a bare name do or say anything in the text, or is it written in capitals?"""
        spoken = (*self.memory.spoken[-FAR:], *self.memory.carriers[-FAR:])
        return body.name.isupper() or id(body) in self.cast.acting or any(seen.entity is body for seen in spoken)

    def _may_stand(self, head: str, body: Body) -> bool:
        """May the noun mean this body: by its own noun, its short name, or its field?"""
        stand = self.language.bodies.get(head)
        if body.head == head or body.head.endswith(f" {head}"):
            return True
        if stand is None:
            return False
        theirs = self.language.bodies.get(body.head)
        begins = bool(stand.shorts) and body.name.startswith(stand.shorts)
        return begins or (theirs is not None and stand.is_any and bool(stand.fields & theirs.fields))

    def _add_author(self, found: list[Source], finding: Finding) -> None:
        """Lengthen a chain that ends in a writing by its author; note whose it is where the chain says so."""
        for at, source in enumerate(found):
            mention = next((link.mention for link in finding.chain if _is_at(link.mention, source)), None)
            if source.type != "document" or mention is None:
                continue
            behind = found[at + 1] if at + 1 < len(found) else None
            body = Body(source.entity, mention.head, "document", mention.start)
            author = self.writings.cite(mention, body, behind)
            if behind is None and author is not None and author.entity != source.entity:
                found.append(author)
            return


def _is_at(mention: Mention | None, source: Source) -> bool:
    return mention is not None and source.mention == (mention.start, mention.end)


def _place(link: Link, finding: Finding) -> int:
    """The offset of a link's mention, that of the cue where it has none."""
    if link.mention is not None:
        return link.mention.start
    if finding.cue is not None:
        return finding.cue[0]
    return finding.content[0][0] if finding.content else 0
