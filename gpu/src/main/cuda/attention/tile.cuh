// A tile of attention, a block's, in the order of AttentionReference: it passes over the keys in the contract's blocks,
// computes a tile of scores, a few of them a thread, takes their exponentials, two threads a query, and adds what they
// weigh to the outputs, which stay in registers. Queries, keys and values go through shared memory; no key, element or
// value is padded.
#pragma once

#include "attention/operands.cuh"

namespace isobit {
namespace attention {

// A tile of queries from number first on, which may be before 0, and WIDTH columns of Y from column0 on.
template <class T, int WIDTH>
struct Tile {
  static constexpr int P = Pack<T>::SIZE;
  static constexpr int PARTIALS = static_cast<int>(References<T>::Reduce::PARTIALS);
  static constexpr int TX = 16, TY = THREADS / TX;
  static constexpr int TM = BLOCK / TY, TN = BLOCK / TX, TW = WIDTH / TX;
  static constexpr int PW = TW < P ? TW : P;

  // Places in shared memory, queries being at the end: keys or values; scores, then exponentials; partial sums; the
  // largest scores of four parts of a block, then sums; factors.
  static constexpr int KEYS = 0;
  static constexpr int SCORES = KEYS + DEPTH * (WIDTH > LD ? WIDTH : LD);
  static constexpr int SUMS = SCORES + BLOCK * LD;
  static constexpr int PARTS = SUMS + PARTIALS * BLOCK;
  static constexpr int FACTORS = PARTS + 4 * BLOCK;
  static constexpr int QUERIES = FACTORS + BLOCK;

  T acc[TM][TN];
  T out[TM][TW];
  T largest;
  int first, column0;

  // A thread's elements come in packs that lie a whole row of threads apart, so that neighbours read neighbours.
  ISOBIT_FUNCTION static int row(int r) {
    return r / P * (TY * P) + static_cast<int>(threadIdx.x) / TX * P + r % P;
  }
  ISOBIT_FUNCTION static int key(int s) {
    return s / P * (TX * P) + static_cast<int>(threadIdx.x) % TX * P + s % P;
  }
  ISOBIT_FUNCTION static int column(int s) {
    return s / PW * (TX * PW) + static_cast<int>(threadIdx.x) % TX * PW + s % PW;
  }

  // DEPTH elements from element e0 on of BLOCK rows from row0 on, of which there are rows, times a factor: element
  // (e, row) at e * LD + row. Eight lanes take neighbouring rows: what they write lies in different banks.
  template <class Shared>
  ISOBIT_FUNCTION static void load_rows(Shared& shared, int at, const T* x, long long ld, int row0, int rows, int e0,
                                        int size, bool scaled, T factor) {
    constexpr int PACKS = BLOCK * DEPTH / P / THREADS;
    constexpr int ALONG = DEPTH / P;
    bool whole = aligned(x, ld);
    Pack<T> held[PACKS];
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int n = static_cast<int>(threadIdx.x) + p * THREADS;
      int i = row0 + n % 8 + n / (8 * ALONG) * 8;
      held[p] = pack_of(x + i * ld, i >= 0 && i < rows, e0 + n / 8 % ALONG * P, size, whole);
    }
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int n = static_cast<int>(threadIdx.x) + p * THREADS;
      int to = at + n / 8 % ALONG * P * LD + n % 8 + n / (8 * ALONG) * 8;
#pragma unroll
      for (int e = 0; e < P; e++) {
        shared[to + e * LD] = scaled ? held[p].v[e] * factor : held[p].v[e];
      }
    }
  }

