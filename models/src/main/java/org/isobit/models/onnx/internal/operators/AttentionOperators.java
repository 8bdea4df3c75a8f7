package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.FloatAttention;
import org.isobit.kernels.attention.FloatAttentionMask;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Attention by the kernels {@link Attention}, and rotary positions by tables that are inputs. */
final class AttentionOperators {

  private AttentionOperators() {}

  static void add(Operators t) {
    t.many("Attention", 3, 6, 3, "is_causal kv_num_heads q_num_heads scale softcap softmax_precision",
        AttentionOperators::attention);
    t.one("RotaryEmbedding", 3, 4, "interleaved num_heads rotary_embedding_dim", AttentionOperators::rotary);
  }

  static void fused(Operators t) {
    t.many("ScaledAttention", 3, Operators.ANY, 1, "divides hides infinite perm", AttentionOperators::scaled);
  }

  /**
   * softmax(q·kᵀ·scale + mask)·v with any number of dimensions in front, from keys as they lie before a Transpose, or
   * turned already; scales are numbers behind the mask. Null where the kernel has no such shape, scale or mask.
   */
  private static Tensor[] scaled(Call c) {
    Tensor q = c.in(0);
    Tensor v = c.in(2);
    Tensor k = keys(c);
    double scale = scale(c);
    if (k == null || q.rank() < 2 || v.rank() < 2 || k.type() != q.type() || v.type() != q.type()
        || !((float) scale > 0 && (float) scale <= Float.MAX_VALUE)) {
      return null;
    }
    int rank = Math.max(q.rank(), Math.max(k.rank(), v.rank()));
    if (c.optional(3) != null && c.in(3).rank() > rank) {
      return null;
    }
    int outer = Math.max(1, rank - 2);
    int[] own = aligned(q.dims(), outer + 2);
    int[] of = aligned(k.dims(), outer + 2);
    int[] values = aligned(v.dims(), outer + 2);
    int queries = own[outer];
    int keys = of[outer];
    int size = own[outer + 1];
    int valueSize = values[outer + 1];
    int grouped = 1;
    int kvHeads = 1;
    boolean fits = of[0] == own[0] && of[outer + 1] == size && values[outer] == keys;
    for (int d = outer - 1; d > 0; d--) {
      // Heads of keys are those of queries, or one for all further ones.
      fits &= of[d] == own[d] || of[d] == 1 && kvHeads == 1;
      grouped *= of[d] == own[d] ? 1 : own[d];
      kvHeads *= of[d];
    }
    for (int d = 0; d < outer; d++) {
      fits &= values[d] == of[d];
    }
    long most = (long) own[0] * kvHeads * grouped * Math.max(queries, keys);
    if (!fits || q.size() == 0 || k.size() == 0 || v.size() == 0 || Math.max(size, valueSize) > AttentionShape.WIDEST
        || most > Integer.MAX_VALUE / 2 / Math.max(size, valueSize)) {
      return null;
    }
    AttentionShape shape = AttentionShape.of(own[0], kvHeads * grouped, queries, keys, size).withKvHeads(kvHeads)
        .withValueSize(valueSize).withScale(scale);
    Tensor mask = c.optional(3) == null ? null : mask(c, own, keys);
    if (c.optional(3) != null && mask == null) {
      return null;
    }
    int[] dims = Arrays.copyOfRange(own, outer + 2 - rank, outer + 2);
    dims[rank - 1] = valueSize;
    Tensor y = Tensor.zeros(q.type(), dims);
    boolean[] by = new boolean[3];
    if (mask != null) {
      by[0] = mask.dim(0) > 1;
      by[1] = Dims.count(Arrays.copyOfRange(mask.dims(), 1, outer)) > 1;
      by[2] = mask.dim(outer) > 1;
    }
    forward(shape, q, size, k, size, v, valueSize, mask, by, y, valueSize);
    return new Tensor[] {y};
  }

  private static int[] aligned(int[] dims, int rank) {
    int[] all = new int[rank];
    Arrays.fill(all, 1);
    System.arraycopy(dims, 0, all, rank - dims.length, dims.length);
    return all;
  }

  /** One key a row; null if the order is none of these dimensions. */
  private static Tensor keys(Call c) {
    Tensor k = c.in(1);
    long[] perm = c.integers("perm");
    int rank = k.rank();
    if (rank < 2 || perm != null && perm.length != rank) {
      return null;
    }
    int[] order = IntStream.range(0, rank).map(d -> perm != null ? (int) perm[d]
        : d < rank - 2 ? d : 2 * rank - 3 - d).toArray();
    return Arrays.equals(Arrays.stream(order).sorted().toArray(), IntStream.range(0, rank).toArray())
        ? ShapeOperators.permuted(k, order) : null;
  }

