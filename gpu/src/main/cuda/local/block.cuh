// One local analysis by one block, from observations to results, its matrices in shared memory: what lanes.cuh and
// batches do with several kernels, in the same chains.
#pragma once

#include "local/gram.cuh"
#include "local/problem.cuh"

namespace isobit {
namespace local {

// What a kernel is given. All of one launch have an order n; vectors go chunk at a time, poles poles at a time.
template <class T>
struct Task {
  int n, chunk, tile, poles;
  const int* target;
  Near<T> near;
  Field<T> field;
  int whole, exact;
  T degrees, gain, amplification, unobserved, limit;
  const int* table;
  const T* pole;
  int all;
  int* status;
  T* condition;
};

// Where things lie in shared memory; LocalPath adds up the same.
template <class T, class S>
struct Room {
  int n;
  Part<S> w, f, t, e, h, v, p, u, weight, moved, x, y, scratch;

  ISOBIT_FUNCTION Room(S s, int n, int chunk, bool formed) : n(n) {
    int at = 0;
    auto take = [&](int elements) {
      Part<S> part{s, at};
      at += elements;
      return part;
    };
    w = take(triangle(n));
    f = take(formed ? triangle(n) : 0);
    t = take(n);
    e = take(n);
    h = take(n);
    v = take(n);
    p = take(n);
    weight = take(n);
    moved = take(chunk);
    // The vectors follow u, so that one rotation turns all.
    u = take(n);
    x = take(chunk * n);
    y = take(formed ? 0 : chunk * n);
    scratch = take(0);
  }

  ISOBIT_FUNCTION rational::Block<T, S> block() const { return rational::Block<T, S>{n, w, t, e, h, v, p}; }
};

template <class T, class S>
struct Analysis {
  const Task<T>& task;
  Room<T, S> room;
  rational::Block<T, S> block;
  int target, first, terms;
  // First pole of the problem's table, and the end.
  int from, end;

  ISOBIT_FUNCTION Analysis(const Task<T>& task, S s, bool formed)
      : task(task), room(s, task.n, task.chunk, formed), block(room.block()), target(task.target[blockIdx.x]),
        first(task.near.start[target]), terms(task.near.count(target)), from(0), end(0) {}

  ISOBIT_FUNCTION void report(int status, T condition) const {
    if (own() == 0) {
      task.status[blockIdx.x] = status;
      task.condition[blockIdx.x] = condition;
    }
  }

  // A target that nothing is near. Has no barrier.
  ISOBIT_FUNCTION void keep() const {
    const Field<T>& field = task.field;
    report(0, T(1));
    for (int v = own(); v < field.vectors; v += threads()) {
      long long i = field.variable(target, v);
      for (int m = 0; m < field.members && i >= 0; m++) {
        T x = task.unobserved * field.forecast[m * field.size + i];
        field.analysis[m * field.size + i] = task.whole != 0 ? field.mean[i] + x : x;
      }
    }
  }

  // Reduces the matrix; tells all threads whether the target goes on.
  ISOBIT_FUNCTION bool reduce() {
    T bound;
    T condition;
    int status = block.factor(room.scratch, task.degrees, bound);
    status = rational::judge(
        status, bound, task.limit, task.exact != 0, [&](T high) { return block.largest(high); }, condition);
    report(status, condition);
    if (status == 0) {
      int m = rational::table(bound);
      from = task.table[m];
      end = task.table[m + 1];
    }
    return status == 0;
  }

  // The weights of the mean from the rotated u, in the basis of the tridiagonal matrix or not.
  ISOBIT_FUNCTION void weigh(bool back) const {
    block.inverse(room.u, room.weight, room.scratch);
    if (back) {
      block.rotate(true, 1, room.weight);
    }
    for (int i = own(); i < task.n; i += threads()) {
      room.weight[i] = room.weight[i] * task.gain;
    }
    __syncthreads();
  }

  // x = anomalies of vectors v0 ... v0 + count - 1.
  ISOBIT_FUNCTION void load(int v0, int count) const {
    int n = task.n;
    for (int e = own(); e < count * n; e += threads()) {
      room.x[e] = task.field.anomaly(task.field.variable(target, v0 + e / n), e % n);
    }
    __syncthreads();
  }

