"""`python -m tests.authz > docs/security.md`"""

from tests.authz.classes import page

print(page(), end="")
