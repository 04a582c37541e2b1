"""Worksheets made for tests: one for each shape the engine knows. They are added as a therapist would add them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goldseam.tools import catalogue

HEAD = """
code = "{code}"
title = "{title}"
purpose = "To try the engine."
need = "think"
roles = ["R", "B"]
share = "L0"
who = "Only you can see this. It cannot be shared."
line = "{title}"
{more}

[evidence]
mark = 0
line = "Custom."
"""

LOG = """
[[fields]]
name = "place"
type = "choice"
label = "Where?"
options = [{ id = "home", label = "At home" }, { id = "out", label = "Out" }]

[[fields]]
name = "feeling"
type = "tags"
label = "What did you feel?"
own = true
length = 30
options = [{ id = "low", label = "Low" }, { id = "angry", label = "Angry" }]

[[fields]]
name = "strength"
type = "scale10"
label = "How strong?"
ends = { low = "none", high = "most" }

[[fields]]
name = "tired"
type = "scale4"
label = "Tired"
ends = { low = "not at all", high = "very" }

[[fields]]
name = "thought"
type = "text"
label = "What went through your mind?"
length = 200

[[fields]]
name = "ours"
type = "text"
label = "Only R is asked"
roles = ["R"]

[[feeds]]
to = "wmany"
label = "Make a plan of it"
copy = { cue = "thought", kind = "place" }
when = { field = "place", has = "home" }

[[hooks]]
hook = "H4"
say = "Both at once is a lot."
all = [{ field = "strength", at_least = 8 }, { field = "tired", at_least = 3 }]
link = "help4"

[[hooks]]
hook = "H1"
field = "*"
self_harm_words = true
say = "You do not have to carry it alone."

[[measures]]
field = "strength"
label = "Strength"
"""

MANY = """
[ends]
field = "state"
values = ["dropped"]

[[fields]]
name = "cue"
type = "text"
label = "If"
length = 140
required = true

[[fields]]
name = "kind"
type = "choice"
label = "Where"
options = [{ id = "home", label = "At home" }, { id = "out", label = "Out" }]

[[fields]]
name = "state"
type = "choice"
label = "Does it stand?"
options = [{ id = "stands", label = "It stands" }, { id = "dropped", label = "Put it away" }]

[[fields]]
name = "story"
type = "text"
label = "The story of it"
length = 900
"""

PICK = """
[[fields]]
name = "plan"
type = "pick"
kind = "wmany"
label = "Which plan?"

[[fields]]
name = "sure"
type = "percent"
label = "How sure?"

[[fields]]
name = "until"
type = "until"
until_max = 90
label = "Until"
hide = false
"""

ONE = """
[[parts]]
id = "first"
title = "The first part"
say = "Begin here."

[[parts]]
id = "second"
title = "The second part"

[[fields]]
name = "signs"
part = "first"
type = "lines"
label = "Signs"
items = 3
length = 80

[[fields]]
name = "areas"
part = "second"
type = "rows"
label = "Areas"
each = [{ id = "sleep", label = "Sleep" }, { id = "food", label = "Food" }]
of = [
  { name = "now", type = "scale10", label = "How is it?", ends = { low = "bad", high = "good" } },
  { name = "thing", type = "text", label = "One thing", length = 60 },
]

[[fields]]
name = "risks"
part = "second"
type = "rows"
label = "Risks"
items = 6
of = [
  { name = "what", type = "text", label = "What", length = 60, required = true },
  { name = "weight", type = "count", label = "Weight", low = 1, high = 5 },
  { name = "sure", type = "yes", label = "I am sure" },
]
"""

UNITS = """
[pace]
day = 1
week = 3
say = "Enough for today. The next one can wait."

[[units]]
id = "one"
title = "Roles"
ask = "Which roles did you hold?"
to = "t41"
to_label = "Come back to now"
reads = ["A paragraph to read first."]

[[units]]
id = "two"
title = "We"
ask = "Where did we cover me?"

[[units]]
id = "three"
title = "Whole"
ask = "What did not break?"

[[units]]
id = "four"
title = "Story"
ask = "What stays true?"

[[units]]
id = "only_b"
title = "For B"
ask = "B is asked this."
roles = ["B"]

[[fields]]
name = "text"
type = "text"
label = "Write"
length = 1500

[[fields]]
name = "hard"
type = "scale10"
label = "How hard was it?"
ends = { low = "easy", high = "very" }
"""

SHEETS = {
    "wlog": HEAD.format(code="wlog", title="A log", more="") + LOG,
    "wmany": HEAD.format(
        code="wmany",
        title="A list",
        more='living = "many"\nnamed_by = "cue"\nmost = 2\nmost_say = "Two are enough. Put one away first."',
    )
    + MANY,
    "wpick": HEAD.format(code="wpick", title="A pick", more="") + PICK,
    "wone": HEAD.format(code="wone", title="A document", more='living = "one"') + ONE,
    "wunits": HEAD.format(code="wunits", title="A workbook", more='living = "units"\nheavy = true\ntime_box = 20')
    + UNITS,
    "wshut": HEAD.format(code="wshut", title="Behind a gate", more="")
    + '[gate]\nrule = "decided"\nsay = "First decide."\nto = "t41"\nbutton = "Decide"\n'
    + '[[fields]]\nname = "pro"\ntype = "text"\nlabel = "For"\n',
}


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for code, words in SHEETS.items():
        (tmp_path / f"{code}.toml").write_text(words)
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path)
    catalogue.catalogue.cache_clear()
    assert catalogue.own_faults() == []
    yield
    catalogue.catalogue.cache_clear()