  // Values of DEPTH keys from key0 on: element (key, column) at key * WIDTH + column.
  template <class Shared>
  ISOBIT_FUNCTION void load_values(Shared& shared, const Call<T>& call, int key0) const {
    constexpr int PACKS = DEPTH * WIDTH / P / THREADS;
    constexpr int ALONG = WIDTH / P;
    bool whole = aligned(call.v + column0, call.ldv);
    Pack<T> held[PACKS];
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int n = static_cast<int>(threadIdx.x) + p * THREADS;
      int j = key0 + n / ALONG;
      held[p] = pack_of(call.v + j * call.ldv, j < call.keys, column0 + n % ALONG * P, call.width, whole);
    }
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int n = static_cast<int>(threadIdx.x) + p * THREADS;
      *reinterpret_cast<Pack<T>*>(&shared[KEYS + n / ALONG * WIDTH + n % ALONG * P]) = held[p];
    }
  }

  // One element more of each chain of scores.
  template <class Shared>
  ISOBIT_FUNCTION void score(Shared& shared, int queries, int e) {
    T x[TM];
    T y[TN];
#pragma unroll
    for (int r = 0; r < TM; r += P) {
      read<P>(shared, queries + e * LD + row(r), x + r);
    }
#pragma unroll
    for (int s = 0; s < TN; s += P) {
      read<P>(shared, KEYS + e * LD + key(s), y + s);
    }
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        acc[r][s] = fma_rn(x[r], y[s], acc[r][s]);
      }
    }
  }

  // The chains of scores with the keys of a block.
  template <class Shared>
  ISOBIT_FUNCTION void score_block(Shared& shared, const Call<T>& call, int key0, bool resident) {
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        acc[r][s] = T(0);
      }
    }
    for (int e0 = 0; e0 < call.size; e0 += DEPTH) {
      int queries = QUERIES + (resident ? e0 * LD : 0);
      if (!resident) {
        load_rows(shared, queries, call.q, call.ldq, first, call.queries, e0, call.size, true, call.scale);
      }
      load_rows(shared, KEYS, call.k, call.ldk, key0, call.keys, e0, call.size, false, T(1));
      __syncthreads();
      if (e0 + DEPTH <= call.size) {
#pragma unroll 4
        for (int e = 0; e < DEPTH; e++) {
          score(shared, queries, e);
        }
      } else {
#pragma unroll 1
        for (int e = 0; e < call.size - e0; e++) {
          score(shared, queries, e);
        }
      }
      __syncthreads();
    }
  }

  // Stores the scores, key * LD + query.
  template <class Shared>
  ISOBIT_FUNCTION void store_scores(Shared& shared) const {
#pragma unroll
    for (int s = 0; s < TN; s++) {
#pragma unroll
      for (int r = 0; r < TM; r += P) {
        Pack<T> pack;
#pragma unroll
        for (int e = 0; e < P; e++) {
          pack.v[e] = acc[r + e][s];
        }
        *reinterpret_cast<Pack<T>*>(&shared[SCORES + key(s) * LD + row(r)]) = pack;
      }
    }
  }

  // Puts the mask on the stored scores of a block; neighbours read neighbours of the mask.
  template <class Shared>
  ISOBIT_FUNCTION void mask(Shared& shared, const Call<T>& call, int key0) const {
#pragma unroll 4
    for (int n = static_cast<int>(threadIdx.x); n < BLOCK * BLOCK; n += THREADS) {
      int i = first + n / BLOCK;
      int j = key0 + n % BLOCK;
      if (i >= 0 && i < call.queries && j < call.keys) {
        int own = SCORES + n % BLOCK * LD + n / BLOCK;
        if (call.added != nullptr) {
          shared[own] = shared[own] + call.added[i * call.maskQuery + j];
        }
        if (j >= call.end(i) || call.seen != nullptr && call.seen[i * call.maskQuery + j] == 0) {
          shared[own] = minus_infinity<T>();
        }
      }
    }
  }

  // Exponentials of the scores with n keys, and their partial sums. Two threads have a query: one the first half of the
  // first and of the last 32 keys, the other the rest, so that both keys of a partial sum are one thread's.
  template <class Shared>
  ISOBIT_FUNCTION void exponentials(Shared& shared, int n) {
    typedef typename References<T>::Exp Exp;
    constexpr int HALF = BLOCK / 2;
    constexpr int QUARTER = BLOCK / 4;
    int query = static_cast<int>(threadIdx.x) % BLOCK;
    int part = static_cast<int>(threadIdx.x) / BLOCK;
    int scores = SCORES + query;
    // Of two zeros the first one stays the largest: the parts are joined in the order of their keys.
#pragma unroll
    for (int h = 0; h < 2; h++) {
      int from = h * HALF + part * QUARTER;
      T most = minus_infinity<T>();
#pragma unroll 4
      for (int j = from; j < from + QUARTER; j++) {
        most = j < n ? greater(most, shared[scores + j * LD]) : most;
      }
      shared[PARTS + (2 * h + part) * BLOCK + query] = most;
    }
    __syncthreads();
    T before = largest;
#pragma unroll
    for (int g = 0; g < 4; g++) {
      largest = greater(largest, shared[PARTS + g * BLOCK + query]);
    }
    T shift = shift_of(largest);
    T factor = Exp::exp(before - shift);
    if (part == 0) {
      shared[FACTORS + query] = factor;
    }
#pragma unroll 2
    for (int j = part * QUARTER; j < part * QUARTER + QUARTER; j++) {
      int own = SUMS + j * BLOCK + query;
      T sum = shared[own] * factor;
      if (j < n) {
        T p = Exp::exp(shared[scores + j * LD] - shift);
        shared[scores + j * LD] = p;
        sum = sum + p;
      }
      T further = T(0);
      if (j + HALF < n) {
        further = Exp::exp(shared[scores + (j + HALF) * LD] - shift);
        shared[scores + (j + HALF) * LD] = further;
      }
      if (PARTIALS == BLOCK) {
        T other = shared[own + (PARTIALS - HALF) * BLOCK] * factor;
        shared[own + (PARTIALS - HALF) * BLOCK] = j + HALF < n ? other + further : other;
      } else {
        sum = j + HALF < n ? sum + further : sum;
      }
      shared[own] = sum;
    }
  }

  ISOBIT_FUNCTION static T shift_of(T most) { return most == minus_infinity<T>() ? T(0) : most; }

  // One key more of each chain of outputs; it is number j of its block and number d of those in shared memory.
  template <class Shared>
  ISOBIT_FUNCTION void weigh(Shared& shared, int j, int d) {
    T x[TM];
    T y[TW];
#pragma unroll
    for (int r = 0; r < TM; r += P) {
      read<P>(shared, SCORES + j * LD + row(r), x + r);
    }
#pragma unroll
    for (int s = 0; s < TW; s += PW) {
      read<PW>(shared, KEYS + d * WIDTH + column(s), y + s);
    }
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TW; s++) {
        out[r][s] = fma_rn(x[r], y[s], out[r][s]);
      }
    }
  }

  // The chains of outputs with the n keys of a block, of whose values the first DEPTH are there.
  template <class Shared>
  ISOBIT_FUNCTION void weigh_block(Shared& shared, const Call<T>& call, int key0, int n) {
#pragma unroll
    for (int r = 0; r < TM; r++) {
      T factor = shared[FACTORS + row(r)];
#pragma unroll
      for (int s = 0; s < TW; s++) {
        out[r][s] = out[r][s] * factor;
      }
    }
    for (int j0 = 0; j0 < n; j0 += DEPTH) {
      if (j0 > 0) {
        load_values(shared, call, key0 + j0);
        __syncthreads();
      }
      if (j0 + DEPTH <= n) {
#pragma unroll 4
        for (int d = 0; d < DEPTH; d++) {
          weigh(shared, j0 + d, d);
        }
      } else {
#pragma unroll 1
        for (int d = 0; d < n - j0; d++) {
          weigh(shared, j0 + d, d);
        }
      }
      __syncthreads();
    }
  }

  // Joins the partial sums and stores what a query gives.
  template <class Shared>
  ISOBIT_FUNCTION void finish(Shared& shared, const Call<T>& call) {
    if (threadIdx.x < BLOCK) {
      int query = static_cast<int>(threadIdx.x);
      for (int half = PARTIALS / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
          int own = SUMS + i * BLOCK + query;
          shared[own] = shared[own] + shared[own + half * BLOCK];
        }
      }
      T sum = shared[SUMS + query];
      shared[PARTS + query] = sum;
      int i = first + query;
      if (call.shifts != nullptr && column0 == 0 && i >= 0 && i < call.queries) {
        call.shifts[i] = shift_of(largest);
        call.reciprocals[i] = T(1) / sum;
      }
    }
    __syncthreads();
