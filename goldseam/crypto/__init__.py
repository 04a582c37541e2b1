"""The one home of cryptography: no Django, no I/O, no clock, byte-exact vectors in tests/crypto.

Exact formats come from the security design §1.4 and are restated in docs/vault-format.md. Everything here
takes and returns plain bytes; nothing here stores a key. Only `goldseam.vault` may import it.
"""
