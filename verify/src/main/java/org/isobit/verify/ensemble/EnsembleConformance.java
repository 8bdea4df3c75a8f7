// Master of FloatEnsembleConformance: the float version is generated from this file.
package org.isobit.verify.ensemble;

import java.util.Arrays;
import org.isobit.gpu.ensemble.EnsembleCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.AnomaliesReference;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.EnsembleMomentsReference;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.RelaxationReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Points around vector and block borders, few and many members, padding, special values, in place, threads. */
public abstract class EnsembleConformance implements Conformance {

  private static final int[][] SHORT = {{2, 1}, {2, 5}, {3, 17}, {6, 35}};
  private static final int[] MEMBERS = {2, 3, 4, 5, 8, 21};
  private static final int[][] BORDERS = {{5, 1023}, {6, 1024}, {7, 1025}, {3, 2047}, {2, 2049}, {9, 4101}, {2, 8195},
      {40, 1700}, {300, 259}};
  private static final int[] PARALLEL = {20, 5003};

  /** A factor for what has one. */
  static final double FACTOR = 0.3;

  private final String name;

  EnsembleConformance(String name) {
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
      run(implementation, shape[0], shape[1], shape[0] % 4, sink);
    }
    run(implementation, PARALLEL[0], PARALLEL[1], 3, sink);
  }

  private void run(Backend implementation, int members, int n, int variant, BitSink sink) {
    sink.label(name + " members=" + members + " n=" + n + " variant=" + variant);
    Operands o = new Operands(members, n, variant);
    if (n == PARALLEL[1] && Conformance.isFacade(implementation)) {
      parallel(o, Workers.shared());
    } else if (implementation == Backend.CUDA) {
      OnDevice.run(device -> cuda(device.kernels(EnsembleCuda.class, EnsembleCuda::new), device, o));
    } else {
      run(implementation, o);
    }
    sink.add(o.s);
    sink.add(o.e);
    sink.add(o.a);
  }

  abstract void run(Backend implementation, Operands o);

  abstract void parallel(Operands o, Workers workers);

  abstract void cuda(EnsembleCuda cuda, OnDevice device, Operands o);

  /** An ensemble e, anomalies a, spreads t and s, with rims and padding. Not thread-safe. */
  static final class Operands {
    final int members;
    final int n;
    final double[] e;
    final int eo;
    final int lde;
    final double[] a;
    final int ao;
    final int lda;
    final double[] s;
    final double[] t;

    Operands(int members, int n, int variant) {
      this.members = members;
      this.n = n;
      Inputs inputs = new Inputs(members * 65536L + n);
      eo = variant;
      lde = n + 1 + variant;
      ao = 3 - variant;
      lda = n + 2;
      e = variant == 1 ? inputs.specialDoubles(eo + members * lde) : inputs.doubles(eo + members * lde);
      a = variant == 2 ? inputs.specialDoubles(ao + members * lda) : inputs.doubles(ao + members * lda);
      s = variant == 1 ? inputs.specialDoubles(n + 2) : inputs.doubles(n + 2);
      t = inputs.doubles(n + 2);
      Arrays.fill(s, 0, n > 2 ? 2 : 1, 0.0);
    }
  }

  /** {@link EnsembleMoments#mean(int, int, double[], long, int, double[], long)}. */
  public static final class Mean extends EnsembleConformance {
    /** Made by the service loader. */
    public Mean() {
      super("ensembleMean");
    }

    @Override
    void run(Backend implementation, Operands o) {
      EnsembleMomentsReference.of(implementation).mean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      EnsembleMoments.mean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.mean(o.members, o.n, device.of(o.e), o.eo, o.lde, device.of(o.s), 1);
    }
  }

  /** {@link EnsembleMoments#spread(int, int, double[], long, int, double[], long)}. */
  public static final class Spread extends EnsembleConformance {
    /** Made by the service loader. */
    public Spread() {
      super("ensembleSpread");
    }

    @Override
    void run(Backend implementation, Operands o) {
      EnsembleMomentsReference.of(implementation).spread(o.members, o.n, o.e, o.eo, o.lde, o.s, 1);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      EnsembleMoments.spread(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.spread(o.members, o.n, device.of(o.e), o.eo, o.lde, device.of(o.s), 1);
    }
  }

  /** {@link EnsembleMoments#anomalySpread(int, int, double[], long, int, double[], long)}. */
  public static final class AnomalySpread extends EnsembleConformance {
    /** Made by the service loader. */
    public AnomalySpread() {
      super("anomalySpread");
    }

    @Override
    void run(Backend implementation, Operands o) {
      EnsembleMomentsReference.of(implementation).anomalySpread(o.members, o.n, o.a, o.ao, o.lda, o.s, 1);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      EnsembleMoments.anomalySpread(o.members, o.n, o.a, o.ao, o.lda, o.s, 1, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.anomalySpread(o.members, o.n, device.of(o.a), o.ao, o.lda, device.of(o.s), 1);
    }
  }

  /** {@link Anomalies#subtractMean}, out of place and in place. */
  public static final class SubtractMean extends EnsembleConformance {
    /** Made by the service loader. */
    public SubtractMean() {
      super("subtractMean");
    }

    @Override
    void run(Backend implementation, Operands o) {
      AnomaliesReference.of(implementation).subtractMean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, o.a, o.ao, o.lda);
      AnomaliesReference.of(implementation).subtractMean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, o.e, o.eo, o.lde);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Anomalies.subtractMean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, o.a, o.ao, o.lda, workers);
      Anomalies.subtractMean(o.members, o.n, o.e, o.eo, o.lde, o.s, 1, o.e, o.eo, o.lde, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.subtractMean(o.members, o.n, device.of(o.e), o.eo, o.lde, device.of(o.s), 1, device.of(o.a), o.ao, o.lda);
      cuda.subtractMean(o.members, o.n, device.of(o.e), o.eo, o.lde, device.of(o.s), 1, device.of(o.e), o.eo, o.lde);
    }
  }

  /** {@link Anomalies#addMean}, out of place and in place. */
  public static final class AddMean extends EnsembleConformance {
    /** Made by the service loader. */
    public AddMean() {
      super("addMean");
    }

    @Override
    void run(Backend implementation, Operands o) {
      AnomaliesReference.of(implementation).addMean(o.members, o.n, o.s, 1, o.a, o.ao, o.lda, o.e, o.eo, o.lde);
      AnomaliesReference.of(implementation).addMean(o.members, o.n, o.s, 1, o.a, o.ao, o.lda, o.a, o.ao, o.lda);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Anomalies.addMean(o.members, o.n, o.s, 1, o.a, o.ao, o.lda, o.e, o.eo, o.lde, workers);
      Anomalies.addMean(o.members, o.n, o.s, 1, o.a, o.ao, o.lda, o.a, o.ao, o.lda, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.addMean(o.members, o.n, device.of(o.s), 1, device.of(o.a), o.ao, o.lda, device.of(o.e), o.eo, o.lde);
      cuda.addMean(o.members, o.n, device.of(o.s), 1, device.of(o.a), o.ao, o.lda, device.of(o.a), o.ao, o.lda);
    }
  }

  /** {@link Anomalies#inflate}. */
  public static final class Inflate extends EnsembleConformance {
    /** Made by the service loader. */
    public Inflate() {
      super("inflate");
    }

    @Override
    void run(Backend implementation, Operands o) {
      AnomaliesReference.of(implementation).inflate(o.members, o.n, FACTOR, o.e, o.eo, o.lde);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Anomalies.inflate(o.members, o.n, FACTOR, o.e, o.eo, o.lde, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.inflate(o.members, o.n, FACTOR, device.of(o.e), o.eo, o.lde);
    }
  }

  /** {@link Anomalies#scale}. */
  public static final class Scale extends EnsembleConformance {
    /** Made by the service loader. */
    public Scale() {
      super("scaleAnomalies");
    }

    @Override
    void run(Backend implementation, Operands o) {
      AnomaliesReference.of(implementation).scale(o.members, o.n, FACTOR, o.a, o.ao, o.lda);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Anomalies.scale(o.members, o.n, FACTOR, o.a, o.ao, o.lda, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.scale(o.members, o.n, FACTOR, device.of(o.a), o.ao, o.lda);
    }
  }

  /** {@link Relaxation#toPriorPerturbations}. */
  public static final class Perturbations extends EnsembleConformance {
    /** Made by the service loader. */
    public Perturbations() {
      super("relaxToPriorPerturbations");
    }

    @Override
    void run(Backend implementation, Operands o) {
      RelaxationReference.of(implementation).toPriorPerturbations(o.members, o.n, FACTOR, o.e, o.eo, o.lde, o.a, o.ao,
          o.lda);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Relaxation.toPriorPerturbations(o.members, o.n, FACTOR, o.e, o.eo, o.lde, o.a, o.ao, o.lda, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.relaxToPriorPerturbations(o.members, o.n, FACTOR, device.of(o.e), o.eo, o.lde, device.of(o.a), o.ao, o.lda);
    }
  }

  /** {@link Relaxation#toPriorSpread}. */
  public static final class Spreads extends EnsembleConformance {
    /** Made by the service loader. */
    public Spreads() {
      super("relaxToPriorSpread");
    }

    @Override
    void run(Backend implementation, Operands o) {
      RelaxationReference.of(implementation).toPriorSpread(o.members, o.n, FACTOR, o.t, 0, o.s, 1, o.a, o.ao, o.lda);
    }

    @Override
    void parallel(Operands o, Workers workers) {
      Relaxation.toPriorSpread(o.members, o.n, FACTOR, o.t, 0, o.s, 1, o.a, o.ao, o.lda, workers);
    }

    @Override
    void cuda(EnsembleCuda cuda, OnDevice device, Operands o) {
      cuda.relaxToPriorSpread(o.members, o.n, FACTOR, device.of(o.t), 0, device.of(o.s), 1,
          device.of(o.a), o.ao, o.lda);
    }
  }
}
