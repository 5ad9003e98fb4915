"""A question: sure, answer; unsure, offer choices; no idea, ask to rephrase once, then offer a person."""

from dataclasses import replace
from typing import Literal

from helpline.flows import callback, scam, steps
from helpline.flows.moment import Match, Moment
from helpline.flows.talk import Effect, Mark, Missed, OpenTicket, Say, SetLanguage, Tell, Title, Turn


def ask_question(m: Moment) -> Turn:
    """Ask what does not work."""
    return m.say("faq.question", "faq.question")


def take_question(m: Moment) -> Turn | None:
    """Any free text: the entry that answers it, choices, or an honest "I do not know"."""
    if not m.heard.text.strip() or m.word:
        return None
    if not m.by_phone and m.library.passed_on(m.heard.text, m.conversation.language):
        return scam.judge(m)  # somebody's message, sent without a word
    match = m.library.best(m.heard.text, m.conversation.language)
    here = in_their_language(m, match).noting(question=m.heard.text[:300], others="", choices="")
    turn = _matched(here, match)
    if match.also:  # two questions in one text: the other is named, so that it is not lost
        turn = _named(turn, Say("faq.also", {"entry": Title(match.also[0].slug)}))
    changed = here.conversation.language != m.conversation.language
    return turn.doing(SetLanguage(here.conversation.language)) if changed else turn


def _named(turn: Turn, also: Say) -> Turn:
    """The other question is named after the answer, before what is asked in the end."""
    answer, asked = turn.replies[:-1], turn.replies[-1:]
    return replace(turn, replies=(*answer, also, *asked) if answer else (*asked, also))


def in_their_language(m: Moment, match: Match) -> Moment:
    """The same moment in the language of the words, where they tell it plainly."""
    if match.language in m.library.languages:
        return replace(m, conversation=replace(m.conversation, language=match.language))
    return m


def _matched(m: Moment, match: Match) -> Turn:
    slugs = [hit.slug for hit in match.hits]
    sure = match.outcome == "answer" and not m.heard.unsure
    if m.by_phone and slugs and not m.heard.unsure and (sure or len(slugs) == 1):
        return ask_right(m.noting(choices=" ".join(slugs[:3])))
    if sure:
        return answer(m.noting(others=" ".join(slugs[1:3])), slugs[0])
    if slugs:
        return ask_which(m.noting(choices=" ".join(slugs[:3])))
    return _no_idea(m)


def _no_idea(m: Moment) -> Turn:
    missed: tuple[Effect, ...] = (Mark("missed"), *_missed(m, "", "unanswered"))
    if m.notes.get("rephrased"):
        return m.noting(rephrased="", why="unanswered").say("callback.offer", "faq.none", *missed)
    return m.noting(rephrased="yes").say("faq.question", "faq.rephrase", *missed)


def _missed(m: Moment, entry: str, why: Literal["unanswered", "unsolved", "choices"]) -> tuple[Missed, ...]:
    """The question in the person's own words, to be learned from; nothing where they chose from a menu."""
    question = m.notes.get("question", "")
    return (Missed(question, entry, why),) if question else ()


def untaken(m: Moment) -> tuple[Missed, ...]:
    """None of the choices that are offered was the right one."""
    choices = m.notes.get("choices", "").split() if m.conversation.at in ("faq.which", "faq.right") else []
    return _missed(m, choices[0], "choices") if choices else ()


def ask_right(m: Moment) -> Turn:
    """Say back what was understood on the phone, before answering something else."""
    understood = m.notes.get("choices", "").split()
    return m.say("faq.right", "faq.right", entry=Title(understood[0])) if understood else ask_question(m)


def take_right(m: Moment) -> Turn | None:
    """Yes: the answer. No: say it another way."""
    choices = m.notes.get("choices", "").split()
    if m.word in ("yes", "1") and choices:
        return answer(m.noting(others=" ".join(choices[1:])), choices[0])
    if m.word in ("no", "2"):
        return ask_question(m).doing(*untaken(m))
    return None


def ask_which(m: Moment) -> Turn:
    """Offer the entries that may be meant, numbered, and a person as 0."""
    titles = tuple(Title(slug) for slug in m.notes.get("choices", "").split())
    return m.say("faq.which", "faq.which", choices=titles) if titles else ask_question(m)


def take_which(m: Moment) -> Turn | None:
    """The number of a choice."""
    choices = m.notes.get("choices", "").split()
    if m.word == "no":
        return ask_question(m).doing(*untaken(m))
    if m.word == "yes" and len(choices) == 1:
        return answer(m.noting(others=""), choices[0])
    if not m.word.isdigit() or not 0 < int(m.word) <= len(choices):
        return None
    chosen = choices[int(m.word) - 1]
    others = [slug for slug in choices if slug != chosen]
    return answer(m.noting(others=" ".join(others)), chosen)


def answer(m: Moment, slug: str) -> Turn:
    """Tell an entry, then do what the entry says comes next."""
    m = m.noting(entry=slug, rephrased="", step="0")
    answered = Mark("answered", slug)
    if m.by_phone:
        return steps.tell(m).doing(answered)
    match m.library.then(slug):
        case "scam-check":
            return m.turn("scam.message", Tell(slug), effects=(answered,))
        case "callback":
            return m.noting(why="unsolved").turn(
                "callback.offer", Tell(slug), Say("callback.offer"), effects=(answered,)
            )
        case "urgent-callback":
            urgent = OpenTicket("money", m.notes.get("question", ""), slug, urgent=True)
            return callback.ask_when(m, "money", urgent).after(Tell(slug)).doing(answered)
    return ask_solved_again(m).after(Tell(slug)).doing(answered)


def ask_solved(m: Moment) -> Turn:
    """Tell the entry again, and ask whether it helped."""
    entry = m.notes.get("entry", "")
    asked = ask_solved_again(m)
    if m.by_phone:
        return asked
    return asked.after(Tell(entry)) if entry else ask_question(m)


def ask_solved_again(m: Moment) -> Turn:
    """Ask whether it helped, without telling all of it again; advice is asked after as advice."""
    advice = m.library.then(m.notes.get("entry", "")) == "clear?"
    return m.say("faq.solved", "faq.clear" if advice else "faq.solved")


def take_solved(m: Moment) -> Turn | None:
    """Did it help? No: the other choices, then a person."""
    if m.word in ("yes", "1", "thanks"):
        return m.say("menu.start", "faq.glad", Mark("solved", m.notes.get("entry", "")))
    if m.word in ("no", "2"):
        return _not_solved(m)
    return None


def _not_solved(m: Moment) -> Turn:
    entry, others = m.notes.get("entry", ""), m.notes.get("others", "")
    unsolved: tuple[Effect, ...] = (Mark("unsolved", entry), *_missed(m, entry, "unsolved"))
    if others:
        return ask_which(m.noting(choices=others, others="")).doing(*unsolved)
    return m.noting(why="unsolved").say("callback.offer", "faq.unsolved", *unsolved)