#pragma unroll
    for (int r = 0; r < TM; r++) {
      int i = first + row(r);
      T sum = shared[PARTS + row(r)];
#pragma unroll
      for (int s = 0; s < TW; s++) {
        int c = column0 + column(s);
        if (i >= 0 && i < call.queries && c < call.width) {
          call.y[i * call.ldy + c] = out[r][s] / sum;
        }
      }
    }
  }

  ISOBIT_FUNCTION void run(const Call<T>& call, bool resident) {
    ISOBIT_DYNAMIC_SHARED(T, shared);
    largest = minus_infinity<T>();
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TW; s++) {
        out[r][s] = T(0);
      }
    }
    for (int n = static_cast<int>(threadIdx.x); n < PARTIALS * BLOCK; n += THREADS) {
      shared[SUMS + n] = T(0);
    }
    if (resident) {
      for (int e0 = 0; e0 < call.size; e0 += DEPTH) {
        load_rows(shared, QUERIES + e0 * LD, call.q, call.ldq, first, call.queries, e0, call.size, true, call.scale);
      }
    }
    __syncthreads();
    int last = first + BLOCK < call.queries ? first + BLOCK - 1 : call.queries - 1;
    int end = call.end(last);
    for (int key0 = 0; key0 < end; key0 += BLOCK) {
      int n = call.keys - key0 < BLOCK ? call.keys - key0 : BLOCK;
      score_block(shared, call, key0, resident);
      store_scores(shared);
      load_values(shared, call, key0);
      __syncthreads();
      if (call.added != nullptr || call.seen != nullptr || call.end(first) < key0 + BLOCK) {
        mask(shared, call, key0);
        __syncthreads();
      }
      exponentials(shared, n);
      __syncthreads();
      weigh_block(shared, call, key0, n);
    }
    finish(shared, call);
  }
};

}  // namespace attention
}  // namespace isobit
