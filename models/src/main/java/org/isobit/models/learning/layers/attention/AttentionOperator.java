// Master of FloatAttentionOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.attention;

import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.AttentionTangent;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * Runs {@link MultiHeadAttention}. Kept of all samples are the statistics of attention, then Q and K as attention reads
 * them, where that is not as they come, then what their norms keep.
 */
final class AttentionOperator implements LayerOperator {

  private final MultiHeadAttention layer;
  private final boolean normalized;
  private final double eps; // float: unchanged

  /** What is turned; null: nothing. Its angles, not changed; null: they are of the layer's own frequencies. */
  private final RotaryLayout layout;
  private final double[] fixed;

  private final int heads;
  private final int kvHeads;
  private final int size;
  private final int width;

  /** Whether Q and K are changed before attention reads them; numbers of both in a sample. */
  private final boolean changed;
  private final int queries;
  private final int keys;

  /** That of the last batch, since most have one size; an immutable object, so that threads may race for it. */
  private AttentionShape last;

  AttentionOperator(MultiHeadAttention layer, AttentionShape one, RotaryLayout layout, double[] fixed) {
    this.layer = layer;
    this.normalized = layer.normalized();
    this.eps = layer.eps();
    this.layout = layout;
    this.fixed = fixed;
    this.heads = one.heads();
    this.kvHeads = one.kvHeads();
    this.size = one.size();
    this.width = one.valueSize();
    this.changed = normalized || layout != null;
    this.queries = one.queries() * heads * size;
    this.keys = one.keys() * kvHeads * size;
    this.last = one;
  }

  @Override
  public long work() {
    return (long) queries / size * (keys / (kvHeads * size)) * (size + width);
  }

  @Override
  public int kept() {
    return statistics() + copies() + (normalized ? (queries + keys) / size : 0);
  }

  @Override
  public int keptOnce() {
    return learned() ? layout.angles() : 0;
  }

  @Override
  public int scratch() {
    return copies() + (learned() ? layout.angles() : 0);
  }

  /** Numbers of Q and K as attention reads them. */
  private int copies() {
    return changed ? queries + keys : 0;
  }

  /** Whether angles are made anew in each call. */
  private boolean learned() {
    return layout != null && fixed == null;
  }

  @Override
  public LayerOperator prepared(double[] theta, int offset) {
    if (!learned()) {
      return this;
    }
    double[] angles = new double[layout.angles()];
    RotaryAngles.fill(layout, theta, frequencies(offset), angles, 0, Workers.serial());
    return new AttentionOperator(layer, last.withBatch(1), layout, angles);
  }

  private int statistics() {
    return 2 * queries / size;
  }

  private AttentionShape shape(int batch) {
    AttentionShape shape = last;
    if (shape.batch() != batch) {
      shape = shape.withBatch(batch);
      last = shape;
    }
    return shape;
  }

  /** Where Q as attention reads it begins in what is kept; K follows, then what norms keep. */
  private int kept(LayerCall c) {
    return first(c) + c.batch * statistics();
  }

  private int norms(LayerCall c) {
    return kept(c) + c.batch * copies();
  }

  /** Where what is kept of samples begins: statistics, then Q and K. */
  private int first(LayerCall c) {
    return c.keptOffset + keptOnce();
  }

  /** Where the layer's frequencies begin, and their gradient. */
  private int frequencies(int offset) {
    return offset + (normalized ? 2 * size : 0);
  }

  /** Array of the angles: the operator's own; else they are kept, or in scratch behind Q and K where nothing is. */
  private double[] angles(LayerCall c) {
    return fixed != null ? fixed : c.kept != null ? c.kept : c.scratch;
  }

  private int anglesAt(LayerCall c) {
    return fixed != null ? 0 : c.kept != null ? c.keptOffset : c.scratchOffset + c.batch * copies();
  }

  @Override
  public void forward(LayerCall c) {
    AttentionShape shape = shape(c.batch);
    double[] q = c.x[0];
    int qo = c.xOffset[0];
    double[] k = c.x[1];
    int ko = c.xOffset[1];
    if (changed) {
      if (learned()) {
        RotaryAngles.fill(layout, c.theta, frequencies(c.thetaOffset), angles(c), anglesAt(c), c.workers);
      }
      double[] to = c.kept == null ? c.scratch : c.kept;
      int at = c.kept == null ? c.scratchOffset : kept(c);
      change(c, shape.queries(), heads, 0, to, at);
      change(c, shape.keys(), kvHeads, 1, to, at + c.batch * queries);
      q = to;
      qo = at;
      k = to;
      ko = at + c.batch * queries;
    }
    Attention.forward(shape, q, qo, heads * size, k, ko, kvHeads * size, c.x[2], c.xOffset[2], kvHeads * width,
        AttentionMask.NONE, c.y, c.yOffset, heads * width, c.kept, first(c), c.workers);
  }

  /** Input 0 or 1, normalised and turned. */
  private void change(LayerCall c, int tokens, int number, int input, double[] to, int at) {
    int rows = c.batch * tokens;
    double[] x = c.x[input];
    int xo = c.xOffset[input];
    if (normalized) {
      RmsNorm.forward(rows * number, size, eps, x, xo, size, c.theta, weight(c.thetaOffset, input), to, at, size,
          c.kept, norm(c, input), c.workers);
      x = to;
      xo = at;
    }
    if (layout != null) {
      RotaryAngles.forward(layout, angles(c), anglesAt(c), tokens, rows, number / layout.groups(), size, x, xo,
          number * size, to, at, number * size, c.workers);
    }
  }

