"""Makes symmetric-problems.txt, the arguments on which the second implementations are compared with the library.

For each order n = 1 ... 40 one positive semidefinite matrix A, which three random Householder reflections make of a
diagonal one (kappa, kappa/2, kappa/4, ..., or kappa and 0 in turn, kappa = 10^0 ... 10^10); a number c in [1/2, 2); and a
vector x. Only +, -, * and / of Python's floats and its Mersenne Twister are used, so that the file is the same everywhere.

Usage: python3 symmetric_problems.py > verify/src/test/resources/org/isobit/verify/contract/symmetric-problems.txt
"""
import random
import struct

ORDERS = range(1, 41)


def bits(x):
    return struct.pack(">d", x).hex()


def dot(x, y):
    total = 0.0
    for p, q in zip(x, y):
        total += p * q
    return total


def reflect(a, n, v):
    """A <- H A H, H = I - 2 v v' / v'v, by the symmetric rank-two formula."""
    square = dot(v, v)
    p = [2.0 * dot(a[i], v) / square for i in range(n)]
    k = dot(p, v) / square
    q = [p[i] - k * v[i] for i in range(n)]
    for i in range(n):
        for j in range(i + 1):
            a[i][j] -= v[i] * q[j] + q[i] * v[j]
            a[j][i] = a[i][j]


def problem(n):
    draw = random.Random(n)
    ratio = 1.0
    for _ in range(n % 11):
        ratio *= 10.0
    d, value = [], ratio
    for i in range(n):
        d.append(value if n % 3 else (ratio if i % 2 else 0.0))
        value *= 0.5
    a = [[d[i] if i == j else 0.0 for j in range(n)] for i in range(n)]
    for _ in range(3):
        reflect(a, n, [draw.random() * 2.0 - 1.0 for _ in range(n)])
    x = [draw.random() * 2.0 - 1.0 for _ in range(n)]
    print(n, bits(0.5 + 1.5 * draw.random()))
    for i in range(n):
        print(*[bits(a[i][j]) for j in range(i + 1)])
    print(*[bits(v) for v in x])


if __name__ == "__main__":
    print("# n and c, the rows of A's lower triangle, x; bits of doubles; made by verify/src/build/symmetric_problems.py")
    for order in ORDERS:
        problem(order)
