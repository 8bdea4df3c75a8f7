"""Models in NumPy, 40 members at once, RK4: what isobit bench --models compares itself with.

Reads lines "NAME STEPS" and answers each with the seconds that so many steps took, from the state in NAME.bin (doubles,
variables x members); the last state goes to NAME.numpy.bin. All arrays are made before the clock starts, and sums and
products go into them (out=), which is the fastest form of each model that we found in NumPy; the form that is usually
written, with np.roll and new arrays, is there as lorenz96-roll.
"""
import sys
import time
from pathlib import Path

import numpy as np

FORCING = 8.0


def rk4_into(tendency, x, dt, steps):
    """RK4 without new arrays: tendency(x, out)."""
    k1, k2, k3, k4, y = (np.empty_like(x) for _ in range(5))
    for _ in range(steps):
        tendency(x, k1)
        np.multiply(k1, 0.5 * dt, out=y)
        y += x
        tendency(y, k2)
        np.multiply(k2, 0.5 * dt, out=y)
        y += x
        tendency(y, k3)
        np.multiply(k3, dt, out=y)
        y += x
        tendency(y, k4)
        k2 += k3
        k2 *= 2.0
        k1 += k2
        k1 += k4
        k1 *= dt / 6.0
        x += k1
    return x


class Lorenz96:
    """Slices of an array with three more rows, so that the ring needs no np.roll."""

    dt = 0.05

    def __init__(self, members, n):
        self.ring = np.empty((n + 3, members))
        self.product = np.empty((n, members))

    def tendency(self, x, out):
        ring = self.ring
        ring[2:-1] = x
        ring[:2] = x[-2:]
        ring[-1] = x[0]
        np.subtract(ring[3:], ring[:-3], out=out)
        out *= ring[1:-2]
        out -= x
        out += FORCING

    def run(self, x, steps):
        return rk4_into(self.tendency, x, self.dt, steps)


class RolledLorenz96:
    """As it is usually written."""

    dt = 0.05

    def __init__(self, members, n):
        pass

    def run(self, x, steps):
        def f(x):
            return (np.roll(x, -1, 0) - np.roll(x, 2, 0)) * np.roll(x, 1, 0) - x + FORCING

        dt = self.dt
        for _ in range(steps):
            k1 = dt * f(x)
            k2 = dt * f(x + k1 / 2)
            k3 = dt * f(x + k2 / 2)
            k4 = dt * f(x + k3)
            x = x + (k1 + 2 * (k2 + k3) + k4) / 6
        return x


class Quadratic:
    """Each product of two variables once, then one dense matrix product; terms are in NAME.terms, i j k v."""

    dt = 0.1

    def __init__(self, members, n, terms):
        i, j, k = terms[:, :3].astype(int).T
        pairs, place = np.unique(np.stack((j, k)), axis=1, return_inverse=True)
        self.left, self.right = (np.ascontiguousarray(side) for side in pairs)
        self.matrix = np.zeros((n, pairs.shape[1]))
        self.matrix[i - 1, place.ravel()] = terms[:, 3]
        self.state = np.ones((n + 1, members))
        self.product = np.empty((pairs.shape[1], members))
        self.factor = np.empty_like(self.product)

    def tendency(self, x, out):
        self.state[1:] = x
        np.take(self.state, self.left, axis=0, out=self.product, mode="clip")
        np.take(self.state, self.right, axis=0, out=self.factor, mode="clip")
        self.product *= self.factor
        np.matmul(self.matrix, self.product, out=out)

    def run(self, x, steps):
        return rk4_into(self.tendency, x, self.dt, steps)


class ReducedQuadratic(Quadratic):
    """The sparse form: every term's product, then sums over the terms of an output."""

    def __init__(self, members, n, terms):
        super().__init__(members, n, terms)
        i, self.left, self.right = (np.ascontiguousarray(column) for column in terms[:, :3].astype(int).T)
        self.start = np.flatnonzero(np.diff(i, prepend=0))
        self.value = terms[:, 3:].copy()
        self.product = np.empty((len(i), members))
        self.factor = np.empty_like(self.product)

    def tendency(self, x, out):
        self.state[1:] = x
        np.take(self.state, self.left, axis=0, out=self.product, mode="clip")
        np.take(self.state, self.right, axis=0, out=self.factor, mode="clip")
        self.product *= self.factor
        self.product *= self.value
        np.add.reduceat(self.product, self.start, axis=0, out=out)


def model(folder, name, members, n):
    if name == "lorenz96":
        return Lorenz96(members, n)
    if name == "lorenz96-roll":
        return RolledLorenz96(members, n)
    terms = np.loadtxt(folder / "maooam.terms")
    return (Quadratic if name == "maooam" else ReducedQuadratic)(members, n, terms)


def main():
    folder = Path(sys.argv[1])
    members = int(sys.argv[2])
    models = {}
    print("numpy", np.__version__, flush=True)
    for line in sys.stdin:
        name, steps = line.split()
        start = np.fromfile(folder / (name.split("-")[0] + ".bin")).reshape(-1, members)
        if name not in models:
            models[name] = model(folder, name, members, len(start))
        begin = time.perf_counter()
        end = models[name].run(start.copy(), int(steps))
        seconds = time.perf_counter() - begin
        end.tofile(folder / (name + ".numpy.bin"))
        print(seconds, flush=True)


main()
