// Fourier transforms of members, stage by stage: a thread does one butterfly of one member, from one array to another.
// Complex numbers are neighbours, real and imaginary part. Rows of the grid are members.
#include "common/isobit.cuh"
#include "fourier/butterfly.cuh"

namespace isobit {
namespace fourier {

// Element k of this member's butterfly is x_{q + s(p + mk)}, its result goes to y_{q + s(radix p + k)}, elements being
// xe and ye apart. Exchange: 1, parts on the way in; 2, on the way out.
template <class T, int RADIX>
ISOBIT_FUNCTION void butterfly(int m, int s, long long i, const T* w, const T* x, long long xe, T* y, long long ye,
                               int exchange, T scale) {
  int p = static_cast<int>(i / s);
  int q = static_cast<int>(i % s);
  Pair<T> a[RADIX];
  for (int k = 0; k < RADIX; k++) {
    const T* from = x + (q + static_cast<long long>(s) * (p + static_cast<long long>(m) * k)) * xe;
    a[k] = (exchange & 1) != 0 ? Pair<T>{from[1], from[0]} : Pair<T>{from[0], from[1]};
  }
  transform(a);
  for (int k = 0; k < RADIX; k++) {
    if (m > 1 && k > 0) {
      const T* factor = w + 2ll * (k - 1) * m + p;
      a[k] = times(a[k], Pair<T>{factor[0], factor[m]});
    }
    T re = a[k].re * scale;
    T im = a[k].im * scale;
    T* to = y + (q + static_cast<long long>(s) * (static_cast<long long>(RADIX) * p + k)) * ye;
    to[0] = (exchange & 2) != 0 ? im : re;
    to[1] = (exchange & 2) != 0 ? re : im;
  }
}

template <class T>
ISOBIT_FUNCTION void stage(int radix, int m, int s, int members, const T* w, const T* x, long long xm, long long xe,
                           T* y, long long ym, long long ye, int exchange, T scale) {
  for_elements(members, static_cast<long long>(m) * s, [&](int member, long long i) {
    const T* from = x + member * xm;
    T* to = y + member * ym;
    switch (radix) {
      case 1:
        butterfly<T, 1>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
      case 2:
        butterfly<T, 2>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
      case 3:
        butterfly<T, 3>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
      case 4:
        butterfly<T, 4>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
      case 5:
        butterfly<T, 5>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
      default:
        butterfly<T, 8>(m, s, i, w, from, xe, to, ye, exchange, scale);
        break;
    }
  });
}

// Between transforms of n/2 complex numbers and n real ones; a thread takes elements k and n/2 - k.
template <class T>
ISOBIT_FUNCTION void turn(int n, int inverse, int members, const T* v, const T* x, long long ldx, T* y,
                          long long ldy) {
  int h = n / 2;
  T factor = inverse != 0 ? T(1) : T(0.5);
  for_elements(members, h / 2 + 1, [&](int member, long long k) {
    const T* from = x + member * ldx;
    T* to = y + member * ldy;
    if (k == 0) {
      T first = from[0];
      T second = inverse != 0 ? from[n] : from[1];
      to[0] = first + second;
      if (inverse != 0) {
        to[1] = first - second;
      } else {
        to[1] = T(0);
        to[n] = first - second;
        to[n + 1] = T(0);
      }
    } else if (2 * k == h) {
      T twice = inverse != 0 ? T(2) : T(1);
      T re = twice * from[h];
      T im = -(twice * from[h + 1]);
      to[h] = re;
      to[h + 1] = im;
    } else if (2 * k < h) {
      const T* a = from + 2 * k;
      const T* b = from + 2 * (h - k);
      Pair<T> e = {a[0] + b[0], a[1] - b[1]};
      Pair<T> o = {a[0] - b[0], a[1] + b[1]};
      T imaginary = v[h + 2 + 2 * k];
      Pair<T> u = times(o, Pair<T>{v[2 * k], inverse != 0 ? -imaginary : imaginary});
      T* c = to + 2 * k;
      T* d = to + 2 * (h - k);
      c[0] = factor * (e.re + u.re);
      c[1] = factor * (e.im + u.im);
      d[0] = factor * (e.re - u.re);
      d[1] = -(factor * (e.im - u.im));
    }
  });
}

// Real members of odd length as complex ones, and all numbers of a transform from its first half.
template <class T>
ISOBIT_FUNCTION void widen(int n, int members, const T* x, long long ldx, T* z) {
  for_elements(members, n, [&](int member, long long j) {
    T* to = z + 2 * (static_cast<long long>(member) * n + j);
    to[0] = x[member * ldx + j];
    to[1] = T(0);
  });
}

template <class T>
ISOBIT_FUNCTION void mirror(int n, int members, const T* x, long long ldx, T* z) {
  for_elements(members, n, [&](int member, long long k) {
    bool upper = k > n / 2;
    const T* from = x + member * ldx + 2 * (upper ? n - k : k);
    T* to = z + 2 * (static_cast<long long>(member) * n + k);
    to[0] = from[0];
    to[1] = k == 0 ? T(0) : upper ? -from[1] : from[1];
  });
}

// Numbers of z, step by step, to members: real parts alone, or the first numbers.
template <class T>
ISOBIT_FUNCTION void narrow(int n, int members, int count, int step, const T* z, T* y, long long ldy) {
  for_elements(members, count, [&](int member, long long j) {
    y[member * ldy + j] = z[2 * static_cast<long long>(member) * n + step * j];
  });
}

}  // namespace fourier
}  // namespace isobit

ISOBIT_KERNELS(fourier_stage,
               (int radix, int m, int s, int members, const T* w, const T* x, long long xm, long long xe, T* y,
                long long ym, long long ye, int exchange, T scale),
               fourier::stage(radix, m, s, members, w, x, xm, xe, y, ym, ye, exchange, scale))
ISOBIT_KERNELS(fourier_turn,
               (int n, int inverse, int members, const T* v, const T* x, long long ldx, T* y, long long ldy),
               fourier::turn(n, inverse, members, v, x, ldx, y, ldy))
ISOBIT_KERNELS(fourier_widen, (int n, int members, const T* x, long long ldx, T* z),
               fourier::widen(n, members, x, ldx, z))
ISOBIT_KERNELS(fourier_mirror, (int n, int members, const T* x, long long ldx, T* z),
               fourier::mirror(n, members, x, ldx, z))
ISOBIT_KERNELS(fourier_narrow, (int n, int members, int count, int step, const T* z, T* y, long long ldy),
               fourier::narrow(n, members, count, step, z, y, ldy))
