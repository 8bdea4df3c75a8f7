package org.isobit.kernels.planted;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Breaks every rule about instructions once or more, each in the method that bears the rule's name. */
final class PlantedSimd {

  /** A vector that outlives a method. */
  private DoubleVector kept;

  private PlantedSimd() {}

  static double libm(double x) {
    return Math.exp(x) + StrictMath.log(x) + Math.max(x, 1.0) + Math.min(2.0f, (float) x);
  }

  static double reduceLanes(double[] x) {
    return DoubleVector.fromArray(DoubleVector.SPECIES_128, x, 0).reduceLanes(VectorOperators.ADD)
        + FloatVector.zero(FloatVector.SPECIES_128).reduceLanesToLong(VectorOperators.ADD);
  }

  static void lanewiseFunction(double[] x) {
    DoubleVector v = DoubleVector.fromArray(DoubleVector.SPECIES_128, x, 0);
    v.lanewise(VectorOperators.EXP).pow(2.0).intoArray(x, 0);
  }

  static void lanewiseOrder(double[] x) {
    DoubleVector v = DoubleVector.fromArray(DoubleVector.SPECIES_128, x, 0);
    v.max(v).lanewise(VectorOperators.MIN, v).intoArray(x, 0);
  }

  static DoubleUnaryOperator lambda(double a) {
    return x -> a * x;
  }

  static double stream(double[] x) {
    return DoubleStream.of(x).sum();
  }

  static Object boxing(double x) {
    return x;
  }

  static long clock() {
    return System.nanoTime();
  }

  static double random() {
    return Math.random() + ThreadLocalRandom.current().nextDouble();
  }

  /** Nothing here is forbidden. */
  static int fine(double x, int n) {
    assert n > 0 : "n is " + n;
    return Math.max(1, (int) Math.sqrt(Math.fma(x, x, Math.abs(x))));
  }
}
