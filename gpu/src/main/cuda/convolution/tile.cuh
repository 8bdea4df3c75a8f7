// Convolutions as matrix products, weights times cells: a row is an output channel of a group, a column a pixel of the
// output, of all samples one after the other, and k counts the terms of the contract's chain. The matrix of cells is
// never written: its tiles are gathered from the image, neighbouring threads reading neighbouring pixels. Tiles and
// their products are those of gemm.
#pragma once

#include "convolution/plan.cuh"
#include "gemm/tile.cuh"

namespace isobit {
namespace convolution {

// A tile of weights on its way to shared memory: a thread has one term of several output channels.
template <class T, int BM, int BK, int THREADS>
struct Weights {
  static constexpr int STEP = THREADS / BK;
  static constexpr int EACH = BM / STEP;

  T held[EACH];

  ISOBIT_FUNCTION void load(const Arguments<T>& a, const Plan<T>& plan, const T* w, int row0, int k0) {
    int k = k0 + static_cast<int>(threadIdx.x) % BK;
    bool here = k < plan.terms;
    const T* from = w + (here ? plan.term(a, k) : 0);
    long long step = a.output_step();
#pragma unroll
    for (int p = 0; p < EACH; p++) {
      int row = row0 + static_cast<int>(threadIdx.x) / BK + p * STEP;
      held[p] = here && row < a.outputs ? from[row * step] : T(0);
    }
  }

  template <class Shared>
  ISOBIT_FUNCTION void store(Shared& tile, int at, int ld) const {
#pragma unroll
    for (int p = 0; p < EACH; p++) {
      tile[at + static_cast<int>(threadIdx.x) % BK * ld + static_cast<int>(threadIdx.x) / BK + p * STEP] = held[p];
    }
  }
};

// A tile of cells on its way to shared memory: a thread has one pixel, and walks through its terms.
template <class T, int BN, int BK, int THREADS>
struct Cells {
  static constexpr int STEP = THREADS / BN;
  static constexpr int EACH = BK / STEP;

  T held[EACH];
  const T* plane;
  int row, column;  // the cell of its first tap
  int i, j, k;
  bool real;  // whether there is such a pixel

  ISOBIT_FUNCTION Cells(const Arguments<T>& a, const Plan<T>& plan, int group, long long sample, u32 pixel) {
    real = sample < a.batch;
    plane = a.image(real ? sample : 0, group);
    row = plan.down.first + static_cast<int>(pixel / plan.across.outputs) * plan.down.stride;
    column = plan.across.first + static_cast<int>(pixel % plan.across.outputs) * plan.across.stride;
    i = 0;
    j = 0;
    k = 0;
    advance(a, plan, static_cast<int>(threadIdx.x) / BN);
  }

  ISOBIT_FUNCTION void advance(const Arguments<T>& a, const Plan<T>& plan, int steps) {
    k += steps;
    j += steps;
    while (k < plan.terms && j >= plan.across.taps) {
      j -= plan.across.taps;
      if (++i == plan.down.taps) {
        i = 0;
        plane += a.in_plane();
      }
    }
  }

  ISOBIT_FUNCTION void load(const Arguments<T>& a, const Plan<T>& plan) {
#pragma unroll
    for (int p = 0; p < EACH; p++) {
      T v = T(0);
      if (real && k < plan.terms) {
        v = a.cell(plane, row + i * plan.down.dilation, column + j * plan.across.dilation);
      }
      held[p] = v;
      advance(a, plan, STEP);
    }
  }

  template <class Shared>
  ISOBIT_FUNCTION void store(Shared& tile, int at, int ld) const {
#pragma unroll
    for (int p = 0; p < EACH; p++) {
      tile[at + (static_cast<int>(threadIdx.x) / BN + p * STEP) * ld + static_cast<int>(threadIdx.x) % BN] = held[p];
    }
  }
};

template <class T, class Kind>
struct Tile : product::Tile<T, Kind::BM, Kind::BN, Kind::BK, Kind::TM, Kind::TN> {
  typedef product::Tile<T, Kind::BM, Kind::BN, Kind::BK, Kind::TM, Kind::TN> Base;
  static constexpr int BM = Kind::BM, BN = Kind::BN, BK = Kind::BK, TM = Kind::TM, TN = Kind::TN;
  static constexpr int LDA = Base::LoaderA::LD, LDB = Base::LoaderB::LD;

  const Arguments<T>& a;
  const Plan<T>& plan;
  int group;
  long long sample0;  // of the first pixel
  u32 pixel0;

  ISOBIT_FUNCTION Tile(const Arguments<T>& a, const Plan<T>& plan, int group, int row0, long long pixel)
      : a(a), plan(plan), group(group) {
    this->row0 = row0;
    int size = plan.down.outputs * plan.across.outputs;
    sample0 = pixel / size;
    pixel0 = static_cast<u32>(pixel % size);
  }

