// Master of FloatAttentionCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.attention.AttentionCuda;
import org.isobit.gpu.attention.AttentionMaskCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;

/** Attention of a batch of heads, all keys seen, or causal. */
final class AttentionCase extends DeviceCase {

  private static final String TYPE = "double";
  private static final int HEADS = 8;

  /** Samples at the beginning that are compared: bits do not depend on the others. */
  private static final int CHECKED = 1;

  private final AttentionShape shape;
  private final int length;
  private AttentionCuda attention;
  private DeviceArray q;
  private DeviceArray k;
  private DeviceArray v;
  private DeviceArray y;
  private double[] out;

  private AttentionCase(DeviceWork work, AttentionShape shape) {
    super(work);
    this.shape = shape;
    length = shape.batch() * shape.heads() * shape.queries() * shape.size();
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    for (int size : sizes.headSizes()) {
      int tokens = sizes.tokens();
      int batch = Math.max(1, sizes.vector() / 8 / (HEADS * tokens * size));
      AttentionShape shape = AttentionShape.of(batch, HEADS, tokens, tokens, size);
      DeviceWork work = DeviceWork.of("attention", "all keys", TYPE, Limit.ARITHMETIC, "attention",
          (long) batch * HEADS, tokens, tokens, size);
      cases.add(new AttentionCase(work, shape));
      // Half of the scores and a little more: the blocks on the diagonal are whole.
      int blocks = Math.ceilDiv(tokens, 64);
      DeviceWork half = new DeviceWork(work.group(), "causal", work.shape(), TYPE, work.kernel(), Limit.ARITHMETIC,
          work.flops() * (blocks + 1) / (2 * blocks), work.bytes(), 0);
      cases.add(new AttentionCase(half, shape.withCausal(0)));
    }
    return cases;
  }

  @Override
  void prepare() {
    attention = new AttentionCuda(stream());
    q = own(device().doubles(length));
    k = own(device().doubles(length));
    v = own(device().doubles(length));
    y = own(device().doubles(length));
    out = host().doubleRoom(length);
  }

  @Override
  void upload() {
    double[] numbers = host().doubles(3 * length);
    q.copyFrom(numbers, 0, 0, length, stream());
    k.copyFrom(numbers, length, 0, length, stream());
    v.copyFrom(numbers, 2 * length, 0, length, stream());
  }

  @Override
  void run() {
    int d = shape.size();
    attention.forward(shape, q, 0, d, k, 0, d, v, 0, d, AttentionMaskCuda.NONE, y, 0, d, null, 0);
  }

  @Override
  void download() {
    y.copyTo(0, out, 0, length, stream());
  }

  @Override
  long compare() {
    AttentionShape some = shape.withBatch(CHECKED);
    int d = shape.size();
    int n = length / shape.batch() * CHECKED;
    double[] numbers = host().doubles(3 * length);
    double[] expected = new double[n];
    Attention.forward(some, numbers, 0, d, Arrays.copyOfRange(numbers, length, length + n), 0, d,
        Arrays.copyOfRange(numbers, 2 * length, 2 * length + n), 0, d, AttentionMask.NONE, expected, 0, d, null, 0,
        Workers.shared());
    return Bits.same(expected, 0, out, 0, n);
  }
}
