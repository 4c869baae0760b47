"""The boundaries: neighbours share their border, and the files stay light."""

import gzip
from itertools import combinations

import pytest

from geodata.frames import BOUNDARIES, CRS, load

SAHEL = ["BEN", "BFA", "CIV", "CMR", "DZA", "GHA", "GIN", "LBY", "MLI", "MRT", "NER", "NGA", "SEN", "TCD", "TGO"]
SLIVER = 1e-6  # square degrees, about 12,000 m²


@pytest.fixture(scope="module")
def frames():
    return load()


def test_frames_are_in_wgs_84(frames):
    for name in ("events", "bases", "forces", "countries", "regions"):
        assert getattr(frames, name).crs == CRS
        assert not getattr(frames, name).geometry.isna().any()


def test_neighbours_neither_overlap_nor_leave_gaps(frames):
    areas = frames.countries.loc[SAHEL].geometry
    assert areas.is_valid.all()
    touching = 0
    for one, other in combinations(SAHEL, 2):
        assert areas[one].intersection(areas[other]).area < SLIVER, (one, other)
        touching += areas[one].touches(areas[other]) or areas[one].intersects(areas[other])
    assert touching > 25
    holes = [ring for part in getattr(areas.union_all(), "geoms", [areas.union_all()]) for ring in part.interiors]
    from shapely.geometry import Polygon

    assert [hole for hole in holes if Polygon(hole).area < 0.01] == []


def test_regions_fill_their_country(frames):
    for country in ("MLI", "BFA", "NER", "TCD"):
        regions = frames.regions[frames.regions["country"] == country].geometry
        assert len(regions) >= 7
        assert regions.is_valid.all()
        whole = frames.countries.loc[country].geometry
        assert abs(regions.union_all().symmetric_difference(whole).area) / whole.area < 0.02


def test_label_points_lie_in_their_country(frames):
    from shapely.geometry import Point

    for code in SAHEL:
        row = frames.countries.loc[code]
        assert row.geometry.contains(Point(row["lon"], row["lat"])), code
        assert row["en"]
        assert row["fr"]


def test_served_in_less_than_400_kilobytes():
    files = [BOUNDARIES / "countries.topojson", BOUNDARIES / "regions.geojson"]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) < 400_000
