// Kernels with faults, which the stand-in driver must find.
#include "common/isobit.cuh"

// Reverses a block's elements; the barrier between writing and reading is missing.
ISOBIT_KERNEL(planted_missingBarrier)(const double* x, double* y) {
  ISOBIT_SHARED(double, tile, 64);
  tile[threadIdx.x] = x[threadIdx.x];
  y[threadIdx.x] = tile[blockDim.x - 1 - threadIdx.x];
}
ISOBIT_EXPORT(planted_missingBarrier);

// Writes one element too many.
ISOBIT_KERNEL(planted_overrun)(long long n, double* x) {
  long long i = isobit::element();
  if (i <= n) {
    x[i] = 1.0;
  }
}
ISOBIT_EXPORT(planted_overrun);

ISOBIT_KERNEL(planted_sharedOverrun)(double* x) {
  ISOBIT_SHARED(double, tile, 64);
  tile[threadIdx.x + 1] = x[threadIdx.x];
}
ISOBIT_EXPORT(planted_sharedOverrun);

// A barrier that only half of the threads reach.
ISOBIT_KERNEL(planted_divergentBarrier)(double* x) {
  if (threadIdx.x < blockDim.x / 2) {
    __syncthreads();
  }
  x[threadIdx.x] = 1.0;
}
ISOBIT_EXPORT(planted_divergentBarrier);

// A shuffle that half of the warp misses.
ISOBIT_KERNEL(planted_divergentShuffle)(double* x) {
  double v = x[threadIdx.x];
  if (threadIdx.x < 16) {
    v = __shfl_down_sync(isobit::ALL_LANES, v, 1);
  }
  x[threadIdx.x] = v;
}
ISOBIT_EXPORT(planted_divergentShuffle);

// Sums of what was never written.
ISOBIT_KERNEL(planted_unwritten)(double* x) {
  ISOBIT_SHARED(double, tile, 64);
  x[threadIdx.x] = tile[threadIdx.x] + 1.0;
}
ISOBIT_EXPORT(planted_unwritten);

// Right, and slow to come: what waits for it must wait for it.
ISOBIT_KERNEL(planted_ones)(long long n, double* x) {
  long long i = isobit::element();
  if (i < n) {
    x[i] = 1.0;
  }
}
ISOBIT_EXPORT(planted_ones);

// Its PTX says that it has an int.
ISOBIT_KERNEL(planted_otherParameters)(long long n, double* x) { x[0] = static_cast<double>(n); }
ISOBIT_EXPORT(planted_otherParameters);
