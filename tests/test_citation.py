"""Citations, letter by letter."""

import re
from datetime import date

import pytest

from dashboard.sharing.citation import STYLES, Cited, cite, latex, title
from dashboard.view import View
from dashboard.wording import Wording
from geodata.history import Edition, edition, own_history
from geodata.record import own_record, read_record

HANDED_OVER = "us-leaves-air-base-201-2024"
ENGLISH = Cited(
    "Sahel Atlas: 5 August 2024 – US hands Air Base 201 at Agadez back to Niger",
    Edition("c6f870cc6145", date(2026, 11, 24)),
    "https://atlas.example.org/?date=2024-08-05&lang=en&q=caf%C3%A9",
    date(2026, 12, 1),
    date(2024, 8, 5),
)
FRENCH = Cited(
    "Atlas du Sahel : 1er août 2024 – Le « G5 » s’éteint à 100 % & plus",
    Edition("c6f870cc6145", date(2027, 5, 1)),
    "https://atlas.example.org/?date=2024-08-01&lang=fr",
    date(2027, 6, 1),
    date(2024, 8, 1),
)
UNDATED = Cited(
    "Sahel Atlas: 5 August 2024", Edition("0a1b2c3d4e5f", None), "http://a/", date(2026, 11, 25), date(2024, 8, 5)
)

EXPECTED = {
    ("apa", "en"): (
        "Sahel Atlas. (2026, November 24). Sahel Atlas: 5 August 2024 – US hands Air Base 201 at Agadez back to Niger "
        "(Version c6f870cc6145) [Interactive map]. Retrieved December 1, 2026, from "
        "https://atlas.example.org/?date=2024-08-05&lang=en&q=caf%C3%A9"
    ),
    ("apa", "fr"): (
        "Atlas du Sahel. (2027, 1er mai). Atlas du Sahel : 1er août 2024 – Le « G5 » s’éteint à 100 % & plus "
        "(version c6f870cc6145) [Carte interactive]. Récupéré le 1er juin 2027 de "
        "https://atlas.example.org/?date=2024-08-01&lang=fr"
    ),
    ("chicago", "en"): (
        "Sahel Atlas. “Sahel Atlas: 5 August 2024 – US hands Air Base 201 at Agadez back to Niger.” "
        "Version c6f870cc6145, last modified November 24, 2026. Accessed December 1, 2026. "
        "https://atlas.example.org/?date=2024-08-05&lang=en&q=caf%C3%A9."
    ),
    ("chicago", "fr"): (
        "Atlas du Sahel. «\N{NO-BREAK SPACE}Atlas du Sahel : 1er août 2024 – Le “G5” s’éteint à 100 % & plus"
        "\N{NO-BREAK SPACE}». "
        "Version c6f870cc6145, dernière modification le 1er mai 2027. Consulté le 1er juin 2027. "
        "https://atlas.example.org/?date=2024-08-01&lang=fr."
    ),
    ("bibtex", "en"): r"""@misc{sahel-atlas-2024-08-05,
  author = {{Sahel Atlas}},
  title = {{Sahel Atlas: 5 August 2024 -- US hands Air Base 201 at Agadez back to Niger}},
  year = {2026},
  month = nov,
  note = {Version c6f870cc6145. Accessed December 1, 2026},
  howpublished = {\url{https://atlas.example.org/?date=2024-08-05&lang=en&q=caf\%C3\%A9}},
}""",
    ("bibtex", "fr"): r"""@misc{sahel-atlas-2024-08-01,
  author = {{Atlas du Sahel}},
  title = {{Atlas du Sahel : 1er ao{\^u}t 2024 -- Le ``G5'' s'{\'e}teint {\`a} 100 \% \& plus}},
  year = {2027},
  month = may,
  note = {Version c6f870cc6145. Consult{\'e} le 1er juin 2027},
  howpublished = {\url{https://atlas.example.org/?date=2024-08-01&lang=fr}},
}""",
}


@pytest.mark.parametrize(("style", "lang"), EXPECTED)
def test_a_citation_in_its_style(style, lang):
    assert cite(style, {"en": ENGLISH, "fr": FRENCH}[lang], Wording(lang)) == EXPECTED[style, lang]


