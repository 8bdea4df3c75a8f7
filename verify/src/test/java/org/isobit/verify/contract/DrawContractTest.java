package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.random.PhiloxReference;
import org.isobit.verify.Cases;
import org.isobit.verify.Golden;
import org.isobit.verify.contract.outsider.Document;
import org.isobit.verify.contract.outsider.Draws;
import org.isobit.verify.contract.outsider.ElementaryCases;
import org.isobit.verify.contract.outsider.Hash;
import org.isobit.verify.contract.outsider.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The second implementation of random numbers and of the normal distribution function has the bits of this library. */
class DrawContractTest {

  /** Draws from each committed address. */
  private static final int DRAWS = 100;

  private interface Loop {
    void run(int n, double[] x, int xo, double[] y, int yo);
  }

  @Test
  void drawsHaveTheBitsOfTheDocument() {
    List<String> addresses = Arguments.lines("draws.txt");
    assertEquals(100, addresses.size());
    Hash normals = new Hash();
    Hash floatNormals = new Hash();
    Hash uniforms = new Hash();
    Hash floatUniforms = new Hash();
    Hash words = new Hash();
    for (String address : addresses) {
      String[] part = address.split(" ");
      long seed = Long.parseUnsignedLong(part[0], 16);
      long stream = Long.parseUnsignedLong(part[1], 16);
      long first = Long.parseUnsignedLong(part[2], 16);
      double[] reference = new double[DRAWS];
      double[] normal = new double[DRAWS];
      float[] floatNormal = new float[DRAWS];
      double[] uniform = new double[DRAWS];
      float[] floatUniform = new float[DRAWS];
      int[] word = new int[DRAWS];
      PhiloxReference.gaussian(seed, stream, first, DRAWS, reference, 0);
      Philox.gaussian(seed, stream, first, DRAWS, normal, 0);
      Philox.gaussian(seed, stream, first, DRAWS, floatNormal, 0);
      Philox.uniform(seed, stream, first, DRAWS, uniform, 0);
      Philox.uniform(seed, stream, first, DRAWS, floatUniform, 0);
      Philox.words(seed, stream, first, DRAWS, word, 0);
      for (int i = 0; i < DRAWS; i++) {
        double g = Draws.gaussian(seed, stream, first + i);
        double u = Draws.uniform(seed, stream, first + i);
        int w = Draws.word(seed, stream, first + i);
        same(address, g, reference[i]);
        same(address, g, normal[i]);
        same(address, (float) g, floatNormal[i]);
        same(address, u, uniform[i]);
        same(address, (float) u, floatUniform[i]);
        assertEquals(w, word[i], address);
        normals.add(g);
        floatNormals.add((float) g);
        uniforms.add(u);
        floatUniforms.add((float) u);
        words.add(w);
      }
    }
    assertEquals(published("gaussian.double"), normals.end());
    assertEquals(published("gaussian.float"), floatNormals.end());
    assertEquals(published("uniform.double"), uniforms.end());
    assertEquals(published("uniform.float"), floatUniforms.end());
    assertEquals(published("words.int"), words.end());
  }

  @Test
  void theKnownAnswersAreThoseOfTheDocument() {
    int[] known = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    for (int i = 0; i < known.length; i++) {
      assertEquals(known[i], Draws.word(0, 0, i));
    }
  }

  @Test
  void logNdtrHasTheBitsOfTheDocument() {
    check("logNdtr", NormalDistribution::logNdtr, LogNdtrReference::logNdtr, LogNdtr::logNdtr);
  }

  @Test
  void itsDerivativeHasTheBitsOfTheDocument() {
    check("logNdtrDerivative", NormalDistribution::logNdtrDerivative, LogNdtrReference::logNdtrDerivative,
        LogNdtr::logNdtrDerivative);
  }

  private static void check(String name, DoubleUnaryOperator second, Loop reference, Loop entry) {
    double[] x = Arguments.doubles("normal");
    int n = x.length;
    assertEquals(10000, n);
    double[] expected = new double[n];
    double[] called = new double[n];
    reference.run(n, x, 0, expected, 0);
    entry.run(n, x, 0, called, 0);
    Hash hash = new Hash();
    for (int i = 0; i < n; i++) {
      double y = second.applyAsDouble(x[i]);
      same(name + "(" + Double.toHexString(x[i]) + ")", y, expected[i]);
      same(name + "(" + Double.toHexString(x[i]) + ")", y, called[i]);
      hash.add(y);
    }
    String kernel = name + ".double";
    assertEquals(published(kernel), hash.end(), kernel);
    assertEquals(Golden.committed().hash(kernel, Cases.SHORT),
        ElementaryCases.shortHash(second::applyAsDouble, 42.0), kernel);
    assertEquals(Golden.committed().hash(kernel, Cases.FULL),
        ElementaryCases.fullHash(second::applyAsDouble, 42.0, 19), kernel);
  }

  private static String published(String kernel) {
    return Document.cell("Hashes of many arguments", kernel, "SHA-256 of the outputs");
  }

  private static void same(String what, double second, double isobit) {
    if (Double.doubleToLongBits(second) != Double.doubleToLongBits(isobit)) {
      throw new AssertionError(what + " is " + Double.toHexString(second) + " by the document, but "
          + Double.toHexString(isobit));
    }
  }
}
