"""The helpers' console: server-rendered pages that work without JavaScript, closed to all who are not logged in."""

from helpline.console.hanging import console, csrf, install
from helpline.console.parts import Parts

__all__ = ["Parts", "console", "csrf", "install"]
