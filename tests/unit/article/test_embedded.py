"""Articles that a page carries as data: the forms of it, whose text it is, hostile data."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda import UnreadableError
from otkuda.article import from_html
from otkuda.article.blocks import paragraphs_of
from otkuda.article.embedded import find_embedded
from otkuda.article.nuxt import read_call

LINES = [
    "В посёлке Атбасар открыли мост через Ишим, сообщили в акимате.",
    "«Мы обещали мост к лету, и к лету он есть», — сказал аким Нурлан Байжанов на открытии моста.",
    "Паром, который ходил через реку с 1974 года, выставят на торги осенью.",
]
HTML = "".join(f"<p>{line}</p>" for line in LINES)
OTHER = {"title": "Другая новость совсем о другом", "url": "/news/drugaya", "body": f"<p>{'Чужой текст. ' * 60}</p>"}
ARTICLE = {
    "id": 5,
    "title": "Мост открыт",
    "slug": "most-otkryt",
    "publishedAt": "2026-05-05T09:30:00+05:00",
    "author": {"name": "Анна Лесная", "bio": "Пишет о мостах. " * 40},
    "body": HTML,
    "related": [OTHER],
    "comments": [{"user": "Пётр", "text": "Длинный комментарий. " * 60}],
}
STATE = {"props": {"pageProps": {"article": ARTICLE, "latest": [OTHER], "block": {"items": [OTHER, OTHER]}}}}
URL = "https://zarya.kz/news/most-otkryt"


def shown(value: object) -> str:
    """Return JSON as it stands in a page."""
    return json.dumps(value, ensure_ascii=False)


def blocks(kind: str) -> dict[str, object]:
    """Return the article with its body as blocks of some editor."""
    slate = [
        {"type": "paragraph", "children": [{"text": line[:9]}, {"text": line[9:], "bold": True}]} for line in LINES
    ]
    bodies: dict[str, object] = {
        "lines": LINES,
        "text": "\n\n".join(LINES),
        "html blocks": [{"type": "text", "html": f"<p>{line}</p>"} for line in LINES],
        "slate": [*slate, {"type": "related", "children": [{"text": "Читайте также: другая новость"}]}],
        "prosemirror": {
            "type": "doc",
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in LINES],
        },
        "editor.js": {
            "blocks": [
                *({"type": "paragraph", "data": {"text": line}} for line in LINES),
                {"type": "image", "data": {"caption": "Мост"}},
            ]
        },
        "contentful": {
            "nodeType": "document",
            "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]} for line in LINES],
        },
    }
    return {**ARTICLE, "body": bodies[kind]}


def pushed() -> str:
    """Return the stream of Next.js, cut in two."""
    row = shown(["$", "div", None, {"article": {"title": "Мост открыт", "body": "$5", "related": [OTHER]}}])
    stream = f'1:I["x"]\n2:{row}\n5:T{len(HTML.encode()):x},{HTML}6:{{"a":1}}\n'
    halves = (stream[: len(stream) // 2], stream[len(stream) // 2 :])
    return "".join(f"<script>self.__next_f.push([1,{shown(half)}])</script>" for half in halves)


FLAT = [{"data": 1}, {"article": 2}, {"title": 3, "body": 4, "slug": 5}, "Мост открыт", HTML, "most-otkryt"]
LINKED = {"@type": "NewsArticle", "headline": "Мост открыт", "articleBody": HTML}
CALL = f'(function(a,b){{return {{data:[{{article:{{title:a,body:{shown(HTML)},x:b,ok:!0}}}}]}}}}("Мост открыт",null))'
FORMS = {
    "next": f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
    "assigned": f"<script>window.__INITIAL_STATE__ = {shown(STATE)};(function(){{var s;}})()</script>",
    "undefined": f'<script>window.__STATE__={shown(STATE)[:-1]},"x":undefined}};</script>',
    "parsed": f"<script>window.__STATE__ = JSON.parse({json.dumps(shown(STATE))});</script>",
    "a string": f"<script>window.__STATE__ = {json.dumps(shown(STATE))};</script>",
    "apollo": f"<script>window.__APOLLO_STATE__={shown({'Article:9': OTHER, 'Article:5': ARTICLE})}</script>",
    "nuxt 2": f"<script>window.__NUXT__={CALL};</script>",
    "nuxt 3": f'<script type="application/json" id="__NUXT_DATA__">{shown(FLAT)}</script>',
    "json-ld": f'<script type="application/ld+json">{shown(LINKED)}</script>',
    "pushed": pushed(),
    **{
        kind: f'<script type="application/json">{shown(blocks(kind))}</script>'
        for kind in ("lines", "text", "html blocks", "slate", "prosemirror", "editor.js", "contentful")
    },
}


def page(script: str, title: str = "Мост открыт — Заря", body: str = '<div id="app">Загрузка…</div>') -> str:
    """Return a page whose text is made by a script."""
    return f"<html><head><title>{title}</title></head><body>{body}{script}</body></html>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", ["Мост открыт — Заря", "Заря"])
def test_forms(form: str, title: str) -> None:
    """The article by its headline or its address, whole, and nothing else."""
    article = from_html(page(FORMS[form], title), url=URL)
    assert article.text.split("\n\n") == ["Мост открыт", *LINES]
    assert article.headline == "Мост открыт"


def test_what_the_data_says_of_it() -> None:
    """Date and authors, where the page says nothing."""
    article = from_html(page(FORMS["next"]), url=URL)
    assert article.published is not None
    assert article.published.isoformat() == "2026-05-05T09:30:00+05:00"
    assert article.authors == ("Анна Лесная",)


def test_another_article_is_never_taken() -> None:
    """Where the page's own is not in the data, there is none."""
    script = (
        f"<script>window.__STATE__ = {shown({'latest': [OTHER], 'list': [OTHER, {**OTHER, 'title': 'Ещё'}]})}</script>"
    )
    with pytest.raises(UnreadableError, match="scripts"):
        from_html(page(script), url=URL)


