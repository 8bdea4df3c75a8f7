package org.isobit.bench.loss;

/** Losses as one writes them down in Java, in whatever order is nearest: opponents of kernels that have no other. */
final class PlainLosses {

  private PlainLosses() {}

  static float quantile(float level, float w, int n, float[] p, float[] y, float[] g) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      float e = p[i] - y[i];
      sum += Math.max((1 - level) * e, -level * e);
      g[i] = e > 0 ? w * (1 - level) : e < 0 ? -w * level : 0;
    }
    return w * sum;
  }

  static float entropy(float w, int rows, int n, float[] x, float[] t, float[] g) {
    float loss = 0;
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      float max = x[at];
      for (int j = 1; j < n; j++) {
        max = Math.max(max, x[at + j]);
      }
      float sum = 0;
      float total = 0;
      for (int j = 0; j < n; j++) {
        g[at + j] = (float) Math.exp(x[at + j] - max);
        sum += g[at + j];
        total += t[at + j];
      }
      float log = (float) Math.log(sum);
      for (int j = 0; j < n; j++) {
        loss += t[at + j] * (log - (x[at + j] - max));
        g[at + j] = w * (total * (g[at + j] / sum) - t[at + j]);
      }
    }
    return w * loss;
  }

  static float crps(float w, int members, int n, float[] x, float[] y, float[] g) {
    float near = 0;
    float apart = 0;
    float pairs = members * (members - 1f);
    for (int i = 0; i < members; i++) {
      for (int k = 0; k < n; k++) {
        near += Math.abs(x[i * n + k] - y[k]);
        g[i * n + k] = w / members * Math.signum(x[i * n + k] - y[k]);
      }
      for (int j = 0; j < members; j++) {
        for (int k = 0; k < n; k++) {
          float e = x[i * n + k] - x[j * n + k];
          apart += Math.abs(e) / 2;
          g[i * n + k] -= w / pairs * Math.signum(e);
        }
      }
    }
    return w * (near / members - apart / pairs);
  }

  static float energy(float w, int members, int n, float[] x, float[] y, float[] g) {
    float near = 0;
    float apart = 0;
    float pairs = members * (members - 1f);
    for (int i = 0; i < members; i++) {
      float norm = norm(n, x, i * n, y, 0);
      near += norm;
      for (int k = 0; k < n; k++) {
        g[i * n + k] = w / members / norm * (x[i * n + k] - y[k]);
      }
    }
    for (int i = 0; i < members; i++) {
      for (int j = i + 1; j < members; j++) {
        float norm = norm(n, x, i * n, x, j * n);
        apart += norm;
        float slope = w / pairs / norm;
        for (int k = 0; k < n; k++) {
          float e = slope * (x[i * n + k] - x[j * n + k]);
          g[i * n + k] -= e;
          g[j * n + k] += e;
        }
      }
    }
    return w * (near / members - apart / pairs);
  }

  private static float norm(int n, float[] a, int ao, float[] b, int bo) {
    float sum = 0;
    for (int k = 0; k < n; k++) {
      float e = a[ao + k] - b[bo + k];
      sum += e * e;
    }
    return (float) Math.sqrt(sum);
  }
}
