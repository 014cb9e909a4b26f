"""Texts for properties: any characters, and the ones that disguises are made of more often than chance."""

from hypothesis import strategies as st

COSTUMES = (
    " .,!?'_-@ab1vVxX加微信V丨、。がゞか❤🅰🅱①⑴⒈㈠０Ａ🇻🇽🇨🇳繁體髮АВаіΣςßſİﬁ㈱ﷺ…\u0301\u0327\u200b\u200d\ufe0f\u20e3\u3164ㅣ"
    "\u1100\u1161\u11a8\u3099\u309a\u09c7\u09be\u202e\n\t"
)

texts = st.text(st.one_of(st.sampled_from(COSTUMES), st.characters(codec="utf-8")), max_size=24) | st.text(
    st.sampled_from(COSTUMES), max_size=24
)
