"""Twin experiments in NumPy 2, all members at once: what isobit bench --filters compares itself with.

Reads lines "NAME CYCLES" and answers each with the seconds that so many cycles of forecast and analysis took. Files of
doubles have what a name needs: NAME.start.bin the members of every chain, NAME.observed.bin what was observed in each
cycle; NAME.sizes says how many chains, members, variables and cycles there are. After the last cycle it begins again
with the first one and the members of the start. Then the members are written to FORM.numpy.bin, and the means of every
cycle to FORM.means.bin. Models are in the fastest form that we found (out=); "-usual" are forms that are usually written,
with np.roll and new arrays, and of eight chains one after the other.
"""
import sys
import time
from pathlib import Path

import numpy as np


class Lorenz96:
    """Chains and members x variables; slices of an array with three more columns, so that the ring needs no np.roll."""

    dt, interval, variance = 0.05, 1, 1.0

    def __init__(self, shape):
        self.ring = np.empty(shape[:-1] + (shape[-1] + 3,))
        self.k1, self.k2, self.k3, self.k4, self.y = (np.empty(shape) for _ in range(5))

    def tendency(self, x, out):
        ring = self.ring
        ring[..., 2:-1] = x
        ring[..., :2] = x[..., -2:]
        ring[..., -1] = x[..., 0]
        np.subtract(ring[..., 3:], ring[..., :-3], out=out)
        out *= ring[..., 1:-2]
        out -= x
        out += 8.0

    def forecast(self, x):
        k1, k2, k3, k4, y, dt = self.k1, self.k2, self.k3, self.k4, self.y, self.dt
        for _ in range(self.interval):
            self.tendency(x, k1)
            np.multiply(k1, 0.5 * dt, out=y)
            y += x
            self.tendency(y, k2)
            np.multiply(k2, 0.5 * dt, out=y)
            y += x
            self.tendency(y, k3)
            np.multiply(k3, dt, out=y)
            y += x
            self.tendency(y, k4)
            k2 += k3
            k2 *= 2.0
            k1 += k2
            k1 += k4
            k1 *= dt / 6.0
            x += k1
        return x


class UsualLorenz96:
    """As it is usually written."""

    variance = 1.0

    def __init__(self, shape):
        pass

    @staticmethod
    def f(x):
        return (np.roll(x, -1, -1) - np.roll(x, 2, -1)) * np.roll(x, 1, -1) - x + 8.0

    def forecast(self, x, dt=0.05):
        k1 = dt * self.f(x)
        k2 = dt * self.f(x + k1 / 2)
        k3 = dt * self.f(x + k2 / 2)
        k4 = dt * self.f(x + k3)
        return x + (k1 + 2 * (k2 + k3) + k4) / 6


class Lorenz63(Lorenz96):
    """Members x variables, kept as variables x members while it steps."""

    dt, interval = 0.01, 25
    sigma, rho, beta = 10.0, 28.0, 8.0 / 3.0

    def __init__(self, shape, variance):
        self.variance = variance
        turned = shape[::-1]
        self.k1, self.k2, self.k3, self.k4, self.y = (np.empty(turned) for _ in range(5))
        self.product = np.empty(turned[-1])

    def tendency(self, s, out):
        x, y, z = s
        dx, dy, dz = out
        np.subtract(y, x, out=dx)
        dx *= self.sigma
        np.subtract(self.rho, z, out=dy)
        dy *= x
        dy -= y
        np.multiply(z, -self.beta, out=dz)
        np.multiply(x, y, out=self.product)
        dz += self.product

    def forecast(self, x):
        return np.ascontiguousarray(super().forecast(np.ascontiguousarray(x.T)).T)


class Filter:
    """A chain: forecast and analysis in turn."""

    def __init__(self, model):
        self.model = model

    def cycle(self, members, y):
        return self.analyse(self.model.forecast(members), y)

    def mean(self, members):
        return members.mean(-2)


class ETKF(Filter):
    """Symmetric root of the matrix of members, of every chain at once if there are several."""

    def __init__(self, model, factor):
        super().__init__(model)
        self.factor, self.deviation = factor, np.sqrt(model.variance)

    def analyse(self, e, y):
        n = e.shape[-2]
        mean = e.mean(-2, keepdims=True)
        a = e - mean
        s = a / self.deviation
        d = (y - mean) / self.deviation
        b = s @ s.swapaxes(-1, -2)
        b.reshape(b.shape[:-2] + (n * n,))[..., :: n + 1] += n - 1
        values, v = np.linalg.eigh(b)
        vt = v.swapaxes(-1, -2)
        w = v @ (vt @ (s @ d.swapaxes(-1, -2)) / values[..., None])
        t = (v * (self.factor * np.sqrt((n - 1) / values))[..., None, :]) @ vt
        return mean + (w + t.swapaxes(-1, -2)).swapaxes(-1, -2) @ a


