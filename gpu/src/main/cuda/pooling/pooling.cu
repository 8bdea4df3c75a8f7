// Maxima and averages of windows, resizes, and permutations of axes; operations and their order are those of
// PoolingReference, ResizeReference and RearrangeReference. But for transposes, a thread has one pixel of the output of
// one channel, and the same pixel of further channels in steps of blockIdx.y: what does not depend on the channel is
// computed once. Channels with few pixels lie side by side in the grid's first dimension.
#include "common/types.cuh"

namespace isobit {
namespace pooling {

// Calls make(pixel) once, then f(what it made, plane, where the output lies) for the planes of this thread, of which
// `beside` lie side by side.
template <class Make, class F>
ISOBIT_FUNCTION void for_planes(long long planes, int outputs, int beside, Make make, F f) {
  long long i = element();
  if (i < static_cast<long long>(outputs) * beside) {
    u32 pixel = static_cast<u32>(i) % static_cast<u32>(outputs);
    long long first = static_cast<u32>(i) / static_cast<u32>(outputs);
    auto made = make(static_cast<int>(pixel));
    for (long long p = first + blockIdx.y * static_cast<long long>(beside); p < planes;
         p += gridDim.y * static_cast<long long>(beside)) {
      f(made, p, p * outputs + pixel);
    }
  }
}

// The cells of a window along one axis that are in the image: begin, in steps of dilation, count of them; and how many
// an average counts.
struct Window {
  int begin, cells, counted;

  ISOBIT_FUNCTION Window(int o, int n, int kernel, int stride, int dilation, int before, int after, int countPadding) {
    int first = o * stride - before;
    int from = first >= 0 ? 0 : (dilation - 1 - first) / dilation;
    int to = end(first, kernel, dilation, n);
    begin = first + from * dilation;
    cells = to - from;
    counted = countPadding != 0 ? end(first, kernel, dilation, n + after) : cells;
  }

  // The window's first cell at or beyond cell n; the kernel's length if there is none.
  ISOBIT_FUNCTION static int end(int first, int kernel, int dilation, int n) {
    int cells = first >= n ? 0 : (n - first - 1) / dilation + 1;
    return cells < kernel ? cells : kernel;
  }
};

struct Windows {
  Window down, across;
};

struct Shape {
  int ny, nx, outNy, outNx, kernelY, kernelX, strideY, strideX, dilationY, dilationX, top, bottom, left, right,
      countPadding;

  ISOBIT_FUNCTION Windows windows(int pixel) const {
    return Windows{Window(pixel / outNx, ny, kernelY, strideY, dilationY, top, bottom, countPadding),
                   Window(pixel % outNx, nx, kernelX, strideX, dilationX, left, right, countPadding)};
  }
};

template <class T>
ISOBIT_FUNCTION void maximum(const Shape& s, long long planes, int beside, const T* x, T* y, T* index) {
  for_planes(planes, s.outNy * s.outNx, beside, [&](int pixel) { return s.windows(pixel); },
             [&](const Windows& w, long long plane, long long out) {
    const T* from = x + plane * s.ny * s.nx;
    int at = w.down.begin * s.nx + w.across.begin;
    T m = from[at];
    for (int i = 0; i < w.down.cells; i++) {
      for (int j = 0; j < w.across.cells; j++) {
        int cell = (w.down.begin + i * s.dilationY) * s.nx + w.across.begin + j * s.dilationX;
        T v = from[cell];
        bool larger = v > m || v != v && m == m;
        m = larger ? v : m;
        at = larger ? cell : at;
      }
    }
    y[out] = m;
    if (index != nullptr) {
      index[out] = static_cast<T>(at);
    }
  });
}

template <class T>
ISOBIT_FUNCTION void average(const Shape& s, long long planes, int beside, const T* x, T* y) {
  for_planes(planes, s.outNy * s.outNx, beside, [&](int pixel) { return s.windows(pixel); },
             [&](const Windows& w, long long plane, long long out) {
    const T* from = x + plane * s.ny * s.nx;
    T sum = T(0);
    for (int i = 0; i < w.down.cells; i++) {
      for (int j = 0; j < w.across.cells; j++) {
        sum = sum + from[(w.down.begin + i * s.dilationY) * s.nx + w.across.begin + j * s.dilationX];
      }
    }
    y[out] = sum / static_cast<T>(w.down.counted * w.across.counted);
  });
}

// Where an output of a resize lies along one axis: its cell, and its share of the next one.
template <class T>
struct Place {
  int cell;
  T share;

