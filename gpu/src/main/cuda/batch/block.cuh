// BatchRationalReference, one block a problem, in shared memory. Every chain of operations is that of the reference and
// rational.cuh: rows of a product, vectors, poles and elements are spread over threads, a chain never; a chain that all
// wait for is run by all. Functions are for all threads of a block, whose number is a multiple of a warp, and end with
// a barrier unless they say otherwise.
#pragma once

#include "batch/rational.cuh"

namespace isobit {

ISOBIT_FUNCTION int own() { return static_cast<int>(threadIdx.x); }
ISOBIT_FUNCTION int threads() { return static_cast<int>(blockDim.x); }

// Elements before row i of a lower triangle.
ISOBIT_FUNCTION int triangle(int i) { return i * (i + 1) / 2; }

// The row of element e of a lower triangle of fewer than 2^22 elements.
ISOBIT_FUNCTION int row_of(int e) {
  int i = static_cast<int>((sqrt_rn(8.0f * static_cast<float>(e) + 1.0f) - 1.0f) * 0.5f);
  while (triangle(i) > e) {
    i--;
  }
  while (triangle(i + 1) <= e) {
    i++;
  }
  return i;
}

// Elements of shared memory from at on.
template <class S>
struct Part {
  S first;
  int at;
  ISOBIT_FUNCTION auto& operator[](int i) const { return first[at + i]; }
  ISOBIT_FUNCTION Part from(int i) const { return Part{first, at + i}; }
};

namespace rational {

// Threads side by side on the columns of a row that is updated.
constexpr int COLUMNS = 8;

// The matrix, packed rows of its lower triangle, then its reflections; diagonal and couplings of C; 2 / v'v; a
// reflection; and scratch.
template <class T, class S>
struct Block {
  int n;
  Part<S> w, t, e, h, v, p;

  // p = scale X u for the leading i rows of a packed X. Ends without a barrier.
  ISOBIT_FUNCTION void product(int i, Part<S> x, Part<S> u, T scale) const {
    for (int r = own(); r < i; r += threads()) {
      T s = 0;
      int at = triangle(r);
      for (int c = 0; c < i; c++) {
        s = fma_rn(x[at], u[c], s);
        at += c < r ? 1 : c + 1;
      }
      p[r] = s * scale;
    }
  }

  // The factor by which the second vector of a two-sided update is p - k u. Has no barrier.
  ISOBIT_FUNCTION T half(int i, Part<S> u, T scale) const {
    T k = 0;
    for (int j = 0; j < i; j++) {
      k = fma_rn(u[j], p[j], k);
    }
    return k * scale * T(0.5);
  }

  // x <- x - u q' - q u', q = p - k u, lower triangle of order i. Ends without a barrier.
  ISOBIT_FUNCTION void update(int i, Part<S> x, Part<S> u, T k) const {
    for (int r = own() / COLUMNS; r < i; r += threads() / COLUMNS) {
      T ur = u[r];
      T qr = fma_rn(-k, ur, p[r]);
      int row = triangle(r);
      for (int c = own() % COLUMNS; c <= r; c += COLUMNS) {
        T uc = u[c];
        T y = fma_rn(-ur, fma_rn(-k, uc, p[c]), x[row + c]);
        x[row + c] = fma_rn(-qr, uc, y);
      }
    }
  }

  ISOBIT_FUNCTION void tridiagonalize() const {
    if (own() == 0) {
      h[0] = 0;
    }
    for (int i = n - 1; i > 0; i--) {
      int row = triangle(i);
      T sigma = 0;
      for (int j = 0; j < i - 1; j++) {
        sigma = fma_rn(w[row + j], w[row + j], sigma);
      }
      T alpha = w[row + i - 1];
      T beta = alpha;
      T scale = 0;
      T last = alpha;
      if (!(sigma < Format<T>::Limits::TINY)) {
        T square = fma_rn(alpha, alpha, sigma);
        T root = sqrt_rn(square);
        beta = alpha < T(0) ? root : -root;
        last = alpha - beta;
        scale = T(1) / fma_rn(-alpha, beta, square);
      }
      for (int j = own(); j < i; j += threads()) {
        v[j] = j < i - 1 ? w[row + j] : last;
      }
      if (own() == 0) {
        e[i - 1] = beta;
        h[i] = scale;
      }
      __syncthreads();
      if (own() == 0) {
        w[row + i - 1] = last;
      }
      if (scale != T(0)) {
        product(i, w, v, scale);
        __syncthreads();
        update(i, w, v, half(i, v, scale));
      }
      __syncthreads();
    }
  }

