"""Who teaches acts: looks at missed questions, proposes, decides; on the lines that are theirs, and once."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from helpline.content.book import Book
from helpline.content.changes import LONGEST_NAME, SLUG
from helpline.content.learn import Trial
from helpline.drawer import Refused, may_see
from helpline.faq.group import Group, grouped
from helpline.lines import Line
from helpline.store import helpers, missed, proposals
from helpline.store.helpers import Helper
from helpline.store.missed import LEFT, Question
from helpline.store.proposals import Decision, Proposal
from helpline.store.rows import new_id
from helpline.store.shapes import Store, Tx
from helpline.teach.folder import Folder

MOST = 5000  # questions that are grouped, the newest
NEAREST = 3  # entries that are suggested
MOST_WORDINGS = 20  # of one proposal
LONGEST = {"wording": 300, "question": 120, "gist": 1000}
DECIDED = 20  # that are shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new entry that somebody wants: its name, topic, question, ways of asking, and what should be answered."""

    entry: str
    topic: str
    question: str
    wordings: Sequence[str]
    gist: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a page has shown: nothing that was asked after `until`, and of a group what its `fingerprint` tells."""

    until: datetime | None = None
    fingerprint: str = ""


JUST_NOW = Look()
_ONE_TRIAL = Lock()  # a trial reads what the one before it has written


@dataclass(frozen=True)
class Teach:
    """Where missed questions are learned from. A question of another line does not exist for who reads."""

    store: Store
    book: Book
    lines: Mapping[str, Line]
    folder: Folder
    now: Callable[[], datetime]

    def groups(self, helper: Helper) -> list[Group[Question]]:
        """What nobody has looked at yet. Raises StoreUnreachable."""
        with self.store.read() as tx:
            found = missed.waiting(tx, self._lines(helper), MOST)
        return grouped(found, self.book.matcher.telling)

    def group(self, id_: str, helper: Helper, look: Look = JUST_NOW) -> Group[Question]:
        """The group that a question is in. Raises Refused: `unknown`, `teach-moved` where it is not as it was shown."""
        with self.store.read() as tx:
            found = missed.waiting(tx, self._lines(helper), MOST)
        then = [one for one in found if look.until is None or one.seen_at <= look.until]
        groups = grouped(then, self.book.matcher.telling)
        group = next((each for each in groups if any(one.id == id_ for one in each.asked)), None)
        if group is None:
            raise Refused("unknown")
        if look.fingerprint and group.fingerprint != look.fingerprint:
            raise Refused("teach-moved")
        return group

    def nearest(self, group: Group[Question]) -> list[str]:
        """The entries that fit the words of a group best."""
        if group.language not in self.book.languages:
            return []
        ranked = self.book.matcher.ranked(next(iter(group.wordings)), group.language)
        return [slug for slug, _ in ranked if slug in self.book.entries][:NEAREST]

    def leave(self, id_: str, helper: Helper, look: Look = JUST_NOW) -> None:
        """There is nothing to learn from a group. Raises Refused."""
        group = self.group(id_, helper, look)
        with self._writing(helper) as tx:
            missed.deal(tx, [one.id for one in group.asked], LEFT)

    def attach(
        self, id_: str, entry: str, wordings: Sequence[str], helper: Helper, look: Look = JUST_NOW
    ) -> None:  # fmt: skip
        """Propose wordings of a group as ways of asking for an entry.

        Raises Refused: `unknown`, `teach-moved`, `teach-entry`, `teach-wordings`, `teach-done`.
        """
        group = self.group(id_, helper, look)
        if entry not in self.book.entries:
            raise Refused("teach-entry")
        self._keep(group, self._proposal(group, entry, _of_group(group, wordings), helper), helper)

    def propose(self, id_: str, wanted: Wanted, helper: Helper, look: Look = JUST_NOW) -> None:
        """Propose a new entry for a group.

        Raises Refused: as `attach` does, and `teach-name`, `teach-taken`, `teach-topic`, `teach-long`.
        """
        group = self.group(id_, helper, look)
        self._may_be(wanted)
        made = self._proposal(group, wanted.entry, _of_group(group, wanted.wordings), helper)
        new = replace(made, kind="new", topic=wanted.topic, question=wanted.question, gist=wanted.gist)
        self._keep(group, new, helper)

    def _may_be(self, wanted: Wanted) -> None:
        if not SLUG.fullmatch(wanted.entry) or len(wanted.entry) > LONGEST_NAME:
            raise Refused("teach-name")
        if wanted.topic not in {entry.topic for entry in self.book.entries.values()}:
            raise Refused("teach-topic")
        if not wanted.question or len(wanted.question) > LONGEST["question"] or len(wanted.gist) > LONGEST["gist"]:
            raise Refused("teach-long")

    def _name_is_free(self, tx: Tx, entry: str) -> None:
        drafts = {one.entry for one in proposals.opened(tx) if one.kind == "new"}
        if entry in drafts or (self.folder.root / "faq" / f"{entry}.toml").exists():
            raise Refused("teach-taken")

    def _proposal(self, group: Group[Question], entry: str, wordings: tuple[str, ...], helper: Helper) -> Proposal:
        lines = tuple(sorted({one.line for one in group.asked if one.question in wordings}))
        return Proposal(new_id(), "attach", entry, group.language, wordings, lines, helper.id, self.now())

    def _keep(self, group: Group[Question], proposal: Proposal, helper: Helper) -> None:
        """The whole group is dealt with; whose group was dealt with a moment ago proposes nothing. Raises Refused."""
        with self._writing(helper) as tx:
            if proposal.kind == "new":
                self._name_is_free(tx, proposal.entry)
            if not missed.deal(tx, [one.id for one in group.asked], proposal.id):
                raise Refused("teach-done")
            proposals.add(tx, proposal)

    def opened(self, helper: Helper) -> list[Proposal]:
        """What is to be decided, the oldest first."""
        with self.store.read() as tx:
            return [one for one in proposals.opened(tx) if _sees(helper, one)]

    def decided(self, helper: Helper) -> list[Proposal]:
        """What was decided last."""
        with self.store.read() as tx:
            return [one for one in proposals.decided(tx, DECIDED) if _sees(helper, one)]

    def names(self) -> Mapping[str, str]:
        """Who is who, by id."""
        with self.store.read() as tx:
            return helpers.names(tx)

    def _open(self, id_: str, helper: Helper) -> Proposal:
        with self.store.read() as tx:
            found = proposals.get(tx, id_)
        if found is None or not _sees(helper, found):
            raise Refused("unknown")
        if found.state != "open":
            raise Refused("teach-decided")
        return found

    def tried(self, id_: str, helper: Helper) -> Trial:
        """What an open proposal would do. Takes seconds. Raises Refused, ContentError where it cannot be tried."""
        proposal = self._open(id_, helper)
        if proposal.kind == "new":
            raise Refused("teach-draft")
        return self.folder.tried(proposal, self.book)

    def accept(self, id_: str, helper: Helper) -> Trial:
        """Write an open proposal into the content, live at once, unless its trial is refused: then nothing changes.

        Takes seconds. Raises Refused, ContentError where it cannot be tried.
        """
        if not self.folder.writes:
            raise Refused("teach-elsewhere")
        if not all(may_see(helper, line.id) for line in self.lines.values()):
            raise Refused("teach-all-lines")  # entries answer on all of them
        with _ONE_TRIAL:
            proposal = self._open(id_, helper)
            before = self.folder.text(proposal.entry) if proposal.kind == "attach" else ""
            trial = self.tried(id_, helper)
            if not trial.refused:
                self._write(proposal, before, trial, helper)
        return trial

    def _write(self, proposal: Proposal, before: str, trial: Trial, helper: Helper) -> None:
        """Decided and written in one go: what cannot be written is not decided, and what was decided is not written."""
        with self._writing(helper) as tx:
            if not proposals.decide(tx, proposal.id, "accepted", helper.id, self.now()):
                raise Refused("teach-decided")
            if self.folder.text(proposal.entry) != before:
                raise Refused("teach-changed")
            self._written(proposal.entry, trial.file)
        if self.folder.live is not None:
            self.folder.live(trial.book)

    def _written(self, entry: str, text: str) -> None:
        try:
            self.folder.write(entry, text)
        except OSError:
            raise Refused("teach-elsewhere") from None

    def decide(self, id_: str, decision: Decision, helper: Helper) -> None:
        """Hand out or refuse an open proposal; what was refused waits to be looked at again. Raises Refused."""
        self._open(id_, helper)
        with self._writing(helper) as tx:
            if not proposals.decide(tx, id_, decision, helper.id, self.now()):
                raise Refused("teach-decided")
            if decision == "refused":
                missed.bring_back(tx, id_)

    @contextmanager
    def _writing(self, helper: Helper) -> Iterator[Tx]:
        """One transaction for somebody who is still there: who left a moment ago does nothing more. Raises Refused."""
        with self.store.write(lock="teach") as tx:
            if helpers.at_work(tx, helper.id) is None:
                raise Refused("unknown")
            yield tx

    def _lines(self, helper: Helper) -> list[str]:
        return [line.id for line in self.lines.values() if may_see(helper, line.id)]


def _sees(helper: Helper, proposal: Proposal) -> bool:
    return all(may_see(helper, line) for line in proposal.lines)


def _of_group(group: Group[Question], wordings: Collection[str]) -> tuple[str, ...]:
    """Of these wordings those that somebody of the group used. Raises Refused("teach-wordings") where none is left."""
    known = {one.question for one in group.asked}
    found = tuple(dict.fromkeys(each for each in wordings if each in known))[:MOST_WORDINGS]
    if not found:
        raise Refused("teach-wordings")
    return found
