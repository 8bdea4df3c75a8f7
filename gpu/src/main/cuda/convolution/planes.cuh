// Convolutions with few output channels a group, depthwise ones among them: a block has a rectangle of one sample's
// pixels, and keeps the part of an input channel that they read, and its weights, in shared memory. A thread has PIXELS
// outputs of CHANNELS channels in registers. What does not fit shared memory is read where it is.
#pragma once

#include "convolution/plan.cuh"

namespace isobit {
namespace convolution {

constexpr int PIXELS = 4;

template <class T, int CHANNELS>
struct Planes {
  static constexpr int RUN = static_cast<int>(GemmReference::RUN);

  const Arguments<T>& a;
  const Plan<T>& plan;
  int shift;    // the rectangle is 2^shift columns wide
  bool staged;  // whether shared memory has room
  int row0, column0;
  long long sample;
  int group, channel0;
  T acc[PIXELS][CHANNELS];

  ISOBIT_FUNCTION Planes(const Arguments<T>& a, const Plan<T>& plan, int shift, bool staged)
      : a(a), plan(plan), shift(shift), staged(staged) {}

  // Row and column of a thread's outputs in the phase.
  ISOBIT_FUNCTION int row(int r) const { return row0 + ((threadIdx.x + r * blockDim.x) >> shift); }
  ISOBIT_FUNCTION int column(int r) const { return column0 + ((threadIdx.x + r * blockDim.x) & ((1u << shift) - 1)); }

  // Where an output of channel 0 of the group lies; below 0 if there is none.
  ISOBIT_FUNCTION long long place(int r) const {
    return row(r) >= plan.down.outputs || column(r) >= plan.across.outputs ? -1
        : (sample * a.groups + group) * a.outputs * a.out_plane() + plan.place(a, row(r), column(r));
  }

  ISOBIT_FUNCTION void finish(bool first) {
#pragma unroll
    for (int r = 0; r < PIXELS; r++) {
      long long at = place(r);
#pragma unroll
      for (int f = 0; f < CHANNELS; f++) {
        if (at >= 0 && channel0 + f < a.outputs) {
          a.store(at + (channel0 + f) * a.out_plane(), first, acc[r][f]);
        }
        acc[r][f] = T(0);
      }
    }
  }

  // From memory: in registers, every output would have a copy of all activations' code.
  ISOBIT_FUNCTION void activate() {
#pragma unroll 1
    for (int r = 0; r < PIXELS; r++) {
      long long at = place(r);
#pragma unroll 1
      for (int f = 0; f < CHANNELS; f++) {
        if (at >= 0 && channel0 + f < a.outputs) {
          a.activate(at + (channel0 + f) * a.out_plane());
        }
      }
    }
  }

  // Weights of an input channel; those of output channels beyond the last one are zeros that nobody stores.
  template <class Shared>
  ISOBIT_FUNCTION void stage_weights(Shared& shared, const T* w) {
    for (int q = static_cast<int>(threadIdx.x); q < CHANNELS * plan.area; q += static_cast<int>(blockDim.x)) {
      int f = channel0 + q / plan.area;
      shared[q] = f < a.outputs ? w[f * a.output_step() + plan.tap(q % plan.area)] : T(0);
    }
  }

  // The cells that the rectangle reads, rows of them being pitch apart.
  template <class Shared>
  ISOBIT_FUNCTION void stage_cells(Shared& shared, int begin, int pitch, const T* plane) {
    int threads = static_cast<int>(blockDim.x);
    int wide = threads >> shift > 0 ? shift : 31 - leading_zeros(static_cast<u32>(threads));
    int rows = plan.down.extent((PIXELS * threads) >> shift);
    int top = plan.down.first + row0 * plan.down.stride;
    int left = plan.across.first + column0 * plan.across.stride;
    for (int i = static_cast<int>(threadIdx.x) >> wide; i < rows; i += threads >> wide) {
      for (int j = static_cast<int>(threadIdx.x) & ((1 << wide) - 1); j < pitch; j += 1 << wide) {
        shared[begin + i * pitch + j] = a.cell(plane, top + i, left + j);
      }
    }
  }

  ISOBIT_FUNCTION static int leading_zeros(u32 x) {
    int n = 0;
    while ((x & 0x80000000u) == 0) {
      x <<= 1;
      n++;
    }
    return n;
  }

