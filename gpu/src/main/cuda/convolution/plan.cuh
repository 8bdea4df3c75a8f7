// What outputs of a convolution are made of, for forward and transposed ones alike. A transposed convolution of stride
// s is s * s convolutions of stride 1, called phases: outputs that lie s apart have the same weights, and their chain,
// last row and column of weights first, reads cells in ascending order.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace convolution {

// The arguments of a launch. Inputs and outputs are those of the operation, whichever way it goes.
template <class T>
struct Arguments {
  int transposed, padding, kind;
  T slope;
  long long batch;
  int groups, inputs, inNy, inNx, outputs, outNy, outNx;  // inputs and outputs: channels of a group
  int kernelY, kernelX, strideY, strideX, dilationY, dilationX, top, left;
  int sharedY, sharedX;  // greatest common divisors of stride and dilation
  const T* x;
  const T* w;
  const T* bias;
  T* y;

  // Weights from one output channel to the next, and from one input channel of a group to the next.
  ISOBIT_FUNCTION long long output_step() const {
    return static_cast<long long>(transposed != 0 ? 1 : inputs) * kernelY * kernelX;
  }
  ISOBIT_FUNCTION long long input_step() const {
    return static_cast<long long>(transposed != 0 ? outputs : 1) * kernelY * kernelX;
  }
  ISOBIT_FUNCTION const T* weights(int group) const {
    return w + static_cast<long long>(group) * outputs * inputs * kernelY * kernelX;
  }
  ISOBIT_FUNCTION long long in_plane() const { return static_cast<long long>(inNy) * inNx; }
  ISOBIT_FUNCTION long long out_plane() const { return static_cast<long long>(outNy) * outNx; }

  // The first plane of a group of a sample.
  ISOBIT_FUNCTION const T* image(long long sample, int group) const {
    return x + (sample * groups + group) * inputs * in_plane();
  }

  ISOBIT_FUNCTION T start(int channel) const { return bias == nullptr ? T(0) : bias[channel]; }

  // The end of a run of terms: the first one is stored, later ones are added.
  ISOBIT_FUNCTION void store(long long at, bool first, T s) const { y[at] = first ? s : y[at] + s; }

  ISOBIT_FUNCTION void activate(long long at) const {
    y[at] = References<T>::Activations::value(static_cast<Activation>(kind), slope, y[at]);
  }

  // The cell of an image that a cell around it copies; below 0 where that is +0.
  ISOBIT_FUNCTION int source(int at, int n) const {
    if (static_cast<u32>(at) < static_cast<u32>(n)) {
      return at;
    }
    if (padding == static_cast<int>(Padding::ZERO)) {
      return -1;
    }
    if (padding == static_cast<int>(Padding::REPLICATE)) {
      return at < 0 ? 0 : n - 1;
    }
    int rest = at % n;
    return rest < 0 ? rest + n : rest;
  }

  ISOBIT_FUNCTION T cell(const T* plane, int row, int column) const {
    int i = source(row, inNy);
    int j = source(column, inNx);
    return i < 0 || j < 0 ? T(0) : plane[i * static_cast<long long>(inNx) + j];
  }
};

// Taps along one axis: those of output u are at cells first + u * stride + i * dilation, i ascending; it is output
// place + u * step of the whole.
struct Axis {
  int outputs, taps, stride, dilation, first, place, step;
  int weight, apart;  // the weight of tap 0, and from one tap's to the next

  ISOBIT_FUNCTION void forward(int out, int kernel, int by, int dilated, int before) {
    outputs = out;
    taps = kernel;
    stride = by;
    dilation = dilated;
    first = -before;
    place = 0;
    step = 1;
    weight = 0;
    apart = 1;
  }

  ISOBIT_FUNCTION void transposed(int phase, int out, int kernel, int by, int dilated, int before, int shared) {
    int cell = before + phase;
    int period = by / shared;
    // One in so many weights meets the phase, or none does.
    int last = kernel - 1;
    while (last >= 0 && last >= kernel - period && (cell - last * dilated) % by != 0) {
      last--;
    }
    bool met = last >= 0 && last >= kernel - period;
    outputs = (out - phase + by - 1) / by;
    taps = met ? last / period + 1 : 0;
    stride = 1;
    dilation = dilated / shared;
    first = met ? (cell - last * dilated) / by : 0;
    place = phase;
    step = by;
    weight = met ? last : 0;
    apart = -period;
  }

  // Cells that outputs beside each other read.
  ISOBIT_FUNCTION int extent(int beside) const { return (beside - 1) * stride + (taps - 1) * dilation + 1; }
};

// A phase, or the whole of a forward convolution.
template <class T>
struct Plan {
  Axis down, across;
  int area, terms;
  int weight, weightY, weightX;  // that of the first tap, and from one tap to the next
  bool straight;                 // whether terms are weights in their order

  ISOBIT_FUNCTION Plan(const Arguments<T>& a, int phase) {
    if (a.transposed != 0) {
      int phases = a.strideX < a.outNx ? a.strideX : a.outNx;
      down.transposed(phase / phases, a.outNy, a.kernelY, a.strideY, a.dilationY, a.top, a.sharedY);
      across.transposed(phase % phases, a.outNx, a.kernelX, a.strideX, a.dilationX, a.left, a.sharedX);
    } else {
      down.forward(a.outNy, a.kernelY, a.strideY, a.dilationY, a.top);
      across.forward(a.outNx, a.kernelX, a.strideX, a.dilationX, a.left);
    }
    area = down.taps * across.taps;
    terms = a.inputs * area;
    weight = down.weight * a.kernelX + across.weight;
    weightY = down.apart * a.kernelX;
    weightX = across.apart;
    straight = a.transposed == 0;
  }

  // Where the weight of a tap lies, from that of its input channel on.
  ISOBIT_FUNCTION int tap(int t) const {
    return straight ? t : weight + t / across.taps * weightY + t % across.taps * weightX;
  }

  // Where the weight of a term lies, from that of its output channel on.
  ISOBIT_FUNCTION long long term(const Arguments<T>& a, int k) const {
    return straight ? k : k / area * a.input_step() + tap(k % area);
  }

  // Where output (row, column) of the phase lies in its plane.
  ISOBIT_FUNCTION long long place(const Arguments<T>& a, int row, int column) const {
    return (down.place + row * static_cast<long long>(down.step)) * a.outNx + across.place + column * across.step;
  }
};

}  // namespace convolution
}  // namespace isobit
