"""Every repository by what it belongs to: what one decision sees of the database."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.event import Person
from bot.core.ids import ChatId, Mailbox
from bot.features.settings.change import Altered
from storage import changes
from storage.activities import Posts
from storage.appeals import Appeals, Appellant
from storage.backlog import Backlog
from storage.blocklist import Bans, Patterns
from storage.buffer import Buffer
from storage.changes import Changes
from storage.checkin import CheckIns
from storage.communities import Communities
from storage.community_cases import CommunityCases, group_of_case
from storage.counts import Counts
from storage.crisis import BrandWords, Desks, WatchWords
from storage.digest import History
from storage.doors import Arrivals, Notices, Surges
from storage.entry import Applicants, Applications
from storage.entry_bank import Questions
from storage.exported import Exports
from storage.habits import Habits
from storage.hearing import Hearing, Presence
from storage.hour_cards import HourCards
from storage.house_rules import Rules
from storage.incidents import Incidents
from storage.lessons import Lessons
from storage.limits import Limits
from storage.member_days import MemberDays
from storage.members import Members
from storage.messages import Messages
from storage.moderation import Cases
from storage.nicknames import Nicknames
from storage.notices import Board
from storage.onboarding import Correspondents, Journeys
from storage.people import People
from storage.personal import Personal
from storage.points import Ledger
from storage.privacy import KeptTexts, Leftovers
from storage.quiet import Quiet
from storage.reports import Reports
from storage.rewards import Rewards, Seasons
from storage.running import Activities
from storage.schedules import MailboxSchedules
from storage.segments import Helpers, Segments, Tags
from storage.settings import Defaults, Groups
from storage.slowed import SlowedGroups, Slowing
from storage.sources import Invites, Origins
from storage.stars import Stars
from storage.statements import Statements
from storage.talks import Talks
from storage.tickets import CommunityTickets, Tickets, TicketTalk
from storage.troubles import Troubles
from storage.word_days import WordDays
from storage.wording import Praises, Wording
from storage.words import Domains, Words


class View:
    """Every repository, for one decision. What belongs to a chat or a community is reached through its id."""

    __slots__ = ("_buffer", "_defaults", "altered")

    def __init__(self, buffer: Buffer, defaults: Defaults) -> None:
        self._buffer = buffer
        self._defaults = defaults
        self.altered: list[Altered] = []
        """Settings that this decision has changed."""

    @property
    def groups(self) -> Groups:
        return Groups(self._buffer, self._defaults, self.altered)

    @property
    def communities(self) -> Communities:
        return Communities(self._buffer, self.altered)

    @property
    def people(self) -> People:
        return People(self._buffer)

    @property
    def desks(self) -> Desks:
        return Desks(self._buffer)

    @property
    def applicants(self) -> Applicants:
        return Applicants(self._buffer)

    @property
    def correspondents(self) -> Correspondents:
        return Correspondents(self._buffer)

    @property
    def leftovers(self) -> Leftovers:
        return Leftovers(self._buffer)

    def schedules(self, mailbox: Mailbox) -> MailboxSchedules:
        return MailboxSchedules(self._buffer, mailbox)

    def appellant(self, user_id: int) -> Appellant:
        return Appellant(self._buffer, user_id)

    @property
    def talks(self) -> Talks:
        return Talks(self._buffer)

    def ticket_talk(self, user_id: int) -> TicketTalk:
        return TicketTalk(self._buffer, user_id)

    def personal(self, user_id: int) -> Personal:
        return Personal(self._buffer, user_id)

    def troubles(self, chat_id: int) -> Troubles:
        return Troubles(self._buffer, chat_id)

    async def group_of_case(self, case_id: int) -> ChatId | None:
        """The group that owns a case, by the case's row id."""
        return await group_of_case(self._buffer, case_id)

    def keep_changes(self, found: Sequence[Altered], by: Person | None, at: datetime) -> list[int]:
        """Keep changes of settings in the history; returns their numbers."""
        return changes.keep(self._buffer, found, by, at)

    def chat(self, chat_id: int) -> "ChatView":
        return ChatView(self._buffer, chat_id)

    def community(self, community_id: int) -> "CommunityView":
        return CommunityView(self._buffer, community_id)