  ISOBIT_FUNCTION void run() {
    ISOBIT_DYNAMIC_SHARED(T, shared);
    int cells = CHANNELS * plan.area;
    int pitch = staged ? plan.across.extent(1 << shift) : 0;
    const T* w = a.weights(group);
    const T* plane = a.image(sample, group);
    int at[PIXELS];
#pragma unroll
    for (int r = 0; r < PIXELS; r++) {
      at[r] = cells + (staged ? row(r) - row0 : 0) * plan.down.stride * pitch
          + (staged ? column(r) - column0 : 0) * plan.across.stride;
#pragma unroll
      for (int f = 0; f < CHANNELS; f++) {
        acc[r][f] = channel0 + f < a.outputs ? a.start(group * a.outputs + channel0 + f) : T(0);
      }
    }
    int left = RUN;
    bool first = true;
    for (int c = 0; c < a.inputs && plan.area > 0; c++) {
      if (staged) {
        __syncthreads();
        stage_weights(shared, w);
        stage_cells(shared, cells, pitch, plane);
        __syncthreads();
      }
      for (int i = 0; i < plan.down.taps; i++) {
        for (int j = 0; j < plan.across.taps; j++) {
          if (left == 0) {
            finish(first);
            first = false;
            left = RUN;
          }
          left--;
          if (staged) {
            taps(shared, at, i * plan.across.taps + j, i * plan.down.dilation * pitch + j * plan.across.dilation);
          } else {
            taps(w, plane, i, j);
          }
        }
      }
      w += a.input_step();
      plane += a.in_plane();
    }
    finish(first);
    if (a.kind != static_cast<int>(Activation::IDENTITY)) {
      activate();
    }
  }

  template <class Shared>
  ISOBIT_FUNCTION void taps(Shared& shared, const int* at, int tap, int by) {
    T v[CHANNELS];
#pragma unroll
    for (int f = 0; f < CHANNELS; f++) {
      v[f] = shared[f * plan.area + tap];
    }
#pragma unroll
    for (int r = 0; r < PIXELS; r++) {
      T x = shared[at[r] + by];
#pragma unroll
      for (int f = 0; f < CHANNELS; f++) {
        acc[r][f] = fma_rn(x, v[f], acc[r][f]);
      }
    }
  }

  ISOBIT_FUNCTION void taps(const T* w, const T* plane, int i, int j) {
    T v[CHANNELS];
#pragma unroll
    for (int f = 0; f < CHANNELS; f++) {
      int channel = channel0 + f < a.outputs ? channel0 + f : 0;
      v[f] = w[channel * a.output_step() + plan.tap(i * plan.across.taps + j)];
    }
#pragma unroll
    for (int r = 0; r < PIXELS; r++) {
      T x = a.cell(plane, plan.down.first + row(r) * plan.down.stride + i * plan.down.dilation,
                   plan.across.first + column(r) * plan.across.stride + j * plan.across.dilation);
#pragma unroll
      for (int f = 0; f < CHANNELS; f++) {
        acc[r][f] = fma_rn(x, v[f], acc[r][f]);
      }
    }
  }
};

// The rectangles of a block: blockIdx.x counts samples and in them rectangles, blockIdx.y groups and in them parts of
// their channels, blockIdx.z phases.
template <int CHANNELS, class T>
ISOBIT_FUNCTION void planes(const Arguments<T>& a, int phases, int shift, int staged) {
  int height = (PIXELS * static_cast<int>(blockDim.x)) >> shift;
  int each = (a.outputs + CHANNELS - 1) / CHANNELS;
  for (int phase = static_cast<int>(blockIdx.z); phase < phases; phase += static_cast<int>(gridDim.z)) {
    Plan<T> plan(a, phase);
    int across = ((plan.across.outputs - 1) >> shift) + 1;
    int down = (plan.down.outputs - 1) / height + 1;
    Planes<T, CHANNELS> part(a, plan, shift, staged != 0);
    part.sample = static_cast<int>(blockIdx.x) / (down * across);
    part.row0 = static_cast<int>(blockIdx.x) / across % down * height;
    part.column0 = static_cast<int>(blockIdx.x) % across << shift;
    if (part.sample < a.batch) {
      for_rows(a.groups * each, [&](int r) {
        part.group = r / each;
        part.channel0 = r % each * CHANNELS;
        part.run();
      });
    }
  }
}

}  // namespace convolution
}  // namespace isobit
