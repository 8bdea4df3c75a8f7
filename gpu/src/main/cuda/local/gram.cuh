// Sums of products over the terms of one problem, by a block of threads: terms go through shared memory some at a time,
// and a thread keeps four by four chains in registers from the first term to the last. Its columns lie a quarter of all
// apart, so that neighbouring threads read neighbouring elements.
#pragma once

#include "batch/block.cuh"

namespace isobit {
namespace local {

// Elements of one term in shared memory: whole fours, and one more so that neighbouring terms are in different banks.
ISOBIT_FUNCTION int leading(int columns) { return (columns + 3) / 4 * 4 + 1; }

// c_ij = sum over q ascending of s_qi s_qj for i >= j, from +0; gather(q, i) gives s_qi, store(i, j, c_ij) takes
// results. byTerm: neighbouring threads gather neighbouring terms of a column instead of neighbouring columns of a
// term. s has room for tile terms of leading(columns) elements. All threads of the block come here, and none goes on
// before the last has read s.
template <class T, class S, class Gather, class Store>
ISOBIT_FUNCTION void gram(int columns, int terms, int tile, bool byTerm, S s, Gather gather, Store store) {
  int ld = leading(columns);
  int fours = (columns + 3) / 4;
  int all = triangle(fours);
  for (int first = 0; first < all; first += threads()) {
    int e = first + own();
    bool mine = e < all;
    int bi = mine ? row_of(e) : 0;
    int bj = mine ? e - triangle(bi) : 0;
    T c[16] = {};
    for (int q0 = 0; q0 < terms; q0 += tile) {
      int count = terms - q0 < tile ? terms - q0 : tile;
      int inner = byTerm ? count : 4 * fours;
      int outer = byTerm ? 4 * fours : count;
      // As many threads side by side as a warp has, or a tile terms.
      int wide = byTerm && tile < WARP ? tile : WARP;
      for (int o = own() / wide; o < outer; o += threads() / wide) {
        for (int a = own() % wide; a < inner; a += wide) {
          int q = byTerm ? a : o;
          int i = byTerm ? o : a;
          s[q * ld + i] = i < columns ? gather(q0 + q, i) : T(0);
        }
      }
      __syncthreads();
      for (int q = 0; q < count && mine; q++) {
        T x[4], y[4];
        for (int a = 0; a < 4; a++) {
          x[a] = s[q * ld + bi + a * fours];
          y[a] = s[q * ld + bj + a * fours];
        }
        for (int a = 0; a < 4; a++) {
          for (int b = 0; b < 4; b++) {
            c[4 * a + b] = fma_rn(x[a], y[b], c[4 * a + b]);
          }
        }
      }
      __syncthreads();
    }
    for (int a = 0; a < 4 && mine; a++) {
      for (int b = 0; b < 4; b++) {
        int i = bi + a * fours;
        int j = bj + b * fours;
        // A pair of columns of one rest stands here twice, others once.
        if (i < columns && j < columns && (bi > bj || i >= j)) {
          store(i >= j ? i : j, i >= j ? j : i, c[4 * a + b]);
        }
      }
    }
  }
}

}  // namespace local
}  // namespace isobit
