"""The command line: run the page, ask for a state, check the record."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date as Date  # noqa: N812 (an option is named date)
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from dashboard.map.basemaps import CHOICES
from dashboard.serving.site import DATA, served_record
from dashboard.sharing.links import Deployment
from dashboard.view import Choices, Language
from dashboard.wording import LANGUAGES, Wording
from geodata.changes import Change, changes
from geodata.check import check_record
from geodata.dates import PartialDate
from geodata.history import FILE as HISTORY
from geodata.history import History, noted, own_history, read_history, write_history
from geodata.problems import RecordError
from geodata.record import FILES, Record, own_record
from geodata.records import Force
from geodata.schema import schema_of
from geodata.state import as_of

app = typer.Typer(
    help="Sahel Atlas: who stood with whom in the Sahel, on any day since 2012, and what changed it.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)

if TYPE_CHECKING:
    from dashboard.export import Order

T = TypeVar("T")
WARNINGS = 20
"""How many warnings are printed one by one."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Lang = Annotated[str, typer.Option(help="Language of the tables: en or fr.")]


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Run the page when no command is given."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for the whole network.")] = "localhost",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    data: Annotated[
        list[Path] | None,
        typer.Option(help="YAML or JSON file of more records, which join the atlas's own. May be repeated."),
    ] = None,
) -> None:
    """Run the page and open it in the browser."""
    try:
        Deployment.of(os.environ)
    except ValueError as error:
        stop(str(error))
    print("Reading the record…", file=sys.stderr)
    if data:
        os.environ[DATA] = os.pathsep.join(str(path.resolve()) for path in data)
    sound_or_stop(own_history)
    events = len(sound_or_stop(served_record).events)
    print(f"{events:,} events; making the page…", file=sys.stderr)
    from dashboard.serving.server import run

    try:
        run(port, address, browser)
    except OSError as error:
        stop(f"cannot listen on {address}, port {port}: {error.strerror}; give another --port or --address")


@app.command()
def state(
    day: Annotated[str, typer.Argument(metavar="DATE", help="Such as 2024-04-17.")],
    as_json: AsJson = False,
    lang: Lang = "en",
) -> None:
    """Print the state of affairs on a date."""
    shown = as_of(a_day(day), record())
    if as_json:
        print(json.dumps(shown.as_json(), indent=2))
        return
    say = Wording(a_language(lang))
    console = Console()
    alliances = Table(title=say("panel.on", date=say.date(shown.date)), title_justify="left")
    headings = ["panel.members", "panel.suspended_list", "panel.exit_list", "panel.observers"]
    for heading in [say("filters.alliance"), *(say(key).capitalize() for key in headings)]:
        alliances.add_column(heading)
    for alliance in record().alliances:
        standing = shown.alliances[alliance.id]
        lists = (standing.members, standing.suspended, standing.exit_announced, standing.observers)
        if any(lists):
            alliances.add_row(say.text(alliance.short), *(", ".join(countries) for countries in lists))
    console.print(alliances)
    for title, things in (("panel.which_bases", shown.bases), ("panel.which_forces", shown.forces)):
        table = Table(title=f"{say(title)} ({len(things)})", title_justify="left", show_header=False)
        for thing in things:
            hosts = thing.hosts_on(shown.date) if isinstance(thing, Force) else [thing.host]
            table.add_row(say.text(thing.name), say.actor(thing.operator, record()), ", ".join(map(say.country, hosts)))
        console.print(table)
    console.print(say("panel.events", n=shown.events_so_far), say("panel.events_all"))


@app.command("changes")
def changes_command(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Such as 2023-07-25.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Such as 2025-01-30.")],
    as_json: AsJson = False,
    lang: Lang = "en",
) -> None:
    """Print what differs between two dates, and which event made it so."""
    first, second = a_day(start), a_day(end)
    if first > second:
        stop(f"{start} is after {end}; give the earlier date first")
    found = changes(first, second, record())
    if as_json:
        print(json.dumps(found.as_json(), indent=2))
        return
    say = Wording(a_language(lang))
    table = Table(title=f"{say.date(first)} → {say.date(second)}", title_justify="left", show_header=False)
    for item in found.items:
        event = say.text(item.event.title) if item.event else ", ".join(source.publisher for source in item.sources[:2])
        table.add_row(say.date(item.date), describe(item, say), event)
    console = Console()
    console.print(table)
    console.print(say("panel.events", n=len(found.events)))


