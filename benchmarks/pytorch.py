"""The same work in Python's PyTorch.

  pytorch.py check                 says what it runs on; fails on the slow reference BLAS
  pytorch.py measure THREADS FILE  times steps and products; writes FILE as JMH would
  pytorch.py train                 trains a network from start to end, on one thread
  pytorch.py gpu                   prints epochs a second and products on the GPU, for OpenClBenchmark
"""

import ctypes
import json
import math
import statistics
import sys
import time

import torch
from torch import nn

STEPS = ["20-128-256-4/8", "20-128-256-4/256", "784-128-10/64", "784-128-10/512"]
PREDICTIONS = ["20-128-256-4/1", "784-128-10/1", "2-10-1/1", "20-128-256-4/400"]
GPU_TRAININGS = [
    ("20-128-256-4/8", 1600),
    ("20-128-256-4/256", 1600),
    ("784-128-10/512", 60_000),
    ("4096-4096-4096-10/4096", 32_768),
]
GPU_PRODUCTS = ["512-512-512", "1024-1024-1024", "4096-4096-4096"]
GPU_SECONDS = 3
PRODUCTS = ["64-784-128", "512-784-128", "1024-1024-1024"]
LEARNING_RATE = 1e-9  # Work.LEARNING_RATE
WARM_UP_SECONDS = 0.5
ITERATIONS = 6
ITERATION_SECONDS = 0.15


def openblas():
    """Returns OpenBLAS if PyTorch's products are its, else ends the process."""
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    names = [file for file in files if "libopenblas" in file]
    if not names or any("openblas" not in file for file in files):
        sys.exit(f"PyTorch is not on OpenBLAS but on {sorted(files)}; install libopenblas0")
    library = ctypes.CDLL(names[0])
    library.openblas_get_config.restype = ctypes.c_char_p
    library.openblas_get_corename.restype = ctypes.c_char_p
    return library


def check():
    library = openblas()
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    print(
        f"Python's PyTorch {torch.__version__} on {library.openblas_get_config().decode()},"
        f" core {library.openblas_get_corename().decode()},"
        f" threads: {library.openblas_get_num_threads()} in BLAS,"
        f" {torch.get_num_threads()} in PyTorch"
    )


def parse(work):
    sizes, batch = work.split("/")
    return [int(size) for size in sizes.split("-")], int(batch)


def network(sizes):
    layers = []
    for i in range(1, len(sizes)):
        layers.append(nn.Linear(sizes[i - 1], sizes[i]))
        if i < len(sizes) - 1:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def step(work):
    sizes, batch = parse(work)
    model = network(sizes)
    features = torch.randn(batch, sizes[0])
    classes = torch.randint(0, sizes[-1], (batch,))
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss(model(features), classes).backward()
        optimizer.step()

    return run


def prediction(work):
    sizes, batch = parse(work)
    model = network(sizes).eval()
    features = torch.randn(batch, sizes[0])
    return lambda: model(features)


def product(shape):
    m, k, n = (int(size) for size in shape.split("-"))
    x = torch.randn(m, k)
    w = torch.randn(k, n)
    y = torch.empty(m, n)
    return lambda: torch.mm(x, w, out=y)


def nanoseconds(run, seconds):
    """Returns the time of one call."""
    calls = 0
    began = now = time.perf_counter()
    while now - began < seconds:
        for _ in range(1 + calls // 4):
            run()
            calls += 1
        now = time.perf_counter()
    return (now - began) / calls * 1e9


def timed(name, threads, params, run):
    nanoseconds(run, WARM_UP_SECONDS)
    times = [nanoseconds(run, ITERATION_SECONDS) for _ in range(ITERATIONS)]
    print(f"{name} {params} {statistics.median(times):.0f} ns", flush=True)
    return {
        "benchmark": name,
        "jvmArgs": [f"-Dneurac.threads={threads}"],
        "params": params,
        "primaryMetric": {"rawData": [times]},
    }


def measure(threads, file):
    openblas()
    torch.set_num_threads(threads)
    results = [timed("PyTorch.step", threads, {"work": work}, step(work)) for work in STEPS]
    with torch.inference_mode():
        for work in PREDICTIONS:
            results.append(timed("PyTorch.predict", threads, {"work": work}, prediction(work)))
        for shape in PRODUCTS:
            results.append(timed("PyTorch.multiply", threads, {"shape": shape}, product(shape)))
    with open(file, "w") as out:
        json.dump(results, out, indent=1)


def train():
    sizes, rows = parse("20-128-256-4/1600")
    torch.set_num_threads(1)
    model = network(sizes)
    features = torch.randn(rows, sizes[0])
    classes = torch.randint(0, sizes[-1], (rows,))
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(50):
        order = torch.randperm(rows)
        for x, y in zip(features[order].split(8), classes[order].split(8)):
            optimizer.zero_grad(set_to_none=True)
            value = loss(model(x), y)
            value.backward()
            optimizer.step()
    print(value.item())


def gpu():
    """Eager, on float32 without TF32; rows lie on the GPU, and each epoch shuffles them there."""
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no GPU")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.set_default_device("cuda")
    print(f"name\t{torch.cuda.get_device_name()}, PyTorch {torch.__version__}", flush=True)
    for work, rows in GPU_TRAININGS:
        epochs = max(1 / seconds(gpu_epoch(work, rows, fused)) for fused in (False, True))
        print(f"{work}\t{epochs:.4g}", flush=True)
    for shape in GPU_PRODUCTS:
        m, k, n = (int(size) for size in shape.split("-"))
        each = seconds(product(shape))
        print(f"{shape}\t{2 * m * k * n / each / 1e12:.4g}", flush=True)


def gpu_epoch(work, rows, fused):
    sizes, batch = parse(work)
    model = network(sizes)
    features = torch.rand(rows, sizes[0]) * 2 - 1
    classes = torch.randint(0, sizes[-1], (rows,))
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=fused)

    def run():
        order = torch.randperm(rows)
        for x, y in zip(features[order].split(batch), classes[order].split(batch)):
            optimizer.zero_grad(set_to_none=True)
            loss(model(x), y).backward()
            optimizer.step()

    return run


def seconds(run):
    """Returns the time of the fastest call; of many short ones, their mean in a hundredth of a second."""
    run()
    torch.cuda.synchronize()
    calls = 1
    best = math.inf
    began = time.perf_counter()
    while time.perf_counter() - began < GPU_SECONDS:
        start = time.perf_counter()
        for _ in range(calls):
            run()
        torch.cuda.synchronize()
        took = time.perf_counter() - start
        best = min(best, took / calls)
        if took < 0.01:
            calls *= 2
    return best


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        check()
    elif sys.argv[1:2] == ["measure"] and len(sys.argv) == 4:
        measure(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:] == ["train"]:
        train()
    elif sys.argv[1:] == ["gpu"]:
        gpu()
    else:
        sys.exit(__doc__)
