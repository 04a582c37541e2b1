from goldseam.together import places
from goldseam.together.tables import Ours, over
from goldseam.together.telling import facts
from goldseam.together.telling.words import words


def _now(ours: Ours) -> str:
    """One line for the hearer until a time was chosen. It says nothing of what it is, and the teller has none."""
    entries = [entry for entry in ours.entries if not over(entry.body, ours.now.date())]
    return words().held if any(not one.answer for one in facts.held(entries, ours.table.other)) else ""


PLACE = places.Place(60, "telling", words().title, words().say, _now)
