// Transforms of 1, 2, 3, 4, 5 and 8 complex numbers in registers.
#pragma once

#include "common/isobit.cuh"

namespace isobit {
namespace fourier {

template <class T>
struct Pair {
  T re;
  T im;
};

template <class T>
ISOBIT_FUNCTION Pair<T> operator+(Pair<T> a, Pair<T> b) {
  return {a.re + b.re, a.im + b.im};
}

template <class T>
ISOBIT_FUNCTION Pair<T> operator-(Pair<T> a, Pair<T> b) {
  return {a.re - b.re, a.im - b.im};
}

// a - i b and a + i b.
template <class T>
ISOBIT_FUNCTION Pair<T> turned(Pair<T> a, Pair<T> b) {
  return {a.re + b.im, a.im - b.re};
}

template <class T>
ISOBIT_FUNCTION Pair<T> turned_back(Pair<T> a, Pair<T> b) {
  return {a.re - b.im, a.im + b.re};
}

template <class T>
ISOBIT_FUNCTION Pair<T> times(Pair<T> b, Pair<T> w) {
  return {fma_rn(b.re, w.re, -(b.im * w.im)), fma_rn(b.im, w.re, b.re * w.im)};
}

template <class T>
ISOBIT_FUNCTION Pair<T> fma_pair(T c, Pair<T> a, Pair<T> b) {
  return {fma_rn(c, a.re, b.re), fma_rn(c, a.im, b.im)};
}

template <class T>
struct Constants;

template <>
struct Constants<double> {
  static constexpr double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
  static constexpr double SIN_3 = 0x1.bb67ae8584caap-1;
  static constexpr double COS_5 = 0x1.3c6ef372fe95p-2;
  static constexpr double COS_5_2 = -0x1.9e3779b97f4a8p-1;
  static constexpr double SIN_5 = 0x1.e6f0e134454ffp-1;
  static constexpr double SIN_5_2 = 0x1.2cf2304755a5ep-1;
};

template <>
struct Constants<float> {
  static constexpr float ROOT_HALF = 0x1.6a09e6p-1f;
  static constexpr float SIN_3 = 0x1.bb67aep-1f;
  static constexpr float COS_5 = 0x1.3c6ef4p-2f;
  static constexpr float COS_5_2 = -0x1.9e377ap-1f;
  static constexpr float SIN_5 = 0x1.e6f0e2p-1f;
  static constexpr float SIN_5_2 = 0x1.2cf23p-1f;
};

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&)[1]) {}

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&a)[2]) {
  Pair<T> b = a[0];
  a[0] = b + a[1];
  a[1] = b - a[1];
}

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&a)[3]) {
  const T sine = Constants<T>::SIN_3;
  Pair<T> t = a[1] + a[2];
  Pair<T> d = a[1] - a[2];
  Pair<T> u = fma_pair(T(-0.5), t, a[0]);
  a[0] = a[0] + t;
  a[1] = {fma_rn(sine, d.im, u.re), fma_rn(-sine, d.re, u.im)};
  a[2] = {fma_rn(-sine, d.im, u.re), fma_rn(sine, d.re, u.im)};
}

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&a)[4]) {
  Pair<T> s0 = a[0] + a[2];
  Pair<T> e = a[0] - a[2];
  Pair<T> s1 = a[1] + a[3];
  Pair<T> f = a[1] - a[3];
  a[0] = s0 + s1;
  a[1] = turned(e, f);
  a[2] = s0 - s1;
  a[3] = turned_back(e, f);
}

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&a)[5]) {
  const T c1 = Constants<T>::COS_5;
  const T c2 = Constants<T>::COS_5_2;
  const T s1 = Constants<T>::SIN_5;
  const T s2 = Constants<T>::SIN_5_2;
  Pair<T> t1 = a[1] + a[4];
  Pair<T> d1 = a[1] - a[4];
  Pair<T> t2 = a[2] + a[3];
  Pair<T> d2 = a[2] - a[3];
  Pair<T> u1 = fma_pair(c2, t2, fma_pair(c1, t1, a[0]));
  Pair<T> u2 = fma_pair(c1, t2, fma_pair(c2, t1, a[0]));
  Pair<T> v1 = fma_pair(s2, d2, Pair<T>{s1 * d1.re, s1 * d1.im});
  Pair<T> v2 = fma_pair(-s1, d2, Pair<T>{s2 * d1.re, s2 * d1.im});
  a[0] = a[0] + (t1 + t2);
  a[1] = turned(u1, v1);
  a[2] = turned(u2, v2);
  a[3] = turned_back(u2, v2);
  a[4] = turned_back(u1, v1);
}

template <class T>
ISOBIT_FUNCTION void transform(Pair<T> (&a)[8]) {
  const T half = Constants<T>::ROOT_HALF;
  Pair<T> s[4];
  Pair<T> d[4];
  for (int k = 0; k < 4; k++) {
    s[k] = a[k] + a[k + 4];
    d[k] = a[k] - a[k + 4];
  }
  transform(s);
  Pair<T> e = turned(d[0], d[2]);
  Pair<T> f = turned_back(d[0], d[2]);
  Pair<T> c = {d[1].re + d[1].im, d[1].im - d[1].re};
  Pair<T> z = {d[3].re - d[3].im, d[3].re + d[3].im};
  Pair<T> u = c - z;
  Pair<T> v = c + z;
  for (int k = 0; k < 4; k++) {
    a[2 * k] = s[k];
  }
  a[1] = fma_pair(half, u, e);
  a[5] = fma_pair(-half, u, e);
  a[3] = {fma_rn(half, v.im, f.re), fma_rn(-half, v.re, f.im)};
  a[7] = {fma_rn(-half, v.im, f.re), fma_rn(half, v.re, f.im)};
}

}  // namespace fourier
}  // namespace isobit