  /** The product of all scales; NaN if one is no number of the type of queries. */
  private static double scale(Call c) {
    long[] divides = c.integers("divides");
    double scale = 1;
    for (int i = 4; i < c.inputs(); i++) {
      Tensor s = c.in(i);
      if (s.size() != 1 || s.type() != c.in(0).type() || s.rank() > c.in(0).rank()) {
        return Double.NaN;
      }
      scale = divides[i - 4] != 0 ? scale / s.number(0) : scale * s.number(0);
    }
    return scale;
  }

  /**
   * The mask with one number, or flag, for each key: of samples, of all further dimensions in front, and of queries
   * there may be one. Flags say which keys are seen. Null if it fits no scores, or hides all keys of a query by a
   * number that is finite.
   */
  private static Tensor mask(Call c, int[] own, int keys) {
    Tensor x = c.in(3);
    int outer = own.length - 2;
    long hides = c.integer("hides", 0);
    if (x.rank() > own.length || x.type() != (hides == 0 ? c.in(0).type() : ElementType.BOOL)) {
      return null;
    }
    int[] dims = aligned(x.dims(), own.length);
    int[] all = own.clone();
    all[outer + 1] = keys;
    boolean heads = false;
    for (int d = 0; d < dims.length; d++) {
      if (dims[d] != 1 && dims[d] != all[d]) {
        return null;
      }
      heads |= d > 0 && d < outer && dims[d] != 1;
    }
    for (int d = 0; d <= outer; d++) {
      all[d] = d > 0 && d < outer && heads ? all[d] : dims[d];
    }
    Tensor mask = Dims.expand(x.reshaped(dims), all);
    if (hides == 0) {
      return mask;
    }
    Tensor seen = Tensor.zeros(ElementType.BOOL, all);
    boolean finite = c.integer("infinite", 0) == 0;
    for (int row = 0; row < seen.size(); row += keys) {
      long some = 0;
      for (int i = row; i < row + keys; i++) {
        seen.longs()[i] = hides == 2 ? mask.longs()[i] : 1 - mask.longs()[i];
        some |= seen.longs()[i];
      }
      if (finite && some == 0) {
        return null;
      }
    }
    return seen;
  }

  /** Queries see the keys of the past, and causally those up to their own place behind it. */
  private static Tensor[] attention(Call c) {
    Tensor q = c.in(0);
    Elements.requireFloating(q);
    boolean flat = q.rank() == 3;
    boolean apart = !flat || c.optional(4) != null || c.outputs() > 1;
    q = heads(c, 0, "q_num_heads", apart);
    Tensor k = heads(c, 1, "kv_num_heads", apart);
    Tensor v = heads(c, 2, "kv_num_heads", apart);
    Tensor past = c.optional(4);
    if ((past == null) != (c.optional(5) == null)) {
      throw new IllegalArgumentException("has only one of past keys and past values");
    }
    int before = past == null ? 0 : past.rank() == 4 ? past.dim(2) : -1;
    k = joined(past, k);
    v = joined(c.optional(5), v);
    AttentionShape shape = shape(c, q, k, v, apart, before);
    int values = shape.heads() * shape.valueSize();
    Tensor y = apart ? Tensor.zeros(q.type(), q.dim(0), q.dim(1), q.dim(2), v.dim(3))
        : Tensor.zeros(q.type(), q.dim(0), q.dim(1), values);
    run(c, shape, q, k, v, y);
    Elements.rounded(y);
    if (flat && apart) {
      y = ShapeOperators.permuted(y, 0, 2, 1, 3).reshaped(q.dim(0), q.dim(2), values);
    }
    return new Tensor[] {y, k, v};
  }

  private static void run(Call c, AttentionShape shape, Tensor q, Tensor k, Tensor v, Tensor y) {
    int ldq = shape.tokenMajor() ? q.dim(2) : q.dim(3);
    int ldk = shape.tokenMajor() ? k.dim(2) : k.dim(3);
    int ldv = shape.tokenMajor() ? v.dim(2) : v.dim(3);
    int ldy = shape.tokenMajor() ? y.dim(2) : y.dim(3);
    Tensor mask = c.optional(3) == null ? null : mask(c.in(3), q.type(), shape);
    boolean[] by = new boolean[3];
    for (int d = 0; mask != null && d < 3; d++) {
      by[d] = mask.dim(d) > 1;
    }
    forward(shape, q, ldq, k, ldk, v, ldv, mask, by, y, ldy);
  }

