"""`python -m tests.authz` writes the matrix into docs/security.md."""

from tests.authz.classes import PAGE, page

PAGE.write_text(page())