  /** Where the weights of an input's norm begin. */
  private int weight(int offset, int input) {
    return offset + input * size;
  }

  /** Where what an input's norm keeps begins. */
  private int norm(LayerCall c, int input) {
    return norms(c) + (input == 0 ? 0 : c.batch * queries / size);
  }

  @Override
  public void backward(LayerCall c) {
    AttentionShape shape = shape(c.batch);
    if (!changed) {
      gradient(c, shape, c.x[0], c.xOffset[0], c.x[1], c.xOffset[1], c.dx[0], c.dxOffset[0], c.dx[1], c.dxOffset[1]);
      return;
    }
    int second = c.batch * queries;
    boolean weights = (normalized || learned()) && c.gradient != null;
    gradient(c, shape, c.kept, kept(c), c.kept, kept(c) + second, weights || c.dx[0] != null ? c.scratch : null,
        c.scratchOffset, weights || c.dx[1] != null ? c.scratch : null, c.scratchOffset + second);
    for (int b = 0; b < c.batch && learned() && c.gradient != null; b++) {
      frequencies(c, shape.queries(), heads, b * queries, c.accumulate || b > 0);
      frequencies(c, shape.keys(), kvHeads, second + b * keys, true);
    }
    changeBack(c, weights, shape.queries(), heads, 0, c.scratchOffset);
    changeBack(c, weights, shape.keys(), kvHeads, 1, c.scratchOffset + second);
  }

  private void gradient(LayerCall c, AttentionShape shape, double[] q, int qo, double[] k, int ko, double[] dq,
      int dqo, double[] dk, int dko) {
    AttentionGradient.backward(shape, q, qo, heads * size, k, ko, kvHeads * size, c.x[2], c.xOffset[2],
        kvHeads * width, AttentionMask.NONE, c.y, c.yOffset, heads * width, c.kept, first(c), c.dy, c.dyOffset,
        heads * width, dq, dqo, heads * size, dk, dko, kvHeads * size, c.dx[2], c.dxOffset[2], kvHeads * width,
        c.workers);
  }

  /** The chains of the frequencies over a sample's queries or keys, which begin so far behind the first one. */
  private void frequencies(LayerCall c, int tokens, int number, int sample, boolean accumulate) {
    RotaryGradient.backward(layout, tokens, tokens, number / layout.groups(), size, c.kept, kept(c) + sample,
        number * size, c.scratch, c.scratchOffset + sample, number * size, c.gradient, frequencies(c.gradientOffset),
        accumulate, c.workers);
  }

  /** From the gradient with respect to what attention read, in scratch, those with respect to the input and weights. */
  private void changeBack(LayerCall c, boolean weights, int tokens, int number, int input, int at) {
    double[] dx = c.dx[input];
    if (dx == null && !weights) {
      return;
    }
    int rows = c.batch * tokens;
    if (layout != null && (normalized || dx != null)) {
      double[] to = normalized ? c.scratch : dx;
      RotaryAngles.inverse(layout, angles(c), anglesAt(c), tokens, rows, number / layout.groups(), size, c.scratch, at,
          number * size, to, normalized ? at : c.dxOffset[input], number * size, c.workers);
    }
    if (normalized) {
      RmsNorm.backward(rows * number, size, c.x[input], c.xOffset[input], size, c.theta,
          weight(c.thetaOffset, input), c.kept, norm(c, input), c.scratch, at, size, dx, c.dxOffset[input], size,
          c.gradient, weight(c.gradientOffset, input), c.accumulate, c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    AttentionShape shape = shape(c.batch);
    if (!changed) {
      tangent(c, shape, c.x[0], c.xOffset[0], c.x[1], c.xOffset[1], c.dx[0], c.dxOffset[0], c.dx[1], c.dxOffset[1]);
      return;
    }
    int second = c.batch * queries;
    move(c, shape.queries(), heads, 0, c.scratchOffset);
    move(c, shape.keys(), kvHeads, 1, c.scratchOffset + second);
    tangent(c, shape, c.kept, kept(c), c.kept, kept(c) + second, c.scratch, c.scratchOffset, c.scratch,
        c.scratchOffset + second);
  }

  private void tangent(LayerCall c, AttentionShape shape, double[] q, int qo, double[] k, int ko, double[] dq, int dqo,
      double[] dk, int dko) {
    AttentionTangent.tangent(shape, q, qo, heads * size, k, ko, kvHeads * size, c.x[2], c.xOffset[2], kvHeads * width,
        AttentionMask.NONE, c.y, c.yOffset, heads * width, c.kept, first(c), dq, dqo, heads * size, dk, dko,
        kvHeads * size, c.dx[2], c.dxOffset[2], kvHeads * width, c.dy, c.dyOffset, heads * width, c.workers);
  }

  /** The tangent of an input into scratch, as attention reads it. */
  private void move(LayerCall c, int tokens, int number, int input, int at) {
    int rows = c.batch * tokens;
    double[] dx = c.dx[input];
    int from = c.dxOffset[input];
    if (normalized) {
      RmsNorm.tangent(rows * number, size, c.x[input], c.xOffset[input], size, c.theta, weight(c.thetaOffset, input),
          c.kept, norm(c, input), dx, from, size, c.scratch, at, size, c.workers);
      dx = c.scratch;
      from = at;
    }
    if (layout != null) {
      RotaryAngles.forward(layout, angles(c), anglesAt(c), tokens, rows, number / layout.groups(), size, dx, from,
          number * size, c.scratch, at, number * size, c.workers);
    }
  }
}
