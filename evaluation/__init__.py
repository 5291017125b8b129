"""How well otkuda reads: the figures on the gold set, and the floors under which they may not fall."""
