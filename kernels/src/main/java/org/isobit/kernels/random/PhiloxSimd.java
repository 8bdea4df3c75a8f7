package org.isobit.kernels.random;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.elementary.SinPiReference;

/**
 * Philox with one block in each lane, and its draws. First and last draws that do not fill a vector of blocks go
 * through the scalar definition. Thread-safe.
 */
public final class PhiloxSimd extends PhiloxReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, S.vectorShape());

  /** As many floats as S has doubles. */
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(S.vectorBitSize() / 2));

  private static final int V = S.length();
  private static final VectorShuffle<Double> ZIP_LOW = VectorShuffle.makeZip(S, 0);
  private static final VectorShuffle<Double> ZIP_HIGH = VectorShuffle.makeZip(S, 1);
  private static final VectorShuffle<Long> ZIP_LONG_LOW = VectorShuffle.makeZip(L, 0);
  private static final VectorShuffle<Long> ZIP_LONG_HIGH = VectorShuffle.makeZip(L, 1);

  /** Bits of 2^52. */
  private static final long INTEGER_BITS = 0x4330_0000_0000_0000L;

  PhiloxSimd() {}

  @Override
  public void words(long seed, long stream, long firstIndex, int n, int[] out, int offset) {
    int head = n < 4 ? n : (int) (-firstIndex & 3);
    super.words(seed, stream, firstIndex, head, out, offset);
    int blocks = (n - head) / (4 * V) * V;
    wordBlocks(seed, stream, (firstIndex + head) >>> 2, blocks, out, offset + head);
    int done = head + 4 * blocks;
    super.words(seed, stream, firstIndex + done, n - done, out, offset + done);
  }

  @Override
  public void uniform(long seed, long stream, long firstIndex, int n, double[] out, int offset) {
    int head = n == 0 ? 0 : (int) (firstIndex & 1);
    super.uniform(seed, stream, firstIndex, head, out, offset);
    int blocks = (n - head) / (2 * V) * V;
    uniformBlocks(seed, stream, (firstIndex + head) >>> 1, blocks, out, null, offset + head);
    int done = head + 2 * blocks;
    super.uniform(seed, stream, firstIndex + done, n - done, out, offset + done);
  }

  @Override
  public void uniform(long seed, long stream, long firstIndex, int n, float[] out, int offset) {
    int head = n == 0 ? 0 : (int) (firstIndex & 1);
    super.uniform(seed, stream, firstIndex, head, out, offset);
    int blocks = (n - head) / (2 * V) * V;
    uniformBlocks(seed, stream, (firstIndex + head) >>> 1, blocks, null, out, offset + head);
    int done = head + 2 * blocks;
    super.uniform(seed, stream, firstIndex + done, n - done, out, offset + done);
  }

  @Override
  public void gaussian(long seed, long stream, long firstIndex, int n, double[] out, int offset) {
    int head = n == 0 ? 0 : (int) (firstIndex & 1);
    super.gaussian(seed, stream, firstIndex, head, out, offset);
    int blocks = (n - head) / (2 * V) * V;
    gaussianBlocks(seed, stream, (firstIndex + head) >>> 1, blocks, out, null, offset + head);
    int done = head + 2 * blocks;
    super.gaussian(seed, stream, firstIndex + done, n - done, out, offset + done);
  }

  @Override
  public void gaussian(long seed, long stream, long firstIndex, int n, float[] out, int offset) {
    int head = n == 0 ? 0 : (int) (firstIndex & 1);
    super.gaussian(seed, stream, firstIndex, head, out, offset);
    int blocks = (n - head) / (2 * V) * V;
    gaussianBlocks(seed, stream, (firstIndex + head) >>> 1, blocks, null, out, offset + head);
    int done = head + 2 * blocks;
    super.gaussian(seed, stream, firstIndex + done, n - done, out, offset + done);
  }

  private static void wordBlocks(long seed, long stream, long firstBlock, int blocks, int[] out, int offset) {
    LongVector m0 = LongVector.broadcast(L, PhiloxReference.M0).and(PhiloxReference.WORD);
    LongVector m1 = LongVector.broadcast(L, PhiloxReference.M1).and(PhiloxReference.WORD);
    for (int i = 0; i < blocks; i += V) {
      int k0 = (int) seed;
      int k1 = (int) (seed >>> 32);
      LongVector index = LongVector.broadcast(L, firstBlock + i).addIndex(1);
      LongVector c0 = index;
      LongVector c1 = index.lanewise(LSHR, 32);
      LongVector c2 = LongVector.broadcast(L, stream);
      LongVector c3 = LongVector.broadcast(L, stream >>> 32);
      for (int round = 0; round < PhiloxReference.ROUNDS; round++) {
        // Only the low halves count: what the upper ones hold is masked before each product and at the end.
        LongVector p0 = c0.and(PhiloxReference.WORD).mul(m0);
        LongVector p1 = c2.and(PhiloxReference.WORD).mul(m1);
        c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0);
        c1 = p1;
        c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1);
        c3 = p0;
        k0 += PhiloxReference.W0;
        k1 += PhiloxReference.W1;
      }
      LongVector first = c0.and(PhiloxReference.WORD).or(c1.lanewise(LSHL, 32));
      LongVector second = c2.and(PhiloxReference.WORD).or(c3.lanewise(LSHL, 32));
      int o = offset + 4 * i;
      if (V == 2) {
        long even = first.lane(0);
        long odd = first.lane(1);
        out[o] = (int) even;
        out[o + 1] = (int) (even >>> 32);
        out[o + 4] = (int) odd;
        out[o + 5] = (int) (odd >>> 32);
        even = second.lane(0);
        odd = second.lane(1);
        out[o + 2] = (int) even;
        out[o + 3] = (int) (even >>> 32);
        out[o + 6] = (int) odd;
        out[o + 7] = (int) (odd >>> 32);
        continue;
      }
      first.rearrange(ZIP_LONG_LOW, second).reinterpretAsInts().intoArray(out, o);
      first.rearrange(ZIP_LONG_HIGH, second).reinterpretAsInts().intoArray(out, o + 2 * V);
    }
  }

  /** Writes to out, or to floats where out is null. */
  private static void uniformBlocks(long seed, long stream, long firstBlock, int blocks, double[] out, float[] floats,
      int offset) {
    LongVector m0 = LongVector.broadcast(L, PhiloxReference.M0).and(PhiloxReference.WORD);
    LongVector m1 = LongVector.broadcast(L, PhiloxReference.M1).and(PhiloxReference.WORD);
    for (int i = 0; i < blocks; i += V) {
      int k0 = (int) seed;
      int k1 = (int) (seed >>> 32);
      LongVector index = LongVector.broadcast(L, firstBlock + i).addIndex(1);
      LongVector c0 = index;
      LongVector c1 = index.lanewise(LSHR, 32);
      LongVector c2 = LongVector.broadcast(L, stream);
      LongVector c3 = LongVector.broadcast(L, stream >>> 32);
      for (int round = 0; round < PhiloxReference.ROUNDS; round++) {
        // Only the low halves count: what the upper ones hold is masked before each product and at the end.
        LongVector p0 = c0.and(PhiloxReference.WORD).mul(m0);
        LongVector p1 = c2.and(PhiloxReference.WORD).mul(m1);
        c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0);
        c1 = p1;
        c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1);
        c3 = p0;
        k0 += PhiloxReference.W0;
        k1 += PhiloxReference.W1;
      }
      // 53 bits as 32 + 21: each half is put into the low bits of 2^52, where it is exact, and so is their sum.
      DoubleVector u = c1.and(PhiloxReference.WORD).or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)
          .lanewise(FMA, DoubleVector.broadcast(S, 0x1p21), c0.and(PhiloxReference.WORD).lanewise(LSHR, 11)
              .or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)).mul(0x1p-53);
      DoubleVector v = c3.and(PhiloxReference.WORD).or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)
          .lanewise(FMA, DoubleVector.broadcast(S, 0x1p21), c2.and(PhiloxReference.WORD).lanewise(LSHR, 11)
              .or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)).mul(0x1p-53);
      int o = offset + 2 * i;
      if (V == 2) {
        store(u.lane(0), v.lane(0), u.lane(1), v.lane(1), out, floats, o);
        continue;
      }
      DoubleVector left = u.rearrange(ZIP_LOW, v);
      DoubleVector right = u.rearrange(ZIP_HIGH, v);
      if (out != null) {
        left.intoArray(out, o);
        right.intoArray(out, o + V);
      } else {
        ((FloatVector) left.convertShape(D2F, HALF, 0)).intoArray(floats, o);
        ((FloatVector) right.convertShape(D2F, HALF, 0)).intoArray(floats, o + V);
      }
    }
  }

  /**
   * Writes to out, or to floats where out is null. Logarithm, sine and cosine are those of their references without the
   * selections that their arguments here, in [2^−53, 1] and [0, 2), never need.
   */
  private static void gaussianBlocks(long seed, long stream, long firstBlock, int blocks, double[] out, float[] floats,
      int offset) {
    LongVector m0 = LongVector.broadcast(L, PhiloxReference.M0).and(PhiloxReference.WORD);
    LongVector m1 = LongVector.broadcast(L, PhiloxReference.M1).and(PhiloxReference.WORD);
    for (int i = 0; i < blocks; i += V) {
      int k0 = (int) seed;
      int k1 = (int) (seed >>> 32);
      LongVector index = LongVector.broadcast(L, firstBlock + i).addIndex(1);
      LongVector c0 = index;
      LongVector c1 = index.lanewise(LSHR, 32);
      LongVector c2 = LongVector.broadcast(L, stream);
      LongVector c3 = LongVector.broadcast(L, stream >>> 32);
      for (int round = 0; round < PhiloxReference.ROUNDS; round++) {
        // Only the low halves count: what the upper ones hold is masked before each product and at the end.
        LongVector p0 = c0.and(PhiloxReference.WORD).mul(m0);
        LongVector p1 = c2.and(PhiloxReference.WORD).mul(m1);
        c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0);
        c1 = p1;
        c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1);
        c3 = p0;
        k0 += PhiloxReference.W0;
        k1 += PhiloxReference.W1;
      }
      // 53 bits as 32 + 21: each half is put into the low bits of 2^52, where it is exact, and so is their sum.
      DoubleVector u = c1.and(PhiloxReference.WORD).or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)
          .lanewise(FMA, DoubleVector.broadcast(S, 0x1p21), c0.and(PhiloxReference.WORD).lanewise(LSHR, 11)
              .or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52 - 1.0)).mul(0x1p-53);
      DoubleVector turns = c3.and(PhiloxReference.WORD).or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)
          .lanewise(FMA, DoubleVector.broadcast(S, 0x1p21), c2.and(PhiloxReference.WORD).lanewise(LSHR, 11)
              .or(INTEGER_BITS).reinterpretAsDoubles().sub(0x1p52)).mul(0x1p-52);
      LongVector shifted = u.reinterpretAsLongs().add(LogReference.ONE_BITS - LogReference.SQRT_HALF_BITS);
      DoubleVector f = shifted.and(LogReference.MANTISSA_MASK).add(LogReference.SQRT_HALF_BITS).reinterpretAsDoubles()
          .sub(1.0);
      DoubleVector k = shifted.lanewise(LSHR, 52).or(LogReference.INTEGER_BITS).reinterpretAsDoubles()
          .sub(LogReference.INTEGER_BIAS);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector low = DoubleVector.broadcast(S, LogReference.L6)
          .lanewise(FMA, z, LogReference.L5)
          .lanewise(FMA, z, LogReference.L4)
          .lanewise(FMA, z, LogReference.L3)
          .lanewise(FMA, z, LogReference.L2)
          .lanewise(FMA, z, LogReference.L1)
          .lanewise(FMA, z, LogReference.L0)
          .lanewise(FMA, z, h)
          .lanewise(FMA, s, k.mul(LogReference.LN2_LO))
          .sub(h);
      DoubleVector high = k.mul(LogReference.LN2_HI);
      DoubleVector sum = high.add(f);
      DoubleVector radius = sum.add(high.sub(sum).add(f).add(low)).mul(-2.0).sqrt();

      DoubleVector quarter = turns.lanewise(FMA, DoubleVector.broadcast(S, 2.0), SinPiReference.SHIFT);
      LongVector m = quarter.reinterpretAsLongs();
      DoubleVector r = quarter.sub(SinPiReference.SHIFT).lanewise(FMA, DoubleVector.broadcast(S, -0.5), turns);
      z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, SinPiReference.S5)
          .lanewise(FMA, z, SinPiReference.S4)
          .lanewise(FMA, z, SinPiReference.S3)
          .lanewise(FMA, z, SinPiReference.S2)
          .lanewise(FMA, z, SinPiReference.S1)
          .lanewise(FMA, z, SinPiReference.S0);
      DoubleVector product = r.mul(SinPiReference.PI_HI);
      DoubleVector rest = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_HI), product.neg());
      rest = r.lanewise(FMA, DoubleVector.broadcast(S, SinPiReference.PI_LO), rest);
      DoubleVector sine = product.add(p.mul(z).lanewise(FMA, r, rest));
      DoubleVector cosine = DoubleVector.broadcast(S, SinPiReference.C6)
          .lanewise(FMA, z, SinPiReference.C5)
          .lanewise(FMA, z, SinPiReference.C4)
          .lanewise(FMA, z, SinPiReference.C3)
          .lanewise(FMA, z, SinPiReference.C2)
          .lanewise(FMA, z, SinPiReference.C1)
          .lanewise(FMA, z, SinPiReference.C0)
          .lanewise(FMA, z, 1.0);
      VectorMask<Double> even = m.and(1).compare(EQ, 0).cast(S);
      DoubleVector x = sine.blend(cosine, even).reinterpretAsLongs()
          .lanewise(XOR, m.add(1).lanewise(LSHL, 62).and(Long.MIN_VALUE)).reinterpretAsDoubles();
      DoubleVector y = cosine.blend(sine, even).reinterpretAsLongs()
          .lanewise(XOR, m.lanewise(LSHL, 62).and(Long.MIN_VALUE)).reinterpretAsDoubles();
      x = radius.mul(x.blend(0.0, x.compare(EQ, 0.0)));
      y = radius.mul(y.blend(0.0, y.compare(EQ, 0.0)));
      int o = offset + 2 * i;
      if (V == 2) {
        store(x.lane(0), y.lane(0), x.lane(1), y.lane(1), out, floats, o);
        continue;
      }
      DoubleVector left = x.rearrange(ZIP_LOW, y);
      DoubleVector right = x.rearrange(ZIP_HIGH, y);
      if (out != null) {
        left.intoArray(out, o);
        right.intoArray(out, o + V);
      } else {
        ((FloatVector) left.convertShape(D2F, HALF, 0)).intoArray(floats, o);
        ((FloatVector) right.convertShape(D2F, HALF, 0)).intoArray(floats, o + V);
      }
    }
  }

  /** Two lanes of 64 bits cannot be rearranged in registers everywhere: stored one by one. */
  private static void store(double a, double b, double c, double d, double[] out, float[] floats, int o) {
    if (out != null) {
      out[o] = a;
      out[o + 1] = b;
      out[o + 2] = c;
      out[o + 3] = d;
    } else {
      floats[o] = (float) a;
      floats[o + 1] = (float) b;
      floats[o + 2] = (float) c;
      floats[o + 3] = (float) d;
    }
  }
}
