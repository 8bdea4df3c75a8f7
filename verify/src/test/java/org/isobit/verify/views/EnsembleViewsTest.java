// Master of FloatEnsembleViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.contiguous;
import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.WeightBlend;
import org.junit.jupiter.api.Test;

/** Ensemble kernels of views: the bits of the raw form, and shapes that do not fit. */
class EnsembleViewsTest {

  private static final Workers SERIAL = Workers.serial();

  /** Members, members of a result, points. */
  private static final int[][] SIZES = {{2, 1, 1}, {3, 5, 17}, {7, 4, 67}, {5, 3, 0}};

  @Test
  void momentsHaveTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int m = s[0];
      int n = s[2];
      same("mean", x -> EnsembleMoments.mean(m, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset()), x -> EnsembleMoments.mean(x[0], x[1], SERIAL), matrix(1, m, n), matrix(2, 1, n));
      same("spread", x -> EnsembleMoments.spread(m, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset()), x -> EnsembleMoments.spread(x[0], x[1], SERIAL), matrix(1, m, n), contiguous(2, n, 1));
      same("anomaly spread", x -> EnsembleMoments.anomalySpread(m, n, x[0].array(), x[0].offset(), x[0].ld(),
          x[1].array(), x[1].offset()), x -> EnsembleMoments.anomalySpread(x[0], x[1], SERIAL), matrix(1, m, n),
          matrix(2, 1, n));
    }
  }

  @Test
  void anomaliesHaveTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int m = s[0];
      int n = s[2];
      same("subtractMean", x -> Anomalies.subtractMean(m, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[2].array(), x[2].offset(), x[2].ld()),
          x -> Anomalies.subtractMean(x[0], x[1], x[2], SERIAL), matrix(1, m, n), matrix(2, 1, n), matrix(3, m, n));
      same("addMean", x -> Anomalies.addMean(m, n, x[0].array(), x[0].offset(), x[1].array(), x[1].offset(),
          x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()), x -> Anomalies.addMean(x[0], x[1], x[2], SERIAL),
          matrix(2, 1, n), matrix(1, m, n), matrix(3, m, n));
      same("subtractMean in place", x -> Anomalies.subtractMean(m, n, x[0].array(), x[0].offset(), x[0].ld(),
          x[1].array(), x[1].offset(), x[0].array(), x[0].offset(), x[0].ld()),
          x -> Anomalies.subtractMean(x[0], x[1], x[0], SERIAL), matrix(1, m, n), matrix(2, 1, n));
      same("inflate", x -> Anomalies.inflate(m, n, 1.25, x[0].array(), x[0].offset(), x[0].ld()),
          x -> Anomalies.inflate(1.25, x[0], SERIAL), matrix(1, m, n));
      same("scale", x -> Anomalies.scale(m, n, 1.25, x[0].array(), x[0].offset(), x[0].ld()),
          x -> Anomalies.scale(1.25, x[0], SERIAL), matrix(1, m, n));
      same("relaxation to prior perturbations", x -> Relaxation.toPriorPerturbations(m, n, 0.75, x[0].array(),
          x[0].offset(), x[0].ld(), x[1].array(), x[1].offset(), x[1].ld(), SERIAL),
          x -> Relaxation.toPriorPerturbations(0.75, x[0], x[1], SERIAL), matrix(1, m, n), matrix(2, m, n));
      same("relaxation to prior spread", x -> Relaxation.toPriorSpread(m, n, 0.75, x[0].array(), x[0].offset(),
          x[1].array(), x[1].offset(), x[2].array(), x[2].offset(), x[2].ld(), SERIAL),
          x -> Relaxation.toPriorSpread(0.75, x[0], x[1], x[2], SERIAL), matrix(1, 1, n), contiguous(2, n, 1),
          matrix(3, m, n));
    }
  }

  @Test
  void transformsHaveTheBitsOfTheRawForm() {
    try (Workers two = Workers.of(2)) {
      for (int variant = 0; variant < 4; variant++) {
        for (int[] s : SIZES) {
          transform(s[0], s[1], s[2], (variant & 1) != 0, (variant & 2) != 0 ? two : SERIAL);
        }
      }
    }
  }

  private static void transform(int m, int r, int n, boolean transW, Workers workers) {
    Matrix w = matrix(1, transW ? m : r, transW ? r : m);
    same("transform", x -> Transform.apply(transW, r, m, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
        x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), workers),
        x -> Transform.apply(transW, x[0], x[1], x[2], workers), w, matrix(2, m, n), matrix(3, r, n));
    same("transform around a mean", x -> Transform.applyAround(transW, r, m, n, x[0].array(), x[0].offset(), x[0].ld(),
        x[1].array(), x[1].offset(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld(),
        workers), x -> Transform.applyAround(transW, x[0], x[1], x[2], x[3], workers), w, matrix(4, 1, n),
        matrix(2, m, n), matrix(3, r, n));
    same("transform in place", x -> Transform.applyInPlace(transW, m, n, x[0].array(), x[0].offset(), x[0].ld(),
        x[1].array(), x[1].offset(), x[1].ld(), workers), x -> Transform.applyInPlace(transW, x[0], x[1], workers),
        matrix(1, m, m), matrix(2, m, n));
  }

  @Test
  void blendsHaveTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int n = s[0] * s[2];
      Matrix[] x = new Matrix[5];
      for (int i = 0; i < x.length; i++) {
        x[i] = contiguous(i, s[0], s[2]);
      }
      same("blend", o -> WeightBlend.blend(n, o[0].array(), o[0].offset(), 0.25, o[1].array(), o[1].offset(), 0.5,
          o[2].array(), o[2].offset(), 0.125, o[3].array(), o[3].offset(), o[4].array(), o[4].offset()),
          o -> WeightBlend.blend(o[0], 0.25, o[1], 0.5, o[2], 0.125, o[3], o[4]), x);
    }
  }

  @Test
  void shapesOfMomentsAndAnomaliesThatDoNotFitAreRefusedByName() {
    Matrix e = matrix(1, 3, 7);
    Matrix five = matrix(1, 1, 5);
    Matrix seven = matrix(1, 1, 7);
    Matrix apart = matrix(1, 7, 1);
    String lie = "with leading dimension 6, but its elements must lie one after the other";
    refused("ensemble mean: mean is 1x5 but the ensemble is 3x7", () -> EnsembleMoments.mean(e, five, SERIAL));
    refused("ensemble mean: mean is 7x1 " + lie, () -> EnsembleMoments.mean(e, apart, SERIAL));
    refused("ensemble spread: spread is 1x5 but the ensemble is 3x7", () -> EnsembleMoments.spread(e, five, SERIAL));
    refused("anomaly spread: spread is 3x7 but the ensemble is 3x7", () -> EnsembleMoments.anomalySpread(e, e, SERIAL));
    refused("subtractMean: the anomalies is 3x6 but the ensemble is 3x7",
        () -> Anomalies.subtractMean(e, seven, matrix(2, 3, 6), SERIAL));
    refused("subtractMean: mean is 1x5 but the ensemble is 3x7",
        () -> Anomalies.subtractMean(e, five, matrix(2, 3, 7), SERIAL));
    refused("addMean: the ensemble is 2x7 but the anomalies is 3x7",
        () -> Anomalies.addMean(seven, e, matrix(2, 2, 7), SERIAL));
    refused("addMean: mean is 1x5 but the anomalies is 3x7",
        () -> Anomalies.addMean(five, e, matrix(2, 3, 7), SERIAL));
    refused("relaxation to prior perturbations: the forecast is 3x6 but the analysis is 3x7",
        () -> Relaxation.toPriorPerturbations(0.5, matrix(2, 3, 6), e, SERIAL));
    refused("relaxation to prior spread: the forecast spread is 1x5 but the analysis is 3x7",
        () -> Relaxation.toPriorSpread(0.5, five, seven, e, SERIAL));
    refused("relaxation to prior spread: the analysis spread is 1x5 but the analysis is 3x7",
        () -> Relaxation.toPriorSpread(0.5, seven, five, e, SERIAL));
  }

  @Test
  void shapesOfTransformsThatDoNotFitAreRefusedByName() {
    Matrix w = matrix(1, 4, 3);
    Matrix a = matrix(2, 3, 7);
    Matrix b = matrix(3, 4, 7);
    Matrix mean = matrix(4, 1, 7);
    refused("transform: W is 4x3 but A is 4x7", () -> Transform.apply(false, w, b, a, SERIAL));
    refused("transform: W is 4x3 (transposed) but A is 3x7", () -> Transform.apply(true, w, a, b, SERIAL));
    refused("transform: W is 4x3 but B is 3x7", () -> Transform.apply(false, w, a, matrix(5, 3, 7), SERIAL));
    refused("transform: W is 4x3 (transposed) but B is 4x7",
        () -> Transform.apply(true, w, b, matrix(5, 4, 7), SERIAL));
    refused("transform: A is 3x7 but B is 4x6", () -> Transform.apply(false, w, a, matrix(5, 4, 6), SERIAL));
    refused("transform around a mean: W is 4x3 but E is 3x7",
        () -> Transform.applyAround(false, w, mean, a, matrix(5, 3, 7), SERIAL));
    refused("transform around a mean: mean is 1x6 but A is 3x7",
        () -> Transform.applyAround(false, w, matrix(4, 1, 6), a, b, SERIAL));
    refused("transform in place: W is 4x3 but A is 3x7", () -> Transform.applyInPlace(false, w, a, SERIAL));
    Matrix x = contiguous(1, 3, 4);
    Matrix t = contiguous(2, 3, 4);
    refused("weightBlend: x2 is 4x3 but t is 3x4",
        () -> WeightBlend.blend(x, 0.0, x, 0.0, contiguous(1, 4, 3), 0.0, x, t));
    refused("weightBlend: x3 is 3x4 with leading dimension 9, but its elements must lie one after the other",
        () -> WeightBlend.blend(x, 0.0, x, 0.0, x, 0.0, matrix(1, 3, 4), t));
  }
}
