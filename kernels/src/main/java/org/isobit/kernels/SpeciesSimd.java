package org.isobit.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of every SIMD kernel: {@code -Disobit.simd.bits=128|256|512}, else the widest the processor has.
 * Bits do not depend on it; a width the processor lacks is emulated, correct and slow. Thread-safe.
 */
public final class SpeciesSimd {

  /** The property that sets the width. */
  public static final String PROPERTY = "isobit.simd.bits";

  private static final VectorShape SHAPE = shape(System.getProperty(PROPERTY, ""));

  /** Vectors of double. */
  public static final VectorSpecies<Double> DOUBLE = VectorSpecies.of(double.class, SHAPE);

  /** Vectors of float. */
  public static final VectorSpecies<Float> FLOAT = VectorSpecies.of(float.class, SHAPE);

  /** Vectors of double of half the width, or of 128 bits. */
  public static final VectorSpecies<Double> HALF_DOUBLE = VectorSpecies.of(double.class, half());

  /** Vectors of float of half the width, or of 128 bits. */
  public static final VectorSpecies<Float> HALF_FLOAT = VectorSpecies.of(float.class, half());

  /**
   * The class of {@link #DOUBLE}'s vectors. Methods of a vector that a loop carries, that two branches gave or that was
   * just broadcast ask for its species by a call whose profile all code of the JVM shares; with two species in it the
   * compiler learns the answer too late and leaves the vector on the heap. {@code DOUBLE_TYPE.cast(v)} tells the
   * compiler the class. It is no instruction, but in a loop with many accumulators it can cost registers.
   */
  public static final Class<DoubleVector> DOUBLE_TYPE = type(DOUBLE);

  /** The class of {@link #FLOAT}'s vectors: see {@link #DOUBLE_TYPE}. */
  public static final Class<FloatVector> FLOAT_TYPE = type(FLOAT);

  /** The class of {@link #HALF_DOUBLE}'s vectors: see {@link #DOUBLE_TYPE}. */
  public static final Class<DoubleVector> HALF_DOUBLE_TYPE = type(HALF_DOUBLE);

  /** The class of {@link #HALF_FLOAT}'s vectors: see {@link #DOUBLE_TYPE}. */
  public static final Class<FloatVector> HALF_FLOAT_TYPE = type(HALF_FLOAT);

  private SpeciesSimd() {}

  /** {@code vectorType()} is declared as a class of {@code Vector<E>}; all vectors of double are DoubleVectors. */
  @SuppressWarnings("unchecked")
  private static <V> Class<V> type(VectorSpecies<?> species) {
    return (Class<V>) species.vectorType();
  }

  /**
   * The width in use.
   *
   * @return bits of one vector: 128, 256 or 512
   */
  public static int bits() {
    return SHAPE.vectorBitSize();
  }

  /**
   * The widest vector that this JVM maps to one register.
   *
   * @return bits of the preferred species, at most 512
   */
  public static int hardwareBits() {
    return preferred().vectorBitSize();
  }

  private static VectorShape preferred() {
    // The contract's trees have 4 vectors of 512 bits at the widest; a 1024-bit SVE machine runs them at 512.
    int bits = Math.clamp(Math.max(DoubleVector.SPECIES_PREFERRED.vectorBitSize(),
        FloatVector.SPECIES_PREFERRED.vectorBitSize()), 128, 512);
    return VectorShape.forBitSize(bits >= 512 ? 512 : bits >= 256 ? 256 : 128);
  }

  private static VectorShape half() {
    return VectorShape.forBitSize(Math.max(128, bits() / 2));
  }

  private static VectorShape shape(String wanted) {
    return switch (wanted) {
      case "" -> preferred();
      case "128" -> VectorShape.S_128_BIT;
      case "256" -> VectorShape.S_256_BIT;
      case "512" -> VectorShape.S_512_BIT;
      default -> throw new IllegalArgumentException(
          "-D" + PROPERTY + " must be 128, 256 or 512, but is '" + wanted + "'");
    };
  }
}