@pytest.mark.parametrize(("lang", "undated"), [("en", "n.d."), ("fr", "s. d.")])
def test_an_edition_without_a_date_says_so(lang, undated):
    apa, chicago, bibtex = (cite(style, UNDATED, Wording(lang)) for style in STYLES)
    assert f"({undated}). Sahel Atlas: 5 August 2024 (" in apa
    assert f"0a1b2c3d4e5f, {undated} " in chicago
    assert f"  year = {{{undated}}}," in bibtex
    assert "month" not in bibtex


def test_quotation_marks_within_quotation_marks():
    quoted = Cited("The “Sahel”", ENGLISH.edition, "http://a/", ENGLISH.accessed, ENGLISH.shown)
    assert "“The ‘Sahel’.”" in cite("chicago", quoted, Wording("en"))


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("é è ê ë", r"{\'e} {\`e} {\^e} {\"e}"),
        ("ç ã ā å š ñ", r"{\c{c}} {\~a} {\=a} {\r{a}} {\v{s}} {\~n}"),
        ("Œuvre, cœur", r"{\OE}uvre, c{\oe}ur"),
        ("A&B 5 % #1 $2 a_b", r"A\&B 5 \% \#1 \$2 a\_b"),
        ("{x} \\ ^ ~", r"\{x\} {\textbackslash} {\textasciicircum} {\textasciitilde}"),
        ("“a” ‘b’ 1–2 — …", "``a'' `b' 1--2 --- {\\ldots}"),
        ("« mot »", "``mot''"),
        ("5\u00a0km\u202f!", r"5~km\,!"),
        ("Timbuktu ⵜⵉⵏ", "Timbuktu ⵜⵉⵏ"),
    ],
)
def test_latex_prints_what_was_written(words, escaped):
    assert latex(words) == escaped


def fields(entry):
    """Read a BibTeX entry strictly: balanced braces, known months, no bare letter that LaTeX would act on."""
    whole = re.fullmatch(r"@misc\{([a-z0-9-]+),\n((?:  [a-z]+ = .+,\n)+)\}", entry)
    assert whole, entry
    found = {}
    for line in whole[2].splitlines():
        name, _, value = line.strip().removesuffix(",").partition(" = ")
        assert name not in found
        found[name] = value
        if not re.fullmatch("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", value):
            assert value[0] == "{"
            depths = []
            for brace in re.findall(r"(?<!\\)[{}]", value):
                depths.append((depths[-1] if depths else 0) + (1 if brace == "{" else -1))
            assert depths[-1] == 0
            assert min(depths[:-1]) > 0
            special = "[%]" if name == "howpublished" else "[%&#_$]"
            assert not re.search(rf"(?<!\\){special}", value), value
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_events_entry_parses(lang):
    record, say = own_record(), Wording(lang)
    keys = {"author", "title", "year", "month", "note", "howpublished"}
    for event in record.events:
        view = View(event.date.first, event=event.id, lang=lang)
        named = title(view, record, say)
        cited = Cited(named, edition(record), "https://a.example/?q=a_b%20&lang=fr", date(2026, 11, 25), view.date)
        assert fields(cite("bibtex", cited, say)).keys() == keys


def test_the_title_names_the_day_and_the_chosen_event():
    record = own_record()
    event = next(event for event in record.events if event.id == HANDED_OVER)
    assert title(View(date(2024, 8, 5)), record, Wording("en")) == "Sahel Atlas: 5 August 2024"
    chosen = View(date(2024, 8, 6), event=HANDED_OVER, lang="fr")
    assert title(chosen, record, Wording("fr")) == f"Atlas du Sahel\N{NO-BREAK SPACE}: 6 août 2024 – {event.title.fr}"


def test_the_own_record_is_cited_with_the_day_of_its_version_and_a_joined_one_without(tmp_path):
    assert edition(own_record()).date == own_history().releases[-1].date
    more = tmp_path / "more.yaml"
    source = "{publisher: A, title: B, url: 'https://a.example/', published: 2024-01-02, supports: date}"
    more.write_text(
        "events:\n"
        "  - id: test-talks-2024\n    date: 2024-01-02\n    kind: talks\n"
        "    title: {en: Talks, fr: Pourparlers}\n    summary: {en: Talks., fr: Pourparlers.}\n"
        "    place: {name: {en: Niamey, fr: Niamey}, country: NER, lat: 13.51, lon: 2.11, located: test}\n"
        f"    countries: [NER]\n    sources: [{source}]\n    confidence: high\n"
    )
    joined = edition(read_record(more=[more]))
    assert joined.date is None
    assert joined.version != own_record().version
