"""What a link tells of itself where it is pasted: the tags in the page's head, and the picture that they name."""

import io
import urllib.request
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import numpy
import pytest
from calling import call
from PIL import Image

from dashboard.serving import served_page
from dashboard.serving.served_page import ServedPage
from dashboard.serving.site import choices_of_today, site
from dashboard.sharing.described import LONGEST, described, shortened
from dashboard.sharing.links import Deployment
from dashboard.view import View, decode
from geodata.state import as_of

HANDOVER = "us-leaves-air-base-201-2024"
HOSTILE = ['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "{{ 7*7 }}</title><b>", "\\1 ${x} \x00"]


class Head(HTMLParser):
    """Reads the head as those do who preview links."""

    def __init__(self, html):
        super().__init__()
        self.title, self.lang, self.metas, self.links, self.tags, self._in_title = "", None, {}, [], [], False
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.tags.append(tag)
        self._in_title = tag == "title"
        if tag == "html":
            self.lang = told["lang"]
        elif tag == "meta" and "content" in told:
            self.metas[told.get("property") or told.get("name")] = told["content"]
        elif tag == "link":
            self.links.append(told)

    def handle_endtag(self, _):
        self._in_title = False

    def handle_data(self, data):
        self.title += data if self._in_title else ""

    def link(self, rel, **more):
        (found,) = [one["href"] for one in self.links if one["rel"] == rel and more.items() <= one.items()]
        return found


@pytest.fixture(scope="module")
def served():
    return ServedPage(None, site().assets)


def head(served, address, **headers):
    reply = call(served, address, **headers)
    assert reply.status == 200
    return Head(reply.body.decode())


def test_the_head_tells_of_the_view(served):
    told = head(served, "/?date=2024-08-05&force=USA&zoom=6&lat=15&lon=3")
    assert (told.lang, told.title) == ("en", "Sahel Atlas · 5 August 2024")
    description = told.metas["description"]
    bases = len(as_of(date(2024, 8, 5)).bases)
    assert description.startswith(
        f"AES: Burkina Faso, Mali, Niger. ECOWAS: 11 members, 1 suspended, 3 exits announced. {bases} foreign bases"
    )
    assert told.metas["og:title"] == told.metas["twitter:title"] == told.title
    assert told.metas["og:description"] == told.metas["twitter:description"] == description
    assert (told.metas["og:type"], told.metas["og:site_name"]) == ("website", "Sahel Atlas")
    assert (told.metas["og:locale"], told.metas["og:locale:alternate"]) == ("en_GB", "fr_FR")
    assert told.metas["twitter:card"] == "summary_large_image"
    assert told.metas["og:url"] == told.link("canonical")
    image = urlsplit(told.metas["og:image"])
    assert (image.scheme, image.netloc, image.path) == ("http", "atlas.example", "/api/map.png")
    assert parse_qs(image.query) == {"date": ["2024-08-05"], "force": ["USA"], "lang": ["en"], "size": ["preview"]}
    assert (told.metas["og:image:width"], told.metas["og:image:height"]) == ("1200", "630")
    assert told.metas["og:image:type"] == "image/png"
    assert told.metas["og:image:alt"] == "Map of the Sahel on 5 August 2024"


def test_a_chosen_event_is_in_the_title(served, record):
    told = head(served, f"/?event={HANDOVER}&lang=fr")
    title = record.event_by_id[HANDOVER].title.fr
    assert (told.lang, told.title) == ("fr", f"Atlas du Sahel · 5 août 2024 · {title}")
    assert told.metas["og:locale"] == "fr_FR"
    assert (
        told.metas["description"]
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("AES : Burkina Faso, Mali, Niger. CEDEAO : 11 membres")
    )


@pytest.mark.parametrize(
    ("accepted", "lang"), [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("en-US,fr;q=0.5", "en"), ("de", "en"), ("", "en")]
)
def test_the_language_is_the_readers_unless_the_address_says(served, accepted, lang):
    reply = call(served, "/", accept_language=accepted)
    assert Head(reply.body.decode()).lang == lang
    assert reply.headers["vary"] == "Accept-Encoding, Accept-Language"
    assert head(served, "/?lang=en", accept_language=accepted).lang == "en"


@pytest.mark.parametrize(
    "asked", ["", "?date=2024-08-05&alliance=AES&alliance=ECOWAS&q=drone+base", f"?event={HANDOVER}"]
)
def test_canonical_and_alternates_open_the_same_view(served, asked):
    choices = choices_of_today()
    view, _ = decode(parse_qs(asked[1:]), choices)
    told = head(served, f"/{asked}")
    by_language = {lang: told.link("alternate", hreflang=lang) for lang in ("en", "fr", "x-default")}
    assert by_language["en"] == told.link("canonical")
    for lang, address in by_language.items():
        opened, notices = decode(parse_qs(urlsplit(address).query), choices)
        assert opened == view.with_(lang="fr" if lang == "fr" else "en")
        assert notices == ()
    assert "lang" not in by_language["x-default"]


def test_the_pages_own_address_can_be_set(served, monkeypatch):
    monkeypatch.setattr(served_page, "deployment", lambda: Deployment("https://atlas.example.org/sahel"))
    told = head(served, "/?date=2024-08-05")
    assert told.link("canonical").startswith("https://atlas.example.org/sahel/?date=")
    assert told.metas["og:image"].startswith("https://atlas.example.org/sahel/api/map.png?")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", ["q", "event", "date", "lang", "alliance"])
def test_nothing_in_an_address_breaks_out(served, name, words):
    plain, told = head(served, "/?date=2024-08-05"), head(served, f"/?{urlencode({'date': '2024-08-05', name: words})}")
    assert told.tags == plain.tags
    assert told.metas.keys() == plain.metas.keys()
    assert told.title.startswith("Sahel Atlas")
    assert told.link("canonical").startswith("http://atlas.example/?")
    body = call(served, f"/?{urlencode({name: words})}").body.decode()
    assert words not in body


def test_a_hostile_host_breaks_out_no_more(served):
    told = head(served, "/", host='evil.example"><script>')
    assert told.tags == head(served, "/").tags


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_day_is_described_shortly_and_truly(record, chronicle, lang):
    for day in chronicle.days_of_change()[::7]:
        choices = choices_of_today()
        told = described(View(choices.clamp(day), lang=lang), record)
        assert 0 < len(told) <= LONGEST
        bases = len(as_of(choices.clamp(day), record).bases)
        assert f"{bases} " in told or told.endswith("…")
        assert ("AES" in told) == (day.isoformat() >= "2023-09-16")


def test_the_description_follows_the_filters(record):
    view = View(choices_of_today().default, kind=("coup",))
    last = [event for event in record.events if event.kind == "coup"][-1]
    assert last.title.en[:20] in described(view, record)


def test_it_is_cut_at_a_word():
    text = "one two three four"
    for most in range(4, len(text)):
        cut = shortened(text, most)
        assert len(cut) <= most
        assert text.startswith(f"{cut[:-1]} ")
    assert shortened("word" * 10, 5) == "word…"


@pytest.mark.parametrize(
    "asked", ["?date=2024-08-05", f"?event={HANDOVER}&lang=fr", f"?q={quote(HOSTILE[0])}&trail=3m"]
)
def test_the_picture_is_there(server, asked):
    with urllib.request.urlopen(f"{server}/{asked}", timeout=30) as reply:
        told = Head(reply.read().decode())
    assert told.metas["og:image"].startswith(f"{server}/api/map.png")
    with urllib.request.urlopen(told.metas["og:image"], timeout=60) as reply:
        assert reply.headers["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(reply.read())).convert("RGB")
    assert picture.size == (1200, 630)
    colours = numpy.unique(numpy.asarray(picture).reshape(-1, 3), axis=0)
    assert len(colours) > 500, "it is not blank"


def test_who_asks_for_the_head_alone_is_told_the_same(server):
    ask = urllib.request.Request(f"{server}/?date=2024-08-05", method="HEAD")
    with urllib.request.urlopen(ask, timeout=30) as reply:
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
        assert int(reply.headers["Content-Length"]) > 10_000
        assert reply.read() == b""
