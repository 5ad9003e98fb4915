"""Words are read again when somebody saves them: an application that is replaced while it serves."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Lock, Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from watchfiles import watch

from helpline.content.book import Book
from helpline.content.check import complaints
from helpline.content.table import ContentError


class Reread:
    """An application that is made anew of each Book that is read; what does not load changes nothing.

    `told` gets one line each: `reread`, `not_reread` or `complaint`, and what there is to say of it.
    """

    def __init__(
        self, book: Book, read: Callable[[], Book], built: Callable[[Book], WSGIApplication],
        told: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        self._read, self._built, self._told = read, built, told
        self._lock = Lock()
        self._application = built(book)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request with the words as they were last read."""
        return self._application(environ, start_response)

    def again(self, changed: Iterable[str] = ()) -> None:
        """Read the words again, and tell what is wrong with the files that were changed (`faq/wifi-key.toml`)."""
        files = tuple(changed)
        with self._lock:  # what is read later goes live later
            try:
                book = self._read()
            except ContentError as error:
                self._told("not_reread", str(error))
                return
            self._application = self._built(book)
        self._told("reread", "")
        for complaint in complaints(book):
            if complaint.startswith(files):
                self._told("complaint", complaint)

    def take(self, book: Book) -> None:
        """Go on with a Book that was read already."""
        with self._lock:
            self._application = self._built(book)

    def watching(self, folder: Path, stop: Event) -> Thread:
        """A running thread that reads the words again each time something in `folder` is saved, until `stop`."""
        thread = Thread(target=self._watch, args=(folder.resolve(), stop), daemon=True)
        thread.start()
        return thread

    def _watch(self, folder: Path, stop: Event) -> None:
        for changes in watch(folder, stop_event=stop):
            self.again(Path(path).relative_to(folder).as_posix() for _change, path in changes)
