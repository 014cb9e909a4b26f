"""What a kind decides, as data: the engine does it, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.event import Media
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.activities.activity import Activity, Entry
from bot.pictures.spec import Picture
from bot.texts import Value


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence to be said in the hearer's language."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def words(key: str, **values: Value) -> Words:
    """The sentence ``key`` with these values."""
    return Words(key, values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a card: what it says, and the verb of the move it makes; or the address it opens."""

    text: Markup
    verb: str = ""
    arguments: tuple[str | int, ...] = ()
    url: str | None = None


Choices = Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Card:
    """The one message about an activity, edited as it goes on. With ``options`` it is Telegram's own poll."""

    text: Markup
    choices: Choices = ()
    options: tuple[str, ...] = ()
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """Keep a new entry. If its key or place has just been taken, everything is decided again.

    ``shown``: the card shows it, and is edited.
    """

    entry: Entry
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Replace an entry, known by its id. ``shown``: the card shows it."""

    entry: Entry
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Drop:
    """Take an entry out. ``shown``: the card has shown it."""

    entry: Entry
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Become:
    """The activity has changed."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something in the group. ``picture`` takes the words as its caption. Never said twice."""

    text: Markup
    choices: Choices = ()
    picture: Picture | None = None
    reply_to: int | None = None
    handle: str | None = None
    fades: bool = False
    """Not worth saying later than in five minutes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Change a message that was told under ``handle``."""

    handle: str
    text: Markup
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Whisper:
    """Write to somebody in private. ``aloud``: who cannot be reached there is told in the group instead."""

    user_id: UserId
    words: Words
    choices: Choices = ()
    aloud: Markup | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Send a file: to somebody in private, or with None to the group."""

    filename: str
    content: bytes
    words: Words
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Send a file to every administrator and owner who can be reached in private, and to nobody else.

    ``content`` None: who took part, as `ActivityKind.csv` lists them.
    """

    filename: str
    content: bytes | None
    words: Words


@dataclass(frozen=True, slots=True)
class Award:
    """Somebody has won: they get the group's points for it, once an activity."""

    user_id: UserId


@dataclass(frozen=True, slots=True)
class StopAsking:
    """End the poll that is the activity's card; `ActivityKind.polled` hears the result."""


@dataclass(frozen=True, slots=True)
class Show:
    """Send the card anew; answers and edits go to the new one."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Edit the card although nothing was kept: time has changed what it shows."""


@dataclass(frozen=True, slots=True)
class End:
    """The activity is over by itself: the result follows."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Photos again, by file id: one with its caption, several as an album of at most ten."""

    file_ids: tuple[str, ...]
    caption: Markup


@dataclass(frozen=True, slots=True)
class Relay:
    """Somebody's media again, of any kind, with words."""

    media: Media
    caption: Markup


@dataclass(frozen=True, slots=True)
class Remove:
    """Take somebody's message out of the group."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Hush:
    """Who may write in the group follows from its activities: look again."""


@dataclass(frozen=True, slots=True)
class Remind:
    """Come back at an instant: `ActivityKind.due` hears the name. The same name again moves it."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Forget:
    """Do not come back under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person who moved is told: by a toast after a press, else by a short reply."""

    words: Words
    alert: bool = False


Step = (
    Put
    | Change
    | Drop
    | Become
    | Tell
    | Edit
    | Whisper
    | Hand
    | Brief
    | Exhibit
    | Relay
    | Remove
    | Hush
    | Award
    | StopAsking
    | Show
    | Refresh
    | End
    | Remind
    | Forget
    | Answer
)
