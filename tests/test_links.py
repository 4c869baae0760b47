"""Addresses that leave the page: whose they are, and what they open."""

import os
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import ROOT

from dashboard.api.parameters import PICTURE, of_table
from dashboard.map.basemaps import CHOICES
from dashboard.sharing import links
from dashboard.sharing.links import Deployment, public_address
from dashboard.view import Choices, View, Window, decode
from geodata.record import own_record

TODAY = date(2026, 11, 25)
FULL = View(
    date=date(2024, 8, 5),
    alliance=("AES",),
    force=("USA",),
    kind=("base-closed",),
    country=("NER",),
    trail="3m",
    event="us-leaves-air-base-201-2024",
    q="base & café 100 %",
    lang="fr",
    window=Window(6.5, 16.95, 8.014),
)


def choices():
    return Choices.of(own_record(), TODAY, CHOICES)


def asked(address):
    return parse_qs(urlsplit(address).query)


PROXIED = {
    "Host": "10.0.0.7:8501",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "atlas.example.org, inner.example",
    "X-Forwarded-Prefix": "/sahel/",
}


@pytest.mark.parametrize(
    ("request_", "setting", "expected"),
    [
        ("http://localhost:8501/", Deployment(), "http://localhost:8501"),
        ("https://example.org/sahel?date=2024#x", Deployment(), "https://example.org/sahel"),
        ("http://[::1]:8501/", Deployment(), "http://[::1]:8501"),
        ("http://localhost:8501", Deployment("https://atlas.example.org"), "https://atlas.example.org"),
        (PROXIED, Deployment(), "http://10.0.0.7:8501"),
        (PROXIED, Deployment(root="/base"), "http://10.0.0.7:8501/base"),
        (PROXIED, Deployment(trusts_proxy=True), "https://atlas.example.org/sahel"),
        (PROXIED, Deployment("https://other.example", trusts_proxy=True), "https://other.example"),
        ({"Host": "a.example"}, Deployment(trusts_proxy=True), "http://a.example"),
        ({"Host": "a.example", "X-Forwarded-Host": 'x" onload="y'}, Deployment(trusts_proxy=True), "http://a.example"),
        ({"Host": "a.example", "X-Forwarded-Proto": "javascript"}, Deployment(trusts_proxy=True), "http://a.example"),
        ({"Host": "<script>"}, Deployment(), ""),
        ("", Deployment(), ""),
    ],
)
def test_the_address_is_the_settings_else_the_requests(request_, setting, expected):
    assert public_address(request_, setting) == expected


def test_headers_do_not_tell_how_a_request_came():
    assert public_address({"host": "a.example"}, Deployment(), scheme="https") == "https://a.example"


def test_the_setting_is_read_without_its_last_slash():
    assert Deployment.of({}) == Deployment()
    read = Deployment.of({"SAHEL_ATLAS_ADDRESS": " http://10.0.0.7:8080/sahel/ ", "SAHEL_ATLAS_TRUST_PROXY": "1"}, "/b")
    assert read == Deployment("http://10.0.0.7:8080/sahel", trusts_proxy=True, root="/b")


@pytest.mark.parametrize(
    "wrong",
    [
        *("atlas.example.org", "ftp://atlas.example.org", "https://", "https:///sahel", "https://a b.example"),
        *("https://a.example/?date=2024", "https://user:word@a.example", "https://a.example:port", "http://[::1"),
    ],
)
def test_a_setting_that_no_browser_could_open_is_refused(wrong):
    with pytest.raises(ValueError, match=r"SAHEL_ATLAS_ADDRESS is .* write it like https://"):
        Deployment.of({"SAHEL_ATLAS_ADDRESS": wrong})


def test_trust_is_yes_or_no():
    with pytest.raises(ValueError, match=r"SAHEL_ATLAS_TRUST_PROXY is 'maybe'; write 1"):
        Deployment.of({"SAHEL_ATLAS_TRUST_PROXY": "maybe"})


def test_the_server_does_not_start_with_a_wrong_setting():
    environment = {**os.environ, "SAHEL_ATLAS_ADDRESS": "atlas.example.org"}
    command = [sys.executable, "-m", "dashboard", "serve", "--no-browser"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "SAHEL_ATLAS_ADDRESS is 'atlas.example.org'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("view", [FULL, View(date(2012, 1, 1)), View(choices().default, trail="all", lang="fr")])
def test_every_link_opens_the_view_whatever_the_reader_speaks(view):
    made = (
        links.view_link("https://a.example", view, choices()),
        links.live_link("https://a.example", view, choices()),
        links.frozen_link("https://a.example", view, choices(), "c6f870cc6145"),
    )
    assert [address.partition("?")[0] for address in made] == [
        "https://a.example/",
        "https://a.example/",
        "https://a.example/frozen/c6f870cc6145/",
    ]
    for address in made:
        for browser in ("en", "fr"):
            assert decode(asked(address), choices(), browser) == (view, ())
        assert {"date", "lang"} <= asked(address).keys()
    assert [asked(address).get("embed") for address in made] == [None, ["true"], ["true"]]


class Frame(HTMLParser):
    """Reads the attributes of an iframe as a browser would."""

    def handle_starttag(self, tag, attributes):
        self.tag, self.attributes = tag, dict(attributes)


def test_the_snippet_is_html_that_says_what_it_was_told():
    title = 'Atlas « du » "Sahel" <b> & d\'Agadez'
    address = links.live_link("https://a.example", FULL, choices())
    frame = Frame()
    frame.feed(links.snippet(address, title, 400))
    assert frame.tag == "iframe"
    assert frame.attributes == {
        "src": address,
        "title": title,
        "width": "100%",
        "height": "400",
        "loading": "lazy",
        "allow": "fullscreen",
        "style": "border: 0",
    }


def test_files_of_the_view_and_of_its_filters():
    files = {file.suffix: file for file in links.files("/base", FULL, choices())}
    assert {suffix: urlsplit(file.address).path for suffix, file in files.items()} == {
        "png": "/base/api/map.png",
        "svg": "/base/api/map.svg",
        "pdf": "/base/api/map.pdf",
        "html": "/base/api/atlas.html",
        "csv": "/base/api/events.csv",
        "xlsx": "/base/api/atlas.xlsx",
        "geojson": "/base/api/events.geojson",
        "parquet": "/base/api/events.parquet",
    }
    assert files["pdf"].name == "sahel-atlas-map-2024-08-05.pdf"
    for suffix in links.SHOWN:
        assert decode(asked(files[suffix].address), choices())[0] == FULL
    filtered = {
        "alliance": ["AES"],
        "force": ["USA"],
        "kind": ["base-closed"],
        "country": ["NER"],
        "q": ["base & café 100 %"],
        "from": ["2024-05-06"],
        "to": ["2024-08-05"],
    }
    for suffix in links.TABLES:
        assert asked(files[suffix].address) == filtered
    for path in links.TABLES.values():
        table = path.partition(".")[0]
        assert filtered.keys() <= {parameter.name for parameter in of_table(None if table == "atlas" else "events")}
    for path in links.SHOWN.values():
        assert asked(files[path.partition(".")[2]].address).keys() <= {parameter.name for parameter in PICTURE}


def test_all_so_far_has_no_beginning():
    assert links.between(View(date(2024, 8, 5), trail="all")) == {"to": ["2024-08-05"]}
