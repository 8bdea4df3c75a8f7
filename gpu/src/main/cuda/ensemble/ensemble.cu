// Ensembles are members x points: element (i, m) at m * ld + i. One thread a point, members in ascending order; or one
// thread an element, blockIdx.y being the member (and those a grid's height further on).
#include "common/types.cuh"

namespace isobit {
namespace members {

template <class T>
ISOBIT_FUNCTION T mean(int count, const T* e, long long ld) {
  T sum = 0;
  for (int m = 0; m < count; m++) {
    sum = sum + e[m * ld];
  }
  return sum / static_cast<T>(count);
}

template <class T>
ISOBIT_FUNCTION T spread(int count, const T* e, long long ld, T mean) {
  T sum = 0;
  for (int m = 0; m < count; m++) {
    T d = e[m * ld] - mean;
    sum = fma_rn(d, d, sum);
  }
  return sqrt_rn(sum / static_cast<T>(count - 1));
}

}  // namespace members
}  // namespace isobit

// A kernel with a thread for each element (i, m).
#define ISOBIT_ELEMENTS(statement)                                                                              \
  long long i = isobit::element();                                                                              \
  if (i < n) {                                                                                                  \
    for (int m = static_cast<int>(blockIdx.y); m < members; m += static_cast<int>(gridDim.y)) {                 \
      statement;                                                                                                \
    }                                                                                                           \
  }

#define ISOBIT_ENSEMBLE(T)                                                                                              \
  ISOBIT_KERNEL(ensemble_mean_##T)(int members, long long n, const T* e, long long ld, T* mean) {                      \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      mean[i] = isobit::members::mean(members, e + i, ld);                                                              \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_mean_##T);                                                                                     \
  ISOBIT_KERNEL(ensemble_spread_##T)(int members, long long n, const T* e, long long ld, T* spread) {                  \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      spread[i] = isobit::members::spread(members, e + i, ld, isobit::members::mean(members, e + i, ld));               \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_spread_##T);                                                                                   \
  ISOBIT_KERNEL(ensemble_anomalySpread_##T)(int members, long long n, const T* a, long long ld, T* spread) {           \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      T sum = 0;                                                                                                        \
      for (int m = 0; m < members; m++) {                                                                               \
        T d = a[m * ld + i];                                                                                            \
        sum = isobit::fma_rn(d, d, sum);                                                                                \
      }                                                                                                                 \
      spread[i] = isobit::sqrt_rn(sum / static_cast<T>(members - 1));                                                   \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_anomalySpread_##T);                                                                            \
  ISOBIT_KERNEL(ensemble_subtractMean_##T)                                                                              \
  (int members, long long n, const T* e, long long lde, T* mean, T* a, long long lda) {                                \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      T average = isobit::members::mean(members, e + i, lde);                                                           \
      mean[i] = average;                                                                                                \
      for (int m = 0; m < members; m++) {                                                                               \
        a[m * lda + i] = e[m * lde + i] - average;                                                                      \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_subtractMean_##T);                                                                             \
  ISOBIT_KERNEL(ensemble_addMean_##T)                                                                                   \
  (int members, long long n, const T* mean, const T* a, long long lda, T* e, long long lde) {                          \
    ISOBIT_ELEMENTS(e[m * lde + i] = mean[i] + a[m * lda + i])                                                          \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_addMean_##T);                                                                                  \
  ISOBIT_KERNEL(ensemble_inflate_##T)(int members, long long n, T factor, T* e, long long ld) {                        \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      T mean = isobit::members::mean(members, e + i, ld);                                                               \
      for (int m = 0; m < members; m++) {                                                                               \
        e[m * ld + i] = isobit::fma_rn(factor, e[m * ld + i] - mean, mean);                                             \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_inflate_##T);                                                                                  \
  ISOBIT_KERNEL(ensemble_scale_##T)(int members, long long n, T factor, T* a, long long ld) {                          \
    ISOBIT_ELEMENTS(a[m * ld + i] = factor * a[m * ld + i])                                                             \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_scale_##T);                                                                                    \
  ISOBIT_KERNEL(ensemble_relaxPerturbations_##T)                                                                        \
  (int members, long long n, T alpha, const T* f, long long ldf, T* a, long long lda) {                                \
    T rest = T(1) - alpha;                                                                                              \
    ISOBIT_ELEMENTS(a[m * lda + i] = isobit::fma_rn(alpha, f[m * ldf + i], rest * a[m * lda + i]))                      \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_relaxPerturbations_##T);                                                                       \
  ISOBIT_KERNEL(ensemble_relaxSpread_##T)                                                                               \
  (int members, long long n, T alpha, const T* forecast, const T* analysis, T* a, long long lda) {                     \
    ISOBIT_ELEMENTS(a[m * lda + i] =                                                                                    \
                        isobit::References<T>::Relaxation::factor(alpha, forecast[i], analysis[i]) * a[m * lda + i])    \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_relaxSpread_##T);                                                                              \
  ISOBIT_KERNEL(ensemble_repeat_##T)(int members, long long n, const T* x, long long ldx, T* e, long long lde) {       \
    ISOBIT_ELEMENTS(e[m * lde + i] = x[m * ldx + i])                                                                    \
  }                                                                                                                     \
  ISOBIT_EXPORT(ensemble_repeat_##T);

ISOBIT_ENSEMBLE(double)
ISOBIT_ENSEMBLE(float)

// Observed anomalies: some columns, each times a factor. Element (i, m) of the result lies at m * sm + i * si.
ISOBIT_KERNEL(ensemble_observe_double)
(int members, long long n, const int* index, const double* factor, const double* a, long long lda, double* s, long long sm,
 long long si) {
  ISOBIT_ELEMENTS(s[m * sm + i * si] = a[m * lda + index[i]] * factor[i])
}
ISOBIT_EXPORT(ensemble_observe_double);

// Innovations of the mean, each times a factor.
ISOBIT_KERNEL(ensemble_innovation_double)
(long long n, const int* index, const double* value, const double* factor, const double* mean, double* d) {
  long long i = isobit::element();
  if (i < n) {
    d[i] = (value[i] - mean[index[i]]) * factor[i];
  }
}
ISOBIT_EXPORT(ensemble_innovation_double);
