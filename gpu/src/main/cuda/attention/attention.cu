// Attention: see tile.cuh. A block has a tile of queries of one head and some columns of its values; there is a kernel
// for each number of columns.
#include "attention/tile.cuh"

namespace isobit {
namespace attention {

// Where head h of sample b begins.
ISOBIT_FUNCTION long long start(int tokenMajor, long long b, int h, int heads, int tokens, int width, long long ld) {
  return tokenMajor != 0 ? b * tokens * ld + static_cast<long long>(h) * width : (b * heads + h) * tokens * ld;
}

// Tiles of a head lie one after the other, the last one, which sees most keys if causal, first; of each the parts of
// its columns.
template <class T, int WIDTH>
ISOBIT_FUNCTION void forward(int tiles, int resident, int heads, int group, int tokenMajor, Call<T> call,
                             long long maskSample, long long maskHead, long long all) {
  int parts = (call.width + WIDTH - 1) / WIDTH;
  int tile = tiles - 1 - static_cast<int>(blockIdx.x / parts) % tiles;
  int head = static_cast<int>(blockIdx.x / parts) / tiles;
  int b = head / heads;
  int h = head % heads;
  int kv = h / group;
  call.q += start(tokenMajor, b, h, heads, call.queries, call.size, call.ldq);
  call.k += start(tokenMajor, b, kv, heads / group, call.keys, call.size, call.ldk);
  call.v += start(tokenMajor, b, kv, heads / group, call.keys, call.width, call.ldv);
  call.y += start(tokenMajor, b, h, heads, call.queries, call.width, call.ldy);
  long long mask = b * maskSample + h * maskHead;
  call.added += call.added == nullptr ? 0 : mask;
  call.seen += call.seen == nullptr ? 0 : mask;
  if (call.shifts != nullptr) {
    call.shifts += static_cast<long long>(head) * call.queries;
    call.reciprocals = call.shifts + all;
  }
  int early = call.causal != 0 ? (call.offset % BLOCK + BLOCK) % BLOCK : 0;
  Tile<T, WIDTH> own;
  own.first = tile * BLOCK - early;
  own.column0 = static_cast<int>(blockIdx.x) % parts * WIDTH;
  own.run(call, resident != 0);
}

}  // namespace attention
}  // namespace isobit

#define ISOBIT_ATTENTION(width)                                                                                       \
  ISOBIT_KERNELS_OF(attention::THREADS, attention_##width,                                                            \
                    (int tiles, int resident, int heads, int group, int tokenMajor, int queries, int keys, int size,  \
                     int valueSize, T scale, int causal, int offset, const T* q, long long ldq, const T* k,           \
                     long long ldk, const T* v, long long ldv, const T* added, const int* seen, long long maskSample, \
                     long long maskHead, long long maskQuery, T* y, long long ldy, T* statistics, long long all),     \
                    attention::forward<T, width>(                                                                     \
                        tiles, resident, heads, group, tokenMajor,                                                    \
                        attention::Call<T>{queries, keys, size, valueSize, scale, causal, offset, q, ldq, k, ldk, v,  \
                                           ldv, added, seen, maskQuery, y, ldy, statistics, nullptr},                 \
                        maskSample, maskHead, all))

ISOBIT_ATTENTION(32)
ISOBIT_ATTENTION(64)
ISOBIT_ATTENTION(128)
