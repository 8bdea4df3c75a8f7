// What a batch of local analyses needs besides rational.cuh: observations gathered and scaled, their Gram matrices,
// small products, means and results. Problem b of a batch is target[b]; element e of its arrays lies at e * lanes + b.
// All chains are those of the scalar local analysis: fma, terms ascending, from +0 or from what is there.
#pragma once

#include "local/gram.cuh"
#include "local/problem.cuh"

namespace isobit {
namespace local {

// A block a problem: t = s's, lower triangle, and u = s'd.
template <class T>
ISOBIT_FUNCTION void gram_of(int n, int tile, long long lanes, const int* target, Near<T> near, T* t, T* u) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  long long b = blockIdx.x;
  int first = near.start[target[b]];
  auto gather = [&](int q, int i) { return i < n ? near.anomaly(first + q, i) : near.departure(first + q); };
  auto store = [&](int i, int j, T v) {
    if (i < n) {
      t[(static_cast<long long>(i) * n + j) * lanes + b] = v;
    } else if (j < n) {
      u[j * lanes + b] = v;
    }
  };
  gram<T>(n + 1, near.count(target[b]), tile, false, s, gather, store);
}

// s of observation space: (row m, observation q) at m * order + q, zeros beyond the observations; and d.
template <class T>
ISOBIT_FUNCTION void observed(int members, int order, long long lanes, const int* target, Near<T> near, T* s, T* d) {
  long long b = element();
  if (b < lanes) {
    int q = static_cast<int>(blockIdx.y);
    int at = near.start[target[b]] + q;
    bool here = at < near.start[target[b] + 1];
    d[q * lanes + b] = here ? near.departure(at) : T(0);
    for (int m = 0; m < members; m++) {
      s[(static_cast<long long>(m) * order + q) * lanes + b] = here ? near.anomaly(at, m) : T(0);
    }
  }
}

// x: the anomalies of each vector of the target.
template <class T>
ISOBIT_FUNCTION void load(long long lanes, const int* target, Field<T> field, T* x) {
  for_elements(field.vectors, lanes, [&](int v, long long b) {
    long long i = field.variable(target[b], v);
    for (int m = 0; m < field.members; m++) {
      x[(static_cast<long long>(v) * field.members + m) * lanes + b] = field.anomaly(i, m);
    }
  });
}

// c = a b, or c += a b, row after row of a, column after column.
template <class T>
ISOBIT_FUNCTION void product(int rows, int columns, int terms, long long lanes, const T* a, const T* b,
                             long long strideTerm, long long strideColumn, int add, T* c) {
  long long l = element();
  if (l < lanes) {
    for (long long row = blockIdx.y; row < rows; row += gridDim.y) {
      for (int j = 0; j < columns; j++) {
        long long at = (row * columns + j) * lanes + l;
        T s = add != 0 ? c[at] : T(0);
        for (int k = 0; k < terms; k++) {
          long long factor = (k * strideTerm + j * strideColumn) * lanes + l;
          s = fma_rn(a[(row * terms + k) * lanes + l], b[factor], s);
        }
        c[at] = s;
      }
    }
  }
}

// moved = mean + r z for each vector.
template <class T>
ISOBIT_FUNCTION void mean(int n, long long lanes, const int* target, Field<T> field, const int* status, const T* r,
                          const T* z, const T* mean, T* moved) {
  long long b = element();
  if (b < lanes && status[b] == 0) {
    for_rows(field.vectors, [&](int v) {
      long long variable = field.variable(target[b], v);
      T m = variable < 0 ? T(0) : mean[variable];
      for (int i = 0; i < n; i++) {
        m = fma_rn(r[i * lanes + b], z[(static_cast<long long>(v) * n + i) * lanes + b], m);
      }
      moved[v * lanes + b] = m;
    });
  }
}

// analysis = y * factor and mean = moved, or analysis = moved + y * factor; forecast * unobserved where nothing is
// near. Refused problems leave both.
template <class T>
ISOBIT_FUNCTION void store(long long lanes, const int* target, Field<T> field, const int* start, const int* status,
                           const T* y, T factor, T unobserved, int whole, const T* moved) {
  long long b = element();
  if (b < lanes && status[b] == 0) {
    bool near = start[target[b] + 1] > start[target[b]];
    for_rows(field.vectors, [&](int v) {
      long long i = field.variable(target[b], v);
      if (i < 0) {
        return;
      }
      T average = near ? moved[v * lanes + b] : field.mean[i];
      for (int m = 0; m < field.members; m++) {
        T x = near ? y[(static_cast<long long>(v) * field.members + m) * lanes + b] * factor
                   : unobserved * field.forecast[m * field.size + i];
        field.analysis[m * field.size + i] = whole != 0 ? average + x : x;
      }
      if (near && whole == 0) {
        field.mean[i] = average;
      }
    });
  }
}

// Problems of targets that nothing is near: there is nothing to solve.
template <class T>
ISOBIT_FUNCTION void kept(long long lanes, int* status, T* condition) {
  long long b = element();
  if (b < lanes) {
    status[b] = 0;
    condition[b] = T(1);
  }
}

}  // namespace local
}  // namespace isobit
