"""The API does what its description says, whatever it is asked."""

from datetime import date

import schemathesis
from hypothesis import settings
from schemathesis.config import SchemathesisConfig

from dashboard.api.service import build
from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices
from geodata.history import own_history
from geodata.record import own_record

choices = Choices.of(own_record(), date(2026, 8, 1), CHOICES)
app = build(own_record(), own_history(), lambda: choices)
SLOW = r"/(map|atlas|.*\.xlsx|.*\.parquet|memberships|forces|bases)"
"""Pictures, and tables whose twins in other formats are asked more."""


def described(**phases):
    # The description cannot say that no February has 30 days, nor that one date comes before another.
    checks = {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}}
    config = SchemathesisConfig.from_dict({"checks": checks, "phases": phases})
    return schemathesis.openapi.from_asgi("/openapi.json", app, config=config)


@described().exclude(path_regex=SLOW).parametrize()
@settings(max_examples=100, deadline=None)
def test_it_does_what_is_described(case):
    case.call_and_validate()


@described(coverage={"enabled": False}).include(path_regex=SLOW).parametrize()
@settings(max_examples=6, deadline=None)
def test_what_is_slow_does_so_too(case):
    case.call_and_validate()
