// Many small problems, one a thread: Gram matrices, and C^(-1/2), C^-1 and the divided difference of C = I + A / c by
// rational functions; see rational.cuh. And the latter for larger problems, one a block; see block.cuh.
#include "batch/block.cuh"

namespace isobit {
namespace rational {

// Where things lie of one problem: w has n * n elements, the others n each.
template <class T>
ISOBIT_FUNCTION Reduced<T> reduced(int n, long long lanes, T* state, T* scratch, long long b) {
  long long all = static_cast<long long>(n) * lanes;
  T* s = state + b;
  T* q = scratch + b;
  return Reduced<T>{n,
                    {s, lanes},
                    {s + n * all, lanes},
                    {s + (n + 1) * all, lanes},
                    {s + (n + 2) * all, lanes},
                    {q, lanes},
                    {q + all, lanes},
                    {q + 2 * all, lanes}};
}

// Table of a bound of eigenvalues: the power of two above it.
template <class T>
ISOBIT_FUNCTION int table(T bound) {
  return bound < T(2) ? 1 : Format<T>::exponent(bound) + 1;
}

// What a block keeps of one problem in the device's memory: packed rows of w, t, e and h.
ISOBIT_FUNCTION long long held(int n) { return triangle(n) + 3ll * n; }

// The same in shared memory, with a reflection and scratch of n each; then vectors, or a packed matrix; then scratch.
template <class T, class S>
struct Shelf {
  int n;
  Block<T, S> block;
  Part<S> x, y, scratch;

  ISOBIT_FUNCTION Shelf(S s, int n, bool reflections, int first, int second) : n(n) {
    int at = reflections ? triangle(n) : 0;
    block = Block<T, S>{n, {s, 0}, {s, at}, {s, at + n}, {s, at + 2 * n}, {s, at + 3 * n}, {s, at + 4 * n}};
    x = {s, at + 5 * n};
    y = {s, at + 5 * n + first};
    scratch = {s, at + 5 * n + first + second};
  }

  // Takes what was kept. Ends with a barrier.
  ISOBIT_FUNCTION void take(const T* state, bool reflections) const {
    for (int i = own(); i < triangle(n) && reflections; i += threads()) {
      block.w[i] = state[i];
    }
    for (int i = own(); i < 3 * n; i += threads()) {
      block.t[i] = state[triangle(n) + i];
    }
    __syncthreads();
  }

  ISOBIT_FUNCTION void keep(T* state) const {
    for (int i = own(); i < triangle(n); i += threads()) {
      state[i] = block.w[i];
    }
    for (int i = own(); i < 3 * n; i += threads()) {
      state[triangle(n) + i] = block.t[i];
    }
  }

  // Vectors v0 ... v0 + count - 1 of problem b in; end with a barrier.
  ISOBIT_FUNCTION void load(const T* vectors, long long lanes, long long b, int v0, int count) const {
    for (int e = own(); e < count * n; e += threads()) {
      x[e] = vectors[(static_cast<long long>(v0) * n + e) * lanes + b];
    }
    __syncthreads();
  }

  // And out, from where they are; end with a barrier.
  ISOBIT_FUNCTION void store(Part<S> from, T* vectors, long long lanes, long long b, int v0, int count) const {
    for (int e = own(); e < count * n; e += threads()) {
      vectors[(static_cast<long long>(v0) * n + e) * lanes + b] = from[e];
    }
    __syncthreads();
  }
};

}  // namespace rational
}  // namespace isobit

