# The greeting.

command-welcome = set the greeting
# The placeholders {"{name}"} and so on are filled by the program, not by Fluent.
welcome-default = Welcome to {"{group}"}, {"{name}"}! Make yourself at home.
welcome-rules = the rules
welcome-count-unknown = many

welcome-set = The greeting is set. Send <code>/welcome test</code> to see it.
welcome-off = I will say nothing when somebody joins.
welcome-state = The greeting now: { $text }
welcome-state-own = I greet in my own words now: { $text }
welcome-state-off = I say nothing when somebody joins.
welcome-hint = To change it: <code>/welcome TEXT</code>. You can use <code>{"{name}"}</code>, <code>{"{group}"}</code>, <code>{"{count}"}</code> for the number of members and <code>{"{rules}"}</code>; a button is written <code>[words](address)</code>. <code>/welcome test</code> shows it, <code>/welcome off</code> stops it.
welcome-button-own = Use Weilu's words
welcome-button-off = Say nothing
welcome-too-long = The greeting is too long: at most { $longest } characters.
welcome-too-many-buttons = Too many buttons: at most { $most }.
welcome-bad-link = The button's address “{ $url }” cannot be opened. Write it in full, for example <code>https://example.com</code>.
welcome-nothing-to-say = The greeting needs some words, and so does each button.
