"""The local step of the LETKF with CuPy, and its batched eigenvalue solver, timed by the device's events.

Arguments: shapes members x observations x fields x points, as in 40x100x1x8192. Prints JSON. For each point
B = (k - 1) I + S' S (Hunt, Kostelich and Szunyogh 2007, eqs. 20 to 24), eigh(B), mean and transform by the eigenvectors.
"""
import json
import os
import sys

try:
    import cupy as cp
except Exception as e:  # whatever keeps CuPy from being imported is the reason
    sys.exit("CuPy cannot be imported: %s" % str(e).splitlines()[0])

REPEATS = 5


def timed(call):
    call()
    cp.cuda.Device().synchronize()
    seconds = []
    for _ in range(REPEATS):
        begin, end = cp.cuda.Event(), cp.cuda.Event()
        begin.record()
        call()
        end.record()
        end.synchronize()
        seconds.append(cp.cuda.get_elapsed_time(begin, end) / 1e3)
    return seconds


def local_step(s, d, x, mean):
    """s: points x observations x members, d: points x observations, x: points x fields x members."""
    k = s.shape[2]
    b = cp.matmul(s.transpose(0, 2, 1), s)
    index = cp.arange(k)
    b[:, index, index] += k - 1
    values, vectors = cp.linalg.eigh(b)
    projected = cp.matmul(s.transpose(0, 2, 1), d[:, :, None])
    w = cp.matmul(vectors, cp.matmul(vectors.transpose(0, 2, 1), projected) / values[:, :, None])
    root = cp.sqrt((k - 1) / values)
    transform = cp.matmul(vectors * root[:, None, :], vectors.transpose(0, 2, 1))
    return mean + cp.matmul(x, w)[:, :, 0], cp.matmul(x, transform)


def main():
    try:
        cp.cuda.Device(int(os.environ.get("ISOBIT_DEVICE", "0"))).use()
        name = cp.cuda.runtime.getDeviceProperties(cp.cuda.Device().id)["name"]
    except cp.cuda.runtime.CUDARuntimeError as e:
        sys.exit("CuPy finds no device: %s" % e)
    facts = {
        "CuPy": cp.__version__,
        "CUDA runtime": str(cp.cuda.runtime.runtimeGetVersion()),
        "device": name.decode() if isinstance(name, bytes) else name,
    }
    times = []
    for type_name, dtype in (("double", cp.float64), ("float", cp.float32)):
        cp.random.seed(1)
        orders = {}
        for shape in sys.argv[1:]:
            k, p, v, n = (int(part) for part in shape.split("x"))
            s = cp.random.standard_normal((n, p, k)).astype(dtype)
            d = cp.random.standard_normal((n, p)).astype(dtype)
            x = cp.random.standard_normal((n, v, k)).astype(dtype)
            mean = cp.random.standard_normal((n, v)).astype(dtype)
            times.append({"what": "local step", "type": type_name, "members": k, "near": p, "fields": v, "count": n,
                          "seconds": timed(lambda: local_step(s, d, x, mean))})
            if k not in orders:
                orders[k] = True
                a = cp.matmul(s.transpose(0, 2, 1), s)
                times.append({"what": "eigh", "type": type_name, "members": k, "near": 0, "fields": 0, "count": n,
                              "seconds": timed(lambda: cp.linalg.eigh(a))})
            del s, d, x, mean
            cp.get_default_memory_pool().free_all_blocks()
    print(json.dumps({"facts": facts, "times": times}))


main()
