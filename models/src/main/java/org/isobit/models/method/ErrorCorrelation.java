package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.statistics.CorrelationFunction;
import org.isobit.models.registry.Registry;

/** Correlation of observation errors in an experiment; filters are given the whole R. Immutable. */
public sealed interface ErrorCorrelation {

  /** Functions of distance. */
  Registry<CorrelationFunction> FUNCTIONS = Registry.of("correlation function", CorrelationFunction.values());

  /**
   * R of so many observations.
   *
   * @param n        how many
   * @param variance of each
   * @return n × n, row-major
   */
  double[] covariance(int n, double variance);

  /**
   * What makes independent Gaussian errors of one variance such errors of that variance, in place.
   *
   * @param n how many
   * @return takes the errors of one time; thread-safe
   * @throws IllegalArgumentException if the correlations are no positive definite matrix to working precision
   */
  Consumer<double[]> maker(int n);

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  Map<String, Object> toMap();

  /**
   * Errors of consecutive observations that are an autoregressive process: observations j and k of one group have the
   * correlation {@code coefficient}^|j − k|, those of different groups none.
   *
   * @param coefficient correlation of neighbours, in (−1, 1) and not 0
   * @param group       observations of a group, at least 2
   */
  record Neighbours(double coefficient, int group) implements ErrorCorrelation {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Neighbours {
      if (!(coefficient > -1.0 && coefficient < 1.0 && coefficient != 0.0) || group < 2) {
        throw new IllegalArgumentException("correlation: the coefficient must be between -1 and 1 and not 0, and a "
            + "group have at least 2 observations, but they are " + coefficient + " and " + group);
      }
    }

    /** e_j = ρ·e_(j − 1) + √(1 − ρ²)·z_j. */
    @Override
    public Consumer<double[]> maker(int n) {
      double fresh = Math.sqrt(1.0 - coefficient * coefficient);
      return z -> {
        for (int j = 0; j < z.length; j++) {
          z[j] = j % group == 0 ? z[j] : Math.fma(coefficient, z[j - 1], fresh * z[j]);
        }
      };
    }

    /** Powers are products from 1 on. */
    @Override
    public double[] covariance(int n, double variance) {
      double[] r = new double[Math.multiplyExact(n, n)];
      for (int i = 0; i < n; i++) {
        double power = 1.0;
        for (int j = i; j < n && j / group == i / group; j++) {
          r[i * n + j] = variance * power;
          r[j * n + i] = r[i * n + j];
          power = power * coefficient;
        }
      }
      return r;
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("coefficient", coefficient);
      map.put("group", group);
      return map;
    }

    @Override
    public String toString() {
      return coefficient + " in groups of " + group;
    }
  }

  /**
   * Errors whose correlation is a function of the distance of the variables observed, one unit from one to the next.
   *
   * @param function the function
   * @param length   its length
   * @param indices  the variables observed
   * @param ring     variables of the ring that they lie on, through which distances are chords; 0 for a line
   */
  record ByDistance(CorrelationFunction function, double length, List<Integer> indices, int ring)
      implements ErrorCorrelation {

    /** Checks the length and keeps its own copy of the list. */
    public ByDistance {
      Checks.positive("correlation", "length", length);
      indices = List.copyOf(indices);
    }

    @Override
    public double[] covariance(int n, double variance) {
      double[] places = indices.stream().mapToDouble(Integer::doubleValue).toArray();
      double[] r = ring > 0 ? function.matrix(CorrelationFunction.ring(places, ring), 2, length)
          : function.matrix(places, 1, length);
      for (int i = 0; i < r.length; i++) {
        r[i] *= variance;
      }
      return r;
    }

    /** L·z, where the correlations are L·Lᵀ. */
    @Override
    public Consumer<double[]> maker(int n) {
      double[] lower = new double[Math.multiplyExact(n, n)];
      try {
        new Cholesky().factor(n, covariance(n, 1.0), 0, n).lower(lower, 0, n);
      } catch (NumericalException e) {
        throw new IllegalArgumentException("correlation: " + this + " is not positive definite to working precision; "
            + "pivot " + e.index() + " is " + e.value() + ": observe fewer variables, or take a shorter length", e);
      }
      return z -> Gemm.gemv(false, n, n, 1.0, lower, 0, n, z.clone(), 0, 1, 0.0, z, 0, 1);
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("function", function.label());
      map.put("length", length);
      return map;
    }

    @Override
    public String toString() {
      return function.label() + " of length " + length;
    }
  }
}
