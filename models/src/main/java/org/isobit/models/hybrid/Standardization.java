package org.isobit.models.hybrid;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;

/**
 * Mean and standard deviation (over the number of samples) of each variable of a state, by which a network is trained
 * on numbers of mean 0 and deviation 1. Immutable by convention, thread-safe.
 *
 * @param mean      of each variable
 * @param deviation of each; 1 of one that does not vary
 */
public record Standardization(double[] mean, double[] deviation) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public Standardization {
    if (mean.length == 0 || mean.length != deviation.length) {
      throw new IllegalArgumentException("Standardization: there are " + mean.length + " means and " + deviation.length
          + " deviations");
    }
  }

  /**
   * Of samples.
   *
   * @param x    samples × size
   * @param size numbers of a state, at least 1
   * @return means and deviations
   * @throws IllegalArgumentException if there is no whole state, or a number is not finite
   */
  public static Standardization of(double[] x, int size) {
    Checks.positive("Standardization", "size", size);
    if (x.length == 0 || x.length % size != 0) {
      throw new IllegalArgumentException("Standardization: " + x.length + " numbers are no states of " + size);
    }
    int count = x.length / size;
    double[] mean = new double[size];
    double[] deviation = new double[size];
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException("Standardization: sample " + i / size + " of variable " + i % size + " is "
            + x[i]);
      }
      mean[i % size] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - mean[i % size];
      deviation[i % size] = Math.fma(d, d, deviation[i % size]);
    }
    for (int i = 0; i < size; i++) {
      double root = Math.sqrt(deviation[i] / count);
      deviation[i] = root > 0.0 ? root : 1.0;
    }
    return new Standardization(mean, deviation);
  }

  /**
   * Brings numbers to mean 0 and deviation 1.
   *
   * @param x samples × size
   * @return (x − mean) ÷ deviation, rounded to float
   * @throws IllegalArgumentException if there is no whole state
   */
  public float[] standardized(double[] x) {
    if (x.length % mean.length != 0) {
      throw new IllegalArgumentException("Standardization: " + x.length + " numbers are no states of " + mean.length);
    }
    float[] z = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int v = i % mean.length;
      z[i] = (float) ((x[i] - mean[v]) / deviation[v]);
    }
    return z;
  }

  /**
   * A network between layers that standardise its inputs and bring its outputs back.
   *
   * @param inputs  scales of what goes in
   * @param layers  of the network, in order
   * @param outputs scales of what comes out
   * @return the whole, with the parameters of the network
   */
  public static Architecture around(Standardization inputs, List<? extends Layer> layers, Standardization outputs) {
    int n = inputs.mean.length;
    double[] scale = new double[n];
    double[] shift = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1.0 / inputs.deviation[i];
      shift[i] = -inputs.mean[i] / inputs.deviation[i];
    }
    List<Layer> all = new ArrayList<>();
    all.add(Layers.affine(scale, shift));
    all.addAll(layers);
    all.add(Layers.affine(outputs.deviation, outputs.mean));
    return Architecture.of(Shape.of(n), all);
  }
}
