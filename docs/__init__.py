"""The documentation, and the script that keeps its examples true."""
