"""The story that the atlas began with: each of its facts is told by records, and the atlas can show it."""

from datetime import date

import pytest

from geodata.state import as_of

# Fact → the records that tell it, events, bases and forces, and what these must say.
STORY = {
    "the prime minister and the deputy secretary met in Washington on 17 April 2024": {
        "us-niger-talks-washington-2024": ["Campbell", "Zeine", "Washington", "17 April"],
    },
    "it was announced that all US troops would leave": {
        "us-niger-talks-washington-2024": ["accepted Niger's request", "1,000 American troops leave"],
        "us-niger-disengagement-agreement-2024": ["15 September"],
        "us-withdrawal-complete-niger-2024": ["complete"],
    },
    "military leaders had taken power in 2023": {"niger-coup-2023": ["Bazoum"]},
    "they had sought closer ties with Russia": {
        "russia-niger-defence-documents-2023": ["Russia", "defence"],
        "russian-instructors-niamey-2024": ["Russia"],
    },
    "the US had resisted the withdrawal": {"us-niger-accord-ended-2024": ["concerns", "delegation"]},
    "the drone base near Agadez closed": {"us-leaves-air-base-201-2024": ["Agadez", "drone base"]},
    "the base, when built and at what cost": {
        "us-air-base-201-construction-2016": ["Agadez"],
        "us-air-base-201-operational-2019": ["Agadez"],
        "niger-ab201-agadez-us": ["100 million", "110 million", "2016", "2019"],
    },
    "it served US and French efforts against jihadists": {
        "us-air-base-201-operational-2019": ["drones"],
        "us-troops-niamey-drone-base-2013": ["French"],
        "operation-barkhane-launched-2014": ["France"],
    },
    "relations with Western states worsened after the coup": {
        "us-coup-designation-niger-2023": ["suspends"],
        "french-ambassador-leaves-niger-2023": ["French ambassador"],
        "french-forces-leave-niger-2023": ["French"],
        "niger-ends-eu-missions-2023": ["EU"],
    },
    "Russian instructors arrived with an air-defence system": {
        "russian-instructors-niamey-2024": ["air-defence system", "State television", "dozens"],
    },
    "Niger drew closer to junta-led Burkina Faso and Mali": {
        "aes-charter-2023": ["Burkina Faso", "Mali"],
        "aes-joint-force-announced-niamey-2024": ["joint force"],
    },
    "the three withdrew from ECOWAS": {
        "aes-states-announce-ecowas-exit-2024": ["withdrawal"],
        "aes-states-exit-ecowas-2025": ["ECOWAS"],
    },
    "they left the G5 Sahel": {
        "mali-leaves-g5-sahel-2022": ["G5 Sahel"],
        "burkina-niger-leave-g5-sahel-2023": ["G5 Sahel"],
    },
    "they set up the Alliance of Sahel States": {"aes-charter-2023": ["Alliance of Sahel States"]},
    "African states reassess their security partnerships": {
        "chad-ends-french-defence-accord-2024": ["France"],
        "senegal-announces-end-foreign-bases-2024": ["2025"],
        "ivory-coast-announces-french-withdrawal-2024": ["French"],
        "mali-denounces-defence-accords-france-2022": ["France"],
        "burkina-denounces-french-forces-accord-2023": ["French"],
    },
}
TOLD = [(fact, record_id, words) for fact, told in STORY.items() for record_id, words in told.items()]


def test_fifteen_facts():
    assert len(STORY) == 15


@pytest.mark.parametrize(("fact", "record_id", "words"), TOLD, ids=[f"{one[0]}: {one[1]}" for one in TOLD])
def test_each_fact_is_told(record, fact, record_id, words):
    one = next(one for one in (*record.events, *record.bases, *record.forces) if one.id == record_id)
    texts = [getattr(one, name, None) for name in ("title", "name", "summary", "note")]
    told = " ".join(text.en for text in texts if text).replace("’", "'")
    assert [word for word in words if word not in told] == [], (fact, told)
    assert one.sources


def test_the_atlas_shows_it(record):
    before, after = as_of(date(2024, 8, 4), record), as_of(date(2024, 8, 5), record)
    assert "niger-ab201-agadez-us" in {base.id for base in before.bases}
    assert "niger-ab201-agadez-us" not in {base.id for base in after.bases}
    assert after.alliances["AES"].members == ("BFA", "MLI", "NER")
    assert "africa-corps-niger" in {force.id for force in after.forces}
    assert "french-handover-ndjamena-kossei-2025" in record.event_by_id
