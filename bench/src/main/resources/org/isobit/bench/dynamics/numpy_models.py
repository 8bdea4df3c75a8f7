"""Models in NumPy 2, all members at once: what isobit bench --models compares itself with.

Reads lines "NAME STEPS" and answers each with the seconds that so many steps took, from the model's state in a file of
doubles, variables x members, of which a file NAME.members says how many; the last state goes to NAME.numpy.bin. Where a model computes with something else than its
state, it converts outside the clock. Each model is there in the fastest form that we found in NumPy: sums and products
go into arrays that are there already (out=), except for the long sums of the quasi-geostrophic model. Forms that are
usually written are there too, as lorenz96-roll, with np.roll and new arrays, and quasi-geostrophic, whose 40 fields do
not fit into the cache (quasi-geostrophic-blocks takes a few at a time).
"""
import sys
import time
import timeit
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


class Model:
    """What models have in common: they compute with their states, variables x members."""

    def read(self, x):
        return x.copy()

    def write(self, state):
        return state


class Lorenz96(Model):
    """Slices of an array with three more rows, so that the ring needs no np.roll."""

    dt = 0.05

    def __init__(self, folder, members, n):
        self.ring = np.empty((n + 3, members))

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


class RolledLorenz96(Model):
    """As it is usually written."""

    dt = 0.05

    def __init__(self, folder, members, n):
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


class Quadratic(Model):
    """Each product of two variables once, then one dense matrix product; terms are in maooam.terms, i j k v."""

    dt = 0.1

    def __init__(self, folder, members, n):
        self.terms = terms = np.loadtxt(folder / "maooam.terms")
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

    def __init__(self, folder, members, n):
        super().__init__(folder, members, n)
        terms = self.terms
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


