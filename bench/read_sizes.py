"""Read COUNT invented texts of SIZE bytes and SHAPE with otkuda, and print {"seconds", "cpu", "peak"} as JSON.

``peak`` is the process's peak resident memory in MB (10^6 bytes), the dictionary included.
"""

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import otkuda
from bench.texts import news

size, count, shape = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
texts = [news(size, seed, shape) for seed in range(count)]
otkuda.read("«Мост откроют в мае», — сообщил мэр Глеб Одинцов.")
wall, cpu = time.perf_counter(), time.process_time()
attributions = sum(len(otkuda.read(text).attributions) for text in texts)
seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
unit = 1 if sys.platform == "darwin" else 1024  # Linux counts kilobytes
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "attributions": attributions}))
