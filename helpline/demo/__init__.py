"""The demo: a whole helpline on one machine, with a local carrier, phones and a helper's console."""

from helpline.demo.run import NUMBER, DemoError, run_demo

__all__ = ["NUMBER", "DemoError", "run_demo"]
