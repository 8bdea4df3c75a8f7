// Master of FloatTransformConformance: the float version is generated from this file.
package org.isobit.verify.ensemble;

import org.isobit.gpu.ensemble.TransformCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Points around vector and block borders, both orders of W, more and fewer results than members, threads. */
public abstract class TransformConformance implements Conformance {

  private static final int[][] SHORT = {{1, 1}, {2, 5}, {5, 17}};
  private static final int[] MEMBERS = {1, 2, 5, 20};
  private static final int[][] BORDERS = {{20, 3277}, {40, 1700}, {300, 259}, {7, 2049}};
  private static final int[] PARALLEL = {20, 5003};

  private final String name;

  TransformConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape[0], shape[1], 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= 35; n++) {
      for (int members : MEMBERS) {
        run(implementation, members, n, (n + members) % 4, sink);
      }
    }
    for (int[] shape : BORDERS) {
      run(implementation, shape[0], shape[1], shape[1] % 4, sink);
    }
    run(implementation, PARALLEL[0], PARALLEL[1], 3, sink);
  }

  private void run(Backend implementation, int members, int n, int variant, BitSink sink) {
    sink.label(name + " members=" + members + " n=" + n + " variant=" + variant);
    Operands o = new Operands(members, n, variant);
    if (n == PARALLEL[1] && Conformance.isFacade(implementation)) {
      parallel(o, Workers.shared());
    } else if (implementation == Backend.CUDA) {
      OnDevice.run(device -> cuda(device.kernels(TransformCuda.class, TransformCuda::new), device, o));
    } else {
      run(TransformReference.of(implementation), o);
    }
    sink.add(o.a);
    sink.add(o.b);
  }

  abstract void run(TransformReference kernels, Operands o);

  abstract void parallel(Operands o, Workers workers);

  abstract void cuda(TransformCuda cuda, OnDevice device, Operands o);

  /** Weights w, anomalies a, a result b, with rims and padding. Not thread-safe. */
  static final class Operands {
    final boolean transW;
    final int results;
    final int members;
    final int n;
    final double[] w;
    final int ldw;
    final double[] a;
    final int ao;
    final int lda;
    final double[] mean;
    final double[] b;
    final int ldb;

    Operands(int members, int n, int variant) {
      this.transW = variant % 2 == 1;
      this.results = members + variant;
      this.members = members;
      this.n = n;
      Inputs inputs = new Inputs(members * 65536L + n);
      ldw = results + 1;
      ao = variant;
      lda = n + 2;
      ldb = n + 1 + variant;
      w = inputs.doubles(1 + ldw * ldw);
      a = variant == 2 ? inputs.specialDoubles(ao + members * lda) : inputs.doubles(ao + members * lda);
      mean = inputs.doubles(n + 1);
      b = inputs.doubles(2 + results * ldb);
    }
  }

  /** {@link Transform#apply}. */
  public static final class Apply extends TransformConformance {
    /** Made by the service loader. */
    public Apply() {
      super("transform");
    }

    @Override
    void run(TransformReference kernels, Operands o) {
      kernels.apply(o.transW, o.results, o.members, o.n, o.w, 1, o.ldw, o.a, o.ao, o.lda, o.b, 2, o.ldb);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Transform.apply(o.transW, o.results, o.members, o.n, o.w, 1, o.ldw, o.a, o.ao, o.lda, o.b, 2, o.ldb, workers);
    }

    @Override
    void cuda(TransformCuda cuda, OnDevice device, Operands o) {
      cuda.apply(o.transW, o.results, o.members, o.n, device.of(o.w), 1, o.ldw,
          device.of(o.a), o.ao, o.lda, device.of(o.b), 2, o.ldb);
    }
  }

  /** {@link Transform#applyAround}. */
  public static final class Around extends TransformConformance {
    /** Made by the service loader. */
    public Around() {
      super("transformAround");
    }

    @Override
    void run(TransformReference kernels, Operands o) {
      kernels.applyAround(o.transW, o.results, o.members, o.n, o.w, 1, o.ldw, o.mean, 1, o.a, o.ao, o.lda, o.b, 2,
          o.ldb);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Transform.applyAround(o.transW, o.results, o.members, o.n, o.w, 1, o.ldw, o.mean, 1, o.a, o.ao, o.lda, o.b, 2,
          o.ldb, workers);
    }

    @Override
    void cuda(TransformCuda cuda, OnDevice device, Operands o) {
      cuda.applyAround(o.transW, o.results, o.members, o.n, device.of(o.w), 1, o.ldw, device.of(o.mean), 1,
          device.of(o.a), o.ao, o.lda, device.of(o.b), 2, o.ldb);
    }
  }

  /** {@link Transform#applyInPlace}. */
  public static final class InPlace extends TransformConformance {
    /** Made by the service loader. */
    public InPlace() {
      super("transformInPlace");
    }

    @Override
    void run(TransformReference kernels, Operands o) {
      kernels.applyInPlace(o.transW, o.members, o.n, o.w, 1, o.ldw, o.a, o.ao, o.lda);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Transform.applyInPlace(o.transW, o.members, o.n, o.w, 1, o.ldw, o.a, o.ao, o.lda, workers);
    }

    @Override
    void cuda(TransformCuda cuda, OnDevice device, Operands o) {
      cuda.applyInPlace(o.transW, o.members, o.n, device.of(o.w), 1, o.ldw, device.of(o.a), o.ao, o.lda);
    }
  }
}
