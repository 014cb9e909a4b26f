# When the limit of a single member ends, they are told in private.

limit-over-newcomer = Your first days in <b>{ $group }</b> are over: pictures, videos and stickers are fine now.
limit-over-nickname = Your name fits now, and your limit in <b>{ $group }</b> is lifted. Thank you.
limit-over-slow = You can write in <b>{ $group }</b> again.
