# Communities: groups run together.

community-state = <b>Community “{ $name }”</b>, groups: { $count }
community-hint = Groups of a community share owners, bans, watch words, forbidden words and case numbers. Name it with <code>/community create NAME</code>, join with <code>/community join NAME</code>, leave with <code>/community leave</code>.
community-join-button = Let this group join “{ $name }” ({ $count })
community-offer = Shall “{ $group }” be run together with your other groups?
community-created = Right: the community of “{ $group }” is called “{ $name }”. Your other groups join with <code>/community join { $name }</code>.
community-joined = Right: “{ $group }” has joined the community “{ $name }” and uses its bans, watch words and forbidden words from now on; its own do not come along, and old cases keep their numbers.
community-left = Right: “{ $group }” has left and is a community of its own; bans, watch words and forbidden words begin empty.
community-unknown = You own no community (or more than one) called “{ $name }”. Send /community and choose by button.
community-already = This group is in “{ $name }” already.
community-alone = This group shares its community with no other; there is nothing to leave.
community-busy = There is an open incident or an unanswered ticket; please finish it first.
community-long = A name has at most { $longest } characters.

command-community = run groups together: name, join, leave

command-owners = who is responsible for the community: see, add and remove owners

owners-list = <b>Owners of the community “{ $name }”</b>
owners-line = · { $name }
owners-line-creator = · { $name } (created “{ $group }”)
owners-line-operator = · { $name } (named by the operator)
owners-line-unreachable = { $line }; has never written to me, and gets no digests and alerts
owners-hint = Owners may use every command and add or remove owners; digests and alerts that nobody takes go to them. Add one with <code>/owners add @username</code>, or reply <code>/owners add</code> to a message of theirs.
owners-drop-button = Remove { $name }
owners-ask-add = Make { $name } an owner of the community “{ $community }”? They may use every command there (groups: { $count }), and add and remove owners, you included.
owners-ask-drop = Shall { $name } no longer own the community “{ $community }”? They get no more digests and alerts; where they are administrators they keep the administrators’ commands.
owners-yes-add = Make them an owner
owners-yes-drop = Remove
owners-no = Leave it
owners-kept = Right, nothing has changed.
owners-added = Right: { $name } now owns the community “{ $community }”.
owners-added-unreachable = They have never written to me: please ask them to send me /start, so that digests and alerts reach them.
owners-dropped = Right: { $name } no longer owns the community “{ $community }”.
owners-you-added = { $by } asks you to look after the community “{ $community }” together: you are an owner now, and digests and what is urgent come to you here. Send /help to see what you can do.
owners-you-dropped = { $by } has removed you from the owners of the community “{ $community }”. Thank you for having looked after it.
owners-already = { $name } is an owner already.
owners-not-one = { $name } is no owner.
owners-last = { $name } is the last owner. Please add one with <code>/owners add @username</code> first.
owners-creator = { $name } created “{ $group }”, and creators are always owners. Hand the group over in Telegram first, or let it leave the community.
owners-operator = { $name } is named in the operator’s configuration and can be changed only there.
owners-bot = A bot cannot be an owner.
owners-many = A community has at most { $most } owners.