def test_a_page_that_shows_its_text() -> None:
    """Keeps it, whatever its data holds."""
    body = f"<h1>Мост открыт</h1><article>{HTML}</article>"
    longer = {**ARTICLE, "body": HTML + "<p>Ещё строка.</p>"}
    article = from_html(page(f"<script>window.S={shown(longer)}</script>", body=body), url=URL)
    assert article.text.split("\n\n") == ["Мост открыт", *LINES]


def test_a_page_made_by_scripts_says_so() -> None:
    """One line: what, and what to do."""
    with pytest.raises(UnreadableError, match=r"only scripts.*; save the page"):
        from_html(page('<script src="/app.js"></script><script>start()</script>'))


HOSTILE = {
    "wide": f'<script type="application/json">{shown([{"title": "x", "body": "Слово " * 60}] * 3_000)}</script>',
    "deep": f'<script type="application/json">{"{" + chr(34) + "data" + chr(34) + ":["}</script>' * 100,
    "nested": '<script type="application/json">' + '{"content":[' * 900 + "1" + "]}" * 900 + "</script>",
    "openings": "<script>" + "={" * 300_000 + "</script>",
    "pushes": "<script>" + "self.__next_f.push([1," * 50_000 + "</script>",
    "rows": f"<script>self.__next_f.push([1,{shown('1:{' + chr(10) * 200_000)}])</script>",
    "texts": f"<script>self.__next_f.push([1,{shown('1:Tfffff,' + chr(10)) * 1}])</script>" * 5_000,
    "call": "<script>window.__NUXT__=(function(a){return {" + "a:a," * 100_000 + "}}(1));</script>",
    "scripts": "<script>x={}</script>" * 30_000,
    "markup": f'<script type="application/json">{shown({"title": "x", "body": "<div>" * 50_000 + LINES[0]})}</script>',
    "loop": f'<script type="application/json">{shown([{"a": 1, "b": 2}, [1, 2, 1, 2], [0, 0, 0, 0]] * 2_000)}</script>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_bounded(name: str) -> None:
    """Seconds at most, and no error but ours."""
    begin = time.process_time()
    with contextlib.suppress(UnreadableError):
        from_html(page(HOSTILE[name], "x"), url=URL)
    assert time.process_time() - begin < 10


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just("Мост открыт") | st.just("Слово " * 40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["title", "body", "content", "type", "data", "url", "x"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(values, st.text(max_size=50))
def test_any_data(value: object, noise: str) -> None:
    """Any JSON, any script: an article or none."""
    find_embedded([shown(value), f"window.x = {shown(value)}", noise], "Мост открыт", URL)
    paragraphs_of(json.loads(shown(value)))


@given(st.text(alphabet="{}[]():,\"'\\ab1!$ \n", max_size=80))
def test_any_call(inside: str) -> None:
    """Whatever stands in the call of Nuxt."""
    read_call(f"window.__NUXT__=(function(a,b){{return {{{inside}}}}}({inside}));")
