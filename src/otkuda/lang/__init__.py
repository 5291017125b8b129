"""One folder a language, the same file names in each; words as data with an example each."""
