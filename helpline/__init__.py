"""Helpline: remote tech help by SMS and voice, with a queue of callbacks for human helpers."""

__version__ = "0.1.0"
