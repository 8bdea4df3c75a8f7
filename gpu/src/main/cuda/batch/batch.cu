// Many problems of one order: see lanes.cuh for the kernels that have a thread for each, blocks.cuh for those that have
// a block for each.
#include "batch/blocks.cuh"
#include "batch/lanes.cuh"

ISOBIT_KERNELS(batch_gram, (int n, int terms, long long lanes, const T* a, T beta, T* c),
               batch::gram(n, terms, lanes, a, beta, c))
ISOBIT_KERNELS(batch_factor,
               (int n, long long lanes, const T* a, T c, T* state, T* scratch, T* bound, int* status),
               batch::factor(n, lanes, a, c, state, scratch, bound, status))
ISOBIT_KERNELS(batch_judge,
               (int n, long long lanes, T limit, int exact, const T* state, long long problem, long long apart,
                long long t, long long e, const T* bound, int* status, T* condition, int* judged),
               batch::judge(n, lanes, limit, exact, state, problem, apart, t, e, bound, status, condition, judged))
ISOBIT_KERNELS(batch_rotate,
               (int back, int n, long long lanes, int vectors, T* state, T* scratch, const int* status, T* x),
               batch::rotate(back, n, lanes, vectors, state, scratch, status, x))
ISOBIT_KERNELS(batch_inverse,
               (int n, long long lanes, int vectors, T* state, T* scratch, const int* status, const T* x, T* y),
               batch::inverse(n, lanes, vectors, state, scratch, status, x, y))
ISOBIT_KERNELS(batch_sum,
               (int n, long long lanes, int vectors, T* state, T* scratch, const T* bound, const int* status,
                const int* start, const T* shift, const T* weight, const T* x, T* y),
               batch::sum(n, lanes, vectors, state, scratch, bound, status, start, shift, weight, x, y))
ISOBIT_KERNELS(batch_matrix,
               (int n, long long lanes, T* state, T* scratch, const T* bound, const int* status, const int* start,
                const T* shift, const T* weight, T* out),
               batch::matrix(n, lanes, state, scratch, bound, status, start, shift, weight, out))

ISOBIT_KERNELS_OF(256, batch_block_factor,
                  (int n, long long lanes, const T* a, T c, T* state, T* bound, int* status),
                  batch::block_factor(n, lanes, a, c, state, bound, status))
ISOBIT_KERNELS_OF(256, batch_block_rotate,
                  (int back, int n, long long lanes, int vectors, int chunk, const T* state, const int* status, T* x),
                  batch::block_rotate(back, n, lanes, vectors, chunk, state, status, x))
ISOBIT_KERNELS_OF(256, batch_block_inverse,
                  (int n, long long lanes, int vectors, const T* state, const int* status, const T* x, T* y),
                  batch::block_inverse(n, lanes, vectors, state, status, x, y))
ISOBIT_KERNELS_OF(256, batch_block_sum,
                  (int n, long long lanes, int vectors, int chunk, int poles, const T* state, const T* bound,
                   const int* status, const int* start, const T* shift, const T* weight, const T* x, T* y),
                  batch::block_sum(n, lanes, vectors, chunk, poles, state, bound, status, start, shift, weight, x, y))
ISOBIT_KERNELS_OF(256, batch_block_matrix,
                  (int n, long long lanes, int poles, const T* state, const T* bound, const int* status,
                   const int* start, const T* shift, const T* weight, T* out),
                  batch::block_matrix(n, lanes, poles, state, bound, status, start, shift, weight, out))
