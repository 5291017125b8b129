"""``python -m otkuda``: the same as the command ``otkuda``."""

from otkuda.cli import main

if __name__ == "__main__":
    main(prog_name="otkuda")
