"""Where another's words come from, told in a sentence of its own: «Басылым дереккөзге сілтеме жасайды»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.sov.chain import referred
from otkuda.attribution.sov.speaker import ahead
from otkuda.attribution.sov.spoken import place

if TYPE_CHECKING:
    from otkuda.attribution.sov.scene import Scene
    from otkuda.attribution.sov.word import Line


def sources_of_outlet(scene: Scene, line: Line) -> None:
    """«Газет тергеуге жақын дереккөзге сүйенеді»."""
    for cue in scene.cues[line]:
        if cue.verb not in scene.known.referring or line.words[cue.last - 1].pos != "VERB":
            continue
        if cue.person.startswith("1"):
            continue  # «ТЖМ таратқан мәліметке сүйенсек»
        to = next((one for one in scene.phrases(line) if one.last == cue.first - 1 and one.case == "datv"), None)
        subject = ahead(scene, line, 0, cue.first)
        if to is None or subject is None:
            continue
        chain = [Link(subject.mention), *referred(scene, line, to)]
        scene.sight.findings.append(
            Finding([], place(line, cue), chain, "indirect", "sources_of_outlet", is_origin=True)
        )
