package org.isobit.models.assimilation;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Random problems, and the filters' algebra written out with EJML for linear operators. */
public final class Cases {

  public final int members;
  public final int size;
  public final int count;
  public final double[] ensemble;
  public final double[] h;
  public final double[] values;
  public final double[] deviations;

  /** Operator H is dense, errors differ. */
  public Cases(int members, int size, int count, long seed) {
    Random random = new Random(seed);
    this.members = members;
    this.size = size;
    this.count = count;
    ensemble = random.doubles((long) members * size, -3, 3).toArray();
    for (int i = 0; i < ensemble.length; i++) {
      ensemble[i] += 5 + Math.sin(i % size);
    }
    h = random.doubles((long) count * size, -1, 1).toArray();
    values = random.doubles(count, -5, 5).toArray();
    deviations = random.doubles(count, 0.5, 2).toArray();
  }

  /** A linear operator of one's own. */
  public Cases(double[] ensemble, int members, double[] h, double[] values, double[] deviations) {
    this.members = members;
    this.size = ensemble.length / members;
    this.count = values.length;
    this.ensemble = ensemble;
    this.h = h;
    this.values = values;
    this.deviations = deviations;
  }

  public Ensemble forecast() {
    return Ensemble.of(ensemble.clone(), members, size);
  }

  public Observations observations() {
    return Observations.of(values, deviations, ObservationOperator.matrix(h, count, size));
  }

  /** Variables of the first member, moved, as observations. */
  public Observations direct(int[] variables, double move, double deviation) {
    double[] observed = IntStream.of(variables).mapToDouble(i -> ensemble[i] + move).toArray();
    return Observations.of(observed, deviation, ObservationOperator.indices(variables));
  }

  public DMatrixRMaj mean() {
    return mean(forecast());
  }

  public static DMatrixRMaj mean(Ensemble e) {
    DMatrixRMaj mean = new DMatrixRMaj(e.size(), 1);
    for (int i = 0; i < e.size(); i++) {
      double s = 0;
      for (int m = 0; m < e.members(); m++) {
        s += e.get(m, i);
      }
      mean.set(i, 0, s / e.members());
    }
    return mean;
  }

  /** State × members. */
  public static DMatrixRMaj anomalies(Ensemble e) {
    DMatrixRMaj mean = mean(e);
    DMatrixRMaj a = new DMatrixRMaj(e.size(), e.members());
    for (int i = 0; i < e.size(); i++) {
      for (int m = 0; m < e.members(); m++) {
        a.set(i, m, e.get(m, i) - mean.get(i, 0));
      }
    }
    return a;
  }

  public static DMatrixRMaj covariance(Ensemble e) {
    DMatrixRMaj a = anomalies(e);
    DMatrixRMaj p = new DMatrixRMaj(e.size(), e.size());
    CommonOps_DDRM.multTransB(1.0 / (e.members() - 1), a, a, p);
    return p;
  }

  public DMatrixRMaj operator() {
    return new DMatrixRMaj(count, size, true, h);
  }

  /** K = factor·P·Hᵀ·(factor·H·P·Hᵀ + R)⁻¹. */
  public DMatrixRMaj gain(double factor) {
    DMatrixRMaj p = covariance(forecast());
    CommonOps_DDRM.scale(factor, p);
    DMatrixRMaj ph = new DMatrixRMaj(size, count);
    CommonOps_DDRM.multTransB(p, operator(), ph);
    DMatrixRMaj s = new DMatrixRMaj(count, count);
    CommonOps_DDRM.mult(operator(), ph, s);
    for (int j = 0; j < count; j++) {
      s.add(j, j, deviations[j] * deviations[j]);
    }
    CommonOps_DDRM.invert(s);
    DMatrixRMaj k = new DMatrixRMaj(size, count);
    CommonOps_DDRM.mult(ph, s, k);
    return k;
  }

  /** mean + K·(y − H·mean). */
  public DMatrixRMaj analysisMean(double factor) {
    DMatrixRMaj d = new DMatrixRMaj(count, 1);
    CommonOps_DDRM.mult(operator(), mean(), d);
    for (int j = 0; j < count; j++) {
      d.set(j, 0, values[j] - d.get(j, 0));
    }
    DMatrixRMaj x = mean();
    CommonOps_DDRM.multAdd(gain(factor), d, x);
    return x;
  }

  /** (I − part·K·H). */
  public DMatrixRMaj reduction(double factor, double part) {
    DMatrixRMaj i = CommonOps_DDRM.identity(size);
    CommonOps_DDRM.multAdd(-part, gain(factor), operator(), i);
    return i;
  }

  /** factor·(I − K·H)·P. */
  public DMatrixRMaj analysisCovariance(double factor) {
    DMatrixRMaj p = covariance(forecast());
    CommonOps_DDRM.scale(factor, p);
    DMatrixRMaj out = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(reduction(factor, 1.0), p, out);
    return out;
  }

  /** Largest difference over the largest element of the expected matrix. */
  public static double difference(DMatrixRMaj expected, DMatrixRMaj actual) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.getNumElements(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
      double d = Math.abs(expected.get(i) - actual.get(i));
      difference = Double.isNaN(d) ? Double.NaN : Math.max(difference, d);
    }
    return difference / largest;
  }
}