class EachETKF(ETKF):
    """The chains one after the other."""

    def cycle(self, chains, y):
        return np.stack([super(EachETKF, self).cycle(e, y) for e in chains])


class DEnKF(Filter):
    def __init__(self, model, factor):
        super().__init__(model)
        self.factor = factor

    def analyse(self, e, y):
        n, size = e.shape
        mean = e.mean(0)
        a = e - mean
        c = a.T @ a
        c.flat[:: size + 1] += (n - 1) * self.model.variance
        # All variables are observed: K = (Y'Y)(Y'Y + (N-1)R)^-1 = I - (N-1)R(Y'Y + (N-1)R)^-1.
        k = np.eye(size) - (n - 1) * self.model.variance * np.linalg.inv(c)
        return mean + (y - mean) @ k.T + self.factor * (a - 0.5 * a @ k.T)


class SerialEnSRF(Filter):
    def __init__(self, model, factor):
        super().__init__(model)
        self.factor = factor

    def analyse(self, e, y):
        n, size = e.shape
        mean = e.mean(0)
        a = e - mean
        for j in range(size):
            s = a[:, j].copy()
            c = s @ s + (n - 1) * self.model.variance
            u = s @ a
            mean += u * ((y[j] - mean[j]) / c)
            a -= np.outer(s / (c + np.sqrt((n - 1) * self.model.variance * c)), u)
        return mean + self.factor * a


class LETKF(Filter):
    """Two neighbours share a transform; tapers of Gaspari and Cohn as DAPPER counts their radius."""

    def __init__(self, model, factor, radius, size):
        super().__init__(model)
        self.factor, self.batches = factor, []
        for first in range(0, size, 2):
            points = np.array([first, first + 1])
            ring = np.abs(points[:, None] - np.arange(size))
            distance = np.minimum(ring, size - ring).mean(0)
            taper = self.gaspari_cohn(distance / (1.82 * radius))
            near = np.flatnonzero(taper > 1e-3)
            self.batches.append((points, near, np.sqrt(taper[near])))

    @staticmethod
    def gaspari_cohn(r):
        taper = np.zeros_like(r)
        near, far = r <= 1, (r > 1) & (r < 2)
        x = r[near]
        taper[near] = 1 - x**5 / 4 + x**4 / 2 + 5 / 8 * x**3 - 5 / 3 * x**2
        x = r[far]
        taper[far] = x**5 / 12 - x**4 / 2 + 5 / 8 * x**3 + 5 / 3 * x**2 - 5 * x + 4 - 2 / (3 * x)
        return taper

    def analyse(self, e, y):
        n = len(e)
        mean = e.mean(0)
        a = e - mean
        d = y - mean
        out = np.empty_like(e)
        for points, near, root in self.batches:
            s = a[:, near] * root
            b = s @ s.T
            b.flat[:: n + 1] += n - 1
            values, v = np.linalg.eigh(b)
            w = v @ (v.T @ (s @ (d[near] * root)) / values)
            t = (v * (self.factor * np.sqrt((n - 1) / values))) @ v.T
            out[:, points] = mean[points] + (w + t) @ a[:, points]
        return out


class ParticleFilter(Filter):
    """Systematic resampling, copies moved apart by draws from the weighted covariance times the bandwidth."""

    def __init__(self, model, members, effective, width):
        super().__init__(model)
        self.rng = np.random.default_rng(7)
        self.effective, self.width = effective, width * members ** (-1 / 7)
        self.weights = np.full(members, 1 / members)

    def mean(self, members):
        return self.last

    def analyse(self, e, y):
        n = len(e)
        d = y - e
        w = np.log(self.weights) - 0.5 / self.model.variance * np.einsum("ij,ij->i", d, d)
        w = np.exp(w - w.max())
        w /= w.sum()
        self.last = w @ e
        if 1 / (w @ w) < self.effective * n:
            spread = w if 1 - w @ w > 1e-10 else np.full(n, 1 / n)
            a = e - spread @ e
            values, v = np.linalg.eigh((a * spread[:, None]).T @ a / (1 - spread @ spread))
            root = v * np.sqrt(values.clip(min=0))
            drawn = np.searchsorted(np.cumsum(w), (np.arange(n) + self.rng.random()) / n).clip(max=n - 1)
            moved = np.ones(n, bool)
            moved[1:] = drawn[1:] == drawn[:-1]
            moved[:-1] |= moved[1:]
            moved[0] = n > 1 and drawn[0] == drawn[1]
            e = e[drawn]
            e[moved] += self.width * self.rng.standard_normal((moved.sum(), e.shape[1])) @ root.T
            w = np.full(n, 1 / n)
        self.weights = w
        return e


