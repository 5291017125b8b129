"""The words of what is no article, in Kazakh and English: a line each that fits, and sentences that must not."""

from __future__ import annotations

import pytest

from otkuda.article.asides import drop_asides
from otkuda.article.walls import is_loading, patterns
from otkuda.text.pages import tree_of

LABELS = """
Read also
Read more
Also read
More on this story
Related stories
Related
Recommended
You may also like
Most read
Don't miss
See also
Trending now
Latest news
More from Beacon
Editor's picks
Top stories
What to read next
Keep reading
In other news
READ MORE
Related coverage
Further reading
Popular now
Up next
More news
Explore more
Also on Beacon
Related topics
You might be interested in
Continue reading
Тағы оқыңыз
Сондай-ақ оқыңыз
Оқи отырыңыз
Тақырып бойынша
Ұқсас жаңалықтар
Басқа жаңалықтар
Соңғы жаңалықтар
Ең көп оқылған
Осы тақырып бойынша
Осыған дейін
Бұған дейін оқыңыз
Тағы да қараңыз
Сізге қызықты болуы мүмкін
Бұл да қызық
Редакция таңдауы
Өзекті жаңалықтар
Танымал жаңалықтар
Толығырақ оқу
Басты жаңалықтар
Айдарлас жаңалықтар
Тақырыптас материалдар
Бұдан бөлек оқыңыз
Қазір оқып жатыр
Байланысты мақалалар
Келесі жаңалық
""".strip().splitlines()
PLEAS = """
Sign up for our newsletter
We use cookies to improve your experience.
All rights reserved. Beacon 2026
Share this article
Follow us on Telegram and Instagram
Follow Beacon on Facebook, Twitter and YouTube for the latest news.
Subscribe to our Telegram channel
Join our WhatsApp channel to get the latest news
Get the day's top stories in your inbox
Support independent journalism by becoming a member.
To continue reading, subscribe or log in.
Already a subscriber? Log in
This article is for subscribers only.
Have you spotted a mistake? Let us know.
Found an error? Select it and press Ctrl+Enter.
No part of this publication may be reproduced without the written permission of Beacon.
© 2026 Beacon. All rights reserved.
Reproduction of materials is allowed only with a hyperlink to the source.
Download our app to read the news first.
Turn on notifications so as not to miss the news
By clicking Accept, you agree to the use of cookies.
Click here to subscribe to our newsletter.
Like us on Facebook
Our Standards: The Beacon Trust Principles.
This site is protected by reCAPTCHA and the Google Privacy Policy applies.
Read us on Telegram
Add Beacon to your Google News feed
Біздің Telegram арнамызға жазылыңыз!
Telegram-арнамызға тіркеліңіз
Бізге Instagram желісінде жазылыңыз
Жаңалықтарды Facebook парақшамыздан оқыңыз
Бөлісу
Достарыңызбен бөлісіңіз
Қате тапсаңыз, белгілеп, Ctrl+Enter басыңыз
Мәтіннен қате таптыңыз ба? Қатені белгілеп, Ctrl+Enter басыңыз.
Материалдарды пайдаланған кезде сайтқа сілтеме жасау міндетті.
Барлық құқықтар қорғалған.
© 2026 «Дала». Барлық құқықтары қорғалған.
Сайт материалдарын көшіріп басу үшін редакцияның рұқсаты керек
Біздің сайт cookie файлдарын пайдаланады.
Біз cookie файлдарын қолданамыз, сайтты пайдалануды жалғастыра отырып, сіз келісесіз.
WhatsApp арнамызға қосылыңыз да, жаңалықтарды бірінші болып біліңіз
Жаңалықтардан қалып қоймаңыз: YouTube арнамызға жазылыңыз
Редакцияның жазбаша рұқсатынсыз материалдарды көшіруге тыйым салынады.
Бізді Telegram-нан оқыңыз
Оқиғаны бірінші болып білгіңіз келсе, арнамызға жазылыңыз
Жаңалықтар таратылымына жазылыңыз
""".strip().splitlines()
HEADINGS = """
About the author
About us
Media contacts
Advertisement
Sponsored content
Contact us
Contacts
About the writer
Press contact
Paid content
Partner content
Disclaimer
Автор туралы
Біз туралы
Байланыс
Байланыс деректері
Жарнама
Компания туралы
Серіктес материалы
Редакциямен байланыс
Жарнамалық материал
""".strip().splitlines()
MISSING = """
Page not found
404 Not Found
Oops! That page can't be found.
The page you are looking for does not exist
This article is no longer available
Nothing found
Sorry, this page isn't available
We can't find that page
Article has been removed
This story has been deleted
Page doesn't exist
Error 404
Бет табылмады
Мақала табылмады
Кешіріңіз, сұралған бет табылмады
Мұндай бет жоқ
Бұл бет жойылған
Ештеңе табылмады
Парақша табылмады
Материал өшірілген
Жаңалық жойылды
404 қатесі
Сіз іздеген бет жоқ
Қате 404
Өкінішке қарай, бет табылмады
""".strip().splitlines()
BLOCKED = """
Just a moment...
Attention Required! Cloudflare
Access denied
Are you a robot?
Verify you are human
Security check
Please verify that you are human
403 Forbidden
Too many requests
Your privacy choices
Subscribe to continue reading
Log in to continue
Please enable cookies
Site under maintenance
Қол жеткізу шектелген
Кіруге тыйым салынған
Сіз робот емессіз бе?
Робот емес екеніңізді растаңыз
Бір сәт күтіңіз
Браузеріңіз тексерілуде
Мен робот емеспін
Қолжетімділік шектелген
Сұраныс тым көп
""".strip().splitlines()
LOADING = """
Loading...
Please wait
You need to enable JavaScript to run this app
Please enable JavaScript to view this page
JavaScript is disabled in your browser
Жүктелуде
Күте тұрыңыз
Бет жүктелуде
Сайт жұмыс істеуі үшін JavaScript қосыңыз
Браузеріңізде JavaScript өшірілген
Жүктеліп жатыр
""".strip().splitlines()
SENTENCES = """
Follow the road to the bridge, the mayor said on Monday, and you will see the river.
Latest news from the bridge made the mayor glad, she told reporters.
Use of content filters on the website without permission was prohibited, the court said.
Share prices of the bridge company fell by a third on Monday.
Reproduction of fish in the river has doubled since the ferry stopped, biologists said.
The page was not found in the archive, the historian said.
By clicking a button, the mayor opened the bridge.
Contact between the two banks of the river was lost for a day.
Join the two banks with a bridge, the residents asked on Telegram, and they waited for the answer.
More from the state budget is needed, the minister said.
Құрылыс материалдарын пайдалану кезінде ережені сақтау міндетті, деді министр.
Министр Telegram арнасында көпірдің ашылғанын жазды.
Бөлісуге тиіс қаржы екі ауданға бөлінді, деді әкім.
Басты жаңалықтар көпір туралы болды, деп хабарлады тілші.
Қате шешім қабылданды, деді депутат.
Бұл бет тарихшыға табылған жоқ, деді ол.
Байланыс үзілген соң, ауыл бір күн жарықсыз қалды.
Барлық құқық қорғаушылар жиынға келді.
Жарнама қымбаттады, деді компания өкілі.
Тағы да қараңыз деп сұрады ол дәрігерден.
""".strip().splitlines()
BEFORE = "The bridge over the river was opened for cars and walkers on Monday morning."
AFTER = "The ferry that went over the river since 1974 will be sold in the autumn."


