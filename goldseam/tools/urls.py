"""Addresses of the tools. A tool is known by its number: nothing in a browser's history says what it is for (R19)."""

from __future__ import annotations

from django.urls import path, register_converter

from goldseam.tools import views
from goldseam.tools.definition import CODE

app_name = "tools"


class CodeConverter:
    regex = CODE.pattern.removesuffix(r"\Z").replace("(", "(?:", 1)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "tool")

urlpatterns = [
    path("n/tools/", views.home, name="home"),
    path("n/<tool:code>/", views.tool, name="tool"),
    path("n/<tool:code>/new/", views.new, name="new"),
    path("n/<tool:code>/list/", views.listed, name="list"),
    path("n/<tool:code>/k/<uuid:id>/", views.kept, name="kept"),
    path("n/<tool:code>/k/<uuid:id>/change/", views.change, name="change"),
    path("n/<tool:code>/k/<uuid:id>/burn/", views.burn, name="burn"),
    path("n/<tool:code>/burned/", views.burned, name="burned"),
]
