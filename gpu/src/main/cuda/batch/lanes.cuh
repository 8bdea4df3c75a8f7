// Many small problems, one a thread: Gram matrices, and C^(-1/2), C^-1 and the divided difference of C = I + A / c by
// rational functions; see rational.cuh. Element e of problem b lies at e * lanes + b.
#pragma once

#include "batch/rational.cuh"

namespace isobit {
namespace batch {

using rational::Lane;

// Where things lie of one problem: w has n * n elements, the others n each.
template <class T>
ISOBIT_FUNCTION rational::Reduced<T> reduced(int n, long long lanes, T* state, T* scratch, long long b) {
  long long all = static_cast<long long>(n) * lanes;
  T* s = state + b;
  T* q = scratch + b;
  return rational::Reduced<T>{n,
                              {s, lanes},
                              {s + n * all, lanes},
                              {s + (n + 1) * all, lanes},
                              {s + (n + 2) * all, lanes},
                              {q, lanes},
                              {q + all, lanes},
                              {q + 2 * all, lanes}};
}

// c = a'a + beta c, both triangles; rows of c are blockIdx.y and what follows in steps.
template <class T>
ISOBIT_FUNCTION void gram(int n, int terms, long long lanes, const T* a, T beta, T* c) {
  for_elements(n, lanes, [&](int i, long long b) {
    for (int j = 0; j <= i; j++) {
      long long ij = (static_cast<long long>(i) * n + j) * lanes + b;
      T s = beta == T(0) ? T(0) : beta == T(1) ? c[ij] : beta * c[ij];
      for (int k = 0; k < terms; k++) {
        long long row = static_cast<long long>(k) * n;
        s = fma_rn(a[(row + i) * lanes + b], a[(row + j) * lanes + b], s);
      }
      c[ij] = s;
      c[(static_cast<long long>(j) * n + i) * lanes + b] = s;
    }
  });
}

template <class T>
ISOBIT_FUNCTION void factor(int n, long long lanes, const T* a, T c, T* state, T* scratch, T* bound, int* status) {
  long long b = element();
  if (b < lanes) {
    status[b] = reduced(n, lanes, state, scratch, b).factor(Lane<const T>{a + b, lanes}, c, bound[b]);
  }
}

// t and e of problem b start at b * problem + t and + e of the state; their elements lie apart from each other.
template <class T>
ISOBIT_FUNCTION void judge(int n, long long lanes, T limit, int exact, const T* state, long long problem,
                           long long apart, long long t, long long e, const T* bound, int* status, T* condition,
                           int* judged) {
  long long b = element();
  if (b < lanes) {
    Lane<const T> diagonal{state + b * problem + t, apart};
    Lane<const T> couplings{state + b * problem + e, apart};
    auto largest = [&](T high) {
      return rational::bisect<T>(high, [&](T x) { return rational::below(n, diagonal, couplings, x); });
    };
    int s = rational::judge(status[b], bound[b], limit, exact != 0, largest, condition[b]);
    status[b] = s;
    judged[b] = s;
  }
}

template <class T>
ISOBIT_FUNCTION void rotate(int back, int n, long long lanes, int vectors, T* state, T* scratch, const int* status,
                            T* x) {
  long long b = element();
  if (b < lanes && status[b] == 0) {
    auto problem = reduced(n, lanes, state, scratch, b);
    for (int v = 0; v < vectors; v++) {
      problem.rotate(back != 0, Lane<T>{x + static_cast<long long>(v) * n * lanes + b, lanes});
    }
  }
}

template <class T>
ISOBIT_FUNCTION void inverse(int n, long long lanes, int vectors, T* state, T* scratch, const int* status, const T* x,
                             T* y) {
  long long b = element();
  if (b < lanes && status[b] == 0 && n > 0) {
    auto problem = reduced(n, lanes, state, scratch, b);
    problem.pivots(T(0), T(1));
    for (int v = 0; v < vectors; v++) {
      long long at = static_cast<long long>(v) * n * lanes + b;
      for (int i = 0; i < n; i++) {
        y[at + i * lanes] = T(0);
      }
      problem.add(Lane<const T>{x + at, lanes}, Lane<T>{y + at, lanes});
    }
  }
}

template <class T>
ISOBIT_FUNCTION void sum(int n, long long lanes, int vectors, T* state, T* scratch, const T* bound, const int* status,
                         const int* start, const T* shift, const T* weight, const T* x, T* y) {
  long long b = element();
  if (b < lanes && status[b] == 0 && n > 0) {
    auto problem = reduced(n, lanes, state, scratch, b);
    int m = rational::table(bound[b]);
    for (long long i = 0; i < static_cast<long long>(vectors) * n; i++) {
      y[i * lanes + b] = T(0);
    }
    for (int j = start[m]; j < start[m + 1]; j++) {
      problem.pivots(shift[j], weight[j]);
      for (int v = 0; v < vectors; v++) {
        long long at = static_cast<long long>(v) * n * lanes + b;
        problem.add(Lane<const T>{x + at, lanes}, Lane<T>{y + at, lanes});
      }
    }
  }
}

template <class T>
ISOBIT_FUNCTION void matrix(int n, long long lanes, T* state, T* scratch, const T* bound, const int* status,
                            const int* start, const T* shift, const T* weight, T* out) {
  long long b = element();
  if (b < lanes && status[b] == 0 && n > 0) {
    auto problem = reduced(n, lanes, state, scratch, b);
    Lane<T> f{out + b, lanes};
    int m = rational::table(bound[b]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        f[i * n + j] = T(0);
      }
    }
    for (int j = start[m]; j < start[m + 1]; j++) {
      problem.add_inverse(shift[j], weight[j], f);
    }
    for (int i = 1; i < n; i++) {
      problem.similarity(i, f);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        T v = f[i * n + j] + T(0);
        f[i * n + j] = v;
        f[j * n + i] = v;
      }
    }
  }
}

}  // namespace batch
}  // namespace isobit
