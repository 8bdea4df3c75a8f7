// Columns, element i of column l at i * lanes + l: a thread goes down one column, and of tridiagonal systems' solutions
// or steps of diffusion one field of it, and up again. There, rows of the grid are fields.
#include "common/isobit.cuh"

namespace isobit {
namespace column {

template <class T>
ISOBIT_FUNCTION bool finite(T x) {
  return x - x == T(0);
}

// The row in which this column is refused, or -1.
template <class T>
ISOBIT_FUNCTION int column_factor(int n, long long lanes, const T* a, const T* b, const T* c, T* f) {
  T p = T(0);
  T q = T(0);
  for (int i = 0; i < n; i++) {
    long long at = i * lanes;
    T u = i == 0 ? b[at] : fma_rn(a[at], q, b[at]);
    T r = T(1) / u;
    p = i == 0 ? T(0) : -(a[at] * r);
    q = i == n - 1 ? T(0) : -(c[at] * r);
    if (!(finite(u) && finite(r) && finite(p))) {
      return i;
    }
    f[3 * at] = p;
    f[3 * at + lanes] = q;
    f[3 * at + 2 * lanes] = r;
  }
  return -1;
}

template <class T>
ISOBIT_FUNCTION void factor(int n, long long lanes, const T* a, const T* b, const T* c, T* f, int* refused) {
  long long l = element();
  if (l < lanes) {
    refused[l] = column_factor(n, lanes, a + l, b + l, c + l, f + l);
  }
}

template <class T>
ISOBIT_FUNCTION void solve(int n, long long lanes, int fields, const T* f, T* x, long long ldf) {
  for_elements(fields, lanes, [&](int field, long long l) {
    const T* of = f + l;
    T* to = x + field * ldf + l;
    T y = to[0] * of[2 * lanes];
    to[0] = y;
    for (int i = 1; i < n; i++) {
      of += 3 * lanes;
      to += lanes;
      y = fma_rn(of[0], y, to[0] * of[2 * lanes]);
      to[0] = y;
    }
    for (int i = n - 2; i >= 0; i--) {
      of -= 3 * lanes;
      to -= lanes;
      y = fma_rn(of[lanes], y, to[0]);
      to[0] = y;
    }
  });
}

// Whether an exchange between levels, or a reciprocal of a thickness, is not above the largest one.
ISOBIT_FUNCTION bool within(double x) {
  return x <= 0x1p500;
}

ISOBIT_FUNCTION bool within(float x) {
  return x <= 0x1p60f;
}

// The level whose exchange, or one of whose reciprocals, is refused in this column, or -1.
template <class T>
ISOBIT_FUNCTION int column_diffusion(int n, long long lanes, const T* e, const T* r, T* f) {
  if (!(r[0] > T(0) && within(r[0]))) {
    return 0;
  }
  T v = T(1);
  for (int i = 1; i < n; i++) {
    long long at = i * lanes;
    T own = e[at];
    if (!(r[i] > T(0) && within(r[i]) && own >= T(0) && within(own))) {
      return i;
    }
    T a = r[i - 1] * own;
    T g = r[i] * own;
    T t = fma_rn(a, v, T(1));
    T s = T(1) / (t + g);
    v = t * s;
    f[3 * at] = a * s;
    f[3 * at + lanes] = g * s;
    f[3 * at + 2 * lanes] = own * s;
  }
  return -1;
}

template <class T>
ISOBIT_FUNCTION void diffusion_factor(int n, long long lanes, const T* e, const T* r, T* f, int* refused) {
  long long l = element();
  if (l < lanes) {
    refused[l] = column_diffusion(n, lanes, e + l, r, f + l);
  }
}

// The workspace has room for all fields, as their threads run at once.
template <class T>
ISOBIT_FUNCTION void diffusion_step(int n, long long lanes, const T* r, const T* f, int fields, T* c, long long ldf,
                                    T* work) {
  for_elements(fields, lanes, [&](int field, long long l) {
    const T* of = f + l;
    T* own = c + field * ldf + l;
    T* to = work + field * n * lanes + l;
    T y = T(0);
    for (int i = 1; i < n; i++) {
      of += 3 * lanes;
      own += lanes;
      to += lanes;
      y = fma_rn(of[0], y, of[2 * lanes] * (own[0] - own[-lanes]));
      to[0] = y;
    }
    T below = T(0);
    for (int i = n - 1; i > 0; i--) {
      T flux = fma_rn(of[lanes], below, to[0]);
      own[0] = fma_rn(r[i], below - flux, own[0]);
      below = flux;
      of -= 3 * lanes;
      own -= lanes;
      to -= lanes;
    }
    own[0] = fma_rn(r[0], below, own[0]);
  });
}

// The first level whose factor is not from 0 to 1, or -1. Each thread looks, and the first one tells.
template <class T>
ISOBIT_FUNCTION int refused_level(int n, const T* s) {
  for (int i = 0; i < n; i++) {
    if (!(s[i] >= T(0) && s[i] <= T(1))) {
      return i;
    }
  }
  return -1;
}

template <class T>
ISOBIT_FUNCTION void sinking(int n, long long lanes, const T* s, int open, T* c, int* refused) {
  long long l = element();
  if (l >= lanes) {
    return;
  }
  int level = refused_level(n, s);
  if (l == 0) {
    refused[0] = level;
  }
  T above = T(0);
  for (int i = 0; i < n && level < 0; i++) {
    T* at = c + i * lanes + l;
    T own = *at;
    T leaving = i < n - 1 || open != 0 ? s[i] : T(0);
    T rest = fma_rn(-leaving, own, own);
    *at = i == 0 ? rest : fma_rn(s[i], above, rest);
    above = own;
  }
}

template <class T>
ISOBIT_FUNCTION void optical_depth(int n, long long lanes, const T* b, const T* h, T k, int fields, const T* c,
                                   long long ldf, T* depth) {
  long long l = element();
  if (l >= lanes) {
    return;
  }
  T face = T(0);
  for (int i = 0; i < n; i++) {
    long long at = i * lanes + l;
    T sum = c[at];
    for (int f = 1; f < fields; f++) {
      sum = sum + c[f * ldf + at];
    }
    T a = fma_rn(k, sum, b[i]);
    depth[at] = fma_rn(a, T(0.5) * h[i], face);
    face = fma_rn(a, h[i], face);
  }
}

}  // namespace column
}  // namespace isobit

ISOBIT_KERNELS(column_factor,
               (int n, long long lanes, const T* a, const T* b, const T* c, T* f, int* refused),
               column::factor(n, lanes, a, b, c, f, refused))
ISOBIT_KERNELS(column_solve, (int n, long long lanes, int fields, const T* f, T* x, long long ldf),
               column::solve(n, lanes, fields, f, x, ldf))
ISOBIT_KERNELS(column_diffusion_factor, (int n, long long lanes, const T* e, const T* r, T* f, int* refused),
               column::diffusion_factor(n, lanes, e, r, f, refused))
ISOBIT_KERNELS(column_diffusion_step,
               (int n, long long lanes, const T* r, const T* f, int fields, T* c, long long ldf, T* work),
               column::diffusion_step(n, lanes, r, f, fields, c, ldf, work))
ISOBIT_KERNELS(column_sinking, (int n, long long lanes, const T* s, int open, T* c, int* refused),
               column::sinking(n, lanes, s, open, c, refused))
ISOBIT_KERNELS(column_optical_depth,
               (int n, long long lanes, const T* b, const T* h, T k, int fields, const T* c, long long ldf, T* depth),
               column::optical_depth(n, lanes, b, h, k, fields, c, ldf, depth))
