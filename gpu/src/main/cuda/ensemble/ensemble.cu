// Ensembles are members x points: element (i, m) at m * ld + i. One thread a point, members in ascending order; or one
// thread an element, blockIdx.y being the member (and those a grid's height further on).
#include "common/types.cuh"

namespace isobit {
namespace ensemble {

// Mean and spread of one point, whose first member is *e.
template <class T>
ISOBIT_FUNCTION T mean_of(int members, const T* e, long long ld) {
  T sum = 0;
  for (int m = 0; m < members; m++) {
    sum = sum + e[m * ld];
  }
  return sum / static_cast<T>(members);
}

template <class T>
ISOBIT_FUNCTION T spread_of(int members, const T* e, long long ld, T mean) {
  T sum = 0;
  for (int m = 0; m < members; m++) {
    T d = e[m * ld] - mean;
    sum = fma_rn(d, d, sum);
  }
  return sqrt_rn(sum / static_cast<T>(members - 1));
}

template <class T>
ISOBIT_FUNCTION void mean(int members, long long n, const T* e, long long ld, T* mean) {
  long long i = element();
  if (i < n) {
    mean[i] = mean_of(members, e + i, ld);
  }
}

template <class T>
ISOBIT_FUNCTION void spread(int members, long long n, const T* e, long long ld, T* spread) {
  long long i = element();
  if (i < n) {
    spread[i] = spread_of(members, e + i, ld, mean_of(members, e + i, ld));
  }
}

template <class T>
ISOBIT_FUNCTION void anomaly_spread(int members, long long n, const T* a, long long ld, T* spread) {
  long long i = element();
  if (i < n) {
    T sum = 0;
    for (int m = 0; m < members; m++) {
      T d = a[m * ld + i];
      sum = fma_rn(d, d, sum);
    }
    spread[i] = sqrt_rn(sum / static_cast<T>(members - 1));
  }
}

template <class T>
ISOBIT_FUNCTION void subtract_mean(int members, long long n, const T* e, long long lde, T* mean, T* a, long long lda) {
  long long i = element();
  if (i < n) {
    T average = mean_of(members, e + i, lde);
    mean[i] = average;
    for (int m = 0; m < members; m++) {
      a[m * lda + i] = e[m * lde + i] - average;
    }
  }
}

template <class T>
ISOBIT_FUNCTION void add_mean(int members, long long n, const T* mean, const T* a, long long lda, T* e, long long lde) {
  for_elements(members, n, [&](int m, long long i) { e[m * lde + i] = mean[i] + a[m * lda + i]; });
}

template <class T>
ISOBIT_FUNCTION void inflate(int members, long long n, T factor, T* e, long long ld) {
  long long i = element();
  if (i < n) {
    T mean = mean_of(members, e + i, ld);
    for (int m = 0; m < members; m++) {
      e[m * ld + i] = fma_rn(factor, e[m * ld + i] - mean, mean);
    }
  }
}

template <class T>
ISOBIT_FUNCTION void scale(int members, long long n, T factor, T* a, long long ld) {
  for_elements(members, n, [&](int m, long long i) { a[m * ld + i] = factor * a[m * ld + i]; });
}

template <class T>
ISOBIT_FUNCTION void relax_perturbations(int members, long long n, T alpha, const T* f, long long ldf, T* a,
                                         long long lda) {
  T rest = T(1) - alpha;
  for_elements(members, n, [&](int m, long long i) {
    a[m * lda + i] = fma_rn(alpha, f[m * ldf + i], rest * a[m * lda + i]);
  });
}

template <class T>
ISOBIT_FUNCTION void relax_spread(int members, long long n, T alpha, const T* forecast, const T* analysis, T* a,
                                  long long lda) {
  for_elements(members, n, [&](int m, long long i) {
    a[m * lda + i] = References<T>::Relaxation::factor(alpha, forecast[i], analysis[i]) * a[m * lda + i];
  });
}

template <class T>
ISOBIT_FUNCTION void repeat(int members, long long n, const T* x, long long ldx, T* e, long long lde) {
  for_elements(members, n, [&](int m, long long i) { e[m * lde + i] = x[m * ldx + i]; });
}

// Observed anomalies: some columns, each times a factor. Element (i, m) of the result lies at m * sm + i * si.
ISOBIT_FUNCTION void observe(int members, long long n, const int* index, const double* factor, const double* a,
                             long long lda, double* s, long long sm, long long si) {
  for_elements(members, n, [&](int m, long long i) { s[m * sm + i * si] = a[m * lda + index[i]] * factor[i]; });
}

// Innovations of the mean, each times a factor.
ISOBIT_FUNCTION void innovation(long long n, const int* index, const double* value, const double* factor,
                                const double* mean, double* d) {
  long long i = element();
  if (i < n) {
    d[i] = (value[i] - mean[index[i]]) * factor[i];
  }
}

}  // namespace ensemble
}  // namespace isobit

ISOBIT_KERNELS(ensemble_mean, (int members, long long n, const T* e, long long ld, T* mean),
               ensemble::mean(members, n, e, ld, mean))
ISOBIT_KERNELS(ensemble_spread, (int members, long long n, const T* e, long long ld, T* spread),
               ensemble::spread(members, n, e, ld, spread))
ISOBIT_KERNELS(ensemble_anomalySpread, (int members, long long n, const T* a, long long ld, T* spread),
               ensemble::anomaly_spread(members, n, a, ld, spread))
ISOBIT_KERNELS(ensemble_subtractMean,
               (int members, long long n, const T* e, long long lde, T* mean, T* a, long long lda),
               ensemble::subtract_mean(members, n, e, lde, mean, a, lda))
ISOBIT_KERNELS(ensemble_addMean,
               (int members, long long n, const T* mean, const T* a, long long lda, T* e, long long lde),
               ensemble::add_mean(members, n, mean, a, lda, e, lde))
ISOBIT_KERNELS(ensemble_inflate, (int members, long long n, T factor, T* e, long long ld),
               ensemble::inflate(members, n, factor, e, ld))
ISOBIT_KERNELS(ensemble_scale, (int members, long long n, T factor, T* a, long long ld),
               ensemble::scale(members, n, factor, a, ld))
ISOBIT_KERNELS(ensemble_relaxPerturbations,
               (int members, long long n, T alpha, const T* f, long long ldf, T* a, long long lda),
               ensemble::relax_perturbations(members, n, alpha, f, ldf, a, lda))
ISOBIT_KERNELS(ensemble_relaxSpread,
               (int members, long long n, T alpha, const T* forecast, const T* analysis, T* a, long long lda),
               ensemble::relax_spread(members, n, alpha, forecast, analysis, a, lda))
ISOBIT_KERNELS(ensemble_repeat, (int members, long long n, const T* x, long long ldx, T* e, long long lde),
               ensemble::repeat(members, n, x, ldx, e, lde))

ISOBIT_KERNEL(ensemble_observe_double)
(int members, long long n, const int* index, const double* factor, const double* a, long long lda, double* s,
 long long sm, long long si) {
  isobit::ensemble::observe(members, n, index, factor, a, lda, s, sm, si);
}
ISOBIT_EXPORT(ensemble_observe_double);

ISOBIT_KERNEL(ensemble_innovation_double)
(long long n, const int* index, const double* value, const double* factor, const double* mean, double* d) {
  isobit::ensemble::innovation(n, index, value, factor, mean, d);
}
ISOBIT_EXPORT(ensemble_innovation_double);
