// Master of FloatLossConformance: the float version is generated from this file.
package org.isobit.verify.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.LossesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;

/** {@link Losses}: value and gradients, and the value alone. */
public abstract class LossConformance extends VectorConformance {

  private static final double DELTA = 1.25;
  private static final double WEIGHT = 0.3;

  LossConformance(String name) {
    super(name);
  }

  /** A loss of a prediction and a target. */
  abstract static class Pair extends LossConformance {
    private final Losses.Pair kind;

    Pair(String name, Losses.Pair kind) {
      super(name);
      this.kind = kind;
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = wide(inputs, n + 1, special);
      double[] y = wide(inputs, n + 2, false);
      double[] g = new double[n + 3];
      LossesReference kernels = LossesReference.of(implementation);
      sink.add(kernels.pair(kind, DELTA, WEIGHT, n, p, 1, y, 2, g, 3));
      sink.add(kernels.pair(kind, DELTA, WEIGHT, n, p, 1, y, 2, null, 0));
      sink.add(g);
    }
  }

  /** A loss of a mean, a scale and a target. */
  abstract static class Scaled extends LossConformance {
    private final Losses.Scaled kind;

    Scaled(String name, Losses.Scaled kind) {
      super(name);
      this.kind = kind;
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] m = wide(inputs, n + 1, special);
      double[] r = wide(inputs, n + 2, special);
      double[] y = wide(inputs, n, false);
      double[] dm = new double[n + 3];
      double[] dr = new double[n + 1];
      LossesReference kernels = LossesReference.of(implementation);
      sink.add(kernels.scaled(kind, WEIGHT, n, m, 1, r, 2, y, 0, dm, 3, dr, 1));
      sink.add(kernels.scaled(kind, WEIGHT, n, m, 1, r, 2, y, 0, null, 0, null, 0));
      sink.add(dm);
      sink.add(dr);
    }
  }

  /** {@link Losses#squared}. */
  public static final class Squared extends Pair {
    /** Made by the service loader. */
    public Squared() {
      super("squaredLoss", Losses.Pair.SQUARED);
    }
  }

  /** {@link Losses#absolute}. */
  public static final class Absolute extends Pair {
    /** Made by the service loader. */
    public Absolute() {
      super("absoluteLoss", Losses.Pair.ABSOLUTE);
    }
  }

  /** {@link Losses#huber}. */
  public static final class Huber extends Pair {
    /** Made by the service loader. */
    public Huber() {
      super("huberLoss", Losses.Pair.HUBER);
    }
  }

  /** {@link Losses#gaussian}. */
  public static final class Gaussian extends Scaled {
    /** Made by the service loader. */
    public Gaussian() {
      super("gaussianLoss", Losses.Scaled.GAUSSIAN);
    }
  }

  /** {@link Losses#laplace}. */
  public static final class Laplace extends Scaled {
    /** Made by the service loader. */
    public Laplace() {
      super("laplaceLoss", Losses.Scaled.LAPLACE);
    }
  }

  /** {@link Losses#divergence}. */
  public static final class Divergence extends Scaled {
    /** Made by the service loader. */
    public Divergence() {
      super("divergence", Losses.Scaled.DIVERGENCE);
    }
  }
}
