"""Tips: for who wants to learn a little each week, by text. A theme at a time; the first tip comes at once."""

from helpline.flows.moment import Moment
from helpline.flows.talk import EndTips, Mark, Say, TakeTips, Tip, Turn


def ask_theme(m: Moment) -> Turn:
    """Ask which theme. Only for a number that takes texts, and for who wants texts."""
    if m.conversation.stopped:
        return m.say("menu.start", "anywhere.still_stopped")
    if not m.conversation.may_be_texted:
        return m.say("menu.start", "tips.no_texts")
    return m.say("tips.theme", "tips.theme")


def take_theme(m: Moment) -> Turn | None:
    """A theme: its first tip now, the others week by week. Or no more tips."""
    theme = m.option("tips")
    if m.word == "no" or theme == "none":
        return m.say("menu.start", "tips.ended", EndTips())
    if not theme:
        return None
    effects = (TakeTips(theme), Mark("tips", theme))
    return m.turn("menu.start", Say("tips.began"), Tip(theme, 0), effects=effects)