def left(line: str) -> list[str]:
    """Return the lines of a page that stay when ``line``, as markup, stands between two of an article."""
    found = drop_asides(tree_of(f"<body><p>{BEFORE}</p>{line}<p>{AFTER}</p></body>"))
    return [leaf.text for leaf in found]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_with_a_link_goes(label: str) -> None:
    """The link goes with it."""
    assert left(f'<p>{label}: <a href="/1">The headline of another article</a></p>') == [BEFORE, AFTER]


@pytest.mark.parametrize("plea", PLEAS)
def test_a_plea_goes(plea: str) -> None:
    """What asks the reader for something, and the notice of rights."""
    assert left(f"<p>{plea}</p>") == [BEFORE, AFTER]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_box_goes_with_its_heading(heading: str) -> None:
    """About the author, the company, contacts, advertisements."""
    assert left(f"<section><h3>{heading}</h3><p>Una Farrow writes of bridges.</p></section>") == [BEFORE, AFTER]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_stays(sentence: str) -> None:
    """However it begins, and with a link in it too."""
    assert left(f"<p>{sentence}</p>") == [BEFORE, sentence, AFTER]
    linked = sentence.replace(sentence.split(maxsplit=1)[0], f'<a href="/1">{sentence.split(maxsplit=1)[0]}</a>', 1)
    assert left(f"<p>{linked}</p>") == [BEFORE, sentence, AFTER]
    assert not any(one.fullmatch(sentence) for kind in ("missing", "blocked") for one in patterns(kind))
    assert not is_loading([sentence])


@pytest.mark.parametrize(
    ("kind", "line"), [("missing", one) for one in MISSING] + [("blocked", one) for one in BLOCKED]
)
def test_a_headline_says_what_the_page_is(kind: str, line: str) -> None:
    """No such page, or something before it."""
    assert any(pattern.fullmatch(line.strip(" .!…")) for pattern in patterns(kind))


@pytest.mark.parametrize("line", LOADING)
def test_a_page_that_waits_for_its_scripts(line: str) -> None:
    """All that it shows."""
    assert is_loading([line])