class EnKF(Filter):
    def __init__(self, model, factor):
        super().__init__(model)
        self.factor, self.rng = factor, np.random.default_rng(7)

    def analyse(self, e, y):
        n, size = e.shape
        mean = e.mean(0)
        a = e - mean
        c = a.T @ a
        c.flat[:: size + 1] += (n - 1) * self.model.variance
        noise = np.sqrt(self.model.variance) * self.rng.standard_normal(e.shape)
        noise -= noise.mean(0)
        e = e + np.linalg.solve(c, (y + noise - e).T).T @ (a.T @ a)
        mean = e.mean(0)
        return mean + self.factor * (e - mean)


class IEnKS(Filter):
    """Over one interval: Gauss-Newton steps in the space of members."""

    def __init__(self, model, factor):
        super().__init__(model)
        self.factor = factor

    def cycle(self, e0, y):
        n = len(e0)
        mean0 = e0.mean(0)
        a0 = e0 - mean0
        w, t, inverse = np.zeros(n), np.eye(n), np.eye(n)
        r = 1 / np.sqrt(self.model.variance)
        e = self.model.forecast(e0.copy())
        for _ in range(10):
            mean = e.mean(0)
            s = inverse @ (r * (e - mean))
            b = s @ s.T
            b.flat[:: n + 1] += n - 1
            values, v = np.linalg.eigh(b)
            step = v @ (v.T @ (s @ (r * (y - mean)) - (n - 1) * w) / values)
            w = w + step
            root = np.sqrt((n - 1) / values)
            t = (v * root) @ v.T
            inverse = (v / root) @ v.T
            e = self.model.forecast(mean0 + (w + t) @ a0)
            if step @ step <= 1e-5 * n:
                break
        mean = e.mean(0)
        return mean + self.factor * (e - mean)


# Form: what it starts from, and the filter of members (chains x members x variables).
FORMS = {
    "etkf": ("etkf", lambda e: ETKF(Lorenz96(e.shape), 1.02)),
    "etkf-usual": ("etkf", lambda e: ETKF(UsualLorenz96(e.shape), 1.02)),
    "etkf-chains": ("etkf-chains", lambda e: ETKF(Lorenz96(e.shape), 1.02)),
    "etkf-chains-usual": ("etkf-chains", lambda e: EachETKF(UsualLorenz96(e.shape[1:]), 1.02)),
    "serial-ensrf": ("serial-ensrf", lambda e: SerialEnSRF(Lorenz96(e.shape), 1.02)),
    "denkf": ("denkf", lambda e: DEnKF(Lorenz96(e.shape), 1.01)),
    "enkf": ("enkf", lambda e: EnKF(Lorenz96(e.shape), 1.06)),
    "letkf": ("letkf", lambda e: LETKF(Lorenz96(e.shape), 1.04, 4.0, e.shape[-1])),
    "particle": ("particle", lambda e: ParticleFilter(Lorenz63(e.shape, 2.0), len(e), 0.2, 0.9)),
    "ienks": ("ienks", lambda e: IEnKS(Lorenz63(e.shape, 1.0), 1.02)),
}


def main():
    folder = Path(sys.argv[1])
    print("numpy", np.__version__, flush=True)
    for line in sys.stdin:
        form, cycles = line.split()
        name, make = FORMS[form]
        chains, members, size, known = map(int, (folder / (name + ".sizes")).read_text().split())
        start = np.fromfile(folder / (name + ".start.bin")).reshape(chains, members, size)
        start = start if chains > 1 else start[0]
        observed = np.fromfile(folder / (name + ".observed.bin")).reshape(known, -1)
        means = []
        seconds = 0.0
        for first in range(0, int(cycles), known):
            e, filter = start.copy(), make(start)
            here = observed[: int(cycles) - first]
            for y in here:
                begin = time.perf_counter()
                e = filter.cycle(e, y)
                seconds += time.perf_counter() - begin
                means.append(filter.mean(e))  # which is not timed on the other side either
        e.tofile(folder / (form + ".numpy.bin"))
        np.array(means).tofile(folder / (form + ".means.bin"))
        print(seconds, flush=True)


main()
