"""Rewards: offered by administrators, asked for in private, delivered or refused by an administrator."""

from typing import Final

from bot.core.effect import Button, EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import UserId, chat_mailbox
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.points.model import Entry, Reason, Redemption, RedemptionState, Reward
from bot.features.points.rewards import Offer, Removal, Restock, parse_reward
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

NOUN: Final = "reward"
FOLLOWED: Final = "rewards_followed"
GONE: Final = (MemberStatus.LEFT, MemberStatus.BANNED)
RIGHT: Final = "can_change_info"


async def manage(desk: Desk, request: Request, group: Group) -> None:
    """Add a reward, change its stock, take it off; without arguments, what there is and what waits."""
    language, store = await spoken(desk, request, group), desk.store.chat(group.chat_id).rewards
    if not request.args:
        await reply(desk, request, group, await _overview(desk, group, language))
        return
    asked = parse_reward(request.args)
    if asked is None:
        raise Misused
    if isinstance(asked, Offer):
        added = await store.add(asked, request.asker.id, desk.now)
        said = desk.say(
            language, "reward-added", number=str(added.number), name=added.name, cost=added.cost, stock=added.stock
        )
        await reply(desk, request, group, said)
        return
    found = next((reward for reward in await store.all() if reward.number == asked.number), None)
    if found is None:
        raise Refused("reward-unknown", number=str(asked.number))
    match asked:
        case Restock():
            store.set_stock(found, asked.stock)
            said = desk.say(language, "reward-restocked", name=found.name, stock=asked.stock)
        case Removal():
            store.remove(found, desk.now)
            said = desk.say(language, "reward-removed", name=found.name)
    await reply(desk, request, group, said)


async def _overview(desk: Desk, group: Group, language: str) -> Markup:
    store = desk.store.chat(group.chat_id).rewards
    offered, waiting = await store.all(), await store.waiting()
    lines = [Markup.bold(desk.say(language, "reward-title"))]
    lines += [_line(desk, language, reward) for reward in offered]
    if not offered:
        lines.append(desk.say(language, "reward-none"))
    if waiting:
        lines.append(desk.say(language, "reward-waiting", count=len(waiting)))
    lines.append(desk.say(language, "reward-form", form=Markup.escape('/reward add "蓝莓茶 50g" 300 stock 20')))
    return Markup("\n").join(lines)


def _line(desk: Desk, language: str, reward: Reward) -> Markup:
    return desk.say(
        language, "reward-line", number=str(reward.number), name=reward.name, cost=reward.cost, stock=reward.stock
    )


# --- members -----------------------------------------------------------------------------------------------------


async def shop(desk: Desk, request: Request, group: Group) -> None:
    """What one's points can be exchanged for: the list in private, in the group a way there."""
    if request.in_private:
        await _show(desk, group, request.asker.id)
        return
    offered = await desk.store.chat(group.chat_id).rewards.all()
    if not offered:
        raise Refused("reward-none")
    language = group.language
    lines = [Markup.bold(desk.say(language, "reward-title")), *(_line(desk, language, reward) for reward in offered)]
    link = Button(desk.say(language, "reward-open").plain(), url=desk.bot.start_link(f"{NOUN}_{group.chat_id}"))
    await reply(desk, request, group, Markup("\n").join(lines), [[link]])


async def followed(desk: Desk, person: Person, rest: str) -> None:
    """Somebody came to the private chat by the button: the group's mailbox shows the list."""
    group = await desk.group(int(rest)) if rest.lstrip("-").isdigit() else None
    if group is not None:
        desk.work.forward(chat_mailbox(group.chat_id), FOLLOWED, person)


async def _show(desk: Desk, group: Group, user_id: int) -> None:
    """The list with a button for what can be paid for."""
    store, language = desk.store.chat(group.chat_id), await desk.language_of(user_id, group.language)
    balance, offered = await store.ledger.balance(user_id), await store.rewards.all()
    lines = [Markup.bold(desk.say(language, "reward-title")), *(_line(desk, language, reward) for reward in offered)]
    lines.append(desk.say(language, "reward-balance" if offered else "reward-none", balance=balance))
    rows = [
        [
            button(
                desk.say(language, "reward-take-button", name=reward.name, cost=reward.cost).plain(),
                NOUN,
                "take",
                group.chat_id,
                reward.id,
            )
        ]
        for reward in offered
        if reward.stock and reward.cost <= balance
    ]
    desk.send(user_id, Markup("\n").join(lines), rows)


async def arrived(desk: Desk, group: Group, person: Person) -> None:
    """Shown to who is a member."""
    await _member(desk, group, person.id)
    await _show(desk, group, person.id)


async def pressed(desk: Desk, press: Press) -> None:
    """Every button of rewards, in the group's mailbox."""
    group = await desk.group(press.intent.number()) or await desk.group(press.chat_id)
    if group is None:
        desk.answer(press)
        return
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    match press.intent.verb:
        case "take":
            await _ask(desk, group, press)
        case "sure":
            await _redeem(desk, group, press)
        case "no":
            await _leave(desk, group, press)
        case "deliver" | "refuse":
            await _decide(desk, group, press)
        case _:
            raise ValueError(f"no button says {press.intent.verb}")


