// C = alpha * op(A) * op(B) + beta * C, a BM x BN tile of C a block, TM x TN elements of it a thread; the order of
// operations is that of GemmReference: one chain of fma an element, k ascending, in runs of 4096. Tiles of A and B go
// through two buffers of shared memory: while one is multiplied, the next is on its way in registers. Rows and columns
// beyond the matrix are zeros that are not stored; k is never padded.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace product {

// Which part of C is computed.
enum Form { WHOLE = 0, LOWER = 1, MIRRORED = 2 };

// How C is cut: tiles of blocks, of which BK terms are in shared memory at a time, and of threads.
template <int BLOCK_ROWS, int BLOCK_COLUMNS, int TERMS, int THREAD_ROWS, int THREAD_COLUMNS>
struct Cut {
  static constexpr int BM = BLOCK_ROWS, BN = BLOCK_COLUMNS, BK = TERMS, TM = THREAD_ROWS, TN = THREAD_COLUMNS;
  static constexpr int THREADS = BM / TM * (BN / TN);
};

template <class T, int BX, int BK, int THREADS>
struct Loader {
  static constexpr int P = Pack<T>::SIZE;
  static constexpr int PACKS = BX * BK / P / THREADS;
  // Not a multiple of the banks: what is read along k is written across rows.
  static constexpr int LD = BX + P;

  const T* x;
  long long ld;
  int rows;
  int k;
  bool along;   // whether neighbours in memory are neighbours in k
  bool packed;  // whether sixteen bytes can be loaded at once
  Pack<T> held[PACKS];

  ISOBIT_FUNCTION Loader(const T* x, long long ld, int rows, int k, bool along)
      : x(x), ld(ld), rows(rows), k(k), along(along),
        packed(((reinterpret_cast<u64>(x) | static_cast<u64>(ld) * sizeof(T)) & 15) == 0) {}

  ISOBIT_FUNCTION int row(int p) const {
    int q = static_cast<int>(threadIdx.x) + p * THREADS;
    return along ? q / (BK / P) : q % (BX / P) * P;
  }

  ISOBIT_FUNCTION int depth(int p) const {
    int q = static_cast<int>(threadIdx.x) + p * THREADS;
    return along ? q % (BK / P) * P : q / (BX / P);
  }

  // Loads the tile at row0 and k0 into registers.
  ISOBIT_FUNCTION void load(int row0, int k0) {
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int i = row0 + row(p);
      int d = k0 + depth(p);
      const T* from = x + (along ? i * ld + d : d * ld + i);
      bool inside = along ? i < rows && d + P <= k : d < k && i + P <= rows;
      if (packed && inside) {
        held[p] = *reinterpret_cast<const Pack<T>*>(from);
      } else {
#pragma unroll
        for (int e = 0; e < P; e++) {
          bool here = along ? i < rows && d + e < k : d < k && i + e < rows;
          held[p].v[e] = here ? from[e] : T(0);
        }
      }
    }
  }

  // Writes it times a factor to shared memory, element (row, k) at k * LD + row.
  template <class Shared>
  ISOBIT_FUNCTION void store(Shared& tile, int at, bool scaled, T factor) const {
#pragma unroll
    for (int p = 0; p < PACKS; p++) {
      int i = row(p);
      int d = depth(p);
#pragma unroll
      for (int e = 0; e < P; e++) {
        T v = scaled ? factor * held[p].v[e] : held[p].v[e];
        tile[at + (along ? (d + e) * LD + i : d * LD + i + e)] = v;
      }
    }
  }
};

template <class T, int BM, int BN, int BK, int TM, int TN>
struct Tile {
  static constexpr int P = Pack<T>::SIZE;
  static constexpr int TX = BN / TN;
  static constexpr int TY = BM / TM;
  static constexpr int THREADS = TX * TY;
  static constexpr int RUN = static_cast<int>(GemmReference::RUN);
  typedef Loader<T, BM, BK, THREADS> LoaderA;
  typedef Loader<T, BN, BK, THREADS> LoaderB;

  T acc[TM][TN];
  int row0, column0, m, n;
  T* c;
  long long ldc;
  int form;

  // A thread's elements come in packs that lie a whole row of threads apart, so that neighbours read neighbours.
  ISOBIT_FUNCTION int row(int r) const {
    return r / P * (TY * P) + static_cast<int>(threadIdx.x) / TX * P + r % P;
  }
  ISOBIT_FUNCTION int column(int s) const {
    return s / P * (TX * P) + static_cast<int>(threadIdx.x) % TX * P + s % P;
  }

  ISOBIT_FUNCTION bool mine(int i, int j) const { return i < m && j < n && (form == WHOLE || i >= j); }

