"""The command line, tested as a person runs it."""
