"""Missed questions are learned from: grouped, attached to an entry or made a new one, decided, written into content."""

from helpline.teach.folder import Folder
from helpline.teach.hand import Teach

__all__ = ["Folder", "Teach"]
