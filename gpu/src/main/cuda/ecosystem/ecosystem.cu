// Ecosystems, a cell a thread: of flows, level i of column l at i * lanes + l, and rows of the grid are levels; of
// steps, any cell. Columns have parameters of their own, parameter j of column l at j * lanes + l.
#include "common/types.cuh"

namespace isobit {
namespace ecosystem {

template <class T>
ISOBIT_FUNCTION void npzd(int n, long long lanes, const T* q, const T* surface, const T* light, const T* c,
                          long long ldf, T* f, long long ldflow) {
  for_elements(n, lanes, [&](int level, long long l) {
    const T* own = q + l;
    const T* pool = c + level * lanes + l;
    T* to = f + level * lanes + l;
    T p = pool[ldf];
    T z = pool[2 * ldf];
    T i = light[level * lanes + l];
    T least = own[10 * lanes];
    T reciprocal = T(1) / greater(T(0.25) * surface[l], least);
    T x = i * reciprocal;
    T share = x * References<T>::Exp::exp(T(1) - x);
    T v = own[2 * lanes] * p;
    T eaten = -References<T>::Exp::expm1(-(v * v));
    to[0] = own[0] * share * pool[0] * (p + own[11 * lanes]) / (own[3 * lanes] + pool[0]);
    to[ldflow] = own[lanes] * eaten * (z + own[12 * lanes]);
    to[2 * ldflow] = own[4 * lanes] * p;
    to[3 * ldflow] = (i >= least ? own[7 * lanes] : own[8 * lanes]) * p;
    to[4 * ldflow] = own[5 * lanes] * z;
    to[5 * ldflow] = own[9 * lanes] * z;
    to[6 * ldflow] = own[6 * lanes] * pool[3 * ldf];
  });
}

// What is less counts as nothing.
template <class T>
struct Least;
template <>
struct Least<double> {
  static constexpr double VALUE = 0x1p-1000;
};
template <>
struct Least<float> {
  static constexpr float VALUE = 0x1p-100f;
};

template <class T>
ISOBIT_FUNCTION void fasham_growth(long long lanes, const T* q, T light, T p, T nitrate, T ammonium, T* f,
                                   long long ldflow) {
  T w = q[lanes] * light;
  nitrate = nitrate * q[3 * lanes];
  ammonium = ammonium * q[2 * lanes];
  T vp = q[0];
  T u = vp * w / (sqrt_rn(fma_rn(w, w, vp * vp)) * (fma_rn(q[2 * lanes], q[3 * lanes], nitrate) + ammonium));
  T gam = q[6 * lanes];
  T kept = fma_rn(T(1) - gam, p, q[22 * lanes]);
  T exuded = gam * p;
  f[0] = u * nitrate * kept;
  f[ldflow] = u * nitrate * exuded;
  f[2 * ldflow] = u * ammonium * kept;
  f[3 * ldflow] = u * ammonium * exuded;
}

template <class T>
ISOBIT_FUNCTION void fasham_grazing(long long lanes, const T* q, T p, T z, T b, T d, T* f, long long ldflow) {
  T p1 = q[14 * lanes] * p;
  T b1 = q[15 * lanes] * b;
  T d1 = q[16 * lanes] * d;
  T p2 = p1 * p;
  T b2 = b1 * b;
  T d2 = d1 * d;
  T below = fma_rn(q[8 * lanes], p1 + b1 + d1, p2 + b2 + d2);
  T most = q[7 * lanes] * (z + q[23 * lanes]);
  T g = below < Least<T>::VALUE ? T(0) : most / below;
  T beta = q[9 * lanes];
  f[4 * ldflow] = beta * (g * p2);
  f[5 * ldflow] = (T(1) - beta) * (g * p2);
  f[6 * ldflow] = beta * (g * b2);
  f[7 * ldflow] = (T(1) - beta) * (g * b2);
  f[8 * ldflow] = beta * (g * d2);
}

template <class T>
ISOBIT_FUNCTION void fasham_losses(long long lanes, const T* q, T p, T z, T b, T d, T* f, long long ldflow) {
  T more = p + q[22 * lanes];
  f[9 * ldflow] = q[4 * lanes] * more * p / (q[5 * lanes] + more);
  T zooplankton = z + q[23 * lanes];
  T e = q[10 * lanes] * zooplankton * z / (q[11 * lanes] + zooplankton);
  T del = q[12 * lanes];
  T eps = q[13 * lanes];
  f[10 * ldflow] = (T(1) - eps - del) * e;
  f[11 * ldflow] = eps * e;
  f[12 * ldflow] = del * e;
  f[15 * ldflow] = q[19 * lanes] * b;
  f[16 * ldflow] = q[21 * lanes] * d;
}

template <class T>
ISOBIT_FUNCTION void fasham_bacteria(long long lanes, const T* q, T b, T ammonium, T organic, T* f, long long ldflow) {
  T wanted = q[20 * lanes] * organic;
  T m = wanted < ammonium ? wanted : ammonium;
  T u = q[17 * lanes] * (b + q[24 * lanes]) / (q[18 * lanes] + m + organic);
  f[13 * ldflow] = u * organic;
  f[14 * ldflow] = u * m;
}

template <class T>
ISOBIT_FUNCTION void fasham(int n, long long lanes, const T* q, const T* light, const T* c, long long ldf, T* f,
                            long long ldflow) {
  for_elements(n, lanes, [&](int level, long long l) {
    const T* own = q + l;
    const T* pool = c + level * lanes + l;
    T* to = f + level * lanes + l;
    T p = pool[0];
    T z = pool[ldf];
    T b = pool[2 * ldf];
    T d = pool[3 * ldf];
    T ammonium = pool[5 * ldf];
    fasham_growth(lanes, own, light[level * lanes + l], p, pool[4 * ldf], ammonium, to, ldflow);
    fasham_grazing(lanes, own, p, z, b, d, to, ldflow);
    fasham_losses(lanes, own, p, z, b, d, to, ldflow);
    fasham_bacteria(lanes, own, b, ammonium, pool[6 * ldf], to, ldflow);
  });
}

// The first flow that does not go from one pool to another one, or -1. Each thread looks, and the first one tells.
ISOBIT_FUNCTION int refused_flow(int pools, int flows, const int* from, const int* to, int* refused) {
  int flow = -1;
  for (int k = flows - 1; k >= 0; k--) {
    flow = from[k] < 0 || from[k] >= pools || to[k] < 0 || to[k] >= pools || from[k] == to[k] ? k : flow;
  }
  if (element() == 0) {
    refused[0] = flow;
  }
  return flow;
}

template <class T>
ISOBIT_FUNCTION void euler(long long cells, int pools, int flows, const int* from, const int* to, T dt, T floor,
                           const T* f, long long ldflow, T* c, long long ldf, int* refused) {
  long long cell = element();
  if (refused_flow(pools, flows, from, to, refused) >= 0 || cell >= cells) {
    return;
  }
  for (int p = 0; p < pools; p++) {
    T s = T(0);
    for (int k = 0; k < flows; k++) {
      T flow = f[k * ldflow + cell];
      s = to[k] == p ? s + flow : from[k] == p ? s - flow : s;
    }
    T* at = c + p * ldf + cell;
    T r = fma_rn(dt, s, *at);
    *at = r < floor ? floor : r;
  }
}

constexpr int MOST_POOLS = 16;

// The parts of each pool that go to others, what stays, and bit k of gives[i] where pool i gives to k.
template <class T>
ISOBIT_FUNCTION void parts(int pools, int flows, const int* from, const int* to, T dt, const T* f, long long ldflow,
                           const T* c, long long ldf, T (&q)[MOST_POOLS][MOST_POOLS], int (&gives)[MOST_POOLS]) {
  for (int i = 0; i < pools; i++) {
    T own = c[i * ldf];
    for (int k = 0; k < pools; k++) {
      q[i][k] = T(0);
    }
    q[i][i] = own < Least<T>::VALUE ? T(0) : dt / own;
    gives[i] = 0;
  }
  for (int k = 0; k < flows; k++) {
    int i = from[k];
    q[i][to[k]] = fma_rn(f[k * ldflow], q[i][i], q[i][to[k]]);
    gives[i] |= 1 << to[k];
  }
  for (int i = 0; i < pools; i++) {
    q[i][i] = T(1);
  }
}

template <class T>
ISOBIT_FUNCTION void eliminate(int j, T* c, long long ldf, T (&q)[MOST_POOLS][MOST_POOLS], int (&gives)[MOST_POOLS]) {
  T pivot = q[j][j];
  for (int k = 0; k < j; k++) {
    pivot = gives[j] >> k & 1 ? pivot + q[j][k] : pivot;
  }
  T r = T(1) / pivot;
  T own = c[j * ldf] * r;
  c[j * ldf] = own;
  for (int i = 0; i < j; i++) {
    if (gives[j] >> i & 1) {
      c[i * ldf] = fma_rn(own, q[j][i], c[i * ldf]);
    }
    if (gives[i] >> j & 1) {
      T t = q[i][j] * r;
      q[i][j] = t;
      q[i][i] = fma_rn(t, q[j][j], q[i][i]);
      for (int k = 0; k < j; k++) {
        if (k != i && gives[j] >> k & 1) {
          q[i][k] = fma_rn(t, q[j][k], q[i][k]);
          gives[i] |= 1 << k;
        }
      }
    }
  }
}

template <class T>
ISOBIT_FUNCTION void patankar(long long cells, int pools, int flows, const int* from, const int* to, T dt, const T* f,
                              long long ldflow, T* c, long long ldf, int* refused) {
  long long cell = element();
  if (refused_flow(pools, flows, from, to, refused) >= 0 || cell >= cells) {
    return;
  }
  T q[MOST_POOLS][MOST_POOLS];
  int gives[MOST_POOLS];
  T* x = c + cell;
  parts(pools, flows, from, to, dt, f + cell, ldflow, x, ldf, q, gives);
  for (int j = pools - 1; j > 0; j--) {
    eliminate(j, x, ldf, q, gives);
  }
  x[0] = x[0] / q[0][0];
  for (int j = 1; j < pools; j++) {
    for (int i = 0; i < j; i++) {
      if (gives[i] >> j & 1) {
        x[j * ldf] = fma_rn(q[i][j], x[i * ldf], x[j * ldf]);
      }
    }
  }
}

}  // namespace ecosystem
}  // namespace isobit

ISOBIT_KERNELS(ecosystem_npzd,
               (int n, long long lanes, const T* q, const T* surface, const T* light, const T* c, long long ldf, T* f,
                long long ldflow),
               ecosystem::npzd(n, lanes, q, surface, light, c, ldf, f, ldflow))
ISOBIT_KERNELS(ecosystem_fasham,
               (int n, long long lanes, const T* q, const T* light, const T* c, long long ldf, T* f, long long ldflow),
               ecosystem::fasham(n, lanes, q, light, c, ldf, f, ldflow))
ISOBIT_KERNELS(ecosystem_euler,
               (long long cells, int pools, int flows, const int* from, const int* to, T dt, T floor, const T* f,
                long long ldflow, T* c, long long ldf, int* refused),
               ecosystem::euler(cells, pools, flows, from, to, dt, floor, f, ldflow, c, ldf, refused))
ISOBIT_KERNELS(ecosystem_patankar,
               (long long cells, int pools, int flows, const int* from, const int* to, T dt, const T* f,
                long long ldflow, T* c, long long ldf, int* refused),
               ecosystem::patankar(cells, pools, flows, from, to, dt, f, ldflow, c, ldf, refused))
