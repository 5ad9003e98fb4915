"""The menu: for who writes nothing that can be answered, and for who asks what can be done here."""

from helpline.flows import callback, faq, scam
from helpline.flows.moment import Moment
from helpline.flows.talk import Say, SetLanguage, Turn


def ask_start(m: Moment) -> Turn:
    """Say what can be done here."""
    return m.say("menu.choose", "menu.main")


def take_start(m: Moment) -> Turn | None:
    """Nothing is being asked: a greeting, thanks, or a question."""
    match m.word:
        case "hello":
            return m.turn("menu.choose", Say("menu.hello"), Say("menu.main"))
        case "thanks":
            return m.say("menu.start", "menu.thanks")
        case "yes" if m.notes:  # just after something, not the morning after
            return m.say("menu.start", "menu.thanks")
        case "yes" | "no":
            return ask_start(m)
        case "":
            return chosen(m) or faq.take_question(m)
    return None


def take_choose(m: Moment) -> Turn | None:
    """One of the menu's options, or a greeting again."""
    return chosen(m) or (take_start(m) if m.word in ("hello", "thanks", "") else None)


def chosen(m: Moment) -> Turn | None:
    """What the chosen option leads to; None where none was chosen."""
    match m.option("main"):
        case "question":
            return faq.ask_question(m)
        case "scam":
            return scam.ask_message(m)
        case "callback":
            return callback.ask_when(m, "asked")
        case "language":
            return change_language(m)
    return None


def change_language(m: Moment, language: str = "") -> Turn:
    """Go on in another language; without one named, in the next of the line."""
    languages = list(m.library.languages)
    after = languages[(languages.index(m.conversation.language) + 1) % len(languages)]
    return m.say("menu.start", "anywhere.language", SetLanguage(language or after))
