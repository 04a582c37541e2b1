"""What lies in the database. Read it as the owner of the server would: no kind, no time, no content.

Clear columns of a record are those of DESIGN §5 and nothing else. Times stand only where a row must
expire on its own (sessions, tickets, a recovery's wait).
"""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """A person's wrapped keys. `id` is the account's id; nothing here opens without a secret and a device."""

    id = models.UUIDField(primary_key=True)
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    method = models.UUIDField()
    auth = models.BinaryField(max_length=32)
    device_bound = models.BooleanField(default=True)
    vault_key = models.BinaryField()
    ring = models.BinaryField()
    room_salt = models.BinaryField(max_length=16, null=True)
    room_memory_kib = models.PositiveIntegerField(null=True)
    room_passes = models.PositiveSmallIntegerField(null=True)
    room_method = models.UUIDField(null=True)
    room_key = models.BinaryField(null=True)
    room_ring = models.BinaryField(null=True)


class Identity(models.Model):
    """A person's public keys, one row for each rotation; the newest number is in force."""

    pk = models.CompositePrimaryKey("person_id", "number")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    number = models.PositiveIntegerField()
    sign_public = models.BinaryField(max_length=32)
    box_public = models.BinaryField(max_length=32)


class Recovery(models.Model):
    """The recovery kit's envelope, and since when somebody has been waiting to use it (W3)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    envelope = models.BinaryField()
    waiting_since = models.DateTimeField(null=True)


class Ticket(models.Model):
    """A ten-minute admission of one new device: the device secret under a short code."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    envelope = models.BinaryField()
    expires = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class Space(models.Model):
    """A space: its epoch and its sealed state (head, counts by month)."""

    id = models.UUIDField(primary_key=True)
    epoch = models.PositiveIntegerField()
    state = models.BinaryField()


class Record(models.Model):
    """One immutable entry. After a burn `envelope` is a zero byte and the SHA-256 that stood there."""

    pk = models.CompositePrimaryKey("space_id", "seq")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="records")
    seq = models.PositiveBigIntegerField()
    id = models.UUIDField()
    epoch = models.PositiveIntegerField()
    author = models.UUIDField()
    tag = models.BinaryField(max_length=16)
    envelope = models.BinaryField()
    hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["space", "id"], name="record_once"),)
        indexes = (models.Index(fields=["space", "tag", "seq"], name="record_month"),)


class RecordKey(models.Model):
    """A record's wrapped content key, apart from it: to destroy this row is to withdraw the record (W11)."""

    pk = models.CompositePrimaryKey("space_id", "seq")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="keys")
    seq = models.PositiveBigIntegerField()
    wrapped = models.BinaryField()


class Digest(models.Model):
    """A sealed summary of one closed month; `tag` hides which month and which fold. May be thrown away at any time."""

    pk = models.CompositePrimaryKey("space_id", "tag")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="digests")
    tag = models.BinaryField(max_length=16)
    envelope = models.BinaryField()


class Draft(models.Model):
    """Unfinished writing, sealed like a record; `tag` hides what it belongs to. May be thrown away at any time."""

    pk = models.CompositePrimaryKey("space_id", "tag")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="drafts")
    tag = models.BinaryField(max_length=16)
    envelope = models.BinaryField()


class Membership(models.Model):
    """One person's part in a space of two. `ring` holds its keys and the other's pinned keys, under the vault key."""

    pk = models.CompositePrimaryKey("space_id", "person_id")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    ring = models.BinaryField()


class Invitation(models.Model):
    """A way from one person to another, for a day: who invites, sealed under a code read from one phone to the other.

    `mine` and `theirs` keep the code's key under each one's own vault key, so that the ceremony can be finished.
    """

    selector = models.CharField(primary_key=True, max_length=4)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="invitation")
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    offer = models.BinaryField()
    mine = models.BinaryField()
    expires = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    guest = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="invited", null=True)
    answer = models.BinaryField(default=b"")
    theirs = models.BinaryField(default=b"")
    grant = models.BinaryField(default=b"")


class Session(models.Model):
    """A signed-in browser. `data` and `room` are sealed under keys that only the cookie yields (W13).

    `person` is no account's id but `sessions.mark_of` the vault key: whoever has the table sees that somebody is in.
    """

    id = models.BinaryField(primary_key=True, max_length=32)
    person = models.UUIDField(null=True, db_index=True)
    data = models.BinaryField()
    expires = models.DateTimeField(db_index=True)
    ends = models.DateTimeField()
    room = models.BinaryField(null=True)
    room_expires = models.DateTimeField(null=True)