class KuramotoSivashinsky(Model):
    """ETDRK4 as in Kassam and Trefethen (2005), members x points: transforms along the axis that lies in one piece.

    The state stays a spectrum from the first step to the last.
    """

    dt = 0.25
    length = 32.0

    def __init__(self, folder, members, n):
        k = np.arange(n // 2 + 1) * 2 / self.length
        linear = self.dt * (k**2 - k**4)
        self.derivative = -0.5j * np.where(np.arange(n // 2 + 1) < n // 2, k, 0.0)
        self.whole, self.half = np.exp(linear), np.exp(linear / 2)
        z = linear[:, None] + np.exp(1j * np.pi * (np.arange(16) + 0.5) / 16)
        e = np.exp(z)
        self.q = self.dt * ((np.exp(z / 2) - 1) / z).mean(-1).real
        self.f1 = self.dt * ((-4 - z + e * (4 - 3 * z + z**2)) / z**3).mean(-1).real
        self.f2 = self.dt * 2 * ((2 + z + e * (z - 2)) / z**3).mean(-1).real
        self.f3 = self.dt * ((-4 - 3 * z - z**2 + e * (4 - z)) / z**3).mean(-1).real
        self.grid = np.empty((members, n))
        self.spectra = np.empty((8, members, n // 2 + 1), complex)

    def read(self, x):
        return x.T.copy()

    def write(self, state):
        return state.T

    def nonlinear(self, v, out):
        np.fft.irfft(v, self.grid.shape[1], out=self.grid)
        self.grid *= self.grid
        np.fft.rfft(self.grid, out=out)
        out *= self.derivative

    def run(self, u, steps):
        v, halfway, a, w, n1, na, nb, nc = self.spectra
        np.fft.rfft(u, out=v)
        for _ in range(steps):
            self.nonlinear(v, n1)
            np.multiply(v, self.half, out=halfway)
            np.multiply(n1, self.q, out=a)
            a += halfway
            self.nonlinear(a, na)
            np.multiply(na, self.q, out=w)
            w += halfway
            self.nonlinear(w, nb)
            np.multiply(nb, 2.0, out=w)
            w -= n1
            w *= self.q
            a *= self.half
            w += a
            self.nonlinear(w, nc)
            v *= self.whole
            n1 *= self.f1
            v += n1
            na += nb
            na *= self.f2
            v += na
            nc *= self.f3
            v += nc
        np.fft.irfft(v, u.shape[1], out=u)
        return u


C, N, S = slice(1, -1), slice(2, None), slice(None, -2)


class QuasiGeostrophic(Model):
    """The equations of Sakov and Oke (2008) for q = laplacian(psi) - F psi, members x points x points.

    Helmholtz' equation is solved by products with the matrix of sines or by sine transforms, which are np.fft.rfft of
    odd continuations, whichever is faster. psi counts as 0 at the boundary, where it stays as it is.
    """

    dt = 1.25
    froude, r, rkh2 = 1600.0, 1e-5, 2e-12
    block = None

    def __init__(self, folder, members, n):
        self.points = round(n**0.5)
        self.block = self.block or members
        self.m = m = self.points - 1
        inner = np.arange(1, m)
        wave = -(2 * m * np.sin(np.pi * inner / (2 * m))) ** 2
        self.denominator = wave[:, None] + wave - self.froude
        self.sines = np.sin(np.pi * np.outer(inner, inner) / m)
        self.scaled = self.sines * (2.0 / m)
        self.wind = -2 * np.pi * np.sin(2 * np.pi * inner / m)[:, None]
        self.psi, self.z2, self.z4 = np.zeros((3, self.block, self.points, self.points))
        self.odd = np.zeros((self.block, m - 1, 2 * m))
        self.solve = None

    def read(self, x):
        self.boundary = x.T.reshape(-1, self.points, self.points).copy()
        psi = np.zeros_like(self.boundary)
        psi[:, C, C] = self.boundary[:, C, C]
        q = np.zeros_like(psi)
        q[:, C, C] = self.laplacian(psi) - self.froude * psi[:, C, C]
        if self.solve is None:
            self.solve = self.faster(q[:self.block, C, C])
        return q

    def write(self, q):
        psi = self.boundary
        for first in range(0, len(q), self.block):
            psi[first:first + self.block, C, C] = self.solve(q[first:first + self.block, C, C])
        return psi.reshape(len(psi), -1).T

    def by_products(self, f):
        return self.scaled @ ((self.sines @ f @ self.sines) / self.denominator) @ self.scaled

    def by_transforms(self, f):
        return self.both(self.both(f) / self.denominator) * (2.0 / self.m) ** 2

    def both(self, f):
        return self.sine(self.sine(f).swapaxes(-1, -2)).swapaxes(-1, -2)

    def sine(self, f):
        self.odd[..., 1:self.m] = f
        np.negative(f[..., ::-1], out=self.odd[..., self.m + 1:])
        return -0.5 * np.fft.rfft(self.odd)[..., 1:self.m].imag

    def faster(self, f):
        solvers = self.by_products, self.by_transforms
        assert np.allclose(*(solve(f) for solve in solvers), atol=1e-12)
        return min(solvers, key=lambda solve: min(timeit.repeat(lambda: solve(f), number=1, repeat=3)))

    def laplacian(self, a):
        return (a[:, S, C] + a[:, N, C] + a[:, C, S] + a[:, C, N] - 4 * a[:, C, C]) * float(self.m**2)

    def jacobian(self, a, b):
        return ((a[:, C, S] - a[:, S, C]) * b[:, S, S]
                + (a[:, S, S] + a[:, C, S] - a[:, S, N] - a[:, C, N]) * b[:, S, C]
                + (a[:, S, C] - a[:, C, N]) * b[:, S, N]
                + (a[:, N, S] + a[:, N, C] - a[:, S, S] - a[:, S, C]) * b[:, C, S]
                + (a[:, S, C] + a[:, S, N] - a[:, N, C] - a[:, N, N]) * b[:, C, N]
                + (a[:, N, C] - a[:, C, S]) * b[:, N, S]
                + (a[:, C, N] + a[:, N, N] - a[:, C, S] - a[:, N, S]) * b[:, N, C]
                + (a[:, C, N] - a[:, N, C]) * b[:, N, N]) * (self.m**2 / 12.0)

    def tendency(self, q, out):
        psi = self.psi
        psi[:, C, C] = self.solve(q[:, C, C])
        self.z2[:, C, C] = self.laplacian(psi)
        self.z4[:, C, C] = self.laplacian(self.z2)
        out.fill(0.0)
        out[:, C, C] = (self.wind - self.r * self.jacobian(psi, q) - self.rkh2 * self.laplacian(self.z4)
                        - 0.5 * self.m * (psi[:, C, N] - psi[:, C, S]))

    def run(self, q, steps):
        for first in range(0, len(q), self.block):
            rk4_into(self.tendency, q[first:first + self.block], self.dt, steps)
        return q


class BlockedQuasiGeostrophic(QuasiGeostrophic):
    """Four members at a time: their fields fit into the second level of the cache."""

    block = 4


class NpzdColumn(Model):
    """Columns of water with four pools: reactions, sinking by upwind fluxes, implicit mixing by Thomas's algorithm.

    As in an ensemble whose members differ in parameters, light and mixing, each has its own of all of these. Arrays are
    pools x levels x members; the elimination runs over levels, with all pools and members in one operation.
    """

    dt = 0.125
    depth, mixed_in_summer, bottom_layer, albedo, extinction, tidal = 50.0, 15.0, 15.0, 0.58, 8.0, 2e-3
    usual = {"rmax": 1.0, "gmax": 0.2, "iv": 1.1, "alpha": 1.35, "rpn": 0.01, "rzn": 0.01, "rdn": 0.003, "rpdu": 0.02,
             "rpdl": 0.1, "rzd": 0.02, "imin": 25.0, "p0": 0.0225, "z0": 0.0225}
    kc, background, floor = 0.03, 0.0225, 1e-10
    sinking = ((1, 1.0), (3, 5.0))

    def __init__(self, folder, members, n):
        self.levels = n // 4
        self.h = self.depth / self.levels
        shape = (self.levels, members)
        self.light, self.growth, self.grazing, self.loss, self.work, self.other = (np.empty(shape) for _ in range(6))
        self.bright = np.empty(shape, bool)
        self.x = np.empty((self.levels, 4, members))
        self.row = np.empty((4, members))
        self.own = {name: np.full(members, value) for name, value in self.usual.items()}
        self.light_noise, self.mixing_noise = np.zeros((2, members))
        face = np.arange(1, self.levels)[:, None] * self.h
        self.face = np.exp(face / 1.5)
        self.steady = 5e-5 + self.tidal / (1 + np.exp(-(face - self.depth + self.bottom_layer) / 1.5))
        self.exchange, self.factor, self.reciprocal = (np.empty((self.levels - 1, members)), np.empty(shape),
                                                       np.empty(shape))

    def read(self, x):
        return x.reshape(4, self.levels, -1).copy()

    def write(self, state):
        return state.reshape(-1, state.shape[-1])

    def weather(self, k):
        d = k * self.dt % 365.0
        light = (120.0 - 100.0 * np.cos(2 * np.pi * (d + 10.0) / 365.0)) * (1.0 - self.albedo)
        s = 1 / (1 + np.exp((105.0 - d) / 8.0)) / (1 + np.exp((d - 275.0) / 10.0))
        mixed = 1.2 * self.depth * (1.0 - s) + self.mixed_in_summer * s
        e = self.exchange
        np.multiply(self.face, np.exp(mixed * np.exp(self.mixing_noise) / -1.5), out=e)
        e += 1.0
        np.divide(1e-2, e, out=e)
        e += self.steady
        np.minimum(e, 2e-2, out=e)
        e *= self.dt * 86400.0 / self.h**2
        return light * np.exp(self.light_noise)

    def react(self, c, surface):
        n, p, z, d = c
        light, growth, grazing, loss, work, other = (self.light, self.growth, self.grazing, self.loss, self.work,
                                                     self.other)
        own, dt = self.own, self.dt
        np.add(p, d, out=light)
        light *= self.kc * self.h
        light += self.h * (self.kc * self.background + 1.0 / self.extinction)
        np.cumsum(light, axis=0, out=work)
        light *= 0.5
        np.subtract(light, work, out=work)
        np.exp(work, out=light)
        light *= surface
        np.multiply(light, 1.0 / np.maximum(surface / 4.0, own["imin"]), out=growth)
        np.subtract(1.0, growth, out=work)
        np.exp(work, out=work)
        growth *= work
        growth *= own["rmax"] * dt
        growth *= n
        np.add(p, own["p0"], out=work)
        growth *= work
        np.add(n, own["alpha"], out=work)
        growth /= work
        np.multiply(p, p, out=grazing)
        grazing *= -own["iv"] ** 2
        np.exp(grazing, out=grazing)
        np.subtract(1.0, grazing, out=grazing)
        np.add(z, own["z0"], out=work)
        work *= own["gmax"] * dt
        grazing *= work
        np.greater_equal(light, own["imin"], out=self.bright)
        np.multiply(p, own["rpdl"] * dt, out=loss)
        np.multiply(p, own["rpdu"] * dt, out=loss, where=self.bright)
        np.multiply(p, own["rpn"] * dt, out=work)
        growth -= work
        np.multiply(z, own["rzn"] * dt, out=work)
        np.multiply(z, own["rzd"] * dt, out=other)
        p += growth
        p -= grazing
        p -= loss
        n -= growth
        n += work
        z += grazing
        z -= work
        z -= other
        np.multiply(d, own["rdn"] * dt, out=work)
        n += work
        d += loss
        d += other
        d -= work
        np.maximum(c, self.floor, out=c)

    def sink(self, c):
        fall = self.work[:-1]
        for pool, speed in self.sinking:
            np.multiply(c[pool, :-1], speed * self.dt / self.h, out=fall)
            c[pool, :-1] -= fall
            c[pool, 1:] += fall

    def mix(self, c):
        e, x, row, factor, reciprocal = self.exchange, self.x, self.row, self.factor, self.reciprocal
        x[...] = c.swapaxes(0, 1)
        diagonal, last = row[0], self.levels - 1
        reciprocal.fill(1.0)
        reciprocal[:last] += e
        reciprocal[1:] += e
        np.divide(1.0, reciprocal[0], out=reciprocal[0])
        np.multiply(e[0], reciprocal[0], out=factor[0])
        for i in range(1, self.levels):
            np.multiply(e[i - 1], factor[i - 1], out=diagonal)
            np.subtract(reciprocal[i], diagonal, out=diagonal)
            np.divide(1.0, diagonal, out=reciprocal[i])
            if i < last:
                np.multiply(e[i], reciprocal[i], out=factor[i])
        x[0] *= reciprocal[0]
        for i in range(1, self.levels):
            np.multiply(x[i - 1], e[i - 1], out=row)
            x[i] += row
            x[i] *= reciprocal[i]
        for i in range(last - 1, -1, -1):
            np.multiply(x[i + 1], factor[i], out=row)
            x[i] += row
        c[...] = x.swapaxes(0, 1)

    def run(self, c, steps):
        for k in range(steps):
            self.react(c, self.weather(k))
            self.sink(c)
            self.mix(c)
        return c


# Name, the model whose state it starts from, form of the model.
FORMS = {
    "lorenz96": ("lorenz96", Lorenz96),
    "lorenz96-roll": ("lorenz96", RolledLorenz96),
    "maooam": ("maooam", Quadratic),
    "maooam-reduce": ("maooam", ReducedQuadratic),
    "kuramoto-sivashinsky": ("kuramoto-sivashinsky", KuramotoSivashinsky),
    "quasi-geostrophic": ("quasi-geostrophic", QuasiGeostrophic),
    "quasi-geostrophic-blocks": ("quasi-geostrophic", BlockedQuasiGeostrophic),
    "npzd-column": ("npzd-column", NpzdColumn),
    "npzd-columns": ("npzd-columns", NpzdColumn),
}


def main():
    folder = Path(sys.argv[1])
    models = {}
    print("numpy", np.__version__, flush=True)
    for line in sys.stdin:
        name, steps = line.split()
        state, form = FORMS[name]
        members = int((folder / (state + ".members")).read_text())
        x = np.fromfile(folder / (state + ".bin")).reshape(-1, members)
        if name not in models:
            models[name] = form(folder, members, len(x))
        model = models[name]
        start = model.read(x)
        begin = time.perf_counter()
        end = model.run(start, int(steps))
        seconds = time.perf_counter() - begin
        model.write(end).tofile(folder / (name + ".numpy.bin"))
        print(seconds, flush=True)


main()
