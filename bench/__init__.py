"""What otkuda costs: time, memory, growth. Each module is a script: ``.venv/bin/python -m bench.speed --help``."""
