"""Reading languages in which the order of words tells who speaks: what stands before a verb, or behind it.

``svo`` (the verb between its subject and its object) and ``sov`` (the verb last) look at the sentences and hand on a
``Sight``: whom and what the text mentions, and which words it gives to whom. ``reading`` names the sources.
"""
