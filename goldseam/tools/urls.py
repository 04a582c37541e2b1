"""Addresses of the tools. A tool is known by its number: nothing in a browser's history says what it is for (R19)."""

from __future__ import annotations

from django.urls import path, register_converter

from goldseam.tools import extras, more, views
from goldseam.tools.definition import CODE
from goldseam.tools.t09_urge import views as urge
from goldseam.tools.t40_diary import views as diary
from goldseam.tools.t41_ground import views as ground
from goldseam.tools.t49_journal import views as journal
from goldseam.tools.t57_plan import views as plan

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
    # tools with behaviour: their own page where they have one, the general page for the rest
    path("n/t09/", urge.overview),
    path("n/t09/ride/", urge.ride, name="t09_ride"),
    path("n/t09/tap/", urge.tap, name="t09_tap"),
    path("n/t09/new/", urge.new),
    path("n/t09/k/<uuid:id>/", urge.kept),
    path("n/t40/", diary.overview),
    path("n/t40/new/", diary.new),
    path("n/t40/k/<uuid:id>/", diary.kept),
    path("n/t41/", ground.overview),
    path("n/t41/new/", views.to_tool, {"code": "t41"}),
    path("n/t41/c/<slug:card>/", ground.card, name="t41_card"),
    path("n/t41/c/<slug:card>/like/", ground.favourite, name="t41_like"),
    path("n/t49/new/", journal.new),
    path("n/t57/", plan.overview),
    path("n/t57/new/", plan.start),
    path("n/t57/part/<int:number>/", plan.part, name="t57_part"),
    path("n/t57/now/", plan.now, name="t57_now"),
    path("n/t57/now/<int:number>/", plan.now, name="t57_now"),
    path("n/t57/print/", plan.printed, name="t57_print"),
    path("n/week/", more.week, name="week"),
    *extras.url_patterns(),
    path("n/<tool:code>/", views.tool, name="tool"),
    path("n/<tool:code>/part/<slug:part>/", more.part, name="part"),
    path("n/<tool:code>/print/", more.printed, name="print"),
    path("n/<tool:code>/new/", views.new, name="new"),
    path("n/<tool:code>/list/", views.listed, name="list"),
    path("n/<tool:code>/k/<uuid:id>/", views.kept, name="kept"),
    path("n/<tool:code>/k/<uuid:id>/change/", views.change, name="change"),
    path("n/<tool:code>/k/<uuid:id>/burn/", views.burn, name="burn"),
    path("n/<tool:code>/burned/", views.burned, name="burned"),
]
