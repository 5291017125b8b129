"""Golden cases: marked lines of newspaper prose and what must be read out of them."""
