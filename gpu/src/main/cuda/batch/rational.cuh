// BatchRationalReference, one thread a problem: element e of problem b lies at e * lanes + b, so that neighbouring
// threads read neighbouring elements. Every chain of operations is that of the reference.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace rational {

constexpr int NOT_FINITE = 1;
constexpr int TOO_LARGE = 2;
constexpr int NOT_POSITIVE = 3;
constexpr int ILL_CONDITIONED = 4;

// The elements of one problem.
template <class T>
struct Lane {
  T* first;
  long long lanes;
  ISOBIT_FUNCTION T& operator[](long long e) const { return first[e * lanes]; }
};

template <class T>
struct Format;

template <>
struct Format<double> {
  typedef RationalPoles Poles;
  typedef EigenLimits Limits;
  static constexpr double LIFT = 0x1p52, LEAST_NORMAL = 0x1p-1022, LARGEST = 0x1.fffffffffffffp1023;
  static constexpr int MANTISSA = 52;
  ISOBIT_FUNCTION static double power(int k) { return double_of(static_cast<u64>(k + 1023) << 52); }
  ISOBIT_FUNCTION static int exponent(double x) { return static_cast<int>(bits_of(x) >> 52 & 0x7ff) - 1023; }
};

template <>
struct Format<float> {
  typedef FloatRationalPoles Poles;
  typedef FloatEigenLimits Limits;
  static constexpr float LIFT = 0x1p23f, LEAST_NORMAL = 0x1p-126f, LARGEST = 0x1.fffffep127f;
  static constexpr int MANTISSA = 23;
  ISOBIT_FUNCTION static float power(int k) { return float_of(static_cast<u32>(k + 127) << 23); }
  ISOBIT_FUNCTION static int exponent(float x) { return static_cast<int>(bits_of(x) >> 23 & 0xff) - 127; }
};

