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
