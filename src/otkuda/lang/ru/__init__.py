"""Russian: cues, titles, pronouns, names, morphology."""
