# One Runge-Kutta step of Lorenz-96: awk -f lorenz96.awk IN OUT, a number a line in both.
function tendency(y, d,   i) {
  for (i = 0; i < n; i++) {
    d[i] = (y[(i + 1) % n] - y[(i + n - 2) % n]) * y[(i + n - 1) % n] - y[i] + 8.0
  }
}

function stage(k, part,   i) {
  for (i = 0; i < n; i++) {
    k[i] = step * d[i]
    y[i] = x[i] + part * k[i]
  }
}

BEGIN {
  step = 0.05
  while ((getline line < ARGV[1]) > 0) {
    x[n++] = line + 0
  }
  if (n == 0) {
    print "cannot read " ARGV[1]
    exit 1
  }
  tendency(x, d); stage(k1, 0.5)
  tendency(y, d); stage(k2, 0.5)
  tendency(y, d); stage(k3, 1.0)
  tendency(y, d)
  for (i = 0; i < n; i++) {
    printf "%.17g\n", x[i] + (k1[i] + 2.0 * (k2[i] + k3[i]) + step * d[i]) / 6.0 > ARGV[2]
  }
}
