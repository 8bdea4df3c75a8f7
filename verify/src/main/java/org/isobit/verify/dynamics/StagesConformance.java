package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.kernels.dynamics.StagesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/** Lengths around vector borders, offsets, special values, and operands that stand in one array. */
public abstract class StagesConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 5, 18};
  private static final int[] BORDERS = {511, 512, 513, 1029};
  private static final int OPERANDS = 5;

  private final String name;

  StagesConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Lengths.run(cases, SHORT, 0, 35, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Operand j stands from variant + j·(n + 1) on; those of variant 1 have special values. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    int length = variant + OPERANDS * (n + 1);
    double[] w = variant == 1 ? inputs.specialDoubles(length) : inputs.doubles(length);
    run(StagesReference.of(implementation), n, 0.05, w, variant, n + 1);
    sink.add(w);
  }

  /** Runs on operands of n elements of an array, the first one at an index and the next ones each so much later. */
  abstract void run(StagesReference kernels, int n, double dt, double[] w, int at, int step);

  /** {@link Stages#stage}. */
  public static final class Stage extends StagesConformance {
    /** Made by the service loader. */
    public Stage() {
      super("stage");
    }

    @Override
    void run(StagesReference kernels, int n, double dt, double[] w, int at, int step) {
      kernels.stage(n, dt, 0.5, w, at, w, at + step, w, at + 2 * step, w, at + 3 * step);
    }
  }

  /** {@link Stages#rungeKutta4}. */
  public static final class Fourth extends StagesConformance {
    /** Made by the service loader. */
    public Fourth() {
      super("rungeKutta4");
    }

    @Override
    void run(StagesReference kernels, int n, double dt, double[] w, int at, int step) {
      kernels.rungeKutta4(n, dt, w, at + step, w, at + 2 * step, w, at + 3 * step, w, at + 4 * step, w, at);
    }
  }

  /** {@link Stages#heun}. */
  public static final class Second extends StagesConformance {
    /** Made by the service loader. */
    public Second() {
      super("heun");
    }

    @Override
    void run(StagesReference kernels, int n, double dt, double[] w, int at, int step) {
      kernels.heun(n, dt, w, at + step, w, at + 2 * step, w, at);
    }
  }

  /** {@link Stages#euler}. */
  public static final class First extends StagesConformance {
    /** Made by the service loader. */
    public First() {
      super("euler");
    }

    @Override
    void run(StagesReference kernels, int n, double dt, double[] w, int at, int step) {
      kernels.euler(n, dt, w, at + step, w, at);
    }
  }

  /** {@link Stages#adjointStage}. */
  public static final class Adjoint extends StagesConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("adjointStage");
    }

    @Override
    void run(StagesReference kernels, int n, double dt, double[] w, int at, int step) {
      kernels.adjointStage(n, dt, 1.0 / 3.0, 0.5, w, at, w, at + step, w, at + 2 * step);
    }
  }
}