  ISOBIT_FUNCTION long long sample(int column) const {
    return sample0 + (pixel0 + column) / static_cast<u32>(plan.down.outputs * plan.across.outputs);
  }
  ISOBIT_FUNCTION u32 pixel(int column) const {
    return (pixel0 + column) % static_cast<u32>(plan.down.outputs * plan.across.outputs);
  }

  // Where a column's output of output channel 0 of the group lies; below 0 beyond the last sample.
  ISOBIT_FUNCTION long long place(int column) const {
    long long n = sample(column);
    u32 p = pixel(column);
    int width = plan.across.outputs;
    return n >= a.batch ? -1 : (n * a.groups + group) * a.outputs * a.out_plane()
        + plan.place(a, static_cast<int>(p / width), static_cast<int>(p % width));
  }

  ISOBIT_FUNCTION void start() {
#pragma unroll
    for (int r = 0; r < TM; r++) {
      int i = this->row0 + this->row(r);
      T v = i < a.outputs ? a.start(group * a.outputs + i) : T(0);
#pragma unroll
      for (int s = 0; s < TN; s++) {
        this->acc[r][s] = v;
      }
    }
  }

  ISOBIT_FUNCTION void finish(bool first) {
#pragma unroll
    for (int s = 0; s < TN; s++) {
      long long at = place(this->column(s));
#pragma unroll
      for (int r = 0; r < TM; r++) {
        int i = this->row0 + this->row(r);
        if (at >= 0 && i < a.outputs) {
          a.store(at + i * a.out_plane(), first, this->acc[r][s]);
        }
      }
    }
  }

  // A thread's own outputs, from memory: in registers, every one would have a copy of all activations' code.
  ISOBIT_FUNCTION void activate() {
#pragma unroll 1
    for (int s = 0; s < TN; s++) {
      long long at = place(this->column(s));
#pragma unroll 1
      for (int r = 0; r < TM; r++) {
        int i = this->row0 + this->row(r);
        if (at >= 0 && i < a.outputs) {
          a.activate(at + i * a.out_plane());
        }
      }
    }
  }

  ISOBIT_FUNCTION void run() {
    ISOBIT_SHARED(T, tileA, 2 * BK * LDA);
    ISOBIT_SHARED(T, tileB, 2 * BK * LDB);
    int own = static_cast<int>(threadIdx.x) % BN;
    Weights<T, BM, BK, Base::THREADS> weights;
    Cells<T, BN, BK, Base::THREADS> cells(a, plan, group, sample(own), pixel(own));
    const T* w = a.weights(group);
    int tiles = (plan.terms + BK - 1) / BK;
    start();
    if (tiles > 0) {
      weights.load(a, plan, w, this->row0, 0);
      cells.load(a, plan);
      weights.store(tileA, 0, LDA);
      cells.store(tileB, 0, LDB);
      __syncthreads();
    }
    for (int t = 0; t < tiles; t++) {
      int k0 = t * BK;
      int now = t & 1;
      bool more = t + 1 < tiles;
      if (more) {
        weights.load(a, plan, w, this->row0, k0 + BK);
        cells.load(a, plan);
      }
      if (k0 % Base::RUN == 0 && t > 0) {
        finish(k0 == Base::RUN);
        this->clear();
      }
      if (k0 + BK <= plan.terms) {
        // Not further: the compiler would load ahead until no register is left.
#pragma unroll 4
        for (int d = 0; d < BK; d++) {
          this->multiply(tileA, now * BK * LDA, tileB, now * BK * LDB, d);
        }
      } else {
#pragma unroll 1
        for (int d = 0; d < plan.terms - k0; d++) {
          this->multiply(tileA, now * BK * LDA, tileB, now * BK * LDB, d);
        }
      }
      if (more) {
        weights.store(tileA, (1 - now) * BK * LDA, LDA);
        cells.store(tileB, (1 - now) * BK * LDB, LDB);
      }
      __syncthreads();
    }
    finish(plan.terms <= Base::RUN);
    if (a.kind != static_cast<int>(Activation::IDENTITY)) {
      activate();
    }
  }
};

// The tiles of a block: blockIdx.x counts pixels, blockIdx.y groups and in them output channels, blockIdx.z phases.
template <class Kind, class T>
ISOBIT_FUNCTION void tiles(const Arguments<T>& a, int phases) {
  int each = (a.outputs + Kind::BM - 1) / Kind::BM;
  long long first = static_cast<long long>(blockIdx.x) * Kind::BN;
  for (int phase = static_cast<int>(blockIdx.z); phase < phases; phase += static_cast<int>(gridDim.z)) {
    Plan<T> plan(a, phase);
    if (first < a.batch * plan.down.outputs * plan.across.outputs) {
      for_rows(a.groups * each, [&](int r) {
        Tile<T, Kind> tile(a, plan, r / each, r % each * Kind::BM, first);
        tile.run();
      });
    }
  }
}

}  // namespace convolution
}  // namespace isobit
