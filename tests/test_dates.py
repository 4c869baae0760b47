from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import Interval, PartialDate, day_after

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("2024-08-05", date(2024, 8, 5), date(2024, 8, 5), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        (2014, date(2014, 1, 1), date(2014, 12, 31), "year"),
        (date(2014, 5, 6), date(2014, 5, 6), date(2014, 5, 6), "day"),
    ],
)
def test_a_date_stands_for_all_the_days_that_it_may_mean(written, first, last, precision):
    parsed = PartialDate.parse(written)
    assert (parsed.first, parsed.last, parsed.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "written", ["2024-13", "2023-02-29", "5 August 2024", "", "24-08-05", "0000", None, "2024-8-5"]
)
def test_what_is_no_date_is_refused_with_advice(written):
    with pytest.raises(ValueError, match=r"write 2024-08-05|correct it"):
        PartialDate.parse(written)


@given(days, st.sampled_from([4, 7, 10]))
def test_a_date_is_written_as_it_was_read(day, length):
    written = day.isoformat()[:length]
    assert str(PartialDate.parse(written)) == written
    assert PartialDate.parse(written).first <= day <= PartialDate.parse(written).last


@given(days, days, days)
def test_an_interval_holds_from_its_first_day_until_the_day_before_its_end(start, end, day):
    interval = Interval(PartialDate.parse(start), PartialDate.parse(end))
    assert interval.holds(day) == (start <= day < end)


def test_inside_a_vague_end_nothing_is_certain():
    interval = Interval(PartialDate.parse("2014-10"), PartialDate.parse("2019"))
    unsure = [day for day in ("2014-10-01", "2014-10-30", "2019-01-01", "2019-12-30") if not _certain(interval, day)]
    assert unsure == ["2014-10-01", "2014-10-30", "2019-01-01", "2019-12-30"]
    assert _certain(interval, "2014-09-30")
    assert _certain(interval, "2014-10-31")
    assert _certain(interval, "2019-12-31")


def _certain(interval, day):
    return interval.certain(date.fromisoformat(day))


@given(days, st.sampled_from([4, 7, 10]))
def test_the_day_after_is_the_first_day_surely_later(day, length):
    written = PartialDate.parse(day.isoformat()[:length])
    assert day_after(written).first == written.last + timedelta(days=1)
