"""Communities: which groups are run together, and who owns them."""

from handlers.commands import Audience, Command
from handlers.community import joining, owners
from handlers.routes import Routes

ROUTES = Routes(
    commands=(
        Command(
            "community",
            Audience.ADMIN,
            "/community create NAME | join NAME | leave | list",
            "/community create 围炉茶友",
            run=joining.community,
            secret=True,
        ),
        Command(
            "owners",
            Audience.ADMIN,
            "/owners [add @user | del @user]",
            "/owners add @user",
            run=owners.owners,
            secret=True,
            of_community=True,
        ),
    ),
    buttons={"community": joining.pressed, "owners": owners.pressed},
    events={joining.OFFER: joining.offer},
)
