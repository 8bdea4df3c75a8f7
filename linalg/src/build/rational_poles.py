"""Makes the tables of poles and weights that org.isobit.linalg.batch.RationalPoles reads.

For every m the sum  r(x) = sum_j weight_j / (x + shift_j)  approximates x^(-1/2) on [1, 2^m]. It is the midpoint rule of
Hale, Higham and Trefethen (2008, SIAM J. Numer. Anal. 46, 2505-2523, method 3) for

    x^(-1/2) = 2/pi * integral from 0 to infinity of dt / (t^2 + x),   t = sn(u)/cn(u),  modulus^2 = 1 - 2^(-m),

with N points u_j = (j - 1/2) K/N:  shift_j = (sn/cn)^2,  weight_j = 2K/(pi N) dn/cn^2. N is the smallest for which the
relative error on [1, 2^m] is at most 2^-53 (for float 2^-25). Everything is computed with 50 decimal digits and then
rounded once; numbers are written as C hexadecimal literals, largest shift first, so that small terms are not added
to large ones from the other end. One more table, for m = 52 in double, is that of SecondOrderTransform in module models,
whose matrices may be singular.

Usage: python3 rational_poles.py OUTPUT_FOLDER   (needs mpmath; 1.3.0 was used)
"""
import struct
import sys
from pathlib import Path

from mpmath import ellipfun, ellipk, mp, mpf, pi, sqrt

LARGEST = 36
WIDEST = 52
mp.dps = 50


def poles(m, n):
    """Shifts and weights of n points for [1, 2^m]."""
    square = 1 - mpf(2) ** -m
    k = ellipk(square)
    out = []
    for j in range(n, 0, -1):
        u = (2 * j - 1) * k / (2 * n)
        sn, cn, dn = (ellipfun(f, u, square) for f in ("sn", "cn", "dn"))
        out.append(((sn / cn) ** 2, 2 * k / (pi * n) * dn / cn**2))
    return out


def error(m, table):
    """Largest relative error on a fine grid of [1, 2^m]; the extremes at both ends are on it."""
    points = 40 * max(m, 1)
    grid = (mpf(2) ** (mpf(m) * i / points) for i in range(points + 1))
    return max(abs(sum(w / (x + t) for t, w in table) * sqrt(x) - 1) for x in grid)


def hexadecimal(x, single):
    value = float(mp.nstr(x, 40))
    if single:
        value = struct.unpack("f", struct.pack("f", value))[0]
    return value.hex()


def write(file, bits, single):
    n = 1
    with open(file, "w", encoding="ascii") as out:
        out.write("# m count, then count lines: shift weight; made by linalg/src/build/rational_poles.py\n")
        for m in range(1, LARGEST + 1):
            while error(m, poles(m, n)) > mpf(2) ** -bits:
                n += 1
            out.write(f"{m} {n}\n")
            for t, w in poles(m, n):
                out.write(f"{hexadecimal(t, single)} {hexadecimal(w, single)}\n")


def write_widest(file):
    n = 1
    while error(WIDEST, poles(WIDEST, n)) > mpf(2) ** -53:
        n += 1
    with open(file, "w", encoding="ascii") as out:
        out.write("# count, then count lines: shift weight; made by linalg/src/build/rational_poles.py\n")
        out.write(f"{n}\n")
        for t, w in poles(WIDEST, n):
            out.write(f"{hexadecimal(t, False)} {hexadecimal(w, False)}\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write(folder / "rational-poles-double.txt", 53, False)
    write(folder / "rational-poles-float.txt", 25, True)
    write_widest(folder / "rational-poles-52.txt")
