// Convolutions and transposed convolutions, with bias and activation: plan.cuh says what outputs are made of, tile.cuh
// has the form for many output channels a group, planes.cuh that for few. All have the same bits, those of
// ConvolutionReference and ConvolutionGradientsReference: one chain of fma an output, in runs of 4096 terms.
#include "convolution/planes.cuh"
#include "convolution/tile.cuh"

namespace isobit {
namespace convolution {

// Many output channels and many pixels: the tiles of gemm.
template <class T>
struct Large;
template <>
struct Large<double> : product::Cut<64, 64, 16, 8, 4> {};
template <>
struct Large<float> : product::Cut<128, 128, 16, 8, 8> {};

// Fewer of one of them: more blocks.
template <class T>
struct Wide : product::Cut<32, 64, 16, 4, 4> {};

}  // namespace convolution
}  // namespace isobit

#define ISOBIT_CONVOLUTION                                                                                            \
  int transposed, int padding, int kind, T slope, long long batch, int groups, int inputs, int inNy, int inNx,        \
      int outputs, int outNy, int outNx, int kernelY, int kernelX, int strideY, int strideX, int dilationY,           \
      int dilationX, int top, int left, int sharedY, int sharedX, const T *x, const T *w, const T *bias, T *y,        \
      int phases
#define ISOBIT_ARGUMENTS                                                                                              \
  convolution::Arguments<T> {                                                                                         \
    transposed, padding, kind, slope, batch, groups, inputs, inNy, inNx, outputs, outNy, outNx, kernelY, kernelX,     \
        strideY, strideX, dilationY, dilationX, top, left, sharedY, sharedX, x, w, bias, y                            \
  }

ISOBIT_KERNELS_OF(convolution::Large<T>::THREADS, convolution_large, (ISOBIT_CONVOLUTION),
                  convolution::tiles<convolution::Large<T>>(ISOBIT_ARGUMENTS, phases))
ISOBIT_KERNELS_OF(convolution::Wide<T>::THREADS, convolution_wide, (ISOBIT_CONVOLUTION),
                  convolution::tiles<convolution::Wide<T>>(ISOBIT_ARGUMENTS, phases))
// Blocks have 256 threads at most; bounds are those with which two of them, or three, fit a multiprocessor.
ISOBIT_KERNELS_OF(512, convolution_few, (ISOBIT_CONVOLUTION, int shift, int staged),
                  convolution::planes<4>(ISOBIT_ARGUMENTS, phases, shift, staged))
ISOBIT_KERNELS_OF(768, convolution_single, (ISOBIT_CONVOLUTION, int shift, int staged),
                  convolution::planes<1>(ISOBIT_ARGUMENTS, phases, shift, staged))
