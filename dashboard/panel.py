"""The panel beside the map: the state of the day in figures, and the trail's events as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dashboard.filters import operator_groups
from dashboard.templating import render
from dashboard.view import OTHER_OPERATORS, View
from dashboard.wording import Wording
from geodata.record import Record
from geodata.records import Base, Event, Figure, Force
from geodata.state import State, presence


def state_html(state: State, view: View, record: Record) -> str:
    """Return the state of the day as HTML.

    Parameters
    ----------
    state
        The state of affairs on the view's date.
    view
        For the language, and for the operators and countries chosen.
    record
        For names and coverage.
    """
    say = Wording(view.lang)
    bases = [base for base in state.bases if _chosen(view, base.operator, [base.host])]
    forces = [force for force in state.forces if _chosen(view, force.operator, force.hosts_on(state.date))]
    return render(
        "state.html.jinja",
        say=say,
        day=state.date,
        complete=record.coverage.complete_until,
        after_complete=state.date > record.coverage.complete_until.last,
        figures=list(_figures(state, bases, forces, say)),
        alliances=list(_alliances(state, view, record, say)),
        lists=[
            (say("panel.which_bases"), [_presence(base, [base.host], state, record, say) for base in bases]),
            (
                say("panel.which_forces"),
                [_presence(force, force.hosts_on(state.date), state, record, say) for force in forces],
            ),
        ],
    )


def card_html(event: Event, record: Record, say: Wording) -> str:
    """Return what stands under an event's title, as HTML."""
    kinds = {kind.id: kind.name for kind in record.kinds}
    when = say.date(event.date)
    if event.until:
        when = say("card.until", start=when, end=say.date(event.until))
    place = say.text(event.place.name)
    country = say.country(event.place.country)
    return render(
        "card.html.jinja",
        say=say,
        event=event,
        when=when,
        place=place if country in place else f"{place} ({country})",
        kind=say.text(kinds[event.kind]),
        figures=[_figure(figure, say) for figure in event.figures],
    )


def about_html(record: Record, say: Wording) -> str:
    """Return what the record covers, as HTML."""
    return render("about.html.jinja", say=say, record=record)


def _chosen(view: View, operator: str, hosts: Iterable[str]) -> bool:
    group = operator_groups([operator]) or (OTHER_OPERATORS,)
    return (not view.force or group[0] in view.force) and (
        not view.country or any(host in view.country for host in hosts)
    )


def _figures(state: State, bases: list[Base], forces: list[Force], say: Wording) -> Iterator[Mapping[str, Any]]:
    aes, ecowas = state.alliances["AES"], state.alliances["ECOWAS"]
    founded = bool(aes.members)
    yield {
        "value": say.number(len(aes.members)),
        "label": say("panel.aes_members" if founded else "panel.aes_before"),
        "details": [],
    }
    apart = [("panel.suspended", ecowas.suspended), ("panel.exit_announced", ecowas.exit_announced)]
    yield {
        "value": say.number(len(ecowas.members)),
        "label": say("panel.ecowas_members"),
        "details": [say(key, n=len(countries)) for key, countries in apart if countries],
    }
    unsure = sum(presence(base, state.date) == "unconfirmed" for base in bases)
    details = [say("panel.bases_unconfirmed", n=unsure)] if unsure else []
    yield {"value": say.number(len(bases)), "label": say("panel.bases"), "details": details}
    hosts = {host for force in forces for host in force.hosts_on(state.date)}
    details = [say("panel.hosts", n=len(hosts))] if hosts else []
    yield {"value": say.number(len(forces)), "label": say("panel.forces"), "details": details}


def _alliances(state: State, view: View, record: Record, say: Wording) -> Iterator[Mapping[str, Any]]:
    for alliance in record.alliances:
        standing = state.alliances[alliance.id]
        lists = [
            ("panel.members", standing.members),
            ("panel.suspended_list", standing.suspended),
            ("panel.exit_list", standing.exit_announced),
            ("panel.observers", standing.observers),
        ]
        named = [(say(key), sorted(map(say.country, countries))) for key, countries in lists if countries]
        if named and (not view.alliance or alliance.id in view.alliance):
            stage = next((stage for stage in reversed(alliance.stages) if stage.start.first <= state.date), None)
            note = say.text(alliance.note) if alliance.note else ""
            yield {"name": say.text(stage.name if stage else alliance.name), "lists": named, "note": note}


def _presence(
    thing: Base | Force, hosts: Iterable[str], state: State, record: Record, say: Wording
) -> Mapping[str, Any]:
    certainty = presence(thing, state.date)
    when = []
    if certainty == "uncertain":
        when.append(say("panel.in_the_course", date=say.date(thing.interval.start)))
    elif thing.start:
        when.append(say("panel.since", date=say.date(thing.start)))
    elif thing.first_confirmed:
        when.append(say("panel.first_seen", date=say.date(thing.first_confirmed)))
    if certainty == "unconfirmed" and thing.last_confirmed:
        when.append(say("panel.last_confirmed", date=say.date(thing.last_confirmed)))
    operator = say.actor(thing.operator, record)
    return {
        "name": say.text(thing.name),
        "operator": f"{operator} ({thing.actor})" if thing.actor and thing.actor not in operator else operator,
        "group": (operator_groups([thing.operator]) or (OTHER_OPERATORS,))[0],
        "where": ", ".join(map(say.country, hosts)),
        "when": when,
        "note": say.text(thing.note) if thing.note else "",
        "sources": thing.sources,
    }


def _figure(figure: Figure, say: Wording) -> Mapping[str, str]:
    def shown(value: float) -> str:
        return say.number(int(value) if value == int(value) else value)

    if figure.value is not None:
        value = say("card.about", n=shown(figure.value)) if figure.about else shown(figure.value)
    elif figure.min is not None and figure.max is not None:
        value = say("card.range", min=shown(figure.min), max=shown(figure.max))
    elif figure.min is not None:
        value = say("card.at_least", n=shown(figure.min))
    else:
        assert figure.max is not None
        value = say("card.at_most", n=shown(figure.max))
    unit = f" {say(f'unit.{figure.unit}')}" if figure.unit else ""
    according = say.text(figure.according_to) if figure.according_to else ""
    return {"value": f"{value}{unit}", "what": say.text(figure.what), "according_to": according}