  // Reduces the matrix in w; returns the status and the bound to all threads. scratch has an element a thread.
  ISOBIT_FUNCTION int factor(Part<S> scratch, T c, T& bound) const {
    T mine = 0;
    for (int i = own(); i < triangle(n); i += threads()) {
      mine = greater(mine, abs_of(w[i]));
    }
    scratch[own()] = mine;
    __syncthreads();
    T largest = 0;
    for (int i = 0; i < threads(); i++) {
      largest = greater(largest, scratch[i]);
    }
    __syncthreads();
    if (!(largest <= Format<T>::LARGEST)) {
      bound = largest - largest;
      return NOT_FINITE;
    }
    Scaling<T> scaling(largest, c);
    for (int i = own(); i < triangle(n); i += threads()) {
      w[i] = w[i] * scaling.down1 * scaling.down2;
    }
    __syncthreads();
    tridiagonalize();
    for (int i = own(); i < n; i += threads()) {
      t[i] = fma_rn(w[triangle(i) + i], scaling.back, T(1));
      if (i < n - 1) {
        e[i] = e[i] * scaling.back;
      }
    }
    __syncthreads();
    return bounded(n, t, e, bound);
  }

  // The largest eigenvalue of C. Has no barrier.
  ISOBIT_FUNCTION T largest(T bound) const { return bisect<T>(bound, [&](T x) { return below(n, t, e, x); }); }

  // x <- Q'x, or back, for some vectors of n elements one after the other: a warp a vector.
  ISOBIT_FUNCTION void rotate(bool back, int vectors, Part<S> x) const {
    int lane = own() % WARP;
    for (int a = own() / WARP; a < vectors; a += threads() / WARP) {
      Part<S> y = x.from(a * n);
      for (int k = 1; k < n; k++) {
        int i = back ? k : n - k;
        Part<S> u = w.from(triangle(i));
        T s = 0;
        for (int j = 0; j < i; j++) {
          s = fma_rn(u[j], y[j], s);
        }
        s = -(s * h[i]);
        __syncwarp();
        for (int j = lane; j < i; j += WARP) {
          y[j] = fma_rn(u[j], s, y[j]);
        }
        __syncwarp();
      }
      for (int j = lane; j < n; j += WARP) {
        y[j] = y[j] + T(0);
      }
    }
    __syncthreads();
  }

  // C + shift I = L D L': couplings of L to l, weight over pivots to r, elements stride apart. For one thread.
  ISOBIT_FUNCTION void pivots(T shift, T weight, int stride, Part<S> l, Part<S> r) const {
    T pivot = t[0] + shift;
    for (int i = 0; i < n; i++) {
      T inverse = T(1) / pivot;
      r[i * stride] = inverse * weight;
      if (i < n - 1) {
        T next = e[i] * inverse;
        l[i * stride] = next;
        pivot = fma_rn(-next, e[i], t[i + 1] + shift);
      }
    }
  }

  // z = weight (C + shift I)^-1 x, with what pivots left; the elements of z, l and r lie apart. For one thread.
  ISOBIT_FUNCTION void solve(Part<S> x, int stride, Part<S> l, Part<S> r, Part<S> z) const {
    T y = 0;
    for (int i = 0; i < n; i++) {
      y = i == 0 ? x[0] : fma_rn(-l[(i - 1) * stride], y, x[i]);
      z[i * stride] = y;
    }
    for (int i = n - 1; i >= 0; i--) {
      T part = z[i * stride] * r[i * stride];
      y = i == n - 1 ? part : fma_rn(-l[i * stride], y, part);
      z[i * stride] = y;
    }
  }