class ChatView:
    """What belongs to one chat."""

    __slots__ = ("_buffer", "chat_id")

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self.chat_id = chat_id

    @property
    def members(self) -> Members:
        return Members(self._buffer, self.chat_id)

    @property
    def member_days(self) -> MemberDays:
        return MemberDays(self._buffer, self.chat_id)

    @property
    def word_days(self) -> WordDays:
        return WordDays(self._buffer, self.chat_id)

    @property
    def segments(self) -> Segments:
        return Segments(self._buffer, self.chat_id)

    @property
    def tags(self) -> Tags:
        return Tags(self._buffer, self.chat_id)

    @property
    def helpers(self) -> Helpers:
        return Helpers(self._buffer, self.chat_id)

    @property
    def stars(self) -> Stars:
        return Stars(self._buffer, self.chat_id)

    @property
    def applications(self) -> Applications:
        return Applications(self._buffer, self.chat_id)

    @property
    def arrivals(self) -> Arrivals:
        return Arrivals(self._buffer, self.chat_id)

    @property
    def surges(self) -> Surges:
        return Surges(self._buffer, self.chat_id)

    @property
    def entry_notice(self) -> Notices:
        return Notices(self._buffer, self.chat_id)

    @property
    def entry_questions(self) -> Questions:
        return Questions(self._buffer, self.chat_id)

    @property
    def messages(self) -> Messages:
        return Messages(self._buffer, self.chat_id)

    @property
    def counts(self) -> Counts:
        return Counts(self._buffer, self.chat_id)

    @property
    def backlog(self) -> Backlog:
        return Backlog(self._buffer, self.chat_id)

    @property
    def changes(self) -> Changes:
        return Changes(self._buffer, self.chat_id)

    @property
    def praises(self) -> Praises:
        return Praises(self._buffer, self.chat_id)

    @property
    def slowing(self) -> Slowing:
        return Slowing(self._buffer, self.chat_id)

    @property
    def presence(self) -> Presence:
        return Presence(self._buffer, self.chat_id)

    @property
    def history(self) -> History:
        return History(self._buffer, self.chat_id)

    @property
    def cases(self) -> Cases:
        return Cases(self._buffer, self.chat_id)

    @property
    def reports(self) -> Reports:
        return Reports(self._buffer, self.chat_id)

    @property
    def appeals(self) -> Appeals:
        return Appeals(self._buffer, self.chat_id)

    @property
    def checkins(self) -> CheckIns:
        return CheckIns(self._buffer, self.chat_id)

    @property
    def exports(self) -> Exports:
        return Exports(self._buffer, self.chat_id)

    @property
    def habits(self) -> Habits:
        return Habits(self._buffer, self.chat_id)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self._buffer, self.chat_id)

    @property
    def rewards(self) -> Rewards:
        return Rewards(self._buffer, self.chat_id)

    @property
    def seasons(self) -> Seasons:
        return Seasons(self._buffer, self.chat_id)

    @property
    def activities(self) -> Activities:
        return Activities(self._buffer, self.chat_id)

    @property
    def posts(self) -> Posts:
        return Posts(self._buffer, self.chat_id)

    @property
    def rules(self) -> Rules:
        return Rules(self._buffer, self.chat_id)

    @property
    def notices(self) -> Board:
        return Board(self._buffer, self.chat_id)

    @property
    def limits(self) -> Limits:
        return Limits(self._buffer, self.chat_id)

    @property
    def journeys(self) -> Journeys:
        return Journeys(self._buffer, self.chat_id)

    @property
    def nicknames(self) -> Nicknames:
        return Nicknames(self._buffer, self.chat_id)

    @property
    def quiet(self) -> Quiet:
        return Quiet(self._buffer, self.chat_id)

    @property
    def tickets(self) -> Tickets:
        return Tickets(self._buffer, self.chat_id)

    @property
    def invites(self) -> Invites:
        return Invites(self._buffer, self.chat_id)

    @property
    def origins(self) -> Origins:
        return Origins(self._buffer, self.chat_id)

    @property
    def kept_texts(self) -> KeptTexts:
        return KeptTexts(self._buffer, self.chat_id)


class CommunityView:
    """What the groups of one community share."""

    __slots__ = ("_buffer", "community_id")

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self.community_id = community_id

    @property
    def tickets(self) -> CommunityTickets:
        return CommunityTickets(self._buffer, self.community_id)

    @property
    def statements(self) -> Statements:
        return Statements(self._buffer, self.community_id)

    @property
    def wording(self) -> Wording:
        return Wording(self._buffer, self.community_id)

    @property
    def slowed(self) -> SlowedGroups:
        return SlowedGroups(self._buffer)

    @property
    def watch_words(self) -> WatchWords:
        return WatchWords(self._buffer, self.community_id)

    @property
    def brand_words(self) -> BrandWords:
        return BrandWords(self._buffer, self.community_id)

    @property
    def hearing(self) -> Hearing:
        return Hearing(self._buffer, self.community_id)

    @property
    def incidents(self) -> Incidents:
        return Incidents(self._buffer, self.community_id)

    @property
    def cases(self) -> CommunityCases:
        return CommunityCases(self._buffer, self.community_id)

    @property
    def bans(self) -> Bans:
        return Bans(self._buffer, self.community_id)

    @property
    def entry_patterns(self) -> Patterns:
        return Patterns(self._buffer, self.community_id)

    @property
    def hour_cards(self) -> HourCards:
        return HourCards(self._buffer, self.community_id)

    @property
    def words(self) -> Words:
        return Words(self._buffer, self.community_id)

    @property
    def domains(self) -> Domains:
        return Domains(self._buffer, self.community_id)

    @property
    def lessons(self) -> Lessons:
        return Lessons(self._buffer, self.community_id)
