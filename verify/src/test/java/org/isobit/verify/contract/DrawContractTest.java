package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.random.PhiloxReference;
import org.isobit.models.dynamics.AngleReference;
import org.isobit.verify.Cases;
import org.isobit.verify.Golden;
import org.isobit.verify.contract.outsider.Angles;
import org.isobit.verify.contract.outsider.Document;
import org.isobit.verify.contract.outsider.Draws;
import org.isobit.verify.contract.outsider.ElementaryCases;
import org.isobit.verify.contract.outsider.Hash;
import org.isobit.verify.contract.outsider.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The second implementation of random numbers and of the normal distribution function has the bits of this library. */
class DrawContractTest {

  private static final LogNdtrReference LOG_NDTR = LogNdtrReference.of(Backend.REFERENCE);
  private static final PhiloxReference PHILOX = PhiloxReference.of(Backend.REFERENCE);

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
      PHILOX.gaussian(seed, stream, first, DRAWS, reference, 0);
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

  /** Random123's kat_vectors, which the document repeats: seed, stream, block, words. */
  @Test
  void theKnownAnswersAreThoseOfTheGeneratorsAuthors() {
    String[] known = {"0 0 0 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffffffffffff ffffffffffffffff ffffffffffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "299f31d0a4093822 0370734413198a2e 85a308d3243f6a88 d16cfe09 94fdcceb 5001e420 24126ea1"};
    for (String line : known) {
      String[] word = line.split(" ");
      long seed = Long.parseUnsignedLong(word[0], 16);
      long stream = Long.parseUnsignedLong(word[1], 16);
      long block = Long.parseUnsignedLong(word[2], 16);
      long[] second = Draws.block(seed, stream, block);
      for (int i = 0; i < 4; i++) {
        assertEquals(Long.parseLong(word[3 + i], 16), second[i], line);
        assertEquals(second[i], PhiloxReference.bits(seed, stream, block, i / 2) >>> 32 * (i % 2) & 0xFFFFFFFFL, line);
      }
      assertEquals(String.join(" ", Arrays.copyOfRange(word, 3, 7)), Document.cell("Random numbers", word[0], "words"));
    }
  }

  @Test
  void logNdtrHasTheBitsOfTheDocument() {
    check("logNdtr", NormalDistribution::logNdtr, LOG_NDTR::logNdtr, LogNdtr::logNdtr);
  }

  @Test
  void itsDerivativeHasTheBitsOfTheDocument() {
    check("logNdtrDerivative", NormalDistribution::logNdtrDerivative, LOG_NDTR::logNdtrDerivative,
        LogNdtr::logNdtrDerivative);
  }

  @Test
  void halfTurnsHaveTheBitsOfTheDocument() {
    double[] x = Arguments.doubles("turns");
    int n = x.length;
    for (int i = 0; i < n; i++) {
      double y = x[(i * 7919 + 13) % n];
      same("halfTurns(" + Double.toHexString(y) + ", " + Double.toHexString(x[i]) + ")", Angles.halfTurns(y, x[i]),
          AngleReference.halfTurns(y, x[i]));
    }
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
