// Gates of recurrent cells, in the order of LstmGatesReference and GruGatesReference: an element of the state a thread,
// rows of the grid are samples.
#include "common/types.cuh"

namespace isobit {
namespace recurrent {

template <class T>
ISOBIT_FUNCTION void lstm(int rows, long long n, T* gates, long long ld, const T* c, long long ldc, T* next,
                          long long ldnext, T* h, long long ldh) {
  typedef typename References<T>::Activation Reference;
  for_elements(rows, n, [&](int row, long long j) {
    T* own = gates + row * ld + j;
    T i = Reference::sigmoid(own[0]);
    T f = Reference::sigmoid(own[n]);
    T g = Reference::tanh(own[2 * n]);
    T o = Reference::sigmoid(own[3 * n]);
    own[0] = i;
    own[n] = f;
    own[2 * n] = g;
    own[3 * n] = o;
    T state = fma_rn(f, c[row * ldc + j], i * g);
    next[row * ldnext + j] = state;
    h[row * ldh + j] = o * Reference::tanh(state);
  });
}

template <class T>
ISOBIT_FUNCTION void gru(int rows, long long n, T* gates, long long ld, const T* h, long long ldh, T* next,
                         long long ldnext) {
  typedef typename References<T>::Activation Reference;
  for_elements(rows, n, [&](int row, long long j) {
    T* own = gates + row * ld + j;
    T r = Reference::sigmoid(own[0]);
    T z = Reference::sigmoid(own[n]);
    T candidate = Reference::tanh(fma_rn(r, own[3 * n], own[2 * n]));
    own[0] = r;
    own[n] = z;
    own[2 * n] = candidate;
    next[row * ldnext + j] = fma_rn(z, h[row * ldh + j] - candidate, candidate);
  });
}

}  // namespace recurrent
}  // namespace isobit

ISOBIT_KERNELS(recurrent_lstm,
               (int rows, long long n, T* gates, long long ld, const T* c, long long ldc, T* next, long long ldnext,
                T* h, long long ldh),
               recurrent::lstm(rows, n, gates, ld, c, ldc, next, ldnext, h, ldh))
ISOBIT_KERNELS(recurrent_gru,
               (int rows, long long n, T* gates, long long ld, const T* h, long long ldh, T* next, long long ldnext),
               recurrent::gru(rows, n, gates, ld, h, ldh, next, ldnext))
