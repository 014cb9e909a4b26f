# Polls.

poll-options = Options must not be empty, and none may come twice.
poll-too-long = At most { $most } options of up to { $longest } characters each; the question up to 300.
poll-once = A poll cannot be posted again. Please scroll up to it.
poll-result = 📊 The poll “{ $title }” is closed: { $people ->
    [0] nobody voted.
   *[other] { $people } voted, and { $winners } leads with { $votes }.
}
poll-picture = Result of the poll · { $people } votes cast
poll-csv = Option,Votes
