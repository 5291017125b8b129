"""Subtitles (SRT, WebVTT) → the words spoken: cues joined to sentences, one paragraph a speaker.

A speaker is marked by ``<v Анна Лесная>``, or by a label at the beginning of a line: «ИМЯ:», «>> ИМЯ:».
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\n]*")
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,100})?[ \t]([^<>]{1,200})>")
_TAG = re.compile(r"</?[^<>\n]{0,300}>|\{\\[^{}\n]{0,300}\}")
_LABEL = re.compile(r"(?:>>|[-–—])?\s{0,3}((?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w.’'-]*[ ]?){1,4}):(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]?\Z")
_LONG = 600  # characters; a paragraph ends at the next end of a sentence
_PAUSE = 4.0  # seconds after which a sentence opens a paragraph


class _Cue(NamedTuple):
    """A line of a cue, when it is shown, and who says it where that is marked."""

    start: float
    end: float
    text: str
    speaker: str | None


def is_transcript(text: str) -> bool:
    """Tell whether a text is subtitles."""
    return text.lstrip("\ufeff").startswith("WEBVTT") or bool(re.match(rf"\s*\d{{1,6}}\s*\n{_TIMING.pattern}", text))


def transcript_text(text: str) -> str:
    r"""Return what is said in subtitles, paragraphs parted by an empty line.

    >>> transcript_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Анна>Мост\n\n00:02.000 --> 00:03.000\n<v Анна>открыт.")
    'Анна: Мост открыт.'
    """
    return "\n\n".join(_paragraphs(_unrepeated(_cues(text))))


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the lines of the cues; what stands outside of cues (numbers, notes, styles) is none."""
    times: tuple[float, float] | None = None
    speaker: str | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        timing = _TIMING.match(line)
        if timing:
            times = (_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:]))
            speaker = None
        elif not line.strip():
            times = None
        elif times:
            voice = _VOICE.search(line)
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            label = _LABEL.match(words)
            speaker = voice[1].strip() if voice else label[1].strip() if label else speaker
            if said := words[label.end() :].strip() if label and not voice else words:
                yield _Cue(*times, said, speaker)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _unrepeated(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Drop the lines that rolling subtitles show again."""
    shown: tuple[str, ...] = ()
    for cue in cues:
        if cue.text not in shown:
            yield cue
        shown = (*shown[-1:], cue.text)


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    words: list[str] = []
    last: _Cue | None = None
    for cue in cues:
        if last and words and _begins_paragraph(cue, last, words):
            yield _paragraph(words, last.speaker)
            words = []
        words.append(cue.text)
        last = cue
    if last and words:
        yield _paragraph(words, last.speaker)


def _begins_paragraph(cue: _Cue, last: _Cue, words: list[str]) -> bool:
    if cue.speaker != last.speaker and (cue.speaker or _SENTENCE_END.search(last.text)):
        return True
    is_over = bool(_SENTENCE_END.search(last.text))
    return is_over and (cue.start - last.end >= _PAUSE or sum(map(len, words)) >= _LONG)


def _paragraph(words: list[str], speaker: str | None) -> str:
    return (f"{speaker}: " if speaker else "") + " ".join(words)
