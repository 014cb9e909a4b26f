# The first days: confirm the rules, introduce yourself, check in; letters on day 1, 3 and 7.

command-onboarding = lead newcomers in, and see how far they come
onboarding-door-button = New? Start here
onboarding-card = Welcome to <b>{ $group }</b>! Two minutes to feel at home:
onboarding-step = { $done ->
    [true] ✅
   *[false] ▫️
} { $step }
onboarding-step-rules = Read the rules and confirm them
onboarding-step-introduction = Introduce yourself: press the button below, or write a message with { $tag } in the group
onboarding-step-checkin = Check in for the first time: send /checkin in the group
onboarding-complete = All done. Make yourself at home!
onboarding-rules-button = Read the rules
onboarding-form-button = Introduce myself
onboarding-not-yours = You are not among the newcomers of <b>{ $group }</b>.
onboarding-introduced-already = You have introduced yourself already.

onboarding-form-city = Which city are you in?
onboarding-form-interest = What do you enjoy?
onboarding-form-preview = This is how I will introduce you in <b>{ $group }</b>: city “{ $city }”, enjoys “{ $interest }”. What is empty is left out. All right?
onboarding-other-button = Rather not say
onboarding-send-button = Send it to the group
onboarding-again-button = Choose again
onboarding-introduced = Done, the others know you now.
onboarding-introduction = { $tag } Please meet { $name }!
onboarding-introduction-city = City: { $city }
onboarding-introduction-interest = Enjoys: { $interest }

# The placeholders {"{name}"} and {"{group}"} are filled by the program, not by Fluent.
onboarding-letter-1 = Hello {"{name}"}, this is your second day in <b>{"{group}"}</b>. If you have not said hello yet: a message with { $tag } is all it takes.
onboarding-letter-3 = Hello {"{name}"}, whenever a topic in <b>{"{group}"}</b> interests you, join in. Questions are welcome too.
onboarding-letter-7 = Hello {"{name}"}, you have been in <b>{"{group}"}</b> for a week. This is my last reminder: drop in whenever you like.
onboarding-quiet-button = No more of these
onboarding-again-letters-button = Send them after all
onboarding-quiet = All right, I will not write you such messages any more.
onboarding-resumed = All right, such messages will reach you again.

onboarding-state = Leading newcomers in: { $on ->
    [true] on
   *[false] off
}
onboarding-nobody-yet = Nobody has been led in during the last { $days } days.
onboarding-began = { $people ->
    [one] { $people } newcomer in the last { $days } days, of whom:
   *[other] { $people } newcomers in the last { $days } days, of whom:
}
onboarding-confirmed = · { $people } confirmed the rules ({ $share })
onboarding-introduced-count = · { $people } introduced themselves ({ $share })
onboarding-checked-in = · { $people } checked in ({ $share })
onboarding-complete-count = · { $people } did all three ({ $share })
onboarding-letters = { $letters ->
    [one] { $letters } letter was written.
   *[other] { $letters } letters were written.
}
onboarding-stopped = No more letters for: { $reasons }.
onboarding-stopped-spoke = { $people } who have written in the group
onboarding-stopped-complained = { $people } who complained
onboarding-stopped-left = { $people } who left
onboarding-stopped-asked = { $people } who asked for none
onboarding-stopped-done = { $people } who have had all
onboarding-letters-state = Letters go out on day { $days } at { $hour }, to those who opened the private chat and have not written in the group; at most one a day each.
onboarding-letters-none = No letters are written now.
onboarding-hint = <code>/onboarding on</code> or <code>off</code>; <code>/onboarding day 3 TEXT</code> changes a letter for the whole community (you can use <code>{"{name}"}</code> and <code>{"{group}"}</code>), <code>day 3 off</code> drops it, <code>day 3 default</code> brings my own words back; <code>/onboarding tag { $tag }</code> changes the tag.
onboarding-switch-button = { $on ->
    [true] Switch it off
   *[false] Switch it on
}
onboarding-day-button = Show day { $day }
onboarding-saved = Saved.
onboarding-letter-shown = The letter of day { $day }: { $text }
onboarding-letter-none = There is no letter on day { $day }.
onboarding-letter-set = The letter of day { $day } is set, for all groups of the community.
onboarding-letter-off = There will be no letter on day { $day }.
onboarding-letter-default = On day { $day } I use my own words.
onboarding-letter-too-long = The letter is too long or holds no words; at most { $longest } characters.
