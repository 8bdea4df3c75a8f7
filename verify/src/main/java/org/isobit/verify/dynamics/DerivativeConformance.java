package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.CubicLorenz96TendencyReference;
import org.isobit.kernels.dynamics.Lorenz63TendencyReference;
import org.isobit.kernels.dynamics.Lorenz96TendencyReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/**
 * Derivatives of right-hand sides times a perturbation or an adjoint, and right-hand sides alike: rings or numbers of
 * states around vector borders, offsets, special values.
 */
public abstract class DerivativeConformance implements Conformance {

  private static final int[] BORDERS = {129, 512, 513};

  private final String name;
  private final int least;
  private final int variables;

  /** Of n from least on there are variables·n numbers. */
  DerivativeConformance(String name, int least, int variables) {
    this.name = name;
    this.least = least;
    this.variables = variables;
  }

  @Override
  public final String kernel() {
    return name + ".double";
  }

  @Override
  public final void run(Backend implementation, Cases cases, BitSink sink) {
    int[] few = {least, least + 4, least + 17};
    Lengths.run(cases, few, least, least + 36, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    int size = variables * n;
    double[] x = variant == 1 ? inputs.specialDoubles(size + 3) : inputs.doubles(size + 3);
    double[] u = variant == 1 ? inputs.specialDoubles(size + 3) : inputs.doubles(size + 3);
    double[] d = new double[size + 4];
    run(implementation, n, x, variant, u, 3 - variant, d, 4 - variant);
    sink.add(d);
  }

  abstract void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at);

  /** Lorenz (1963), perturbations. */
  public static final class Tangent63 extends DerivativeConformance {
    /** Made by the service loader. */
    public Tangent63() {
      super("lorenz63Tangent", 1, 3);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      Lorenz63TendencyReference.of(implementation).tangent(10.0, 28.0, 8.0 / 3.0, n, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1963), adjoints. */
  public static final class Adjoint63 extends DerivativeConformance {
    /** Made by the service loader. */
    public Adjoint63() {
      super("lorenz63Adjoint", 1, 3);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      Lorenz63TendencyReference.of(implementation).adjoint(10.0, 28.0, 8.0 / 3.0, n, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1996), perturbations. */
  public static final class Tangent96 extends DerivativeConformance {
    /** Made by the service loader. */
    public Tangent96() {
      super("lorenz96Tangent", 4, 1);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      Lorenz96TendencyReference.of(implementation).tangent(n, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1996), adjoints. */
  public static final class Adjoint96 extends DerivativeConformance {
    /** Made by the service loader. */
    public Adjoint96() {
      super("lorenz96Adjoint", 4, 1);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      Lorenz96TendencyReference.of(implementation).adjoint(n, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1996) with a cubic term, perturbations. */
  public static final class TangentCubic extends DerivativeConformance {
    /** Made by the service loader. */
    public TangentCubic() {
      super("lorenz96CubicTangent", 4, 1);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      CubicLorenz96TendencyReference.of(implementation).tangent(n, 0.025, 1.01, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1996) with a cubic term, adjoints. */
  public static final class AdjointCubic extends DerivativeConformance {
    /** Made by the service loader. */
    public AdjointCubic() {
      super("lorenz96CubicAdjoint", 4, 1);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      CubicLorenz96TendencyReference.of(implementation).adjoint(n, 0.025, 1.01, x, xo, u, uo, d, at);
    }
  }

  /** Lorenz (1996) with a cubic term, the tendency. */
  public static final class Cubic extends DerivativeConformance {
    /** Made by the service loader. */
    public Cubic() {
      super("lorenz96Cubic", 4, 1);
    }

    @Override
    void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      CubicLorenz96TendencyReference.of(implementation).tendency(n, 8.5, 0.025, 1.01, x, xo, d, at);
    }
  }
}
