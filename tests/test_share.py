"""The dialog that shares the view, through Streamlit's test runner and in Chromium."""

import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import qr
from conftest import open_atlas
from PIL import Image
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.page.share import qr_code
from dashboard.wording import catalogue
from geodata.record import own_record

PAGE = Path(dashboard.__file__).parent / "page" / "navigation.py"
HANDED_OVER = "us-leaves-air-base-201-2024"
QUERY = f"date=2024-08-05&force=USA&trail=3m&event={HANDED_OVER}&zoom=6&lat=15&lon=5"
SHARE = catalogue()["share"]


def open_dialog(**address):
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    page.button(key="share").click().run()
    assert not page.exception
    return page


def copyable(page):
    """The texts that the dialog offers to copy, by their labels."""
    data = [json.loads(one.proto.json) for one in page.get("bidi_component")]
    return {one["label"]: one["text"] for one in data if "text" in one}


def test_nothing_is_made_until_it_is_asked_for():
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert copyable(page) == {}


def test_the_dialog_offers_link_snippet_and_citations():
    texts = copyable(open_dialog(date="2024-08-05", lang="fr"))
    styles = ["APA, 7e édition", "Chicago, 17e édition, bibliographie", "BibTeX"]
    assert list(texts) == ["Lien", "HTML pour votre page", *styles]
    assert texts["Lien"].endswith("/?date=2024-08-05&lang=fr")
    assert all(own_record().version in texts[style] for style in styles)


def test_the_snippet_is_live_or_frozen_and_as_high_as_chosen():
    page = open_dialog(date="2024-08-05")
    assert "/?embed=true&amp;date=2024-08-05" in copyable(page)["HTML for your page"]
    page.button_group(key="share-which").set_value("frozen")
    page.button_group(key="share-height").set_value(800)
    page.button(key="share").click().run()  # the test runner has no fragments: without the button the dialog closes
    snippet = copyable(page)["HTML for your page"]
    assert f"/frozen/{own_record().version}/?embed=true&amp;date=2024-08-05" in snippet
    assert 'height="800"' in snippet


def test_the_setting_says_whose_the_link_is(monkeypatch):
    from dashboard.serving.site import deployment

    monkeypatch.setenv("SAHEL_ATLAS_ADDRESS", "https://atlas.example.org/sahel")
    deployment.cache_clear()
    try:
        texts = copyable(open_dialog(date="2024-08-05"))
    finally:
        deployment.cache_clear()
    assert texts["Link"] == "https://atlas.example.org/sahel/?date=2024-08-05&lang=en"


def test_a_link_that_is_too_long_has_no_code():
    assert qr_code("https://example.org/?q=" + "x" * 2400) is None


@pytest.fixture
def shared(atlas, page):
    """Open the atlas and its dialog; give the dialog and the frame."""

    def open_(query=QUERY):
        frame = atlas(query)
        page.locator(".st-key-share button").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".copy textarea").first).to_be_visible()
        return dialog, frame

    return open_


def copy_link(dialog, word="Copy"):
    dialog.get_by_role("button", name=re.compile(f"^{word}: (Link|Lien)$")).click()


def link(dialog):
    return dialog.locator(".st-key-share-address textarea").input_value()


def in_clipboard(context, server):
    """Read the clipboard as another page would."""
    context.grant_permissions(["clipboard-read"])
    other = context.new_page()
    other.goto(f"{server}/api/state.json")
    text = other.evaluate("navigator.clipboard.readText()")
    other.close()
    return text


def test_one_click_copies_the_link_and_says_so(shared, context, server):
    context.grant_permissions(["clipboard-write"])
    dialog, _ = shared()
    status = dialog.locator(".st-key-share-address").get_by_role("status")
    expect(status).to_have_text("")
    copy_link(dialog)
    expect(status).to_have_text("Copied")
    assert in_clipboard(context, server) == link(dialog)
    said = "new Promise((heard) => new MutationObserver((all) => heard(all.length)).observe(node, {childList: true}))"
    again = status.evaluate_handle(f"(node) => ({{ news: {said} }})")
    copy_link(dialog)
    assert again.evaluate("({ news }) => news") >= 1
    expect(status).to_have_text("Copied")


def test_without_a_clipboard_it_is_copied_all_the_same(shared, context, page, server):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    dialog, _ = shared()
    copy_link(dialog)
    expect(dialog.locator(".st-key-share-address").get_by_role("status")).to_have_text("Copied")
    expect(dialog.get_by_role("button", name="Copy: Link")).to_be_focused()
    assert in_clipboard(context, server) == link(dialog)


def test_where_nothing_may_be_copied_the_text_is_left_selected(shared, page):
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    dialog, _ = shared()
    copy_link(dialog)
    expect(dialog.locator(".st-key-share-address").get_by_role("status")).to_contain_text("press Ctrl+C")
    selected = page.evaluate(
        "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))"
        "(document.activeElement)"
    )
    assert selected == link(dialog)


