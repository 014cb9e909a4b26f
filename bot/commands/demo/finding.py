"""What the play looks for on the stage: a message, a button, something that must have happened."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from bot.sandbox import Chat, Message, User


class Disappointed(Exception):
    """Something that the play expects has not happened."""


def is_gone(message: Message | None) -> Callable[[], bool]:
    """Whether a message has been deleted, to be asked again and again."""

    def gone() -> bool:
        return message is not None and message.deleted

    return gone


def has_at_least(person: User, messages: int) -> bool:
    """Whether somebody has got so many private messages."""
    return len(person.inbox) >= messages


def quiz_answer(words: Mapping[str, str], person: User) -> tuple[Message, str]:
    """The question somebody was put, and the button with its right answer."""
    for right in ("answer1", "answer2"):
        with suppress(LookupError):
            return card(person, words[right])
    raise Disappointed(f"{person.name} was not put a question of the quiz")


def in_group(group: Chat, words: str) -> tuple[Message, str]:
    """The newest message of the group with a button that says ``words``, and the button's text.

    Raises:
        Disappointed: there is none.
    """
    for message in reversed(group.messages):
        for button in (button for row in message.buttons for button in row):
            if words in button.text:
                return message, button.text
    raise Disappointed(f"no message of the group has a button {words}")


def card(person: User, words: str) -> tuple[Message, str]:
    """The newest message to a person with a button that says ``words``, and the button's text.

    Raises:
        LookupError: there is none.
    """
    for message in reversed(person.inbox):
        for row in message.buttons:
            for button in row:
                if words in button.text:
                    return message, button.text
    raise LookupError(f"{person.name} has no button {words}")
