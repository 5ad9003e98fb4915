"""The content folder: what proposals would change in it, whether they may, and what is live once they have."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpline.content.book import Book
from helpline.content.changes import drafted, patch, read, with_variants, write
from helpline.content.learn import Trial, labelled, try_out
from helpline.content.table import ContentError
from helpline.store.proposals import Proposal

Files = Mapping[str, tuple[str | None, str]]


@dataclass(frozen=True)
class Folder:
    """Where the words are. `own`: the installation's, not those that ship. `live` goes on with another Book."""

    root: Path
    own: bool
    questions: Path
    opened: Callable[[Path], Book]
    live: Callable[[Book], None] | None = None

    @property
    def writes(self) -> bool:
        """Whether what is accepted is written and live; else it has to be taken to the content by hand."""
        return self.own and self.live is not None and os.access(self.root / "faq", os.W_OK)

    def changed(self, proposals: Iterable[Proposal], languages: Iterable[str], to_write: str) -> Files:
        """The files that proposals change, as they are and as they would be; `to_write` marks what is unfinished.

        What cannot be changed any more, since its entry is gone, changes nothing.
        """
        files: dict[str, tuple[str | None, str]] = {}
        for one in proposals:
            name = f"faq/{one.entry}.toml"
            with suppress(ContentError):
                if one.kind == "new":
                    files[name] = (None, _draft(one, languages, to_write))
                else:
                    before, after = files.get(name) or (read(self.root, one.entry),) * 2
                    files[name] = (before, with_variants(after, one.language, one.wordings, one.entry))
        return files

    def patch(self, proposals: Iterable[Proposal], languages: Iterable[str], to_write: str) -> str:
        """What proposals change, for `git apply` or `patch -p1` in the content folder; "" for nothing."""
        return patch(self.changed(proposals, languages, to_write))

    def tried(self, proposal: Proposal, book: Book) -> Trial:
        """What more ways of asking would do to a Book that is open. Takes seconds. Raises ContentError."""
        asked = (proposal.entry, proposal.language, proposal.wordings)
        return try_out(self.root, *asked, labelled(self.questions), self.opened, book)

    def text(self, slug: str) -> str:
        """An entry's file as it is now. Raises ContentError."""
        return read(self.root, slug)

    def write(self, slug: str, text: str) -> None:
        """Put it in the place of the old one. Raises OSError."""
        write(self.root, slug, text)


def _draft(proposal: Proposal, languages: Iterable[str], to_write: str) -> str:
    nothing: tuple[str, tuple[str, ...]] = ("", ())
    asked = dict.fromkeys(languages, nothing)
    asked[proposal.language] = (proposal.question, proposal.wordings)
    return drafted(proposal.topic, asked, proposal.gist, to_write)
