// Master of FloatElementLossConformance: the float version is generated from this file.
package org.isobit.verify.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.loss.CensoredGaussianReference;
import org.isobit.kernels.loss.EnsembleLossesReference;
import org.isobit.kernels.loss.QuantileLossReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;

/** Losses of elements: value and gradients, and the value alone. */
public abstract class ElementLossConformance extends LossSuite {

  ElementLossConformance(String name) {
    super(name);
  }

  /** {@link org.isobit.kernels.loss.QuantileLoss}. */
  public static final class Quantile extends ElementLossConformance {
    /** Made by the service loader. */
    public Quantile() {
      super("quantileLoss");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = wide(inputs, n + 1, special);
      double[] y = wide(inputs, n + 2, false);
      double[] g = new double[n + 3];
      for (int i = 0; i < n; i += 7) {
        y[2 + i] = p[1 + i];
      }
      QuantileLossReference kernels = QuantileLossReference.of(implementation);
      sink.add(kernels.quantile(0.3, WEIGHT, n, p, 1, y, 2, g, 3));
      sink.add(kernels.quantile(0.3, WEIGHT, n, p, 1, y, 2, null, 0));
      sink.add(g);
    }
  }

  /** {@link org.isobit.kernels.loss.CensoredGaussian}. */
  public static final class Censored extends ElementLossConformance {
    /** Made by the service loader. */
    public Censored() {
      super("censoredGaussianLoss");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] m = wide(inputs, n + 1, special);
      double[] r = wide(inputs, n + 2, special);
      double[] y = wide(inputs, n, false);
      double[] lower = inputs.doubles(n + 1);
      double[] upper = special ? inputs.specialDoubles(n + 3) : inputs.doubles(n + 3);
      double[] dm = new double[n + 3];
      double[] dr = new double[n + 1];
      for (int i = 0; i < n; i++) {
        lower[1 + i] = i % 3 == 0 ? y[i] : lower[1 + i] - 1.5;
        upper[3 + i] += 1.5;
      }
      CensoredGaussianReference kernels = CensoredGaussianReference.of(implementation);
      sink.add(kernels.censored(WEIGHT, n, m, 1, r, 2, y, 0, lower, 1, upper, 3, dm, 3, dr, 1));
      sink.add(dm);
      sink.add(dr);
      sink.add(kernels.censored(WEIGHT, n, m, 1, r, 2, y, 0, lower, 1, upper, 3, null, 0, null, 0));
      sink.add(kernels.censored(WEIGHT, n, m, 1, r, 2, y, 0, lower, 1, null, 0, dm, 3, dr, 1));
      sink.add(kernels.censored(WEIGHT, n, m, 1, r, 2, y, 0, null, 0, upper, 3, null, 0, null, 0));
      sink.add(dm);
      sink.add(dr);
    }
  }

  /** {@link org.isobit.kernels.loss.EnsembleLosses#crps}. */
  public static final class Crps extends ElementLossConformance {
    /** Made by the service loader. */
    public Crps() {
      super("crpsLoss");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      int members = 2 + n % 4;
      double[] x = wide(inputs, 1 + members * (n + 2), special);
      double[] y = wide(inputs, n + 2, false);
      double[] g = wide(inputs, 2 + members * (n + 1), false);
      for (int i = 0; i < n; i += 7) {
        y[2 + i] = x[1 + i];
        x[1 + n + 2 + i] = x[1 + i];
      }
      EnsembleLossesReference kernels = EnsembleLossesReference.of(implementation);
      sink.add(kernels.crps(true, WEIGHT, members, n, x, 1, n + 2, y, 2, g, 2, n + 1));
      sink.add(g);
      sink.add(kernels.crps(false, WEIGHT, members, n, x, 1, n + 2, y, 2, g, 2, n + 1));
      sink.add(g);
      sink.add(kernels.crps(false, WEIGHT, members, n, x, 1, n + 2, y, 2, null, 0, 0));
    }
  }
}
