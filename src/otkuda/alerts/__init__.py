"""Watchlists: what is news of what is watched, told once, to everywhere it is to be told.

Pure: which change of a statement is news (``news``), when a message may go out (``timing``), how it reads
(``wording``), how it is signed (``signing``). Doing: alerts and their messages are written in one transaction
(``noticing``), sent after that (``delivering``), by mail, webhook or Telegram.
"""
