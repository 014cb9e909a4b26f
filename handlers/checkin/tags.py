"""The member tag that shows a long streak beside somebody's name, refreshed once a day at most."""

from dataclasses import replace
from datetime import date

from bot.core.effect import SetMemberTag
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from handlers.desk import Desk

RIGHT = "can_manage_tags"


async def refresh(desk: Desk, group: Group, user_id: int, streak: int, today: date) -> None:
    """Give, change or take away the tag after a check-in. Administrators have titles of their own."""
    settings = group.settings(CheckinSettings)
    if not settings.member_tag or not group.can(RIGHT) or group.is_admin(user_id):
        return
    if user_id in await desk.store.chat(group.chat_id).helpers.all():
        return  # the helper's own badge stays
    habits = desk.store.chat(group.chat_id).habits
    habit = await habits.find(user_id)
    shown = streak >= settings.tag_from_days
    tag = desk.say(group.language, "checkin-tag", days=streak).plain() if shown else ""
    if habit.tagged_on == today or habit.tag == tag:
        return
    await habits.save(replace(habit, tag=tag, tagged_on=today))
    desk.work.emit(SetMemberTag(group.chat_id, user_id, tag))
