"""English: its morphology, its names and its words."""

ORDER = "svo"
LETTERS = "a-z"