  // Rotates x, and with the first of them u, from which come the weights.
  ISOBIT_FUNCTION void rotate(int v0, int count) const {
    if (v0 == 0) {
      block.rotate(false, count + 1, room.u);
      weigh(false);
    } else {
      block.rotate(false, count, room.x);
    }
  }

  // moved = mean + weight x.
  ISOBIT_FUNCTION void means(int v0, int count) const {
    int n = task.n;
    for (int v = own(); v < count; v += threads()) {
      long long i = task.field.variable(target, v0 + v);
      T m = i < 0 ? T(0) : task.field.mean[i];
      for (int j = 0; j < n; j++) {
        m = fma_rn(room.weight[j], room.x[v * n + j], m);
      }
      room.moved[v] = m;
    }
    __syncthreads();
  }

  // y = sum over poles of weight (C + shift)^-1 x.
  ISOBIT_FUNCTION void sum(bool difference, int count) const {
    block.sum(from, end, task.pole, task.pole + (difference ? 2 : 1) * task.all, task.poles, count, room.x, room.y,
              room.scratch);
    block.rotate(true, count, room.y);
  }

  ISOBIT_FUNCTION void put(long long variable, int m, T average, T x) const {
    if (variable >= 0) {
      task.field.analysis[m * task.field.size + variable] = task.whole != 0 ? average + x : x;
    }
  }

  ISOBIT_FUNCTION void put_means(int v0, int count) const {
    for (int v = own(); v < count && task.whole == 0; v += threads()) {
      long long i = task.field.variable(target, v0 + v);
      if (i >= 0) {
        task.field.mean[i] = room.moved[v];
      }
    }
  }

  // The matrix, and u, of member space.
  ISOBIT_FUNCTION void members() const {
    int n = task.n;
    gram<T>(
        n + 1, terms, task.tile, false, room.scratch,
        [&](int q, int i) { return i < n ? task.near.anomaly(first + q, i) : task.near.departure(first + q); },
        [&](int i, int j, T x) {
          if (i < n) {
            room.w[triangle(i) + j] = x;
          } else if (j < n) {
            room.u[j] = x;
          }
        });
    __syncthreads();
  }

  // Few vectors in member space.
  ISOBIT_FUNCTION void few() {
    int n = task.n;
    members();
    if (reduce()) {
      for (int v0 = 0; v0 < task.field.vectors; v0 += task.chunk) {
        int count = task.field.vectors - v0 < task.chunk ? task.field.vectors - v0 : task.chunk;
        load(v0, count);
        rotate(v0, count);
        means(v0, count);
        sum(false, count);
        for (int e = own(); e < count * n; e += threads()) {
          put(task.field.variable(target, v0 + e / n), e % n, room.moved[e / n], room.y[e] * task.amplification);
        }
        put_means(v0, count);
        __syncthreads();
      }
    }
  }

  // Many vectors in member space.
  ISOBIT_FUNCTION void many() {
    int n = task.n;
    members();
    if (reduce()) {
      block.rotate(false, 1, room.u);
      weigh(true);
      block.matrix(from, end, task.pole, task.pole + task.all, task.poles, room.f, room.scratch,
                   [&](int i) { return room.w.from(triangle(i)); });
      for (int e = own(); e < triangle(n); e += threads()) {
        room.f[e] = room.f[e] * task.amplification;
      }
      for (int v0 = 0; v0 < task.field.vectors; v0 += task.chunk) {
        int count = task.field.vectors - v0 < task.chunk ? task.field.vectors - v0 : task.chunk;
        load(v0, count);
        means(v0, count);
        for (int e = own(); e < count * n; e += threads()) {
          int v = e / n;
          int j = e % n;
          int at = triangle(j);
          T s = 0;
          for (int m = 0; m < n; m++) {
            s = fma_rn(room.x[v * n + m], room.f[at], s);
            at += m < j ? 1 : m + 1;
          }
          put(task.field.variable(target, v0 + v), j, room.moved[v], s);
        }
        put_means(v0, count);
        __syncthreads();
      }
    }
  }

