"""What can go wrong, in three words each. Messages carry no secret and no content."""


class CryptoError(Exception):
    """Base of every refusal in this package."""


class Refused(CryptoError):
    """An envelope, signature or grant does not belong where it stands, or was changed."""


class WeakParameters(CryptoError):
    """Derivation parameters are below the floor: somebody asks for a cheaper guess (W1, ASVS 11.2)."""


class OutOfReach(CryptoError):
    """Derivation asks for more memory or passes than can be had here: a short machine, or an absurd stored cost."""


class Malformed(CryptoError):
    """The bytes are not of the expected shape (wrong length, unknown version)."""
