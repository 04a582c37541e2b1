"""`python -m tests.requirements > docs/requirements.md`"""

from tests.requirements.table import markdown

print(markdown(), end="")