def test_the_link_opens_the_same_view_for_somebody_else(shared, page, browser, server):
    dialog, frame = shared()
    address = link(dialog)
    assert address.startswith(f"{server}/?")
    assert parse_qs(urlsplit(address).query) == {**parse_qs(QUERY), "lang": ["en"]}
    page.keyboard.press("Escape")
    context = browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900})
    theirs = context.new_page()
    their_frame = open_atlas(theirs, server, urlsplit(address).query)
    expect(their_frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")
    expect(theirs.locator(f'[data-card="{HANDED_OVER}"]')).to_have_attribute("data-selected", "true")
    chosen = theirs.locator('.st-key-filters button[data-selected="true"]')
    expect(chosen).to_have_text(["United States", "3 months"])
    niger = '[data-country="NER"]'
    assert their_frame.locator(niger).bounding_box() == frame.locator(niger).bounding_box()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_the_link_and_fills_the_window(shared, page, scheme):
    page.emulate_media(color_scheme=scheme)
    dialog, _ = shared(f"{QUERY}&q=base&kind=base-closed&country=NER&lang=fr")
    small = dialog.locator(".qr svg").evaluate("(node) => node.outerHTML")
    dialog.get_by_role("button", name="Afficher en grand").click()
    window = page.get_by_role("dialog", name="Code QR du lien")
    expect(window).to_contain_text(link(dialog))
    assert window.bounding_box() == {"x": 0, "y": 0, "width": 1440, "height": 900}
    large = Image.open(io.BytesIO(window.locator("svg").screenshot()))
    assert large.height > 600
    assert qr.read(large) == link(dialog)
    assert window.locator("svg").evaluate("(node) => node.outerHTML") == small
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(dialog).to_be_visible()
    expect(dialog.locator(".qr")).to_be_focused()


def test_the_map_stays_as_it_is(page, atlas):
    atlas(QUERY)
    page.evaluate(
        "document.querySelector('iframe').mark = document.querySelector('iframe').contentWindow.mark = 'same'"
    )
    niger = page.frame_locator("iframe").locator('[data-country="NER"]')
    before, address = niger.bounding_box(), page.url
    same = "[document.querySelector('iframe').mark, document.querySelector('iframe').contentWindow.mark]"
    page.locator(".st-key-share button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Embed").click()
    dialog.get_by_text("Frozen", exact=True).click()
    expect(dialog.get_by_role("textbox", name="HTML for your page")).to_have_value(re.compile("/frozen/"))
    assert page.evaluate(same) == ["same", "same"]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate(same) == ["same", "same"]
    assert niger.bounding_box() == before
    assert page.url == address


def test_while_time_plays_the_dialog_stays(page, atlas):
    frame = atlas("date=2023-01-01")
    frame.get_by_role("button", name="Play").click()
    page.locator(".st-key-share button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".copy textarea").first).to_be_visible()
    told = link(dialog)
    later = page.locator(".st-key-go-to input")
    shown = later.get_attribute("placeholder")
    expect(later).not_to_have_attribute("placeholder", shown, timeout=15_000)
    expect(dialog).to_be_visible()
    assert link(dialog) == told


def test_the_keyboard_goes_in_and_comes_back(shared, page):
    dialog, frame = shared()
    assert dialog.evaluate("(node) => node.contains(document.activeElement)")
    unnamed = dialog.locator("button, a, textarea, input").evaluate_all(
        "(all) => all.filter((one) => !(one.ariaLabel || one.textContent || (one.labels || [])[0]?.textContent)"
        ".trim()).map((one) => one.outerHTML)"
    )
    assert unnamed == []
    dialog.get_by_role("tab", name="Link").focus()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("tab", name="Embed")).to_be_focused()
    page.keyboard.press("f")
    expect(frame.locator("[data-ready]")).not_to_have_attribute("data-full", "true")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".st-key-share button")).to_be_focused()


def test_files_are_plain_links(shared, page):
    dialog, _ = shared()
    dialog.get_by_role("tab", name="Take away").click()
    links = dialog.locator(".files a")
    assert links.evaluate_all("(all) => all.map((one) => one.download)") == [
        *("sahel-atlas-map-2024-08-05.png", "sahel-atlas-map-2024-08-05.svg", "sahel-atlas-map-2024-08-05.pdf"),
        *("sahel-atlas-2024-08-05.html", "sahel-atlas-events-2024-08-05.csv", "sahel-atlas-2024-08-05.xlsx"),
        *("sahel-atlas-events-2024-08-05.geojson", "sahel-atlas-events-2024-08-05.parquet"),
    ]
    geojson = links.filter(has_text=".geojson")
    expect(geojson).to_contain_text("events, for map software")
    answer = page.request.get(geojson.evaluate("(one) => one.href"))
    found = [feature["id"] for feature in answer.json()["features"]]
    assert HANDED_OVER in found


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_in_french(shared, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    dialog, _ = shared(f"{QUERY}&lang=fr")
    heights = page.locator(".st-key-head > *").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert max(heights) <= page.locator("iframe").bounding_box()["y"]
    expect(dialog).to_contain_text(SHARE["title"]["fr"])
    for part in ("link", "embed", "cite", "files"):
        dialog.get_by_role("tab", name=SHARE[part]["fr"]).click()
        panel = dialog.get_by_role("tabpanel")
        expect(panel).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert panel.evaluate("(node) => node.scrollWidth <= node.clientWidth")
        assert panel.bounding_box()["x"] + panel.bounding_box()["width"] <= width
    cut = dialog.locator("textarea:visible").evaluate_all(
        "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1)"
    )
    assert cut == []
