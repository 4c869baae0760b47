"""What the browser must answer, found another way: the slow and plain one."""

from dashboard.filters import matches, operators_of


def shown(record, view):
    """The events of a view's trail that pass its filters, oldest first: the browser's answer, found another way."""
    wanted = {
        "alliance": lambda event: event.organisations,
        "force": operators_of,
        "kind": lambda event: [event.kind],
        "country": lambda event: [*event.countries, event.place.country],
    }
    found = set(matches(record.events, view.q))
    return [
        event.id
        for position, event in enumerate(record.events)
        if view.trail_begins <= event.date.first <= view.date
        and position in found
        and all(not getattr(view, facet) or set(getattr(view, facet)) & set(of(event)) for facet, of in wanted.items())
    ]