  private static void forward(AttentionShape shape, Tensor q, int ldq, Tensor k, int ldk, Tensor v, int ldv,
      Tensor mask, boolean[] by, Tensor y, int ldy) {
    if (q.type() == ElementType.DOUBLE) {
      AttentionMask added = mask == null ? AttentionMask.NONE : mask.type() == ElementType.BOOL
          ? AttentionMask.seen(flags(mask), 0, by[0], by[1], by[2])
          : AttentionMask.added(mask.doubles(), 0, by[0], by[1], by[2]);
      Attention.forward(shape, q.doubles(), 0, ldq, k.doubles(), 0, ldk, v.doubles(), 0, ldv, added, y.doubles(), 0,
          ldy, null, 0, Workers.shared());
    } else {
      FloatAttentionMask added = mask == null ? FloatAttentionMask.NONE : mask.type() == ElementType.BOOL
          ? FloatAttentionMask.seen(flags(mask), 0, by[0], by[1], by[2])
          : FloatAttentionMask.added(mask.floats(), 0, by[0], by[1], by[2]);
      FloatAttention.forward(shape, q.floats(), 0, ldq, k.floats(), 0, ldk, v.floats(), 0, ldv, added, y.floats(), 0,
          ldy, null, 0, Workers.shared());
    }
  }

  private static AttentionShape shape(Call c, Tensor q, Tensor k, Tensor v, boolean apart, int before) {
    int token = apart ? 2 : 1;
    int heads = apart ? q.dim(1) : count(c, "q_num_heads");
    int kvHeads = apart ? k.dim(1) : count(c, "kv_num_heads");
    int size = q.dim(q.rank() - 1) / (apart ? 1 : heads);
    int valueSize = v.dim(v.rank() - 1) / (apart ? 1 : kvHeads);
    boolean fits = k.dim(0) == q.dim(0) && v.dim(0) == q.dim(0) && v.dim(token) == k.dim(token)
        && k.dim(k.rank() - 1) / (apart ? 1 : kvHeads) == size && (!apart || v.dim(1) == kvHeads);
    if (!fits) {
      throw new IllegalArgumentException("queries " + q + ", keys " + k + " and values " + v + " do not fit");
    }
    if (c.number("softcap", 0) != 0) {
      throw new IllegalArgumentException("the attribute 'softcap' is not supported");
    }
    if (c.integer("softmax_precision", 1) == ElementType.DOUBLE.code() && q.type() != ElementType.DOUBLE) {
      throw new IllegalArgumentException("softmax in double is not supported for " + q.type());
    }
    AttentionShape shape = AttentionShape.of(q.dim(0), heads, q.dim(token), k.dim(token), size).withKvHeads(kvHeads)
        .withValueSize(valueSize);
    shape = c.has("scale") ? shape.withScale(c.number("scale", 1)) : shape;
    shape = c.flag("is_causal") ? shape.withCausal(before) : shape;
    return apart ? shape : shape.withTokenMajor();
  }

