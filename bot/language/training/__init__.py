"""How the shipped models are made from the data; needs the extra ``train``."""
