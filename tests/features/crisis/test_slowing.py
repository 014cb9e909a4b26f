"""A group that may send text only gets back exactly what it had."""

from bot.features.crisis.slowing import given_back, text_only

BEFORE = {
    "can_send_messages": True,
    "can_send_photos": True,
    "can_send_polls": False,
    "can_invite_users": True,
}


def test_text_only_takes_what_is_sent_beside_words() -> None:
    assert text_only(BEFORE) == {
        "can_send_messages": True,
        "can_send_photos": False,
        "can_send_polls": False,
        "can_invite_users": True,
    }


def test_what_was_taken_comes_back_and_nothing_else() -> None:
    now = {**text_only(BEFORE), "can_invite_users": False, "can_react_to_messages": True}
    assert given_back(BEFORE, now) == {**now, "can_send_photos": True}


def test_what_somebody_has_changed_meanwhile_stays() -> None:
    assert given_back(BEFORE, {**text_only(BEFORE), "can_send_photos": True}) is None
