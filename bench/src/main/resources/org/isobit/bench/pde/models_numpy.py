"""Steps of models on fields by NumPy, 40 members at once: what NumpyComparison compares with.

    OPENBLAS_NUM_THREADS=1 python3 models_numpy.py ks|qg [seconds]

prints microseconds per step of all members, the median over runs. Kuramoto-Sivashinsky: ETDRK4 as in Kassam and
Trefethen (2005), transforms along the contiguous axis of all members. Quasi-geostrophic: the equations of Sakov and Oke
(2008), slices of arrays, Helmholtz' equation by sine transforms, which are numpy.fft.rfft of odd continuations, or by
products with the sine matrix, whichever is faster.
"""
import sys
import time

import numpy as np

MEMBERS = 40


def ks(points=128, length=32.0, h=0.25):
    k = np.arange(points // 2 + 1) * 2 / length
    linear = k**2 - k**4
    derivative = -0.5j * np.where(np.arange(points // 2 + 1) < points // 2, k, 0.0)
    e, e2 = np.exp(h * linear), np.exp(h * linear / 2)
    z = h * linear[:, None] + np.exp(1j * np.pi * (np.arange(16) + 0.5) / 16)
    ez = np.exp(z)
    q = h * ((np.exp(z / 2) - 1) / z).mean(-1).real
    f1 = h * ((-4 - z + ez * (4 - 3 * z + z**2)) / z**3).mean(-1).real
    f2 = 2 * h * ((2 + z + ez * (z - 2)) / z**3).mean(-1).real
    f3 = h * ((-4 - 3 * z - z**2 + ez * (4 - z)) / z**3).mean(-1).real

    def nonlinear(v):
        u = np.fft.irfft(v, points)
        return derivative * np.fft.rfft(u * u)

    def step(u):
        v = np.fft.rfft(u)
        n1 = nonlinear(v)
        half = e2 * v
        a = half + q * n1
        na = nonlinear(a)
        nb = nonlinear(half + q * na)
        nc = nonlinear(e2 * a + q * (2 * nb - n1))
        return np.fft.irfft(e * v + f1 * n1 + f2 * (na + nb) + f3 * nc, points)

    s = 2 * np.pi * np.arange(1, points + 1) / points
    u = np.cos(s) * (1 + np.sin(s)) + 0.01 * np.random.default_rng(1).standard_normal((MEMBERS, points))
    return step, u


def qg(points=129, froude=1600.0, r=1e-5, rkh2=2e-12, dt=1.25):
    m = points - 1
    inner = m - 1
    wave = -(2 * m * np.sin(np.pi * np.arange(1, m) / (2 * m))) ** 2
    denominator = wave[:, None] + wave - froude
    sines = np.sin(np.pi * np.outer(np.arange(1, m), np.arange(1, m)) / m)
    scaled = sines * (2.0 / m)

    def by_products(f):
        return scaled @ ((sines @ f @ sines) / denominator) @ scaled

    def sine(f):
        odd = np.zeros(f.shape[:-1] + (2 * m,))
        odd[..., 1:m] = f
        odd[..., m + 1:] = -f[..., ::-1]
        return -0.5 * np.fft.rfft(odd)[..., 1:m].imag

    def both(f):
        return sine(sine(f).swapaxes(-1, -2)).swapaxes(-1, -2)

    def by_transforms(f):
        return both(both(f) / denominator) * (2.0 / m) ** 2

    def padded(f):
        p = np.zeros((MEMBERS, points, points))
        p[:, 1:-1, 1:-1] = f
        return p

    c, n, s = slice(1, -1), slice(2, None), slice(None, -2)

    def laplacian(x):
        return padded((x[:, s, c] + x[:, n, c] + x[:, c, s] + x[:, c, n] - 4 * x[:, c, c]) * float(m * m))

    def jacobian(a, b):
        return ((a[:, c, s] - a[:, s, c]) * b[:, s, s]
                + (a[:, s, s] + a[:, c, s] - a[:, s, n] - a[:, c, n]) * b[:, s, c]
                + (a[:, s, c] - a[:, c, n]) * b[:, s, n]
                + (a[:, n, s] + a[:, n, c] - a[:, s, s] - a[:, s, c]) * b[:, c, s]
                + (a[:, s, c] + a[:, s, n] - a[:, n, c] - a[:, n, n]) * b[:, c, n]
                + (a[:, n, c] - a[:, c, s]) * b[:, n, s]
                + (a[:, c, n] + a[:, n, n] - a[:, c, s] - a[:, n, s]) * b[:, n, c]
                + (a[:, c, n] - a[:, n, c]) * b[:, n, n]) * (m * m / 12.0)

    wind = -2 * np.pi * np.sin(2 * np.pi * np.arange(1, m) / m)[:, None]

    def flux(q, solve):
        psi = padded(solve(q[:, 1:-1, 1:-1]))
        z4 = laplacian(laplacian(laplacian(psi)))[:, 1:-1, 1:-1]
        return padded(wind - r * jacobian(psi, q) - rkh2 * z4 - 0.5 * m * (psi[:, c, n] - psi[:, c, s]))

    def stepper(solve):
        def step(q):
            k1 = flux(q, solve)
            k2 = flux(q + 0.5 * dt * k1, solve)
            k3 = flux(q + 0.5 * dt * k2, solve)
            k4 = flux(q + dt * k3, solve)
            return q + (k1 + 2 * (k2 + k3) + k4) * (dt / 6)
        return step

    start = padded(np.random.default_rng(1).standard_normal((MEMBERS, inner, inner)))
    assert np.allclose(by_products(start[:, 1:-1, 1:-1]), by_transforms(start[:, 1:-1, 1:-1]), atol=1e-12)
    x = start[:, 1:-1, 1:-1]
    faster = min((by_products, by_transforms), key=lambda f: min(timed(f, x) for _ in range(3)))
    return stepper(faster), start


def timed(f, x):
    begin = time.perf_counter()
    f(x)
    return time.perf_counter() - begin


def measure(model, seconds):
    step, state = {"ks": ks, "qg": qg}[model]()
    state = step(state)
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        begin = time.perf_counter()
        state = step(state)
        times.append(time.perf_counter() - begin)
    assert np.isfinite(state).all()
    return 1e6 * float(np.median(times))


if __name__ == "__main__":
    print(measure(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 2.0))
