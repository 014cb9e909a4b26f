"""What every part of the posts needs: when one runs, how it is named in a list, and how it is sent."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.effect import Button, Buttons, CopyAlbum, CopyMessage
from bot.core.ids import EffectId
from bot.core.period import next_run
from bot.core.text import Markup
from bot.core.workdays import is_announced
from bot.features.activities.kinds.post import title
from bot.features.activities.model import Post
from bot.features.settings.model import Group
from handlers.desk import Desk

POST_DUE = "post_due"
RIGHT = "can_change_info"


def plan(desk: Desk, group: Group, post: Post) -> datetime:
    """Put a post that will run into the schedules; returns when it runs next."""
    first = next_run(post.rule, ZoneInfo(group.timezone), desk.now)
    assert first is not None, "a rule that never fires is refused before"
    desk.store.schedules(group.mailbox).set(
        schedule_key(post), POST_DUE, first, rule=str(post.rule), zone=group.timezone, payload=str(post.id)
    )
    return first


def honest(desk: Desk, language: str, post: Post, first: datetime) -> list[Markup]:
    """A line about a calendar that has not been announced for the year of the next run; none if all is known."""
    if not post.rule.follows_the_calendar or is_announced(first.year):
        return []
    return [desk.say(language, "post-year-unknown", year=str(first.year))]


async def coming(desk: Desk, group: Group) -> list[tuple[Post, datetime]]:
    """Posts that will run again, with the instant they do, by number."""
    zone = ZoneInfo(group.timezone)
    found = await desk.store.chat(group.chat_id).posts.all()
    return [(p, at) for p in found if (at := next_run(p.rule, zone, desk.now)) is not None]


def line_of(desk: Desk, group: Group, language: str, found: Post, at: datetime) -> Markup:
    """A post in two lines: number, rule, next run; what it says."""
    return desk.say(
        language,
        "post-line",
        number=str(found.number),
        rule=desk.house.texts.schedule(language, found.rule),
        next=local(desk, group, language, at),
        notice=found.notice,
        title=title_of(desk, language, found),
        rests=found.paused_at is not None,
    )


def title_of(desk: Desk, language: str, found: Post) -> Markup:
    return title(found.text) or desk.say(language, "post-copied-media")


def local(desk: Desk, group: Group, language: str, at: datetime) -> Markup:
    local = at.astimezone(ZoneInfo(group.timezone))
    weekday = desk.say(language, f"weekday-{local.isoweekday()}")
    return desk.say(language, "post-next", date=f"{local:%m-%d}", weekday=weekday, at=f"{local:%H:%M}")


def schedule_key(planned: Post) -> str:
    return f"post:{planned.id}"


def held_key(planned: Post) -> str:
    """Of the deadline at which a run that waits for the end of quiet hours goes out."""
    return f"post:{planned.id}:held"


def put(
    desk: Desk,
    found: Post,
    chat_id: int,
    thread_id: int | None = None,
    *,
    expires_at: datetime | None = None,
    report: str | None = None,
    memo: str = "",
) -> EffectId:
    """Send what a post says, to its group or, as a preview, to somebody."""
    buttons: Buttons = tuple((Button(text, url=address),) for text, address in found.buttons)
    if found.copied is None:
        return desk.send(
            chat_id,
            Markup(found.text),
            buttons,
            thread_id=thread_id,
            silent=found.is_silent,
            expires_at=expires_at,
            report=report,
            memo=memo,
        )
    source = found.copied
    copy: CopyAlbum | CopyMessage
    if len(found.album) > 1:
        copy = CopyAlbum(chat_id, source.chat_id, found.album, thread_id, found.is_silent)
    else:
        copy = CopyMessage(chat_id, source.chat_id, source.message_id, thread_id, found.is_silent, buttons)
    return desk.work.emit(copy, expires_at=expires_at, report=report, memo=memo)
