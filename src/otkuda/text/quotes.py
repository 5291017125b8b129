"""Which quotation marks belong together.

Every printing house has its own: «…», “…”, „…“, "…", ''…'', one inside the other. Straight marks open after a
space and close before one. A paragraph that opens a quotation and does not close it hands it on to the next one
(a long quotation); one that is never closed is no quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.text.tokens import Token

OPENING = {"«": "»", "„": '“”"', "“": '”"', "‹": "›", "‘": "’", "〝": "〞"}
CLOSING = frozenset("»“”›’〞")
STRAIGHT = frozenset({'"', "''", "``"})
_SINGLE = frozenset("'‘’")
MARKS = frozenset(OPENING) | CLOSING | STRAIGHT
_BEFORE = frozenset({".", "!", "?", "…", ":", "—", "–", "-"})
_BEHIND = frozenset({"—", "–", "-", "--", "."})
_DASHES = frozenset({"—", "–", "-", "--"})
_ASIDE = frozenset({",", "?", "!", "…"})  # what stands before the dash of a remark
MOST_SAID = 40  # tokens of a remark that ends a paragraph
_REOPENING = frozenset({"“", '"', "‹"})
_SENTENCE_ENDS = frozenset({".", "!", "?", "…"})
MOST_KIND = 4  # tokens to the name proper in «НК «КТЖ»
MOST_NESTED = 6
MOST_APART = 200  # tokens between two marks of which one lacks its partner
MOST_PARAGRAPHS = 12  # a quotation that runs on longer than this lost its closing mark


def mark_single(tokens: list[Token], quoting: list[tuple[int, int]]) -> None:
    """Write single marks that quote as ‹…› and all others as apostrophes; ``quoting``: the offsets of those that do.

    An opening mark before a paragraph, which nothing closes, is kept: the quotation may go on in the next one.
    """
    texts = {at: mark for pair in quoting for at, mark in zip(pair, "‹›", strict=True)}
    for index, token in enumerate(tokens):
        if token.text in _SINGLE:
            before = tokens[index - 1] if index else None
            leads = token.text == "‘" and (before is None or before.kind == "break" or before.text in _SENTENCE_ENDS)
            token.text = texts.get(token.start, "‹" if leads else "'")


def pair(tokens: list[Token], paragraphs: list[tuple[int, int]]) -> dict[int, int]:
    """Return for each opening mark the index of its closing mark."""
    pairs: dict[int, int] = {}
    stack: list[tuple[int, int]] = []  # index of the mark, number of its paragraph
    lost: list[tuple[int, int]] = []
    stray: list[tuple[int, int]] = []  # closing marks that nothing opens
    for number, (low, high) in enumerate(paragraphs):
        stack = [
            entry
            for entry in stack
            if number - entry[1] <= MOST_PARAGRAPHS
            and (_leads_on(tokens, paragraphs, entry, low) or _goes_on(tokens, paragraphs, entry, low))
        ]
        again = (
            bool(stack) and stack[0][1] < number and _reopens(tokens, low)
        )  # a long quotation may open each paragraph
        marks = (index for index in range(low + again, high) if tokens[index].text in MARKS)
        stray += [(index, number) for index in marks if not _step(tokens, index, number, stack, pairs)]
        lost += stack
    _open_stray(tokens, paragraphs, stray, pairs)
    _close_lost(tokens, paragraphs, {entry for entry in lost if entry[0] not in pairs}, pairs)
    return pairs


def _close_lost(
    tokens: list[Token], paragraphs: list[tuple[int, int]], lost: set[tuple[int, int]], pairs: dict[int, int]
) -> None:
    """«Я читал газету «Заря», — сказал он: of two that share a mark the outer takes it, if it opens a paragraph."""
    closing = {close: opening for opening, close in pairs.items()}
    for index, number in sorted(lost) if closing else ():
        low, high = paragraphs[number]
        inner = _opened_within(tokens, index, pairs)
        if inner > 0:
            pairs[index] = pairs.pop(inner)
            continue
        if index - low > 1 and tokens[index - 1].text not in _BEFORE:
            continue
        last = next(
            (
                k
                for k in range(high - 1, index, -1)
                if k in closing and closing[k] > index and _ends_speech(tokens, k, high)
            ),
            -1,
        )
        if last > 0:
            pairs.pop(closing[last], None)
            pairs[index] = last


def _opened_within(tokens: list[Token], index: int, pairs: dict[int, int]) -> int:
    """«АО «НК «КТЖ»»: where a name within a name opens whose one closing mark closes both; -1 where none does."""
    at = next((k for k in range(index + 1, min(index + MOST_KIND, len(tokens))) if tokens[k].text in OPENING), -1)
    kind = tokens[index + 1 : at] if at > 0 else []
    return at if at in pairs and kind and all(token.text.isupper() for token in kind) else -1


def _open_stray(
    tokens: list[Token], paragraphs: list[tuple[int, int]], stray: list[tuple[int, int]], pairs: dict[int, int]
) -> None:
    """«Заря» играла лучше», — сказал он: of two that share their first mark the outer takes it."""
    for index, number in stray:
        low, high = paragraphs[number]
        near = range(index - 1, max(low, index - MOST_APART) - 1, -1)
        opening = next((k for k in near if k in pairs and _opens_speech(tokens, k, low)), -1)
        if opening < 0 or not _ends_speech(tokens, index, high):
            continue
        close = pairs[opening]
        if (
            close < index
            and not _ends_speech(tokens, close, high)
            and _closes(tokens[opening].text, tokens[index].text)
        ):
            pairs[opening] = index


def _opens_speech(tokens: list[Token], index: int, low: int) -> bool:
    return index == low or tokens[index - 1].text in _BEFORE


def _ends_speech(tokens: list[Token], k: int, high: int) -> bool:
    after = [t.text for t in tokens[k + 1 : min(k + 3, high)]]
    return not after or after[0] in _BEHIND or (after[0] == "," and len(after) > 1 and after[1] in _BEHIND)


def _leads(tokens: list[Token], paragraphs: list[tuple[int, int]], entry: tuple[int, int]) -> bool:
    """Only a mark that opens its paragraph, or follows a colon, reaches into the next one."""
    index, number = entry
    return index == paragraphs[number][0] or tokens[index - 1].text in {":", "—", "–", "-"}


def _leads_on(tokens: list[Token], paragraphs: list[tuple[int, int]], entry: tuple[int, int], low: int) -> bool:
    """May the mark reach into the paragraph that begins at token ``low``?"""
    is_lost = _is_reopened(tokens, low) and _is_remarked(tokens, paragraphs[entry[1]])
    return _leads(tokens, paragraphs, entry) and not is_lost


def _is_reopened(tokens: list[Token], low: int) -> bool:
    return tokens[low].text in MARKS


def _is_remarked(tokens: list[Token], paragraph: tuple[int, int]) -> bool:
    """«Мы едем, — сказал он.» and the next paragraph opens a mark again: the first was never closed."""
    low, high = paragraph
    dash = next((k for k in range(high - 1, max(low, high - MOST_SAID), -1) if tokens[k].text in _DASHES), -1)
    return dash > low and tokens[dash - 1].text in _ASIDE


def _goes_on(tokens: list[Token], paragraphs: list[tuple[int, int]], entry: tuple[int, int], low: int) -> bool:
    """A mark that opens a sentence inside its paragraph: the next opens with it again, or an angled one stays open.

    «“We will,” he said. “We can.» and then «“And we must.”»; «Он потребовал ответа. «Мы ждём.» and then «И дождёмся»».
    """
    index, number = entry
    ends = tokens[paragraphs[number][1] - 1].text in _SENTENCE_ENDS
    opens = tokens[index].text == "“" or tokens[index - 1].text in _SENTENCE_ENDS
    again = tokens[low].text == tokens[index].text in _REOPENING
    open_still = tokens[index].text == "«" and tokens[low].text not in MARKS
    return (again or open_still) and opens and ends


def _reopens(tokens: list[Token], index: int) -> bool:
    return tokens[index].text in OPENING or tokens[index].text in STRAIGHT


def _step(tokens: list[Token], index: int, number: int, stack: list[tuple[int, int]], pairs: dict[int, int]) -> bool:
    """Take one mark in; False where it closes and nothing is open."""
    text = tokens[index].text
    if text in STRAIGHT:
        beside = bool(stack) and stack[-1][0] == index - 1 and tokens[index - 1].end == tokens[index].start
        opens = beside or _opens(tokens, index, inside=any(tokens[i].text == text for i, _ in stack))
    elif text == "”" and not stack and _is_turned(tokens, index):
        opens = True  # «”We will,” he said»: a closing mark that opens
        tokens[index].text = "“"
    elif text == "“" and stack and tokens[stack[-1][0]].text == "“" and tokens[index - 1].text in _SENTENCE_ENDS:
        return True  # «“We will. “We can,” he said»: paragraphs of one quotation, run together
    elif text == "“" and stack and tokens[stack[-1][0]].text == "“" and _is_behind(tokens, index):
        opens = False  # «“We will,“ he said»: an opening mark that closes
        tokens[index].text = "”"
        text = "”"
    elif text in OPENING and not (text == "“" and any(tokens[i].text == "„" for i, _ in stack)):
        opens = True
    else:
        opens = False
    if opens:
        if len(stack) < MOST_NESTED:
            stack.append((index, number))
        return True
    for depth in range(len(stack) - 1, -1, -1):
        if _closes(tokens[stack[depth][0]].text, text):
            pairs[stack[depth][0]] = index
            del stack[depth:]
            return True
    return False


def _is_turned(tokens: list[Token], index: int) -> bool:
    """Does a mark stand right before a word, and behind a space, a line end or a full stop?"""
    here, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1] if index else None
    is_open = before is None or before.end < here.start or before.kind == "break" or before.text in _BEFORE
    return is_open and after is not None and after.kind == "word" and after.start == here.end


def _is_behind(tokens: list[Token], index: int) -> bool:
    """Does a mark stand right behind a word or a stop, and before a space or a line end?"""
    here, before = tokens[index], tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    is_end = after is None or after.kind == "break" or after.start > here.end
    return before.end == here.start and before.kind != "break" and is_end


def _closes(opening: str, mark: str) -> bool:
    if opening == "``":
        return mark in {"``", "''"}
    if opening == '"':
        return mark in {'"', "”"}
    return mark == opening if opening in STRAIGHT else mark in OPENING[opening]


def _opens(tokens: list[Token], index: int, *, inside: bool) -> bool:
    """Does a straight mark open? It does before a letter where nothing but space or a bracket stands before it."""
    here = tokens[index]
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    glued_left = (
        before is not None and before.end == here.start and before.kind != "break" and before.text not in "([{—–-«„“"
    )
    glued_right = after is not None and after.start == here.end and after.kind != "break"
    if glued_right and after is not None and after.text in {",", ".", ";", ":", ")"}:
        return False
    return glued_right if glued_left != glued_right else not inside
