"""Russian: cues, titles, pronouns, names, morphology."""

ORDER = "free"
LETTERS = "а-яё"