  ISOBIT_FUNCTION void start(T beta) {
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        int i = row0 + row(r);
        int j = column0 + column(s);
        T v = T(0);
        if (beta != T(0) && mine(i, j)) {
          v = c[i * ldc + j];
          v = beta == T(1) ? v : beta * v;
        }
        acc[r][s] = v;
      }
    }
  }

  ISOBIT_FUNCTION void clear() {
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        acc[r][s] = T(0);
      }
    }
  }

  // The first run is stored, later ones are added.
  ISOBIT_FUNCTION void finish(bool first, bool last) {
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        int i = row0 + row(r);
        int j = column0 + column(s);
        if (mine(i, j)) {
          T v = first ? acc[r][s] : c[i * ldc + j] + acc[r][s];
          c[i * ldc + j] = v;
          if (form == MIRRORED && last) {
            c[j * ldc + i] = v;
          }
        }
      }
    }
  }

  template <class SharedA, class SharedB>
  ISOBIT_FUNCTION void multiply(SharedA& a, int atA, SharedB& b, int atB, int d) {
    T x[TM];
    T y[TN];
#pragma unroll
    for (int r = 0; r < TM; r += P) {
      Pack<T> pack = *reinterpret_cast<const Pack<T>*>(&a[atA + d * LoaderA::LD + row(r)]);
#pragma unroll
      for (int e = 0; e < P; e++) {
        x[r + e] = pack.v[e];
      }
    }
#pragma unroll
    for (int s = 0; s < TN; s += P) {
      Pack<T> pack = *reinterpret_cast<const Pack<T>*>(&b[atB + d * LoaderB::LD + column(s)]);
#pragma unroll
      for (int e = 0; e < P; e++) {
        y[s + e] = pack.v[e];
      }
    }
#pragma unroll
    for (int r = 0; r < TM; r++) {
#pragma unroll
      for (int s = 0; s < TN; s++) {
        acc[r][s] = fma_rn(x[r], y[s], acc[r][s]);
      }
    }
  }

  ISOBIT_FUNCTION void run(int transA, int transB, int k, T alpha, const T* a, long long lda, const T* b, long long ldb,
                           T beta) {
    ISOBIT_SHARED(T, tileA, 2 * BK * LoaderA::LD);
    ISOBIT_SHARED(T, tileB, 2 * BK * LoaderB::LD);
    LoaderA loadA(a, lda, m, k, transA == 0);
    LoaderB loadB(b, ldb, n, k, transB != 0);
    int tiles = alpha == T(0) ? 0 : (k + BK - 1) / BK;
    start(beta);
    if (tiles > 0) {
      loadA.load(row0, 0);
      loadB.load(column0, 0);
      loadA.store(tileA, 0, true, alpha);
      loadB.store(tileB, 0, false, alpha);
      __syncthreads();
    }
    for (int t = 0; t < tiles; t++) {
      int k0 = t * BK;
      int now = t & 1;
      bool more = t + 1 < tiles;
      if (more) {
        loadA.load(row0, k0 + BK);
        loadB.load(column0, k0 + BK);
      }
      if (k0 % RUN == 0 && t > 0) {
        finish(k0 == RUN, false);
        clear();
      }
      if (k0 + BK <= k) {
        // Not further: the compiler would load ahead until no register is left.
#pragma unroll 4
        for (int d = 0; d < BK; d++) {
          multiply(tileA, now * BK * LoaderA::LD, tileB, now * BK * LoaderB::LD, d);
        }
      } else {
#pragma unroll 1
        for (int d = 0; d < k - k0; d++) {
          multiply(tileA, now * BK * LoaderA::LD, tileB, now * BK * LoaderB::LD, d);
        }
      }
      if (more) {
        loadA.store(tileA, (1 - now) * BK * LoaderA::LD, true, alpha);
        loadB.store(tileB, (1 - now) * BK * LoaderB::LD, false, alpha);
      }
      __syncthreads();
    }
    finish(k <= RUN || alpha == T(0), true);
  }
};

// The tile of a block; blockIdx.z is the problem of a batch. Blocks above a triangle's diagonal have nothing to do.
template <class Kind, class T>
ISOBIT_FUNCTION void gemm(int form, int transA, int transB, int m, int n, int k, T alpha, const T* a, long long lda,
                          long long strideA, const T* b, long long ldb, long long strideB, T beta, T* c, long long ldc,
                          long long strideC) {
  Tile<T, Kind::BM, Kind::BN, Kind::BK, Kind::TM, Kind::TN> tile;
  long long problem = blockIdx.z;
  tile.row0 = static_cast<int>(blockIdx.y) * Kind::BM;
  tile.column0 = static_cast<int>(blockIdx.x) * Kind::BN;
  if (form != WHOLE && tile.column0 > tile.row0 + Kind::BM - 1) {
    return;
  }
  tile.m = m;
  tile.n = n;
  tile.c = c + problem * strideC;
  tile.ldc = ldc;
  tile.form = form;
  tile.run(transA, transB, k, alpha, a + problem * strideA, lda, b + problem * strideB, ldb, beta);
}

}  // namespace product
}  // namespace isobit
