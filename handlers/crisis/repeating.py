"""One person again and again: no crisis, and still somebody who wants an answer."""

from datetime import UTC, datetime, timedelta

from bot.features.crisis.model import GLOOM, Tier
from bot.features.crisis.people import Saying, repeats
from handlers.crisis.hearing import Heard
from handlers.desk import Desk
from handlers.tickets.words import REPEATED, Repeated

A_DAY = timedelta(days=1)


def report_repeating(desk: Desk, heard: Heard) -> None:
    """Open a ticket for somebody who keeps complaining alone."""
    sighting = heard.sighting
    for subject in heard.meant:
        if subject == GLOOM or heard.subjects[subject].tier is not Tier.RATE:
            continue
        since = int((sighting.at - A_DAY).timestamp())
        said = [
            Saying(who, datetime.fromtimestamp(at, UTC), "") for at, who, _ in heard.now(subject).rows if at > since
        ]
        if repeats(said, sighting.at, heard.settings) == sighting.user_id:
            words = Repeated(sighting.user_id, sighting.name, sighting.text, sighting.message_id)
            desk.work.forward(heard.group.mailbox, REPEATED, words)
            return