// The largest eigenvalue, to the last bit or nearly, if it is at most high and below says whether all are less than a
// number.
template <class T, class Below>
ISOBIT_FUNCTION T bisect(T high, Below below) {
  T low = 0;
  for (int k = 0; k < 200; k++) {
    T middle = low + (high - low) * T(0.5);
    if (!(middle > low && middle < high)) {
      break;
    }
    if (below(middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high;
}

// Whether all eigenvalues of a tridiagonal C, of diagonal t and couplings e, are below x.
template <class V, class T>
ISOBIT_FUNCTION bool below(int n, V t, V e, T x) {
  T pivot = 1;
  T coupling = 0;
  for (int i = 0; i < n; i++) {
    pivot = x - t[i] - coupling / pivot * coupling;
    if (!(pivot > T(0))) {
      return false;
    }
    coupling = i < n - 1 ? e[i] : T(0);
  }
  return true;
}

// 2^-x with x the exponent of the largest element, as two factors, and 2^x / c.
template <class T>
struct Scaling {
  T down1, down2, back;

  ISOBIT_FUNCTION Scaling(T largest, T c) {
    int x = largest == T(0) ? 0
            : largest < Format<T>::LEAST_NORMAL ? Format<T>::exponent(largest * Format<T>::LIFT) - Format<T>::MANTISSA
                                                : Format<T>::exponent(largest);
    down1 = Format<T>::power(-x >> 1);
    down2 = Format<T>::power(-x - (-x >> 1));
    back = Format<T>::power(x >> 1) / c * Format<T>::power(x - (x >> 1));
  }
};

// The bound of the eigenvalues of a tridiagonal C, of diagonal t and couplings e, and the status that it and C have.
template <class V, class T>
ISOBIT_FUNCTION int bounded(int n, V t, V e, T& bound) {
  T norm = 0;
  T before = 0;
  for (int i = 0; i < n; i++) {
    T after = i < n - 1 ? abs_of(e[i]) : T(0);
    norm = greater(norm, abs_of(t[i]) + before + after);
    before = after;
  }
  bound = norm;
  if (!(norm < Format<T>::power(static_cast<int>(Format<T>::Poles::LARGEST)))) {
    return TOO_LARGE;
  }
  T least = 1;
  T pivot = 1;
  T coupling = 0;
  for (int i = 0; i < n; i++) {
    pivot = fma_rn(-(coupling / pivot), coupling, t[i] - Format<T>::Poles::LEAST);
    least = pivot < least || pivot != pivot ? pivot : least;
    coupling = i < n - 1 ? e[i] : T(0);
  }
  return least > T(0) ? 0 : NOT_POSITIVE;
}

// Table of a bound of eigenvalues: the power of two above it.
template <class T>
ISOBIT_FUNCTION int table(T bound) {
  return bound < T(2) ? 1 : Format<T>::exponent(bound) + 1;
}

// What becomes of a problem if at most a condition number is allowed, exact telling whether it is the largest
// eigenvalue that counts and not its bound: the status, and in condition what it was judged by.
template <class T, class Largest>
ISOBIT_FUNCTION int judge(int status, T bound, T limit, bool exact, Largest largest, T& condition) {
  condition = bound;
  if (bound <= limit && status == 0) {
    return 0;
  }
  if (exact) {
    condition = largest(bound);
    if (condition <= limit) {
      if (status == 0) {
        return 0;
      }
      condition = T(1) / T(0);
    }
  }
  return status != 0 ? status : ILL_CONDITIONED;
}

// What a reduction leaves of one problem.
template <class T>
struct Reduced {
  int n;
  Lane<T> w, t, e, h;
  Lane<T> l, r, p;  // scratch

  ISOBIT_FUNCTION T symmetric(Lane<T> x, int i, int j) const { return x[i >= j ? i * n + j : j * n + i]; }

  ISOBIT_FUNCTION T reflector(int i) const {
    T sigma = 0;
    for (int j = 0; j < i - 1; j++) {
      sigma = fma_rn(w[i * n + j], w[i * n + j], sigma);
    }
    T alpha = w[i * n + i - 1];
    if (sigma < Format<T>::Limits::TINY) {
      e[i - 1] = alpha;
      return 0;
    }
    T square = fma_rn(alpha, alpha, sigma);
    T root = sqrt_rn(square);
    T beta = alpha < T(0) ? root : -root;
    e[i - 1] = beta;
    w[i * n + i - 1] = alpha - beta;
    return T(1) / fma_rn(-alpha, beta, square);
  }

  // p becomes the second vector of a two-sided update.
  ISOBIT_FUNCTION void second(int i, T scale) const {
    T k = 0;
    for (int j = 0; j < i; j++) {
      k = fma_rn(w[i * n + j], p[j], k);
    }
    k = k * scale * T(0.5);
    for (int j = 0; j < i; j++) {
      p[j] = fma_rn(-k, w[i * n + j], p[j]);
    }
  }

  // x <- x - v p' - p v', lower triangle of order i, v being reflection i.
  ISOBIT_FUNCTION void update(int i, Lane<T> x) const {
    for (int r1 = 0; r1 < i; r1++) {
      for (int c = 0; c <= r1; c++) {
        T v = fma_rn(-w[i * n + r1], p[c], x[r1 * n + c]);
        x[r1 * n + c] = fma_rn(-p[r1], w[i * n + c], v);
      }
    }
  }

  ISOBIT_FUNCTION void product(int i, Lane<T> x, T scale) const {
    for (int r1 = 0; r1 < i; r1++) {
      T s = 0;
      for (int c = 0; c < i; c++) {
        s = fma_rn(symmetric(x, r1, c), w[i * n + c], s);
      }
      p[r1] = s * scale;
    }
  }

  ISOBIT_FUNCTION void tridiagonalize() const {
    if (n > 0) {
      h[0] = 0;
    }
    for (int i = n - 1; i > 0; i--) {
      T scale = reflector(i);
      h[i] = scale;
      if (scale == T(0)) {
        continue;
      }
      product(i, w, scale);
      second(i, scale);
      update(i, w);
    }
    for (int i = 0; i < n; i++) {
      t[i] = w[i * n + i];
    }
  }

  // Returns the problem's status.
  ISOBIT_FUNCTION int factor(Lane<const T> a, T c, T& bound) const {
    T largest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        largest = greater(largest, abs_of(a[i * n + j]));
      }
    }
    if (!(largest <= Format<T>::LARGEST)) {
      bound = largest - largest;
      return NOT_FINITE;
    }
    Scaling<T> scaling(largest, c);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        w[i * n + j] = a[i * n + j] * scaling.down1 * scaling.down2;
      }
    }
    tridiagonalize();
    for (int i = 0; i < n; i++) {
      t[i] = fma_rn(t[i], scaling.back, T(1));
      if (i < n - 1) {
        e[i] = e[i] * scaling.back;
      }
    }
    return bounded(n, t, e, bound);
  }

  // x <- x - h (v'x) v for reflection i.
  ISOBIT_FUNCTION void reflect(int i, Lane<T> x) const {
    T s = 0;
    for (int j = 0; j < i; j++) {
      s = fma_rn(w[i * n + j], x[j], s);
    }
    s = -(s * h[i]);
    for (int j = 0; j < i; j++) {
      x[j] = fma_rn(w[i * n + j], s, x[j]);
    }
  }

  ISOBIT_FUNCTION void rotate(bool back, Lane<T> x) const {
    for (int k = 1; k < n; k++) {
      reflect(back ? k : n - k, x);
    }
    for (int i = 0; i < n; i++) {
      x[i] = x[i] + T(0);
    }
  }

  // C + shift I = L D L': couplings of L to l, weight over pivots to r.
  ISOBIT_FUNCTION void pivots(T shift, T weight) const {
    T pivot = t[0] + shift;
    for (int i = 0; i < n; i++) {
      T inverse = T(1) / pivot;
      r[i] = inverse * weight;
      if (i < n - 1) {
        T next = e[i] * inverse;
        l[i] = next;
        pivot = fma_rn(-next, e[i], t[i + 1] + shift);
      }
    }
  }

  // y += weight (C + shift I)^-1 x, with what pivots left.
  ISOBIT_FUNCTION void add(Lane<const T> x, Lane<T> y) const {
    T z = 0;
    for (int i = 0; i < n; i++) {
      z = i == 0 ? x[0] : fma_rn(-l[i - 1], z, x[i]);
      p[i] = z;
    }
    for (int i = n - 1; i >= 0; i--) {
      z = i == n - 1 ? p[i] * r[i] : fma_rn(-l[i], z, p[i] * r[i]);
      y[i] = y[i] + z;
    }
  }

  // f += weight (C + shift I)^-1, lower triangle.
  ISOBIT_FUNCTION void add_inverse(T shift, T weight, Lane<T> f) const {
    pivots(shift, weight);
    for (int i = n - 2; i >= 0; i--) {
      r[i] = fma_rn(l[i] * l[i], r[i + 1], r[i]);
    }
    for (int j = 0; j < n; j++) {
      T x = r[j];
      f[j * n + j] = f[j * n + j] + x;
      for (int i = j - 1; i >= 0; i--) {
        x = x * -l[i];
        f[j * n + i] = f[j * n + i] + x;
      }
    }
  }

  // F <- H F H for reflection i, lower triangle; rows below i from the right only.
  ISOBIT_FUNCTION void similarity(int i, Lane<T> f) const {
    product(i, f, h[i]);
    second(i, h[i]);
    update(i, f);
    for (int r1 = i; r1 < n; r1++) {
      reflect(i, Lane<T>{&f[r1 * n], f.lanes});
    }
  }
};

}  // namespace rational
}  // namespace isobit
