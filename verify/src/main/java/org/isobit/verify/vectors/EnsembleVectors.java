// Master of FloatEnsembleVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.WeightBlend;
import org.isobit.verify.Inputs;

/** Five members of four points; one point's members are equal. */
public final class EnsembleVectors implements KernelVectors {

  private static final int MEMBERS = 5;
  private static final int N = 4;
  private static final double FACTOR = 1.1;
  private static final double ALPHA = 0.3;

  /** Made by the service loader. */
  public EnsembleVectors() {}

  private static double[] ensemble(long seed) {
    double[] e = new Inputs(seed).doubles(MEMBERS * N);
    for (int m = 0; m < MEMBERS; m++) {
      e[m * N + 2] = e[2];
    }
    return e;
  }

  private static VectorText start(VectorText out, String kernel) {
    return out.kernel(kernel).in("members", MEMBERS).in("n", N);
  }

  @Override
  public void write(VectorText out) {
    moments(out);
    anomalies(out);
    relaxation(out);
    transforms(out);
    blend(out);
  }

  private static void moments(VectorText out) {
    double[] e = ensemble(50);
    double[] s = new double[N];
    EnsembleMoments.mean(MEMBERS, N, e, 0, N, s, 0);
    start(out, "ensembleMean.double").in("e", e).out("mean", s);
    EnsembleMoments.spread(MEMBERS, N, e, 0, N, s, 0);
    start(out, "ensembleSpread.double").in("e", e).out("spread", s);
    EnsembleMoments.anomalySpread(MEMBERS, N, e, 0, N, s, 0);
    start(out, "anomalySpread.double").in("a", e).out("spread", s);
  }

  private static void anomalies(VectorText out) {
    double[] e = ensemble(51);
    double[] mean = new double[N];
    double[] a = new double[MEMBERS * N];
    Anomalies.subtractMean(MEMBERS, N, e, 0, N, mean, 0, a, 0, N);
    start(out, "subtractMean.double").in("e", e).out("mean", mean).out("a", a);
    start(out, "addMean.double").in("mean", mean).in("a", a);
    Anomalies.addMean(MEMBERS, N, mean, 0, a, 0, N, e, 0, N);
    out.out("e", e);
    start(out, "inflate.double").in("factor", FACTOR).in("e", e);
    Anomalies.inflate(MEMBERS, N, FACTOR, e, 0, N);
    out.out("e", e);
    start(out, "scaleAnomalies.double").in("factor", FACTOR).in("a", a);
    Anomalies.scale(MEMBERS, N, FACTOR, a, 0, N);
    out.out("a", a);
  }

  private static void relaxation(VectorText out) {
    double[] f = ensemble(52);
    double[] a = ensemble(53);
    start(out, "relaxToPriorPerturbations.double").in("alpha", ALPHA).in("f", f).in("a", a);
    Relaxation.toPriorPerturbations(MEMBERS, N, ALPHA, f, 0, N, a, 0, N, Workers.serial());
    out.out("a", a);
    // Where the analysis has no spread, that of the forecast is not read.
    double[] forecast = {0.5, Double.NaN, 0.75, 0.0};
    double[] analysis = {0.3, 0.0, -0.0, 0.7};
    start(out, "relaxToPriorSpread.double").in("alpha", ALPHA).in("forecastSpread", forecast)
        .in("analysisSpread", analysis).in("a", a);
    Relaxation.toPriorSpread(MEMBERS, N, ALPHA, forecast, 0, analysis, 0, a, 0, N, Workers.serial());
    out.out("a", a);
  }

  private static void transforms(VectorText out) {
    Inputs inputs = new Inputs(54);
    double[] w = inputs.doubles(MEMBERS * MEMBERS);
    double[] mean = inputs.doubles(N);
    double[] a = ensemble(55);
    double[] b = new double[MEMBERS * N];
    for (boolean transW : new boolean[] {false, true}) {
      Transform.apply(transW, MEMBERS, MEMBERS, N, w, 0, MEMBERS, a, 0, N, b, 0, N, Workers.serial());
      start(out, "transform.double").in("transW", transW).in("w", w).in("a", a).out("b", b);
      Transform.applyAround(transW, MEMBERS, MEMBERS, N, w, 0, MEMBERS, mean, 0, a, 0, N, b, 0, N, Workers.serial());
      start(out, "transformAround.double").in("transW", transW).in("w", w).in("mean", mean).in("a", a).out("e", b);
    }
    start(out, "transformInPlace.double").in("transW", true).in("w", w).in("a", a);
    Transform.applyInPlace(true, MEMBERS, N, w, 0, MEMBERS, a, 0, N, Workers.serial());
    out.out("a", a);
  }

  private static void blend(VectorText out) {
    Inputs inputs = new Inputs(56);
    double[] a = inputs.doubles(MEMBERS);
    double[] x1 = inputs.doubles(MEMBERS);
    double[] x2 = inputs.doubles(MEMBERS);
    double[] x3 = inputs.doubles(MEMBERS);
    double[] c = inputs.doubles(3);
    double[] t = new double[MEMBERS];
    WeightBlend.blend(MEMBERS, a, 0, c[0], x1, 0, c[1], x2, 0, c[2], x3, 0, t, 0);
    out.kernel("weightBlend.double").in("a", a).in("x1", x1).in("x2", x2).in("x3", x3).in("c", c).out("t", t);
  }
}
