"""Whole runs of otkuda as processes, against loopback servers and a machine that fails."""
