"""Kazakh in Cyrillic letters: cues, titles, names, morphology."""

ORDER = "sov"
LETTERS = "а-яёәғқңөұүһі"
