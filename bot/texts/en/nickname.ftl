# The form of display names.

command-nickname = the form that names must have
nickname-asked = Please change your name to the form { $form }.
nickname-private = <b>{ $group }</b>: { $text } Then press the button below, or just say something in the group.
nickname-reminded = Your name does not have the form { $form } yet. Please change it.
nickname-limited-text = Your name still does not have the form { $form }, so you can send words only for now. This ends by itself when the name fits.
nickname-limited-silence = Your name still does not have the form { $form }, so you cannot write for now. This ends by itself when the name fits.
nickname-ready-button = My name fits now
nickname-not-yet = Your name is “{ $name }”, which is not yet of the form { $form }.
nickname-thanks = It fits now, thank you!
nickname-notice = { $names }: please change your name to the form { $form }. Then press the button, or just say something.

nickname-state = Names must look like { $form }. { $everyone ->
    [true] All members are asked
   *[false] Newcomers are asked
}, and reminded after { $remind }.
nickname-consequence = Who has not changed it { $after } after the reminder { $extent ->
    [silence] cannot write
   *[text] can send words only
} until the name fits. Administrators and trusted members are exempt.
nickname-misfits = { $count ->
    [one] { $count } name does not fit
   *[other] { $count } names do not fit
}; <code>/nickname list</code> shows who.
nickname-state-off = Any name is fine here.
nickname-hint = To set it: <code>/nickname City-Name</code>, or with a list for the first part <code>/nickname City(Paris|Rome)-Name</code>. <code>/nickname everyone</code> asks older members too, <code>/nickname newcomers</code> only new ones, <code>/nickname off</code> ends it.
nickname-button-none = No limit
nickname-button-text = Then words only
nickname-button-silence = Then silence
nickname-button-everyone = { $everyone ->
    [true] Newcomers only
   *[false] Older members too
}
nickname-button-off = Any name is fine
nickname-saved = Saved.
nickname-all-fit = Every name has the form { $form }.
nickname-list = { $count ->
    [one] { $count } name is not of the form { $form } yet:
   *[other] { $count } names are not of the form { $form } yet:
}
nickname-list-line = · { $name }{ $stage ->
    [asked] {" "}(asked)
    [reminded] {" "}(reminded)
    [limited] {" "}(limited)
   *[none] {""}
}
nickname-list-more = … and { $count } more.
nickname-bad-form = I do not understand this form. Write two to { $most } parts with a hyphen between them, for example <code>City-Name</code> or <code>City(Paris|Rome)-Name</code>.
