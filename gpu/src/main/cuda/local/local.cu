// Local analyses: see lanes.cuh for the steps of a batch of them, with a thread for each problem, and block.cuh for
// whole analyses, with a block for each.
#include "local/block.cuh"
#include "local/lanes.cuh"

ISOBIT_KERNELS_OF(128, local_gram,
                  (int n, int tile, long long lanes, const int* target, const int* start, const int* index,
                   const double* weight, const T* by, long long stride, const double* innovation, T* t, T* u),
                  local::gram_of<T>(n, tile, lanes, target, {start, index, weight, by, stride, innovation}, t, u))
ISOBIT_KERNELS(local_observed,
               (int members, int order, long long lanes, const int* target, const int* start, const int* index,
                const double* weight, const T* by, long long stride, const double* innovation, T* s, T* d),
               local::observed<T>(members, order, lanes, target, {start, index, weight, by, stride, innovation}, s, d))
ISOBIT_KERNELS(local_load,
               (int members, int batch, int vectors, long long points, long long size, long long lanes,
                const int* target, const T* forecast, T* x),
               local::load<T>(lanes, target, {members, batch, vectors, points, size, forecast, nullptr, nullptr}, x))
ISOBIT_KERNELS(local_product,
               (int rows, int columns, int terms, long long lanes, const T* a, const T* b, long long strideTerm,
                long long strideColumn, int add, T* c),
               local::product(rows, columns, terms, lanes, a, b, strideTerm, strideColumn, add, c))
ISOBIT_KERNELS(local_mean,
               (int n, int batch, int vectors, long long points, long long lanes, const int* target,
                const int* status, const T* r, const T* z, const T* mean, T* moved),
               local::mean<T>(n, lanes, target, {0, batch, vectors, points, 0, nullptr, nullptr, nullptr}, status, r,
                              z, mean, moved))
ISOBIT_KERNELS(local_store,
               (int members, int batch, int vectors, long long points, long long size, long long lanes,
                const int* target, const int* start, const int* status, const T* y, T factor, T unobserved, int whole,
                const T* moved, const T* forecast, T* mean, T* analysis),
               local::store<T>(lanes, target, {members, batch, vectors, points, size, forecast, mean, analysis}, start,
                               status, y, factor, unobserved, whole, moved))
ISOBIT_KERNELS(local_kept, (long long lanes, int* status, T* condition), local::kept(lanes, status, condition))

#define ISOBIT_ANALYSIS(name, method)                                                                              \
  ISOBIT_KERNELS_OF(256, name,                                                                                     \
                    (int n, int chunk, int tile, int poles, const int* target, const int* start, const int* index, \
                     const double* weight, const T* by, long long stride, const double* innovation, int members,   \
                     int batch, int vectors, long long points, long long size, const T* forecast, T* mean,         \
                     T* analysis, int whole, int exact, T degrees, T gain, T amplification, T unobserved, T limit, \
                     const int* table, const T* pole, int all, int* status, T* condition),                         \
                    local::analyse<local::method, T>(                                                              \
                        {n, chunk, tile, poles, target, {start, index, weight, by, stride, innovation},            \
                         {members, batch, vectors, points, size, forecast, mean, analysis}, whole, exact, degrees, \
                         gain, amplification, unobserved, limit, table, pole, all, status, condition}))

ISOBIT_ANALYSIS(local_few, FEW)
ISOBIT_ANALYSIS(local_many, MANY)
ISOBIT_ANALYSIS(local_observations, OBSERVATIONS)
