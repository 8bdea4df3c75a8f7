// Where a local problem's numbers come from and where its results go.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace local {

// An ensemble whose member m has field f at point i at m * size + f * points + i. A target is batch consecutive points;
// its vectors are those points, of one field after the other.
template <class T>
struct Field {
  int members, batch, vectors;
  long long points, size;
  const T* forecast;
  T* mean;
  T* analysis;

  // The variable that vector v of a target is, or -1 if the target has fewer points.
  ISOBIT_FUNCTION long long variable(int target, int v) const {
    long long point = static_cast<long long>(target) * batch + v % batch;
    return point < points ? v / batch * points + point : -1;
  }

  ISOBIT_FUNCTION T anomaly(long long variable, int m) const {
    return variable < 0 ? T(0) : forecast[m * size + variable];
  }
};

// Observations, and which are near: those of target i are entries start[i] ... start[i + 1] - 1.
template <class T>
struct Near {
  const int* start;
  const int* index;
  const double* weight;
  const T* by;
  long long stride;
  const double* innovation;

  ISOBIT_FUNCTION int count(int target) const { return start[target + 1] - start[target]; }
  ISOBIT_FUNCTION T anomaly(int entry, int m) const {
    return by[index[entry] * stride + m] * static_cast<T>(weight[entry]);
  }
  // A product of doubles, rounded once.
  ISOBIT_FUNCTION T departure(int entry) const { return static_cast<T>(innovation[index[entry]] * weight[entry]); }
};

}  // namespace local
}  // namespace isobit
