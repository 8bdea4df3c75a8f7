// Rotary positions, in the order of RotaryReference: a pair of elements, or one that stays, a thread; rows of the grid
// are tokens, which have one or several heads.
#include "common/types.cuh"

namespace isobit {
namespace rotary {

// The table has pairs cosines, then pairs sines, of each position; sign is 1, or -1 for the inverse.
template <class T>
ISOBIT_FUNCTION void turn(int interleaved, T sign, int first, int tokens, int rows, int heads, int size, int pairs,
                          const T* table, const T* x, long long ldx, T* y, long long ldy) {
  int units = size - pairs;
  for_elements(rows, static_cast<long long>(heads) * units, [&](int r, long long element) {
    int e = static_cast<int>(element);
    int h = e / units;
    int i = e % units;
    const T* from = x + r * ldx + static_cast<long long>(h) * size;
    T* to = y + r * ldy + static_cast<long long>(h) * size;
    if (i >= pairs) {
      to[pairs + i] = from[pairs + i];
      return;
    }
    const T* angles = table + (static_cast<long long>(first) + r % tokens) * (2 * pairs);
    int p = interleaved != 0 ? 2 * i : i;
    int q = interleaved != 0 ? p + 1 : p + pairs;
    T a = from[p];
    T b = from[q];
    T cosine = angles[i];
    T sine = angles[pairs + i];
    to[p] = fma_rn(a, cosine, b * (sign * -sine));
    to[q] = fma_rn(b, cosine, a * (sign * sine));
  });
}

// The frequencies of groups turn their heads, by places on a line (columns is 0) or a grid; angles are of double.
template <class T>
ISOBIT_FUNCTION void angles(int interleaved, T sign, int columns, int tokens, int rows, int groups, int heads, int size,
                            int pairs, const T* frequencies, const T* x, long long ldx, T* y, long long ldy) {
  int units = size - pairs;
  for_elements(rows, static_cast<long long>(groups) * heads * units, [&](int r, long long element) {
    int h = static_cast<int>(element / units);
    int i = static_cast<int>(element % units);
    const T* from = x + r * ldx + static_cast<long long>(h) * size;
    T* to = y + r * ldy + static_cast<long long>(h) * size;
    if (i >= pairs) {
      to[pairs + i] = from[pairs + i];
      return;
    }
    int t = r % tokens;
    long long at = static_cast<long long>(h / heads) * pairs + i;
    double angle;
    if (columns == 0) {
      angle = static_cast<double>(t) * static_cast<double>(frequencies[at]);
    } else {
      long long other = at + static_cast<long long>(groups) * pairs;
      angle = fma_rn(static_cast<double>(t / columns), static_cast<double>(frequencies[other]),
                     static_cast<double>(t % columns) * static_cast<double>(frequencies[at]));
    }
    T cosine = static_cast<T>(TrigReference::cos(angle));
    T sine = static_cast<T>(TrigReference::sin(angle));
    int p = interleaved != 0 ? 2 * i : i;
    int q = interleaved != 0 ? p + 1 : p + pairs;
    T a = from[p];
    T b = from[q];
    to[p] = fma_rn(a, cosine, b * (sign * -sine));
    to[q] = fma_rn(b, cosine, a * (sign * sine));
  });
}

}  // namespace rotary
}  // namespace isobit

ISOBIT_KERNELS(rotary_turn,
               (int interleaved, T sign, int first, int tokens, int rows, int heads, int size, int pairs,
                const T* table, const T* x, long long ldx, T* y, long long ldy),
               rotary::turn(interleaved, sign, first, tokens, rows, heads, size, pairs, table, x, ldx, y, ldy))

ISOBIT_KERNELS(rotary_angles,
               (int interleaved, T sign, int columns, int tokens, int rows, int groups, int heads, int size, int pairs,
                const T* frequencies, const T* x, long long ldx, T* y, long long ldy),
               rotary::angles(interleaved, sign, columns, tokens, rows, groups, heads, size, pairs, frequencies, x, ldx,
                              y, ldy))