  // y = C^-1 x; scratch has 3 n elements.
  ISOBIT_FUNCTION void inverse(Part<S> x, Part<S> y, Part<S> scratch) const {
    Part<S> z = scratch.from(2 * n);
    if (own() == 0) {
      pivots(T(0), T(1), 1, scratch, scratch.from(n));
      solve(x, 1, scratch, scratch.from(n), z);
      for (int i = 0; i < n; i++) {
        y[i] = T(0) + z[i];
      }
    }
    __syncthreads();
  }

  // y = sum of weight (C + shift I)^-1 x over the poles first ... end - 1 in their order, for some vectors; so many
  // poles at a time, with (2 + vectors) n elements of scratch for each.
  ISOBIT_FUNCTION void sum(int first, int end, const T* shift, const T* weight, int poles, int vectors, Part<S> x,
                           Part<S> y, Part<S> scratch) const {
    Part<S> l = scratch;
    Part<S> r = scratch.from(poles * n);
    Part<S> z = scratch.from(2 * poles * n);
    for (int i = own(); i < vectors * n; i += threads()) {
      y[i] = T(0);
    }
    for (int j0 = first; j0 < end; j0 += poles) {
      int count = end - j0 < poles ? end - j0 : poles;
      for (int j = own(); j < count; j += threads()) {
        pivots(shift[j0 + j], weight[j0 + j], poles, l.from(j), r.from(j));
      }
      __syncthreads();
      for (int a = own(); a < count * vectors; a += threads()) {
        int j = a % count;
        int v0 = a / count;
        solve(x.from(v0 * n), poles, l.from(j), r.from(j), z.from(v0 * n * poles + j));
      }
      __syncthreads();
      for (int i = own(); i < vectors * n; i += threads()) {
        T s = y[i];
        for (int j = 0; j < count; j++) {
          s = s + z[i * poles + j];
        }
        y[i] = s;
      }
    }
    __syncthreads();
  }

  // f = C^(-1/2), packed; so many poles at a time, with 2 n elements of scratch for each. reflection(i) gives row i's,
  // which may lie in v, to all threads.
  template <class Reflection>
  ISOBIT_FUNCTION void matrix(int first, int end, const T* shift, const T* weight, int poles, Part<S> f,
                              Part<S> scratch, Reflection reflection) const {
    Part<S> l = scratch;
    Part<S> r = scratch.from(poles * n);
    for (int i = own(); i < triangle(n); i += threads()) {
      f[i] = T(0);
    }
    for (int j0 = first; j0 < end; j0 += poles) {
      int count = end - j0 < poles ? end - j0 : poles;
      __syncthreads();
      for (int j = own(); j < count; j += threads()) {
        pivots(shift[j0 + j], weight[j0 + j], poles, l.from(j), r.from(j));
        for (int i = n - 2; i >= 0; i--) {
          T li = l[i * poles + j];
          r[i * poles + j] = fma_rn(li * li, r[(i + 1) * poles + j], r[i * poles + j]);
        }
      }
      __syncthreads();
      for (int row = own(); row < n; row += threads()) {
        for (int j = 0; j < count; j++) {
          T x = r[row * poles + j];
          int at = triangle(row);
          f[at + row] = f[at + row] + x;
          for (int i = row - 1; i >= 0; i--) {
            x = x * -l[i * poles + j];
            f[at + i] = f[at + i] + x;
          }
        }
      }
    }
    __syncthreads();
    for (int i = 1; i < n; i++) {
      similarity(i, f, reflection(i));
    }
    for (int i = own(); i < triangle(n); i += threads()) {
      f[i] = f[i] + T(0);
    }
    __syncthreads();
  }

  // F <- H F H for reflection i, lower triangle; rows below i from the right only.
  ISOBIT_FUNCTION void similarity(int i, Part<S> f, Part<S> u) const {
    product(i, f, u, h[i]);
    for (int r = i + own(); r < n; r += threads()) {
      Part<S> row = f.from(triangle(r));
      T s = 0;
      for (int c = 0; c < i; c++) {
        s = fma_rn(u[c], row[c], s);
      }
      s = -(s * h[i]);
      for (int c = 0; c < i; c++) {
        row[c] = fma_rn(u[c], s, row[c]);
      }
    }
    __syncthreads();
    update(i, f, u, half(i, u, h[i]));
    __syncthreads();
  }
};

}  // namespace rational
}  // namespace isobit