  ISOBIT_FUNCTION Place(int o, int n, int m, int nearest, int coordinates) {
    long long p = o * static_cast<long long>(n);
    long long q = m;
    if (coordinates == static_cast<int>(Coordinates::HALF_PIXEL)) {
      p = (2ll * o + 1) * n - m;
      q = 2ll * m;
    } else if (coordinates == static_cast<int>(Coordinates::ALIGN_CORNERS)) {
      p = m == 1 ? 0 : o * (n - 1ll);
      q = m == 1 ? 1 : m - 1;
    }
    share = nearest != 0 || p < 0 || p / q >= n - 1 ? T(0)
        : static_cast<T>(static_cast<double>(p % q) / static_cast<double>(q));
    if (nearest != 0 && coordinates != static_cast<int>(Coordinates::ASYMMETRIC)) {
      p = 2 * p + q;
      q = 2 * q;
    }
    cell = p < 0 ? 0 : static_cast<int>(p / q < n - 1 ? p / q : n - 1);
  }
};

template <class T>
struct Places {
  Place<T> down, across;
};

template <class T>
ISOBIT_FUNCTION void resize(int ny, int nx, int outNy, int outNx, int nearest, int coordinates,
                            long long planes, int beside, const T* x, T* y) {
  for_planes(planes, outNy * outNx, beside, [&](int pixel) {
    return Places<T>{Place<T>(pixel / outNx, ny, outNy, nearest, coordinates),
                     Place<T>(pixel % outNx, nx, outNx, nearest, coordinates)};
  }, [&](const Places<T>& at, long long plane, long long out) {
    const T* row = x + (plane * ny + at.down.cell) * nx + at.across.cell;
    const T* next = at.down.share == T(0) ? row : row + nx;
    int right = at.across.share == T(0) ? 0 : 1;
    y[out] = References<T>::Resize::between(at.down.share,
                                            References<T>::Resize::between(at.across.share, row[0], row[right]),
                                            References<T>::Resize::between(at.across.share, next[0], next[right]));
  });
}

constexpr int AXES = 8;

// Axes of the output, the last one contiguous, and what a step along them is in the input; axes that are missing before
// the first one have one element.
struct Axes {
  int length[AXES];
  int step[AXES];
};

template <class T>
ISOBIT_FUNCTION void rearrange(const Axes& axes, long long samples, int size, const T* x, T* y) {
  for_planes(samples, size, 1, [&](int element) {
    int source = 0;
#pragma unroll
    for (int a = AXES - 1; a >= 0; a--) {
      if (axes.length[a] > 1) {
        source += element % axes.length[a] * axes.step[a];
        element /= axes.length[a];
      }
    }
    return source;
  }, [&](int source, long long sample, long long out) { y[out] = x[sample * size + source]; });
}

constexpr int SIDE = 32;

// The same where the last axis is contiguous in the output, another one in the input and both are long: squares of them
// go through shared memory, so that neighbours read neighbours and write neighbours.
template <class T>
ISOBIT_FUNCTION void transpose(const Axes& axes, int contiguous, int rows, long long samples, int size, const T* x,
                               T* y) {
  ISOBIT_SHARED(T, tile, SIDE*(SIDE + 1));
  int columns = axes.length[AXES - 1];
  int across = (columns - 1) / SIDE + 1;
  int down = (rows - 1) / SIDE + 1;
  int column0 = static_cast<int>(blockIdx.x) % across * SIDE;
  int row0 = static_cast<int>(blockIdx.x) / across % down * SIDE;
  int rest = static_cast<int>(blockIdx.x) / across / down;
  int source = 0;
  int out = 0;
  int stride = columns;
  int apart = 0;  // of rows, in the output
#pragma unroll
  for (int a = AXES - 2; a >= 0; a--) {
    if (a == contiguous) {
      apart = stride;
    } else {
      source += rest % axes.length[a] * axes.step[a];
      out += rest % axes.length[a] * stride;
      rest /= axes.length[a];
    }
    stride *= axes.length[a];
  }
  int own = static_cast<int>(threadIdx.x) % SIDE;
  int first = static_cast<int>(threadIdx.x) / SIDE;
  int lines = static_cast<int>(blockDim.x) / SIDE;
  for (long long sample = blockIdx.y; sample < samples; sample += gridDim.y) {
    for (int k = first; k < SIDE; k += lines) {
      if (row0 + own < rows && column0 + k < columns) {
        tile[k * (SIDE + 1) + own] = x[sample * size + source + row0 + own + (column0 + k) * axes.step[AXES - 1]];
      }
    }
    __syncthreads();
    for (int k = first; k < SIDE; k += lines) {
      if (row0 + k < rows && column0 + own < columns) {
        y[sample * size + out + (row0 + k) * apart + column0 + own] = tile[own * (SIDE + 1) + k];
      }
    }
    __syncthreads();
  }
}

}  // namespace pooling
}  // namespace isobit

