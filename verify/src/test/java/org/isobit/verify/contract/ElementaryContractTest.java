// Master of FloatElementaryContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.ElementaryReference;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.ActivationsReference;
import org.isobit.verify.Cases;
import org.isobit.verify.Golden;
import org.isobit.verify.contract.outsider.Circular;
import org.isobit.verify.contract.outsider.Document;
import org.isobit.verify.contract.outsider.ElementaryCases;
import org.isobit.verify.contract.outsider.Functions;
import org.isobit.verify.contract.outsider.Hash;
import org.isobit.verify.contract.outsider.Kinds;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The second implementation of elementary functions and activations has the bits of this library. */
class ElementaryContractTest {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);
  private static final ElementaryReference ELEMENTARY = ElementaryReference.of(Backend.REFERENCE);
  private static final double SLOPE = 0.1;

  private interface Loop {
    void run(int n, double[] x, int xo, double[] y, int yo);
  }

  /** A function: its committed arguments, the second implementation, the reference, what users call. */
  private record Function(String arguments, ElementaryCases.Scalar second, Loop reference, Loop entry, double range) {}

  private static Map<String, Function> functions() {
    Map<String, Function> all = new LinkedHashMap<>();
    double far = 750.0; // float: float far = 106.0f;
    all.put("exp", new Function("exponential", Functions::exp, ELEMENTARY::exp, Elementary::exp, far));
    all.put("expm1", new Function("exponential", Functions::expm1, ELEMENTARY::expm1, Elementary::expm1, far));
    all.put("log", new Function("logarithm", Functions::log, ELEMENTARY::log, Elementary::log, 8.0));
    all.put("log1p", new Function("logarithm", Functions::log1p, ELEMENTARY::log1p, Elementary::log1p, 8.0));
    all.put("tanh", new Function("exponential", Functions::tanh, ELEMENTARY::tanh, Elementary::tanh, 20.0));
    all.put("sigmoid", new Function("exponential", Functions::sigmoid, ELEMENTARY::sigmoid, Elementary::sigmoid, far));
    all.put("softplus", new Function("exponential", Functions::softplus, ELEMENTARY::softplus,
        Elementary::softplus, far));
    all.put("erf", new Function("normal", Functions::erf, ELEMENTARY::erf, Elementary::erf, 6.0));
    all.put("sin", new Function("radians", Circular::sin, ELEMENTARY::sin, Elementary::sin, 1000.0));
    all.put("cos", new Function("radians", Circular::cos, ELEMENTARY::cos, Elementary::cos, 1000.0));
    all.put("sinpi", new Function("turns", Circular::sinpi, ELEMENTARY::sinpi, Elementary::sinpi, 8.0));
    all.put("cospi", new Function("turns", Circular::cospi, ELEMENTARY::cospi, Elementary::cospi, 8.0));
    all.put("cbrt", new Function("logarithm", Circular::cbrt, ELEMENTARY::cbrt, Elementary::cbrt, 1000.0));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> functionsHaveTheBitsOfTheDocument() {
    return functions().entrySet().stream().map(f -> DynamicTest.dynamicTest(f.getKey(), () -> check(f.getKey(),
        f.getValue())));
  }

  private static void check(String name, Function f) {
    double[] x = Arguments.doubles(f.arguments);
    int n = x.length;
    assertEquals(10000, n);
    double[] reference = new double[n];
    double[] entry = new double[n];
    f.reference.run(n, x, 0, reference, 0);
    f.entry.run(n, x, 0, entry, 0);
    Hash hash = new Hash();
    for (int i = 0; i < n; i++) {
      double second = f.second.of(x[i]);
      same(name, x[i], second, reference[i]);
      same(name, x[i], second, entry[i]);
      hash.add(second);
    }
    String kernel = name + ".double";
    assertEquals(Document.cell("Hashes of many arguments", kernel, "SHA-256 of the outputs"), hash.end(),
        kernel);
  }

  @TestFactory
  Stream<DynamicTest> goldenHashesFollowFromTheDocument() {
    return functions().entrySet().stream().map(f -> DynamicTest.dynamicTest(f.getKey(), () -> {
      String kernel = f.getKey() + ".double";
      Function function = f.getValue();
      assertEquals(Golden.committed().hash(kernel, Cases.SHORT),
          ElementaryCases.shortHash(function.second, function.range), kernel);
      assertEquals(Golden.committed().hash(kernel, Cases.FULL),
          ElementaryCases.fullHash(function.second, function.range, 35), kernel);
    }));
  }

  @TestFactory
  Stream<DynamicTest> activationsHaveTheBitsOfTheDocument() {
    return Stream.of(Activation.values()).map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
      double[] x = Arguments.doubles("exponential");
      int n = x.length;
      double[] ones = new double[n];
      Arrays.fill(ones, 1.0);
      double[] y = new double[n];
      double[] entry = new double[n];
      ACTIVATIONS.forward(kind, SLOPE, n, x, 0, y, 0);
      Activations.forward(kind, SLOPE, n, x, 0, entry, 0);
      double[] stored = kind.fromOutput() ? y : x;
      double[] gradient = new double[n];
      double[] entryGradient = new double[n];
      ACTIVATIONS.backward(kind, SLOPE, n, stored, 0, ones, 0, gradient, 0);
      Activations.backward(kind, SLOPE, n, stored, 0, ones, 0, entryGradient, 0);
      for (int i = 0; i < n; i++) {
        same(kind.name(), x[i], Kinds.value(kind.name(), SLOPE, x[i]), y[i]);
        same(kind.name(), x[i], y[i], entry[i]);
        same(kind + "'", x[i], Kinds.derivative(kind.name(), SLOPE, stored[i]), gradient[i]);
        same(kind + "'", x[i], gradient[i], entryGradient[i]);
      }
    }));
  }

  private static void same(String name, double x, double second, double isobit) {
    if (Double.doubleToLongBits(second) != Double.doubleToLongBits(isobit)) {
      throw new AssertionError(name + "(" + Double.toHexString(x) + ") is " + Double.toHexString(second)
          + " by the document, but " + Double.toHexString(isobit));
    }
  }
}
