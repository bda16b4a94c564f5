"""Snapshots as clients share them, with invented people."""

import msgspec

from states.documents import Block, Document
from states.pictures.chart import Chart
from states.sharing.snapshot import Snapshot
from tests.pictures.people import crowd

CANARY = "kanarie"
"""A word that stands in what is shared, and is to stand nowhere else."""


def snapshot(*, people=8, can_keep=True, called="Anna", facts=("request", "map"), said=CANARY):
    """The bytes of a snapshot with a circle of that many people."""
    document = Document(
        title=f"Van {called}",
        subtitle="Gedeeld op 15 januari 2027",
        footer="Gemaakt met Kring.",
        blocks=[
            Block("Wat ik wil", [said], ["Bel me maar"], part="expectation"),
            Block("Waar ik blij van word", ["Tuinieren, en de hond"], part="likes"),
            Block("Mijn vraag", ["Wie gaat er mee naar buiten?"], part="request"),
            Block(
                "Mijn kring",
                ["Dit zijn de mensen om mij heen."],
                chart=Chart("circle", crowd(people)),
                alt="Een kring",
                part="map",
            ),
        ],
    )
    made = Snapshot(
        sent="2027-01-15",
        until="2027-04-15",
        document=document,
        called=called,
        can_keep=can_keep,
        facts=tuple(facts),
    )
    return msgspec.json.encode(made)