  // Some members' observed anomalies into scratch, a row of leading(n) elements a member, zeros beyond the
  // observations.
  ISOBIT_FUNCTION void observed(int m0, int count) const {
    int ld = leading(task.n);
    for (int e = own(); e < task.n * count; e += threads()) {
      int q = e / count;
      int m = e % count;
      room.scratch[m * ld + q] = q < terms ? task.near.anomaly(first + q, m0 + m) : T(0);
    }
  }

  // x = anomalies of vectors times observed anomalies.
  ISOBIT_FUNCTION void project(int v0, int count) const {
    int n = task.n;
    int ld = leading(n);
    Part<S> z = room.scratch.from(task.tile * ld);
    for (int start = 0; start < count * n; start += threads()) {
      int e = start + own();
      int v = e / n;
      int q = e % n;
      T s = 0;
      for (int m0 = 0; m0 < task.field.members; m0 += task.tile) {
        int members = task.field.members - m0 < task.tile ? task.field.members - m0 : task.tile;
        observed(m0, members);
        for (int i = own(); i < count * members; i += threads()) {
          z[i] = task.field.anomaly(task.field.variable(target, v0 + i / members), m0 + i % members);
        }
        __syncthreads();
        for (int m = 0; m < members && e < count * n; m++) {
          s = fma_rn(z[v * members + m], room.scratch[m * ld + q], s);
        }
        __syncthreads();
      }
      if (e < count * n) {
        room.x[e] = s;
      }
    }
    __syncthreads();
  }

  // analysis = amplification (x + y observed anomalies).
  ISOBIT_FUNCTION void lift(int v0, int count) const {
    int n = task.n;
    int ld = leading(n);
    for (int m0 = 0; m0 < task.field.members; m0 += task.tile) {
      int members = task.field.members - m0 < task.tile ? task.field.members - m0 : task.tile;
      observed(m0, members);
      __syncthreads();
      for (int e = own(); e < count * members; e += threads()) {
        int v = e / members;
        int m = e % members;
        long long i = task.field.variable(target, v0 + v);
        T s = task.field.anomaly(i, m0 + m);
        for (int q = 0; q < n; q++) {
          s = fma_rn(room.y[v * n + q], room.scratch[m * ld + q], s);
        }
        put(i, m0 + m, room.moved[v], s * task.amplification);
      }
      __syncthreads();
    }
  }

  // Observation space.
  ISOBIT_FUNCTION void observations() {
    int n = task.n;
    for (int q = own(); q < n; q += threads()) {
      room.u[q] = q < terms ? task.near.departure(first + q) : T(0);
    }
    gram<T>(
        n, task.field.members, task.tile, true, room.scratch,
        [&](int m, int q) { return q < terms ? task.near.anomaly(first + q, m) : T(0); },
        [&](int i, int j, T x) { room.w[triangle(i) + j] = x; });
    __syncthreads();
    if (reduce()) {
      for (int v0 = 0; v0 < task.field.vectors; v0 += task.chunk) {
        int count = task.field.vectors - v0 < task.chunk ? task.field.vectors - v0 : task.chunk;
        project(v0, count);
        rotate(v0, count);
        means(v0, count);
        sum(true, count);
        for (int e = own(); e < count * n; e += threads()) {
          room.y[e] = room.y[e] * (T(1) / task.degrees);
        }
        __syncthreads();
        lift(v0, count);
        put_means(v0, count);
        __syncthreads();
      }
    }
  }
};

// Member space with few vectors or with many, or observation space.
enum Method { FEW, MANY, OBSERVATIONS };

// The analysis of a block.
template <Method METHOD, class T>
ISOBIT_FUNCTION void analyse(const Task<T>& task) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Analysis<T, decltype(s)> one(task, s, METHOD == MANY);
  if (one.terms == 0) {
    one.keep();
  } else if constexpr (METHOD == FEW) {
    one.few();
  } else if constexpr (METHOD == MANY) {
    one.many();
  } else {
    one.observations();
  }
}

}  // namespace local
}  // namespace isobit