#define ISOBIT_WINDOWS                                                                                         \
  int ny, int nx, int outNy, int outNx, int kernelY, int kernelX, int strideY, int strideX, int dilationY,     \
      int dilationX, int top, int bottom, int left, int right, int countPadding, long long planes, int beside, \
      const T *x, T *y
#define ISOBIT_SHAPE                                                                                        \
  pooling::Shape {                                                                                          \
    ny, nx, outNy, outNx, kernelY, kernelX, strideY, strideX, dilationY, dilationX, top, bottom, left,      \
        right, countPadding                                                                                 \
  }

ISOBIT_KERNELS(pooling_maximum, (ISOBIT_WINDOWS, T* index),
               pooling::maximum(ISOBIT_SHAPE, planes, beside, x, y, index))
ISOBIT_KERNELS(pooling_average, (ISOBIT_WINDOWS), pooling::average(ISOBIT_SHAPE, planes, beside, x, y))
ISOBIT_KERNELS(pooling_resize,
               (int ny, int nx, int outNy, int outNx, int nearest, int coordinates, long long planes, int beside,
                const T* x, T* y),
               pooling::resize(ny, nx, outNy, outNx, nearest, coordinates, planes, beside, x, y))
#define ISOBIT_AXES                                                                                                \
  int length0, int length1, int length2, int length3, int length4, int length5, int length6, int length7, int step0, \
      int step1, int step2, int step3, int step4, int step5, int step6, int step7, long long samples, int size,       \
      const T *x, T *y
#define ISOBIT_PERMUTATION                                                            \
  pooling::Axes {                                                                     \
    {length0, length1, length2, length3, length4, length5, length6, length7}, {       \
      step0, step1, step2, step3, step4, step5, step6, step7                          \
    }                                                                                 \
  }

ISOBIT_KERNELS(pooling_rearrange, (ISOBIT_AXES), pooling::rearrange(ISOBIT_PERMUTATION, samples, size, x, y))
ISOBIT_KERNELS(pooling_transpose, (ISOBIT_AXES, int contiguous, int rows),
               pooling::transpose(ISOBIT_PERMUTATION, contiguous, rows, samples, size, x, y))
