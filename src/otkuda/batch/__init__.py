"""Archives: a year of files → tables, on Daft's native runner or a Ray cluster, by the functions of the package.

The input is parted into shards, each a row. A shard is read in a process of its own, its file is written whole and
renamed, and its report after it: what has a report is done. So a run that is stopped goes on where it was, and a worker
that dies costs the shard that it was at, which is begun again.
"""
