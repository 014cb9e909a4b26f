# The greeting.

command-welcome = set the greeting
# The placeholders {"{name}"} and so on are filled by the program, not by Fluent.
welcome-default = Welcome to {"{group}"}, {"{name}"}! Make yourself at home.
welcome-rules = the rules
welcome-count-unknown = many
welcome-crowd = { $names } and others, { $count } in all

welcome-set = The greeting is set. Send <code>/welcome test</code> to see it.
welcome-off = I will say nothing when somebody joins.
welcome-state = The greeting now: { $text }
welcome-state-own = I greet in my own words now: { $text }
welcome-state-off = I say nothing when somebody joins.
welcome-state-media = It comes with { $kind ->
    [photo] a picture
    [video] a video
   *[animation] an animation
}.
welcome-state-stays = It is deleted after { $time }.
welcome-state-private = Those who opened the private chat get it there too.
welcome-hint = To change it: <code>/welcome TEXT</code>. You can use <code>{"{name}"}</code>, <code>{"{group}"}</code>, <code>{"{count}"}</code> for the number of members and <code>{"{rules}"}</code>; a button is written <code>[words](address)</code>. Bold, links and other formatting stay; answer to a picture or video with <code>/welcome TEXT</code> to show it too. <code>/welcome test</code> shows it, <code>/welcome delete 10m</code> removes it in time, <code>/welcome private on</code> says it in private too, <code>/welcome off</code> stops it.
welcome-button-own = Use Weilu's words
welcome-button-off = Say nothing
welcome-button-private = { $private ->
    [true] Not in private
   *[false] In private too
}
welcome-too-long = The greeting is too long: at most { $longest } characters.
welcome-too-many-buttons = Too many buttons: at most { $most }.
welcome-bad-link = The button's address “{ $url }” cannot be opened. Write it in full, for example <code>https://example.com</code>.
welcome-nothing-to-say = The greeting needs some words, and so does each button.
welcome-stay-out-of-range = A greeting can stay { $hours } hours at most; later it could not be deleted any more.