async def _ask(desk: Desk, group: Group, press: Press) -> None:
    """Points are not spent by one careless tap."""
    reward, balance = await _affordable(desk, group, press)
    language = await desk.language_of(press.presser.id, group.language)
    said = desk.say(language, "reward-sure", name=reward.name, cost=reward.cost, left=balance - reward.cost)
    # The press names the wish: pressing "yes" twice is one wish.
    rows = [
        [
            button(
                desk.say(language, "reward-yes").plain(), NOUN, "sure", group.chat_id, reward.id, desk.work.event.id
            ),
            button(desk.say(language, "reward-no").plain(), NOUN, "no", group.chat_id),
        ]
    ]
    desk.answer(press)
    desk.send(press.presser.id, said, rows)


async def _redeem(desk: Desk, group: Group, press: Press) -> None:
    store, person = desk.store.chat(group.chat_id), press.presser
    key = f"redeem:{person.id}:{press.intent.number(2)}"
    language = await desk.language_of(person.id, group.language)
    if await store.ledger.booked(key) is not None:
        desk.answer(press, desk.say(language, "reward-already"))
        return
    reward, balance = await _affordable(desk, group, press)
    # Whom to tell is asked before anything is written.
    staff = await desk.audience(group)
    wish = store.rewards.redeem(reward, person.id, person.name, desk.now)
    store.ledger.book([Entry(UserId(person.id), -reward.cost, Reason.REDEEM, key, reward.name)], desk.now)
    desk.answer(press)
    said = desk.say(language, "reward-asked", name=reward.name, cost=reward.cost, left=balance - reward.cost)
    if press.message_id is not None:
        desk.work.emit(EditMessage(press.chat_id, said, message_id=press.message_id))
    for told in staff:
        text, rows = _card(desk, group, told.language, wish)
        desk.send(told.user_id, text, rows, repeat=Repeat.WANTED, handle=_handle(wish, told.user_id))


async def _leave(desk: Desk, group: Group, press: Press) -> None:
    language = await desk.language_of(press.presser.id, group.language)
    desk.answer(press)
    if press.message_id is not None:
        kept = desk.say(language, "reward-kept")
        desk.work.emit(EditMessage(press.chat_id, kept, message_id=press.message_id))


async def _affordable(desk: Desk, group: Group, press: Press) -> tuple[Reward, int]:
    """The reward a button is about, and what the presser has.

    Raises:
        Refused: it is gone, or costs more.
    """
    await _member(desk, group, press.presser.id)
    store = desk.store.chat(group.chat_id)
    reward = await store.rewards.find(press.intent.number(1))
    if reward is None or not reward.stock:
        raise Refused("reward-sold-out")
    balance = await store.ledger.balance(press.presser.id)
    if balance < reward.cost:
        raise Refused("reward-too-dear", cost=reward.cost, balance=balance)
    return reward, balance


async def _member(desk: Desk, group: Group, user_id: int) -> None:
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    if member is None or member.status in GONE:
        raise Refused("reward-members-only", group=group.title)


# --- administrators ----------------------------------------------------------------------------------------------


def _card(desk: Desk, group: Group, language: str, wish: Redemption) -> tuple[Markup, Rows]:
    """What was asked for; with buttons as long as nobody has decided."""
    who = Markup.mention(wish.user_id, wish.user_name)
    lines = [desk.say(language, "reward-card", group=group.title, who=who, name=wish.reward_name, cost=wish.cost)]
    if wish.state is not RedemptionState.ASKED:
        lines.append(desk.say(language, f"reward-card-{wish.state}", by=wish.decided_name))
        return Markup("\n").join(lines), ()
    rows = [
        [
            button(desk.say(language, f"reward-{verb}-button").plain(), NOUN, verb, group.chat_id, wish.id)
            for verb in ("deliver", "refuse")
        ]
    ]
    return Markup("\n").join(lines), rows


async def _decide(desk: Desk, group: Group, press: Press) -> None:
    """Delivered, or refused and refunded; the member hears of it, and every card shows it."""
    group = await access.fresh(desk, group)
    access.require(group, press.presser.id, RIGHT)
    store = desk.store.chat(group.chat_id)
    wish = await store.rewards.redemption(press.intent.number(1))
    language = await desk.language_of(press.presser.id, group.language)
    if wish is None or wish.state is not RedemptionState.ASKED:
        desk.answer(press, desk.say(language, "reward-decided"), alert=True)
        return
    delivered = press.intent.verb == "deliver"
    state = RedemptionState.DELIVERED if delivered else RedemptionState.REFUSED
    own = await desk.language_of(wish.user_id, group.language)
    staff = await desk.audience(group)
    reachable = await desk.store.people.reachable([wish.user_id])
    store.rewards.decide(wish, state, press.presser.id, press.presser.name, desk.now)
    if not delivered:
        refund = Entry(wish.user_id, wish.cost, Reason.REFUND, f"refund:{wish.id}", wish.reward_name)
        store.ledger.book([refund], desk.now)
    desk.answer(press)
    decided = Redemption(
        wish.id,
        wish.reward_id,
        wish.user_id,
        wish.user_name,
        wish.reward_name,
        wish.cost,
        state,
        wish.at,
        press.presser.name,
    )
    for one in staff:
        text, _ = _card(desk, group, one.language, decided)
        desk.work.emit(EditMessage(one.user_id, text), handle=_handle(wish, one.user_id))
    if reachable:
        told = desk.say(own, f"reward-told-{state}", group=group.title, name=wish.reward_name, cost=wish.cost)
        desk.send(wish.user_id, told, repeat=Repeat.WANTED)


def _handle(wish: Redemption, user_id: int) -> str:
    return f"redemption:{wish.id}:{user_id}"
