"""T12: is a cue something that will be noticed, and is the act an act? Rules, in memory, on the writer's own words.

They ask; they never refuse for good: whoever finds the sentence plain enough keeps it as it is. A question too few is
better than a question too many, so a cue is asked about only when nothing in it can be seen, heard or timed, and it is
either very short or speaks of a state. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHORT: Final = 1
"""With so few words of its own, a cue that names nothing is too wide."""

_TIMES: Final = (
    r"\d|o'?clock|midnight|noon|morning|midday|lunch\w*|afternoon|evening|night|tonight|bedtime|weekends?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|breakfast|dinner|supper|(?:one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve)|payday|holidays?|wak(?:e|es|ing)|alarm"
)
_PLACES: Final = (
    r"bed|bedroom|bath|bathroom|shower|toilet|kitchen|sofa|couch|armchair|chair|desk|table|office|hotel|train|bus|car|"
    r"plane|room|hall|stairs|home|house|flat|garden|street|shop|gym|airport|station|beach|pool|work|school|bar|pub|door"
)
_THINGS: Final = (
    r"phone|laptop|computer|tablet|tv|telly|screen|browser|app|apps|feed|advert\w*|ads?|pop-?ups?|notification\w*|"
    r"messages?|mail|e-?mail|film|series|game|site|page|picture|link|wine|beer|drink|glass|bottle|lights?|key|bag|hand"
)
_EVENTS: Final = (
    r"alone|quarrel\w*|argu\w+|row|shout\w*|criticis\w+|leaves?|left|goes|gone|comes?|calls?|rings?|asleep|meeting|"
    r"deadline|see|sees|hear|hears|smell|touch|pick|open|opens|close|closes|shut|shuts|sit|lie|lying|walk|scroll\w*|"
    r"typ(?:e|ing)|reach|unlock|switch|log|finish\w*|arriv\w+|get(?:ting)? (?:up|in|out|off|back)|pass|past"
)
_SEEN: Final = re.compile(rf"\b(?:{_TIMES}|{_PLACES}|{_THINGS}|{_EVENTS})\b")
_STATES: Final = re.compile(
    r"\b(?:feel\w*|felt|mood|bad|sad|low|down|upset|unhappy|stress\w*|lonely|bored|boredom|anxious|nervous|restless|tired|"
    r"angry|ashamed|empty|hurt|weak|horny|aroused|tempt\w*|urges?|craving\w*|want|need|overwhelm\w*|too much|hard|"
    r"difficult|struggl\w*|trigger\w*|lose control|always|ever|things|it)\b"
)
_LEADING: Final = re.compile(
    r"^(?:if|when|whenever|as soon as|once)\b|\b(?:i|i'm|am|i am|my|the|a|an|to|is|are|get|gets)\b"
)
_ABSENCE: Final = re.compile(
    r"^(?:then )?(?:i )?(?:will |shall |am going to |try to |just )*"
    r"(?:not\b|never\b|don'?t\b|do not\b|won'?t\b|'?ll not\b|cannot\b|can'?t\b|stop\b|avoid\b|resist\b|"
    r"refuse\b|try not\b|no\b)"
)
_ELSE: Final = re.compile(r"\b(?:but|and|instead|rather)\b|[,;]")


def wide(cue: str) -> bool:
    """Whether this cue should be asked for its when and where: “I feel bad” is, “the phone is in bed” is not."""
    plain = _plain(cue)
    if _SEEN.search(plain):
        return False
    own = re.findall(r"[\w'-]+", _LEADING.sub(" ", plain))
    return bool(_STATES.search(plain)) or len(own) <= SHORT


def only_absence(act: str) -> bool:
    """Whether this act only says what will not be done."""
    plain = _plain(act)
    found = _ABSENCE.match(plain)
    return found is not None and not _ELSE.search(plain[found.end() :])


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return " ".join(re.sub("[’‘`´]", "'", plain).split())


def said(cue: str, act: str) -> tuple[str, str]:
    """The two halves without the words that stand before them on every card: “If” and “then I”."""
    bare_cue = re.sub(r"^(?:if|when(?:ever)?)\s+", "", cue.strip(), flags=re.IGNORECASE)
    bare_act = re.sub(r"^(?:then\s+)?(?:i\s+will\s+|i['’]ll\s+|i\s+)?", "", act.strip(), flags=re.IGNORECASE)
    return (bare_cue or cue.strip()).rstrip(" .,;"), (bare_act or act.strip()).rstrip(" .;")
