"""What the server at the other end can do beyond what every one of them can."""

import telegram
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError


async def shows_to_one(bot: telegram.Bot) -> bool:
    """Whether the server knows messages that one member alone sees (Bot API 10.2).

    An older server takes no notice of whom a message is for and shows it to everybody, so it is asked for something
    that does no harm: to take away such a message, where there is none.
    """
    nowhere = {"chat_id": bot.id, "receiver_user_id": bot.id, "ephemeral_message_id": 1}
    try:
        await bot.do_api_request("deleteEphemeralMessage", api_kwargs=nowhere)
    except EndPointNotFound:
        return False
    except (BadRequest, Forbidden):
        return True
    except TelegramError:
        return False
    return True
