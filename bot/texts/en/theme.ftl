# What a group is about, and the talk that drifts off.

command-theme = what this group is about, and a gentle word when the talk drifts off
theme-none = This group has no theme yet. Tell me what it is about: when the talk drifts off I say a gentle word, and the digest tells how much was near the theme. Nothing is deleted and nobody is punished.
theme-is = This group is about: { $words }.
theme-nudges = When the last hour was lively and mostly about other things, I say one gentle word, at most once in { $hours } hours; not in quiet hours, at work or while something burns.
theme-nudges-not = When the talk drifts off I say nothing in the group; it is only in the digest.
theme-needs-texts = ⚠️ This group keeps no message texts, so I cannot tell what the talk is about.
theme-hint = To set it: <code>/theme tea teaware brewing</code>. To have none: <code>/theme off</code>.
theme-button-hush = Only in the digest
theme-button-nudge = Also in the group
theme-button-off = No theme
theme-saved = Noted.
theme-too-many = A theme has at most { $most } words.
theme-odd-word = This word cannot be used: { $word }. A word has at most { $most } characters, and letters or digits among them.
theme-nudge = What a lively chat 😊 This group is mostly about { $words } – do come back to that, too!
