"""Time passes: the sender's queue, leases, what we write first, retention. Holds no state; two at once are harmless."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.blocking import BlockingScheduler

from helpline.alarms import Alarms
from helpline.bridge import Bridge
from helpline.channels.status import NotSent
from helpline.content.render import PROOF_MARK
from helpline.counting import Counting
from helpline.escalation.retries import backoff
from helpline.feeds.refresh import Feeds
from helpline.lines import Line
from helpline.log import logger
from helpline.outgoing import Outgoing
from helpline.scam.waves import waves
from helpline.shelf import Shelf
from helpline.store import (
    invites,
    messages,
    missed,
    people,
    proposals,
    recordings,
    sessions,
    shifts,
    sightings,
    skips,
    tickets,
    turns,
)
from helpline.store.messages import Message
from helpline.store.shapes import Store, StoreUnreachable
from helpline.store.tickets import Move

A_BATCH, SENDING_LEASE = 20, timedelta(minutes=2)
TURNS_KEPT, A_MONTH = timedelta(days=7), timedelta(days=30)
SESSION_IDLE, SESSION_LONGEST = timedelta(minutes=30), timedelta(hours=12)


class Sender(Protocol):
    """Sends texts; see `channels.sender`. Raises NotSent."""

    def send(self, to: str, sender: str, body: str, report_to: str) -> str: ...
    def sent_already(self, to: str, body: str, since: datetime) -> str | None: ...
    def erase_recording(self, sid: str) -> None: ...


@dataclass(frozen=True)
class Clock:
    """What is done when nobody speaks and nobody acts."""

    store: Store
    lines: Mapping[str, Line]
    shelf: Callable[[Line], Shelf]
    sender: Sender
    public_url: str
    secret_key: str
    keep_months: int
    feeds: Feeds
    bridge: Bridge
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def alarms(self) -> Alarms:
        """Promises that are about to be missed."""
        return Alarms(self.store, {line.id: line for line in self.lines.values()}, self.now)

    @property
    def counting(self) -> Counting:
        """The figures of days."""
        return Counting(self.store, self.lines, self.now)

    @property
    def outgoing(self) -> Outgoing:
        """What we write first."""
        return Outgoing(self.store, {line.id: line for line in self.lines.values()}, self.shelf, self.now)

    def send_due(self) -> int:
        """Send what waits in the queue, oldest first. How many texts were tried."""
        with self.store.write() as tx:
            claimed = messages.claim_due(tx, self.now(), A_BATCH, SENDING_LEASE)
        for message in claimed:
            self._send(message)
        return len(claimed)

    def _send(self, message: Message) -> None:
        """Outside any transaction: the carrier may be slow."""
        line = next(line for line in self.lines.values() if line.id == message.line)
        body = self._as_sent(message, line)
        if body is None:
            with self.store.write() as tx:
                messages.mark_cancelled(tx, message.id)
            return
        try:
            carrier_id = self._once(message, line, body)
        except NotSent as refusal:
            self._not_sent(message, refusal)
            return
        with self.store.write() as tx:
            messages.mark_sent(tx, message.id, carrier_id)
        logger().info("sent", person=message.person, message=message.id, tries=message.tries)

    def _as_sent(self, message: Message, line: Line) -> str | None:
        """The text with its code word; None where it promises a call and the ticket is over, so that no word fits."""
        with self.store.read() as tx:
            ticket = tickets.open_for(tx, message.person, line.id)
        if ticket is None and PROOF_MARK in message.body:
            return None
        return self.shelf(line).with_proof_word(message.body, ticket)

    def _once(self, message: Message, line: Line, body: str) -> str:
        """Send it, unless an earlier try, whose end nobody knows, has sent it after all."""
        if message.tries > 1:
            sent = self.sender.sent_already(message.person, body, message.created_at)
            if sent:
                return sent
        report_to = f"{self.public_url}/sms/status?m={message.id}"
        return self.sender.send(message.person, line.sender, body, report_to)

    def _not_sent(self, message: Message, refusal: NotSent) -> None:
        """Again later, or never: a final refusal is written on the ticket, so that a helper calls instead."""
        wait = None if refusal.fate == "final" else backoff(message.tries, message.id)
        log = logger().error if refusal.fate == "alarm" or wait is None else logger().warning
        log("not sent", person=message.person, code=refusal.code, fate=refusal.fate, again=wait is not None)
        with self.store.write() as tx:
            if wait is not None:
                messages.retry_at(tx, message.id, self.now() + wait, refusal.code)
                return
            messages.mark_failed(tx, message.id, refusal.code)
            if message.ticket:
                tickets.add_move(tx, Move(message.ticket, "unsent", self.now(), note=refusal.code))

    def end_leases(self) -> int:
        """Give back to the queue what a helper claimed and left alone. How many tickets."""
        with self.store.write() as tx:
            lapsed = tickets.expire_leases(tx, self.now())
            for ticket in lapsed:
                tickets.add_move(tx, Move(ticket, "lapsed", self.now()))
        return len(lapsed)

    def erase_recordings(self) -> int:
        """Erase the voice messages that nobody needs any more, at the carrier and here. How many."""
        with self.store.read() as tx:
            unneeded = recordings.to_erase(tx)
        return sum(map(self._erased, unneeded))

    def _erased(self, sid: str) -> bool:
        try:
            self.sender.erase_recording(sid)
        except NotSent as refusal:
            logger().warning("recording not erased", code=refusal.code, fate=refusal.fate)
            return False
        with self.store.write() as tx:
            recordings.erased(tx, sid)
        return True

    def refresh_feeds(self) -> int:
        """Take the lists of known domains anew that grew old. How many were; what was kept instead is warned of."""
        due = self.feeds.due(self.now())
        try:
            outcomes = self.feeds.refresh(self.now(), due) if due else []
        except OSError as error:
            logger().error("feeds not written", error=type(error).__name__)
            return 0
        for one in outcomes:
            if one.how == "kept":
                logger().warning("feed kept", feed=one.feed.name, why=one.why, domains=one.now)
        return sum(one.how == "taken" for one in outcomes)

    def watch_waves(self) -> int:
        """Write down which scams are seen far more than usual now. How many are new; each is told once."""
        now = self.now()
        with self.store.write(lock="waves") as tx:
            began = sightings.began(tx)
            seen = waves(sightings.since(tx, sightings.looked_back(now)), now, began) if began else []
            new = sightings.save_waves(tx, seen, now)
        for wave in new:
            logger().warning("scam wave", what=wave.what, name=wave.name, hours=wave.hours, count=wave.count)
        return len(new)

    def forget(self) -> int:
        """Drop what was kept long enough, once it is counted. How many messages went."""
        now = self.now()
        self.counting.count_days()
        with self.store.write() as tx:
            gone = messages.delete_before(tx, now - self.keep_months * A_MONTH)
            tickets.empty_closed_before(tx, now - self.keep_months * A_MONTH)
            for person in people.silent_since(tx, now - self.keep_months * A_MONTH):
                people.erase(tx, person, people.digest(self.secret_key, person), now)
            turns.delete_before(tx, now - TURNS_KEPT)
            skips.drop_before(tx, now)
            shifts.drop_absences_before(tx, min(line.hours.day(now) for line in self.lines.values()))
            missed.delete_before(tx, now - self.keep_months * A_MONTH)
            proposals.empty_decided_before(tx, now - self.keep_months * A_MONTH)
            sightings.drop_domains_before(tx, now - self.keep_months * A_MONTH)
            sessions.drop(tx, now - SESSION_IDLE, now - SESSION_LONGEST)
            invites.drop(tx, now)
        self.store.scrub()
        return gone


def run(clock: Clock) -> None:
    """Tick until interrupted. A job that fails is logged and tried again at its next turn."""
    scheduler, outgoing = BlockingScheduler(timezone=UTC), clock.outgoing
    jobs = (
        (clock.send_due, 1),
        (clock.end_leases, 20),
        (outgoing.remind, 30),
        (outgoing.send_tips, 300),
        (outgoing.follow_up, 300),
        (clock.erase_recordings, 60),
        (clock.refresh_feeds, 1800),
        (clock.watch_waves, 120),
        (clock.bridge.end_lost, 30),
        (clock.alarms.ring, 60),
        (clock.counting.count_days, 600),
        (clock.forget, 3600),
    )
    for job, every in jobs:
        scheduler.add_job(_guarded(job), "interval", seconds=every, max_instances=1, coalesce=True)
    try:
        scheduler.start()
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)


def _guarded(job: Callable[[], int]) -> Callable[[], None]:
    def ticked() -> None:
        try:
            job()
        except StoreUnreachable as error:
            logger().error("store unreachable", job=job.__name__, error=type(error).__name__)

    return ticked