@app.command("export")
def export_command(
    file: Annotated[
        Path, typer.Argument(help="Such as atlas.html, map.png, events.csv; without a suffix, a site's folder.")
    ],
    date: Annotated[str, typer.Option(help="The day shown; of tables, what the page shows on it.")] = "",
    start: Annotated[str, typer.Option("--from", help="Of tables: first day.")] = "",
    end: Annotated[str, typer.Option("--to", help="Of tables: last day.")] = "",
    lang: Annotated[str, typer.Option(help="Language of a picture: en or fr.")] = "en",
    alliance: Annotated[list[str] | None, typer.Option(help="Such as AES. May be repeated.")] = None,
    force: Annotated[list[str] | None, typer.Option(help="Such as USA. May be repeated.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Kind of event, such as coup. May be repeated.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="Such as NER. May be repeated.")] = None,
    trail: Annotated[str, typer.Option(help="How far back events are shown: 3m, 12m or all.")] = "",
    q: Annotated[str, typer.Option(help="Words that an event must contain.")] = "",
    event: Annotated[str, typer.Option(help="Id of the event that stands out in a picture.")] = "",
    table: Annotated[str, typer.Option(help="events, memberships, bases or forces; all four in .xlsx.")] = "",
    size: Annotated[str, typer.Option(help="Of a picture: projector, print or preview.")] = "",
    address: Annotated[str, typer.Option(help="Where a site will be, or a picture leads: https://…")] = "",
) -> None:
    """Write the atlas as a file or a static site, the map on a date as a picture, or a table of the record."""
    from dashboard.export import export
    from dashboard.export.asking import order

    facets = {"alliance": alliance, "force": force, "kind": kind, "country": country}
    times = {"date": date, "from": start, "to": end, "trail": trail}
    others = {"lang": lang, "q": q, "event": event, "table": table, "size": size, "address": address}
    try:
        choices = Choices.of(record(), Date.today(), CHOICES)
        asked = order(file, {**facets, **times, **others}, record(), choices)
        if file.suffix:
            with Console(stderr=True).status(f"Making {file.name}…"):
                export(file, asked)
        else:
            write_site_of(file, asked)
    except ValueError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{file} cannot be written ({error.strerror}); name a file in a folder that you may write to")
    sizes = [path.stat().st_size for path in (file.rglob("*") if file.is_dir() else [file]) if path.is_file()]
    print(f"{file}: {sum(sizes):,} bytes" + (f" in {len(sizes)} files" if file.is_dir() else ""))


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="YAML files; the atlas's own where none is named.")] = None,
) -> None:
    """Check the record: every problem with its place and how to mend it, and which records want a second reader."""
    summary, problems, warnings = check_record(files or [])
    for problem in problems:
        print(problem)
    for warning in warnings[:WARNINGS]:
        print(f"warning: {warning}")
    if len(warnings) > WARNINGS:
        print(f"warning: and {len(warnings) - WARNINGS:,} more records that only their writers have read")
    print(summary, file=sys.stderr if problems else sys.stdout)
    raise typer.Exit(1 if problems else 0)


@app.command()
def schema(file: Annotated[str, typer.Argument(help=f"One of: {', '.join(FILES)}.")] = "events.yaml") -> None:
    """Print the JSON Schema of a file, which editors use for completion."""
    try:
        print(json.dumps(schema_of(file), indent=2, ensure_ascii=False))
    except KeyError as error:
        stop(str(error.args[0]))


@app.command()
def history(
    note: Annotated[bool, typer.Option("--note", help="Note how the record differs from its last version.")] = False,
) -> None:
    """Print the versions of the record; with --note, note today's."""
    known = sound_or_stop(read_history)
    if note:
        before, known = known, noted(known, record(), Date.today())
        if known is before:
            print("Nothing differs from the last version.", file=sys.stderr)
        else:
            written_or_stop(known)
    for release in known.releases:
        parts = ((name, sum(map(len, getattr(release, name).values()))) for name in ("new", "corrected", "removed"))
        said = "first edition" if release.first else ", ".join(f"{number} {name}" for name, number in parts)
        print(f"{release.date}  {release.version}  {said}")


def write_site_of(folder: Path, asked: Order) -> None:
    """Write a static site, telling how far it is."""
    from dashboard.export.site import write_site

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"Making {folder}…", total=None)
        write_site(folder, asked, lambda _, done, total: progress.update(task, completed=done, total=total))


def record() -> Record:
    """Return the record, or end the command with the list of its problems."""
    return sound_or_stop(own_record)


def sound_or_stop(read: Callable[[], T]) -> T:
    """Return what is read, or end the command with the list of its problems."""
    try:
        return read()
    except RecordError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"{len(error.problems)} problems: mend them, then try again", file=sys.stderr)
        raise typer.Exit(1) from None


def written_or_stop(known: History) -> None:
    """Write the history, or end the command saying why not."""
    try:
        write_history(known)
    except OSError as error:
        stop(f"the history cannot be written ({error.strerror}); check the folder {HISTORY.parent}")


def a_day(written: str) -> Date:
    """Return a date from an argument, or end the command saying how to write one."""
    try:
        return PartialDate.parse(written).first
    except ValueError as error:
        return stop(str(error))


def a_language(written: str) -> Language:
    """Return a language from an option, or end the command."""
    for language in LANGUAGES:
        if written == language:
            return language
    return stop(f"'{written}' is not a language of the atlas; use en or fr")


def stop(message: str) -> NoReturn:
    """End the command with a message and exit status 2."""
    print(f"sahel-atlas: {message}", file=sys.stderr)
    raise typer.Exit(2)


def describe(item: Change, say: Wording) -> str:
    """Return one change in words."""
    if item.subject:
        operator = say.actor(item.subject.operator, record())
        where = f" → {say.country(item.country)}" if item.country else ""
        return f"{say(f'change.{item.what}')}: {say.text(item.subject.name)} ({operator}){where}"
    before, after = (say(f"status.{status or 'none'}") for status in (item.before, item.after))
    return f"{say.country(item.country or '')}, {say.actor(item.alliance or '', record())}: {before} → {after}"


def main() -> None:
    """Run the command line."""
    app()
