"""Digests hold numbers, plans and settings: after "someone may know my password" no old key opens a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goldseam.crypto.derive import sub_key
from goldseam.crypto.envelope import unseal
from goldseam.crypto.errors import Refused
from goldseam.vault import changes
from goldseam.vault.access import room_of
from goldseam.vault.digests import _opened
from goldseam.vault.models import Digest, Draft
from tests.vault.scene import MONTHS, Someone, TallyFold, three_months

APRIL = datetime(2026, 4, 2, 12, tzinfo=UTC)


def test_digests_made_after_everything_was_changed_open_with_no_key_known_before(r: Someone) -> None:
    three_months(r, "day")
    before = r.room._ring
    keys, room_key, _ = changes.change_everything(r.keys, r.room_key, "a new long sentence", "135790")
    assert room_key is not None
    room, fold = room_of(keys, room_key), TallyFold()
    room.folded(fold, APRIL)
    keeper = room._keeper()

    assert set(_opened(keeper, fold, MONTHS)) == set(MONTHS)
    for old in (*before.epochs, before.index_key, r.room_key, r.keys.vault_key, r.device):
        assert _opened(replace(keeper, epoch_key=old), fold, MONTHS) == {}
        for key in (old, sub_key(old, "digest"), sub_key(old, "state")):
            for row in Digest.objects.all():
                month = next(m for m in MONTHS if keeper.tag(fold, m) == bytes(row.tag))
                with pytest.raises(Refused):
                    unseal(key, bytes(row.envelope), keeper.aad(bytes(row.tag), month))


def test_no_draft_lies_under_the_old_epoch_after_everything_was_changed(r: Someone) -> None:
    r.room.drafts.put("t49", [("text", ["half a sentence"])], APRIL)
    assert Draft.objects.count() == 1
    keys, room_key, _ = changes.change_everything(r.keys, r.room_key, "a new long sentence", "135790")
    assert room_key is not None
    assert Draft.objects.count() == 0
    assert room_of(keys, room_key).drafts.get("t49", APRIL) is None