#define ISOBIT_BATCH(T)                                                                                                 \
  ISOBIT_KERNEL(batch_gram_##T)(int n, int terms, long long lanes, const T* a, T beta, T* c) {                         \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      for (int i = static_cast<int>(blockIdx.y); i < n; i += static_cast<int>(gridDim.y)) {                             \
        for (int j = 0; j <= i; j++) {                                                                                  \
          long long ij = (static_cast<long long>(i) * n + j) * lanes + b;                                               \
          T s = beta == T(0) ? T(0) : beta == T(1) ? c[ij] : beta * c[ij];                                              \
          for (int k = 0; k < terms; k++) {                                                                             \
            long long row = static_cast<long long>(k) * n;                                                              \
            s = isobit::fma_rn(a[(row + i) * lanes + b], a[(row + j) * lanes + b], s);                                  \
          }                                                                                                             \
          c[ij] = s;                                                                                                    \
          c[(static_cast<long long>(j) * n + i) * lanes + b] = s;                                                       \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_gram_##T);                                                                                        \
  ISOBIT_KERNEL(batch_factor_##T)                                                                                       \
  (int n, long long lanes, const T* a, T c, T* state, T* scratch, T* bound, int* status) {                             \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      status[b] = isobit::rational::reduced(n, lanes, state, scratch, b)                                                \
                      .factor(isobit::rational::Lane<const T>{a + b, lanes}, c, bound[b]);                              \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_factor_##T);                                                                                      \
/* t and e of problem b start at b * problem + t and + e of the state; their elements lie element apart. */           \
  ISOBIT_KERNEL(batch_judge_##T)                                                                                        \
  (int n, long long lanes, T limit, int exact, const T* state, long long problem, long long element, long long t,       \
   long long e, const T* bound, int* status, T* condition, int* judged) {                                               \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      isobit::rational::Lane<const T> diagonal{state + b * problem + t, element};                                       \
      isobit::rational::Lane<const T> couplings{state + b * problem + e, element};                                      \
      int s = isobit::rational::judge(                                                                                  \
          status[b], bound[b], limit, exact != 0,                                                                       \
          [&](T high) {                                                                                                 \
            return isobit::rational::bisect<T>(                                                                         \
                high, [&](T x) { return isobit::rational::below(n, diagonal, couplings, x); });                         \
          },                                                                                                            \
          condition[b]);                                                                                                \
      status[b] = s;                                                                                                    \
      judged[b] = s;                                                                                                    \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_judge_##T);                                                                                       \
  ISOBIT_KERNEL(batch_rotate_##T)                                                                                       \
  (int back, int n, long long lanes, int vectors, T* state, T* scratch, const int* status, T* x) {                     \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      for (int v = 0; v < vectors; v++) {                                                                               \
        problem.rotate(back != 0, isobit::rational::Lane<T>{x + static_cast<long long>(v) * n * lanes + b, lanes});     \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_rotate_##T);                                                                                      \
  ISOBIT_KERNEL(batch_inverse_##T)                                                                                      \
  (int n, long long lanes, int vectors, T* state, T* scratch, const int* status, const T* x, T* y) {                   \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      problem.pivots(T(0), T(1));                                                                                       \
      for (int v = 0; v < vectors; v++) {                                                                               \
        long long at = static_cast<long long>(v) * n * lanes + b;                                                       \
        for (int i = 0; i < n; i++) {                                                                                   \
          y[at + i * lanes] = T(0);                                                                                     \
        }                                                                                                               \
        problem.add(isobit::rational::Lane<const T>{x + at, lanes}, isobit::rational::Lane<T>{y + at, lanes});          \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_inverse_##T);                                                                                     \
  ISOBIT_KERNEL(batch_sum_##T)                                                                                          \
  (int n, long long lanes, int vectors, T* state, T* scratch, const T* bound, const int* status, const int* start,     \
   const T* shift, const T* weight, const T* x, T* y) {                                                                 \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      int m = isobit::rational::table(bound[b]);                                                                        \
      for (long long i = 0; i < static_cast<long long>(vectors) * n; i++) {                                             \
        y[i * lanes + b] = T(0);                                                                                        \
      }                                                                                                                 \
      for (int j = start[m]; j < start[m + 1]; j++) {                                                                   \
        problem.pivots(shift[j], weight[j]);                                                                            \
        for (int v = 0; v < vectors; v++) {                                                                             \
          long long at = static_cast<long long>(v) * n * lanes + b;                                                     \
          problem.add(isobit::rational::Lane<const T>{x + at, lanes}, isobit::rational::Lane<T>{y + at, lanes});        \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_sum_##T);                                                                                         \
  ISOBIT_KERNEL(batch_matrix_##T)                                                                                       \
  (int n, long long lanes, T* state, T* scratch, const T* bound, const int* status, const int* start, const T* shift,  \
   const T* weight, T* out) {                                                                                           \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      isobit::rational::Lane<T> f{out + b, lanes};                                                                      \
      int m = isobit::rational::table(bound[b]);                                                                        \
      for (int i = 0; i < n; i++) {                                                                                     \
        for (int j = 0; j <= i; j++) {                                                                                  \
          f[i * n + j] = T(0);                                                                                          \
        }                                                                                                               \
      }                                                                                                                 \
      for (int j = start[m]; j < start[m + 1]; j++) {                                                                   \
        problem.add_inverse(shift[j], weight[j], f);                                                                    \
      }                                                                                                                 \
      for (int i = 1; i < n; i++) {                                                                                     \
        problem.similarity(i, f);                                                                                       \
      }                                                                                                                 \
      for (int i = 0; i < n; i++) {                                                                                     \
        for (int j = 0; j <= i; j++) {                                                                                  \
          T v = f[i * n + j] + T(0);                                                                                    \
          f[i * n + j] = v;                                                                                             \
          f[j * n + i] = v;                                                                                             \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_matrix_##T);

#define ISOBIT_BATCH_BLOCK(T)                                                                                           \
  ISOBIT_KERNEL_OF(256, batch_block_factor_##T)                                                                         \
  (int n, long long lanes, const T* a, T c, T* state, T* bound, int* status) {                                          \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::rational::Shelf<T, decltype(s)> shelf(s, n, true, 0, 0);                                                    \
    long long b = blockIdx.x;                                                                                           \
    for (int i = isobit::own() / isobit::WARP; i < n; i += isobit::threads() / isobit::WARP) {                          \
      for (int j = isobit::own() % isobit::WARP; j <= i; j += isobit::WARP) {                                           \
        shelf.block.w[isobit::triangle(i) + j] = a[(static_cast<long long>(i) * n + j) * lanes + b];                    \
      }                                                                                                                 \
    }                                                                                                                   \
    __syncthreads();                                                                                                    \
    T norm;                                                                                                             \
    int found = shelf.block.factor(shelf.scratch, c, norm);                                                             \
    shelf.keep(state + b * isobit::rational::held(n));                                                                  \
    if (isobit::own() == 0) {                                                                                           \
      status[b] = found;                                                                                                \
      bound[b] = norm;                                                                                                  \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_block_factor_##T);                                                                                \
  ISOBIT_KERNEL_OF(256, batch_block_rotate_##T)                                                                         \
  (int back, int n, long long lanes, int vectors, int chunk, const T* state, const int* status, T* x) {                 \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::rational::Shelf<T, decltype(s)> shelf(s, n, true, chunk * n, 0);                                            \
    long long b = blockIdx.x;                                                                                           \
    if (status[b] == 0) {                                                                                               \
      shelf.take(state + b * isobit::rational::held(n), true);                                                          \
      for (int v0 = 0; v0 < vectors; v0 += chunk) {                                                                     \
        int count = vectors - v0 < chunk ? vectors - v0 : chunk;                                                        \
        shelf.load(x, lanes, b, v0, count);                                                                             \
        shelf.block.rotate(back != 0, count, shelf.x);                                                                  \
        shelf.store(shelf.x, x, lanes, b, v0, count);                                                                   \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_block_rotate_##T);                                                                                \
  ISOBIT_KERNEL_OF(256, batch_block_inverse_##T)                                                                        \
  (int n, long long lanes, int vectors, const T* state, const int* status, const T* x, T* y) {                          \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::rational::Shelf<T, decltype(s)> shelf(s, n, false, n, n);                                                   \
    long long b = blockIdx.x;                                                                                           \
    if (status[b] == 0) {                                                                                               \
      shelf.take(state + b * isobit::rational::held(n), false);                                                         \
      for (int v = 0; v < vectors; v++) {                                                                               \
        shelf.load(x, lanes, b, v, 1);                                                                                  \
        shelf.block.inverse(shelf.x, shelf.y, shelf.scratch);                                                           \
        shelf.store(shelf.y, y, lanes, b, v, 1);                                                                        \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_block_inverse_##T);                                                                               \
  ISOBIT_KERNEL_OF(256, batch_block_sum_##T)                                                                            \
  (int n, long long lanes, int vectors, int chunk, int poles, const T* state, const T* bound, const int* status,        \
   const int* start, const T* shift, const T* weight, const T* x, T* y) {                                               \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::rational::Shelf<T, decltype(s)> shelf(s, n, false, chunk * n, chunk * n);                                   \
    long long b = blockIdx.x;                                                                                           \
    if (status[b] == 0) {                                                                                               \
      shelf.take(state + b * isobit::rational::held(n), false);                                                         \
      int m = isobit::rational::table(bound[b]);                                                                        \
      for (int v0 = 0; v0 < vectors; v0 += chunk) {                                                                     \
        int count = vectors - v0 < chunk ? vectors - v0 : chunk;                                                        \
        shelf.load(x, lanes, b, v0, count);                                                                             \
        shelf.block.sum(start[m], start[m + 1], shift, weight, poles, count, shelf.x, shelf.y, shelf.scratch);          \
        shelf.store(shelf.y, y, lanes, b, v0, count);                                                                   \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_block_sum_##T);                                                                                   \
  /* Reflections come from the device's memory, so that the largest matrix is that of factor. */                        \
  ISOBIT_KERNEL_OF(256, batch_block_matrix_##T)                                                                         \
  (int n, long long lanes, int poles, const T* state, const T* bound, const int* status, const int* start,              \
   const T* shift, const T* weight, T* out) {                                                                           \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::rational::Shelf<T, decltype(s)> shelf(s, n, false, isobit::triangle(n), 0);                                 \
    long long b = blockIdx.x;                                                                                           \
    if (status[b] == 0) {                                                                                               \
      const T* mine = state + b * isobit::rational::held(n);                                                            \
      shelf.take(mine, false);                                                                                          \
      int m = isobit::rational::table(bound[b]);                                                                        \
      shelf.block.matrix(start[m], start[m + 1], shift, weight, poles, shelf.x, shelf.scratch, [&](int i) {             \
        for (int j = isobit::own(); j < i; j += isobit::threads()) {                                                    \
          shelf.block.v[j] = mine[isobit::triangle(i) + j];                                                             \
        }                                                                                                               \
        __syncthreads();                                                                                                \
        return shelf.block.v;                                                                                           \
      });                                                                                                               \
      for (int i = isobit::own() / isobit::WARP; i < n; i += isobit::threads() / isobit::WARP) {                        \
        for (int j = isobit::own() % isobit::WARP; j <= i; j += isobit::WARP) {                                         \
          T v = shelf.x[isobit::triangle(i) + j];                                                                       \
          out[(static_cast<long long>(i) * n + j) * lanes + b] = v;                                                     \
          out[(static_cast<long long>(j) * n + i) * lanes + b] = v;                                                     \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_block_matrix_##T);

ISOBIT_BATCH(double)
ISOBIT_BATCH(float)
ISOBIT_BATCH_BLOCK(double)
ISOBIT_BATCH_BLOCK(float)
