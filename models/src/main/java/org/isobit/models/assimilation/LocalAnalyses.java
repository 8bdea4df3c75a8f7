package org.isobit.models.assimilation;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;

/** The loop over points of {@link LETKF}. */
final class LocalAnalyses {

  /** Batches of one task: enough work to be worth handing over, few enough to balance uneven observations. */
  private static final int TASK = 8;

  private final Analysis a;
  private final Neighbours near;
  private final int batch;
  private final boolean inflateUnobserved;

  LocalAnalyses(Analysis a, Neighbours near, int batch, UnobservedPoints unobserved) {
    this.a = a;
    this.near = near;
    this.batch = batch;
    this.inflateUnobserved = unobserved == UnobservedPoints.INFLATE;
  }

  void run() {
    int tasks = (near.targets() + TASK - 1) / TASK;
    Local[] locals = new Local[a.workers.threads()];
    a.workers.run(tasks, (task, slot) -> {
      if (locals[slot] == null) {
        locals[slot] = new Local(a.members, near.longest());
      }
      int end = near.targets() < (task + 1) * TASK ? near.targets() : (task + 1) * TASK;
      for (int t = task * TASK; t < end; t++) {
        point(locals[slot], t);
      }
    });
  }

  /** Arrays of one thread. */
  private static final class Local {
    final SymmetricEigen eigen = new SymmetricEigen();
    final double[] s;
    final double[] innovation;
    final double[] t;
    final double[] f;
    final double[] w;
    final double[] projected;

    Local(int k, int longest) {
      s = new double[Ensemble.elements("LETKF", k, longest)];
      innovation = new double[longest];
      t = new double[k * k];
      f = new double[k];
      w = new double[k];
      projected = new double[k];
    }
  }

  private void point(Local local, int target) {
    int k = a.members;
    int p = near.count(target);
    int first = target * batch;
    int variables = a.size - first < batch ? a.size - first : batch;
    if (p == 0) {
      keep(first, variables);
      return;
    }
    gather(local, target, p);
    double[] t = local.t;
    Gemm.gram(false, k, p, 1.0, local.s, 0, p, 0.0, t, 0, k);
    for (int m = 0; m < k; m++) {
      t[m * k + m] += k - 1;
    }
    SymmetricEigen eigen = local.eigen.factor(k, t, 0, k);
    eigen.values(local.f, 0);
    for (int m = 0; m < k; m++) {
      local.f[m] = 1.0 / Math.sqrt(local.f[m]);
    }
    eigen.function(local.f, 0, t, 0, k);
    Gemm.gemv(false, k, p, 1.0, local.s, 0, p, local.innovation, 0, 1, 0.0, local.w, 0, 1);
    Gemm.gemv(false, k, k, 1.0, t, 0, k, local.w, 0, 1, 0.0, local.projected, 0, 1);
    Gemm.gemv(false, k, k, 1.0, t, 0, k, local.projected, 0, 1, 0.0, local.w, 0, 1);
    double scale = Math.sqrt(k - 1) * a.amplification;
    for (int m = 0; m < k; m++) {
      local.w[m] = local.w[m] * a.amplification;
      for (int c = 0; c < k; c++) {
        t[m * k + c] = t[m * k + c] * scale;
      }
    }
    Gemm.gemm(false, false, 1, variables, k, 1.0, local.w, 0, k, a.forecast, first, a.size, 1.0, a.mean, first, a.size);
    Gemm.gemm(false, false, k, variables, k, 1.0, t, 0, k, a.forecast, first, a.size, 0.0, a.analysis, first, a.size);
  }

  private void keep(int first, int variables) {
    double factor = inflateUnobserved ? a.amplification : 1.0;
    for (int m = 0; m < a.members; m++) {
      for (int i = first; i < first + variables; i++) {
        a.analysis[m * a.size + i] = factor * a.forecast[m * a.size + i];
      }
    }
  }

  private void gather(Local local, int target, int p) {
    int start = near.start[target];
    for (int q = 0; q < p; q++) {
      double root = Math.sqrt(near.weight[start + q]);
      int j = near.index[start + q];
      local.innovation[q] = a.innovation[j] * root;
      for (int m = 0; m < a.members; m++) {
        local.s[m * p + q] = a.s[m * a.count + j] * root;
      }
    }
  }
}
