package org.isobit.models.assimilation.latent;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;

/**
 * The analysis step of {@link ETKFD}: from observed members and sampled innovations to new members.
 *
 * <p>Rows are members. With Z = Y·(C⁺)^½/√(N − 1), members × count, S = I − Z·Zᵀ and the mean moves by Aᵀ·Z·v, v =
 * (C⁺)^½·d̄/√(N − 1). With fewer observations than members the root is I + Z·g(Zᵀ·Z)·Zᵀ with g(μ) = (√(1 − μ) − 1)/μ,
 * which is −1/(1 + √(1 − μ)) up to μ = 1 and −1/μ beyond, where S has a negative eigenvalue that counts as 0; for one
 * observation everything is a number, and no matrix of members × members is formed. Otherwise S itself is decomposed.
 * Which way is taken depends on the shape alone.
 */
final class SampledTransform {

  /** Eigenvalues of C below this share of the largest, times their number, count as 0. */
  private static final double NEGLIGIBLE = 0x1p-52;

  private final String filter;
  private final int members;
  private final int count;

  /** Z, members × count. */
  private final double[] z;

  /** v. */
  private final double[] pull;

  private final SymmetricEigen eigen = new SymmetricEigen();

  /**
   * From observed members (members × count) and innovations (samples × count), whose mean is what the mean moves by.
   */
  SampledTransform(String filter, int count, double[] observed, int members, double[] innovations, int samples) {
    this(filter, count, observed, members, innovations, samples, null);
  }

  /**
   * The same with another innovation of the mean.
   *
   * @param innovation d̄, or null for the mean of the innovations
   */
  SampledTransform(String filter, int count, double[] observed, int members, double[] innovations, int samples,
      double[] innovation) {
    this.filter = filter;
    this.members = members;
    this.count = count;
    double[] mean = new double[count];
    double[] y = new double[Checks.elements(filter, members, count, Double.BYTES)];
    Anomalies.subtractMean(members, count, observed, 0, count, mean, 0, y, 0, count, Workers.serial());
    double[] d = new double[Checks.elements(filter, samples, count, Double.BYTES)];
    Anomalies.subtractMean(samples, count, innovations, 0, count, mean, 0, d, 0, count, Workers.serial());
    double[] root = inverseRoot(d, samples);
    z = new double[members * count];
    Gemm.gemm(false, false, members, count, count, 1.0, y, 0, count, root, 0, count, 0.0, z, 0, count);
    pull = new double[count];
    Gemm.gemv(false, count, count, 1.0, root, 0, count, innovation == null ? mean : innovation, 0, 1, 0.0, pull, 0, 1);
  }

  /** (C⁺)^½/√(N − 1) of centred innovations. */
  private double[] inverseRoot(double[] d, int samples) {
    double[] c = new double[Checks.elements(filter, count, count, Double.BYTES)];
    Gemm.gram(true, count, samples, 1.0, d, 0, count, 0.0, c, 0, count);
    for (int i = 0; i < c.length; i++) {
      c[i] = c[i] / (samples - 1);
      if (!Double.isFinite(c[i])) {
        throw new NumericalException(filter + ": the covariance of innovations is not finite", i, c[i]);
      }
    }
    double[] f = new double[count];
    eigen.factor(count, c, 0, count).values(f, 0);
    double least = f[count - 1] * NEGLIGIBLE * count;
    for (int j = 0; j < count; j++) {
      f[j] = f[j] > least ? 1.0 / Math.sqrt(f[j] * (members - 1)) : 0.0;
    }
    eigen.function(f, 0, c, 0, count);
    return c;
  }

  /** Replaces the members; all or nothing. */
  void apply(Ensemble ensemble) {
    int size = ensemble.size();
    double[] mean = new double[size];
    double[] a = new double[Checks.elements(filter, members, size, Double.BYTES)];
    Anomalies.subtractMean(members, size, ensemble.values(), ensemble.index(0), ensemble.ld(), mean, 0, a, 0, size,
        Workers.serial());
    // Zᵀ·A, count × size: what the mean and, with few observations, the anomalies are made of.
    double[] za = new double[Checks.elements(filter, count, size, Double.BYTES)];
    Gemm.gemm(true, false, count, size, members, 1.0, z, 0, count, a, 0, size, 0.0, za, 0, size);
    Gemm.gemm(false, false, 1, size, count, 1.0, pull, 0, count, za, 0, size, 1.0, mean, 0, size);
    double[] analysis;
    if (count < members) {
      analysis = a;
      double[] g = fewObservations();
      double[] gza = new double[za.length];
      Gemm.gemm(false, false, count, size, count, 1.0, g, 0, count, za, 0, size, 0.0, gza, 0, size);
      Gemm.gemm(false, false, members, size, count, 1.0, z, 0, count, gza, 0, size, 1.0, analysis, 0, size);
    } else {
      analysis = new double[a.length];
      Transform.apply(false, members, members, size, manyObservations(), 0, members, a, 0, size, analysis, 0, size,
          Workers.serial());
    }
    Anomalies.addMean(members, size, mean, 0, analysis, 0, size, analysis, 0, size, Workers.serial());
    int bad = Finite.first(analysis, 0, analysis.length);
    if (bad >= 0) {
      throw new NumericalException(filter + ": the analysis of member " + bad / size + " is not finite", bad % size,
          analysis[bad]);
    }
    for (int m = 0; m < members; m++) {
      System.arraycopy(analysis, m * size, ensemble.values(), ensemble.index(m), size);
    }
  }

  /** g(Zᵀ·Z), count × count. */
  private double[] fewObservations() {
    double[] g = new double[count * count];
    double[] f = new double[count];
    Gemm.gram(true, count, members, 1.0, z, 0, count, 0.0, g, 0, count);
    eigen.factor(count, g, 0, count).values(f, 0);
    for (int j = 0; j < count; j++) {
      // Rounding may leave a tiny negative eigenvalue of a matrix that has none.
      double mu = f[j] > 0.0 ? f[j] : 0.0;
      f[j] = mu < 1.0 ? -1.0 / (1.0 + Math.sqrt(1.0 - mu)) : -1.0 / mu;
    }
    eigen.function(f, 0, g, 0, count);
    return g;
  }

  /** (I − Z·Zᵀ)^½, members × members. */
  private double[] manyObservations() {
    double[] t = new double[Checks.elements(filter, members, members, Double.BYTES)];
    double[] f = new double[members];
    Gemm.gram(false, members, count, 1.0, z, 0, count, 0.0, t, 0, members);
    for (int i = 0; i < t.length; i++) {
      t[i] = -t[i];
    }
    for (int m = 0; m < members; m++) {
      t[m * members + m] = 1.0 + t[m * members + m];
    }
    eigen.factor(members, t, 0, members).values(f, 0);
    for (int m = 0; m < members; m++) {
      f[m] = f[m] > 0.0 ? Math.sqrt(f[m]) : 0.0;
    }
    eigen.function(f, 0, t, 0, members);
    return t;
  }
}
