"""The figures of what was said before: what was judged is there, and the ranking holds its floors."""

from __future__ import annotations

from evaluation.before import HERE, Found, Judged, Query, judged, measure, queries, sayings, score

FLOORS = {
    "queries": 0.87,
    "blind": 0.81,
    "blind2": 0.87,
    "blind3": 0.79,
}  # precision at 5; `python -m evaluation.before`


def test_judged_sayings_are_in_the_texts() -> None:
    """Every saying that is judged stands in one of the texts, and is judged once for a query."""
    texts = [article.text for path in HERE.glob("*.txt") for article in sayings(path)]
    ours = [query for path in judged() for query in queries(path) if any(query.words in text for text in texts)]
    assert len(ours) >= 40
    for query in ours:
        words = [one.words for one in query.said]
        assert len({*words}) == len(words) > 0
        assert all(any(word in text for text in texts) for word in words)
        assert {one.grade for one in query.said} <= {1, 2}


def test_score() -> None:
    """What is not shown counts as wrong, and so does what stands before what is right."""
    query = Query("now", (Judged("a", 2, ""), Judged("b", 2, "")))
    its = score([Found(query, (), (False, True, True), (True,)), Found(query, (), (True,), (False,))])
    assert (its.precision, its.recall, its.kept, its.abroad) == (0.5, 0.75, 0.75, 0.5)


def test_floors() -> None:
    """The earlier sayings of a speaker on the same matter are found, over languages."""
    for name, found in measure().items():
        assert score(found).precision >= FLOORS[name], name
