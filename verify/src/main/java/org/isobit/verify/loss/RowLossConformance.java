// Master of FloatRowLossConformance: the float version is generated from this file.
package org.isobit.verify.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.loss.CrossEntropyReference;
import org.isobit.kernels.loss.EnsembleLossesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;

/** Losses of rows of n elements: terms and gradients, and the terms alone. */
public abstract class RowLossConformance extends LossSuite {

  RowLossConformance(String name) {
    super(name);
  }

  /** {@link org.isobit.kernels.loss.CrossEntropy#probabilities}. */
  public static final class Probabilities extends RowLossConformance {
    /** Made by the service loader. */
    public Probabilities() {
      super("crossEntropy");
    }

    @Override
    void run(Backend implementation, int elements, boolean special, Inputs inputs, BitSink sink) {
      int rows = elements % 3;
      int n = Math.max(1, elements);
      double[] x = wide(inputs, 1 + rows * (n + 2), special);
      double[] t = inputs.doubles(2 + rows * (n + 1));
      double[] g = wide(inputs, 1 + rows * (n + 3), false);
      double[] terms = new double[rows + 2];
      CrossEntropyReference kernels = CrossEntropyReference.of(implementation);
      kernels.probabilities(WEIGHT, rows, n, x, 1, n + 2, t, 2, n + 1, g, 1, n + 3, terms, 1);
      sink.add(g);
      sink.add(terms);
      kernels.probabilities(WEIGHT, rows, n, x, 1, n + 2, t, 2, n + 1, null, 0, 0, terms, 2);
      sink.add(terms);
    }
  }

  /** {@link org.isobit.kernels.loss.CrossEntropy#classes}. */
  public static final class Classes extends RowLossConformance {
    /** Made by the service loader. */
    public Classes() {
      super("classEntropy");
    }

    @Override
    void run(Backend implementation, int elements, boolean special, Inputs inputs, BitSink sink) {
      int rows = elements % 3;
      int n = Math.max(1, elements);
      double[] x = wide(inputs, 1 + rows * (n + 2), special);
      double[] c = new double[rows + 1];
      double[] g = wide(inputs, 1 + rows * (n + 3), false);
      double[] terms = new double[rows + 2];
      for (int i = 0; i < rows; i++) {
        c[1 + i] = i == 0 ? n - 1 : n / 3;
      }
      CrossEntropyReference kernels = CrossEntropyReference.of(implementation);
      kernels.classes(WEIGHT, rows, n, x, 1, n + 2, c, 1, g, 1, n + 3, terms, 1);
      sink.add(g);
      sink.add(terms);
      kernels.classes(WEIGHT, rows, n, x, 1, n + 2, c, 1, null, 0, 0, terms, 2);
      sink.add(terms);
    }
  }

  /** {@link org.isobit.kernels.loss.EnsembleLosses#energy}. */
  public static final class Energy extends RowLossConformance {
    /** Made by the service loader. */
    public Energy() {
      super("energyLoss");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      int samples = n % 3;
      int members = 2 + n % 4;
      int all = members * n;
      double[] x = wide(inputs, 1 + samples * (all + 2), special);
      double[] y = wide(inputs, 2 + samples * (n + 1), false);
      double[] g = wide(inputs, 1 + samples * (all + 3), false);
      double[] terms = new double[samples + 2];
      if (samples > 0) {
        System.arraycopy(x, 1, x, 1 + n, n);
        System.arraycopy(x, 1, y, 2, n % 2 == 0 ? n : 0);
      }
      EnsembleLossesReference kernels = EnsembleLossesReference.of(implementation);
      for (int fair = 0; fair < 2; fair++) {
        kernels.energy(fair == 1, WEIGHT, samples, members, n, x, 1, all + 2, y, 2, n + 1, g, 1, all + 3, terms, 1);
        sink.add(g);
        sink.add(terms);
      }
      kernels.energy(true, WEIGHT, samples, members, n, x, 1, all + 2, y, 2, n + 1, null, 0, 0, terms, 2);
      sink.add(terms);
    }
  }
}