  private static int count(Call c, String name) {
    long n = c.integer(name, 0);
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the attribute '" + name + "' is " + n + ", no number of heads");
    }
    return (int) n;
  }

  /** An input, as batch × heads × tokens × size where heads must be apart. */
  private static Tensor heads(Call c, int input, String attribute, boolean apart) {
    Tensor x = c.in(input);
    Elements.requireSame(c.in(0), x);
    if (x.rank() != c.in(0).rank() || x.rank() != 3 && x.rank() != 4) {
      throw new IllegalArgumentException("takes queries, keys and values of three or of four dimensions, not "
          + c.in(0) + ", " + c.in(1) + " and " + c.in(2));
    }
    if (x.rank() == 4) {
      return x;
    }
    int heads = count(c, attribute);
    if (x.dim(2) % heads != 0) {
      throw new IllegalArgumentException(x + " has no " + heads + " heads of one size");
    }
    return apart ? ShapeOperators.permuted(x.reshaped(x.dim(0), x.dim(1), heads, x.dim(2) / heads), 0, 2, 1, 3) : x;
  }

  /** Keys or values behind those of the past. */
  private static Tensor joined(Tensor past, Tensor x) {
    if (past == null) {
      return x;
    }
    Elements.requireSame(past, x);
    if (past.rank() != 4 || past.dim(0) != x.dim(0) || past.dim(1) != x.dim(1) || past.dim(3) != x.dim(3)) {
      throw new IllegalArgumentException("the past " + past + " does not fit " + x);
    }
    int old = past.dim(2) * x.dim(3);
    int own = x.dim(2) * x.dim(3);
    Tensor y = Tensor.zeros(x.type(), x.dim(0), x.dim(1), Math.addExact(past.dim(2), x.dim(2)), x.dim(3));
    for (int i = 0; i < x.dim(0) * x.dim(1); i++) {
      Tensor.copy(past, i * old, y, i * (old + own), old);
      Tensor.copy(x, i * own, y, i * (old + own) + old, own);
    }
    return y;
  }

  /** Four dimensions, of which the first three may be 1 and the last has all keys. */
  private static Tensor mask(Tensor x, ElementType type, AttentionShape shape) {
    if (x.type() != ElementType.BOOL && x.type() != type) {
      throw new IllegalArgumentException("the mask is " + x + ", neither of type BOOL nor " + type);
    }
    int[] full = {shape.batch(), shape.heads(), shape.queries(), shape.keys()};
    int[] dims = {1, 1, 1, 1};
    System.arraycopy(x.dims(), 0, dims, 4 - Math.min(4, x.rank()), Math.min(4, x.rank()));
    boolean fits = x.rank() <= 4;
    for (int d = 0; d < 4; d++) {
      fits &= dims[d] == 1 || dims[d] == full[d];
    }
    if (!fits) {
      throw new IllegalArgumentException("the mask " + x + " does not fit the scores " + Arrays.toString(full));
    }
    int[] rows = {dims[0], dims[1], dims[2], full[3]};
    return Dims.expand(x.reshaped(dims), rows);
  }

  private static boolean[] flags(Tensor mask) {
    boolean[] seen = new boolean[mask.size()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = mask.longs()[i] != 0;
    }
    return seen;
  }

  /** Pairs (a, b) become fma(a, cos, −(b·sin)) and fma(b, cos, a·sin), in double, rounded once. */
  private static Tensor rotary(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    if (x.rank() != 3 && x.rank() != 4) {
      throw new IllegalArgumentException("takes three or four dimensions, not " + x);
    }
    boolean flat = x.rank() == 3;
    int heads = flat ? count(c, "num_heads") : x.dim(1);
    int tokens = x.dim(flat ? 1 : 2);
    int size = x.dim(x.rank() - 1) / (flat ? heads : 1);
    long turned = c.integer("rotary_embedding_dim", 0);
    int pairs = (int) ((turned == 0 ? size : turned) / 2);
    if (turned < 0 || turned > size || (turned == 0 ? size : turned) % 2 != 0
        || flat && x.dim(2) % heads != 0) {
      throw new IllegalArgumentException("rotary_embedding_dim = " + turned + " does not fit " + heads + " heads of "
          + x);
    }
    double[] cos = table(c, 1, x.dim(0), tokens, pairs);
    double[] sin = table(c, 2, x.dim(0), tokens, pairs);
    boolean interleaved = c.flag("interleaved");
    double[] y = Elements.doubles(x).clone();
    for (int row = 0; pairs > 0 && row < y.length / size; row++) {
      int token = flat ? row / heads : row / tokens / heads * tokens + row % tokens;
      for (int i = 0; i < pairs; i++) {
        int first = row * size + (interleaved ? 2 * i : i);
        int second = first + (interleaved ? 1 : pairs);
        double a = y[first];
        double b = y[second];
        double s = sin[token * pairs + i];
        y[first] = Math.fma(a, cos[token * pairs + i], -(b * s));
        y[second] = Math.fma(b, cos[token * pairs + i], a * s);
      }
    }
    return Elements.rounded(x.type(), y, x.dims());
  }

  /** Cosines or sines of each sample and token: given so, or rows of a table by positions. */
  private static double[] table(Call c, int input, int batch, int tokens, int pairs) {
    Tensor t = c.in(input);
    Elements.requireSame(c.in(0), t);
    Tensor positions = c.optional(3);
    boolean fits = positions == null ? Arrays.equals(t.dims(), new int[] {batch, tokens, pairs})
        : t.rank() == 2 && t.dim(1) == pairs && positions.type() == ElementType.INT64
            && Arrays.equals(positions.dims(), new int[] {batch, tokens});
    if (!fits) {
      throw new IllegalArgumentException("the table " + t + (positions == null ? "" : " with positions " + positions)
          + " does not fit " + batch + " samples of " + tokens + " tokens and " + pairs + " pairs");
    }
    double[] values = Elements.doubles(t);
    if (positions == null) {
      return values;
    }
    double[] rows = new double[Dims.count(batch, tokens, pairs)];
    for (int i = 0; i < positions.size(); i++) {
      long position = positions.longs()[i];
      if (position < 0 || position >= t.dim(0)) {
        throw new IllegalArgumentException("position " + position + " is not in the table " + t);
      }
      System.arraycopy(values, (int) position * pairs, rows, i * pairs, pairs);
    }
    return rows;
  }
}
