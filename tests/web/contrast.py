"""Contrast of the colour tokens, by the formula of WCAG 2.2 (relative luminance)."""

import re
from pathlib import Path

import goldseam

CSS = Path(goldseam.__file__).parent / "web/static/gs/app.css"


def tokens(theme: str) -> dict[str, str]:
    text = CSS.read_text()
    block = text.split(":root {", 1)[1] if theme == "light" else text.split(":root[data-theme=dark] {", 1)[1]
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-Fa-f]{3,6})\b", block.split("}", 1)[0]))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
