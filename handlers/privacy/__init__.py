"""Privacy: what is kept, handing it out, forgetting people, and the nightly clean-up."""

from handlers.commands import Audience, Command
from handlers.privacy.rights import FORGET, explain, export, forget_person, offer, pressed
from handlers.privacy.sweep import NIGHTLY, SWEEP, SWEEP_RING, SWEEP_WORDS, sweep, sweep_ring, sweep_words
from handlers.routes import Routes

__all__ = ["NIGHTLY", "ROUTES"]

ROUTES = Routes(
    commands=(
        Command("privacy", Audience.PRIVATE, "/privacy", "/privacy", run_private=explain),
        Command("mydata", Audience.PRIVATE, "/mydata", "/mydata", run_private=export),
        Command("forgetme", Audience.PRIVATE, "/forgetme", "/forgetme", run_private=offer),
    ),
    buttons={"forget": pressed},
    events={SWEEP: sweep, SWEEP_RING: sweep_ring, SWEEP_WORDS: sweep_words, FORGET: forget_person},
)
