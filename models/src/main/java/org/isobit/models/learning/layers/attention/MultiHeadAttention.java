package org.isobit.models.learning.layers.attention;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.device.network.NormStage;
import org.isobit.kernels.device.network.SequenceStage;
import org.isobit.kernels.rotary.FloatRotaryTable;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Attention of several heads, kind {@code attention}: softmax(scale·Q·Kᵀ)·V of each head, as PyTorch's
 * {@code scaled_dot_product_attention}. Inputs are Q (queries × heads·d), K (keys × kvHeads·d) and V (keys ×
 * kvHeads·dv), the heads of a token side by side; the output has queries × heads·dv. Projections are layers of their
 * own ({@link Linear}), and self-attention is one whose Q, K and V come from one value. Query head h reads key head h ÷
 * (heads ÷ kvHeads), rounded down.
 *
 * <p>Before it, if wanted, each head of Q and K is divided by its root mean square and multiplied by the trained
 * {@code q_norm.weight} and {@code k_norm.weight} (d elements each, all heads alike), and then turned by the angles of
 * its position 0, 1, …; frequencies are base^(−2i/d) and fixed. Of tokens on a grid, row after row, half of the pairs
 * is turned by the row and half by the column of a token, both with frequencies base^(−4i/d). Learned frequencies
 * {@code rotary.freqs} (1 × kvHeads × d/2, on a grid 2 × kvHeads × d/2, of columns and of rows) are trained: each key
 * head has its own, which the query heads that read it share, and on a grid every pair is turned by x·f[0] + y·f[1].
 * They begin as base^(−2i/d); on a grid with magnitudes base^(−4i/d) in a random direction for each head in the first
 * half of the pairs, and across it in the second (Heo, Park, Han and Yun 2024, arXiv:2403.13298, who call them mixed).
 * Operations are those of {@link org.isobit.kernels.normalization.RmsNorm},
 * {@link org.isobit.kernels.rotary.RotaryAngles}, {@link org.isobit.kernels.rotary.RotaryGradient},
 * {@link org.isobit.kernels.attention.Attention}, {@link org.isobit.kernels.attention.AttentionGradient} and
 * {@link org.isobit.kernels.attention.AttentionTangent}; no matrix of scores is kept. Immutable.
 *
 * @param heads      heads of Q, at least 1
 * @param kvHeads    heads of K and V, a divisor of the heads
 * @param causal     whether query i sees keys 0 to i only
 * @param scale      factor of the scores, positive and finite; 0 for 1 ÷ sqrt(d)
 * @param rotary     which elements are turned; null: none
 * @param base       of the frequencies, positive and finite; without effect if nothing is turned
 * @param columns    tokens of a row of a grid; 0: tokens lie on a line; without effect if nothing is turned
 * @param learned    whether frequencies are trained; without effect if nothing is turned
 * @param normalized whether heads of Q and K are normalised
 * @param eps        added to their mean squares, at least 0 and finite; without effect if they are not normalised
 */
public record MultiHeadAttention(int heads, int kvHeads, boolean causal, double scale, RotaryPairing rotary,
    double base, int columns, boolean learned, boolean normalized, double eps) implements Layer, OnnxLayer {

  /** Its kind. */
  static final String KIND = "attention";

  private static final String NO_ROTARY = "none";

  /** Of Su et al.; of usual networks. */
  private static final double BASE = 10000.0;
  private static final double EPS = 1e-6;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException for one that is out of range
   */
  public MultiHeadAttention {
    if (heads < 1 || kvHeads < 1 || heads % kvHeads != 0) {
      throw new IllegalArgumentException(KIND + ": heads must be at least 1 and a multiple of the kv-heads, but are "
          + heads + " and " + kvHeads);
    }
    require("scale", scale, scale == 0.0 || (float) scale > 0.0f && Float.isFinite((float) scale),
        "positive and finite, in float too, or 0");
    require("base", base, base > 0.0 && Double.isFinite(base), "positive and finite");
    if (columns < 0) {
      throw new IllegalArgumentException(KIND + ": columns must be at least 0, but is " + columns);
    }
    require("eps", eps, eps >= 0.0 && Float.isFinite((float) eps), "at least 0 and finite, in float too");
  }

  private static void require(String name, double value, boolean good, String what) {
    if (!good) {
      throw new IllegalArgumentException(KIND + ": " + name + " must be " + what + ", but is " + value);
    }
  }

  /**
   * As many heads of keys as of queries, every query sees every key, scale 1 ÷ sqrt(d), nothing turned or normalised.
   *
   * @param heads heads, at least 1
   * @return the layer
   * @throws IllegalArgumentException for less
   */
  public static MultiHeadAttention of(int heads) {
    return new MultiHeadAttention(heads, heads, false, 0.0, null, BASE, 0, false, false, EPS);
  }

  static MultiHeadAttention of(LayerSettings settings) {
    int heads = settings.integer("heads");
    int kvHeads = settings.integer("kv-heads");
    return new MultiHeadAttention(heads, kvHeads == 0 ? heads : kvHeads, settings.truth("causal"),
        settings.number("scale"), pairing(settings.text("rotary")), settings.number("base"),
        settings.integer("columns"), settings.truth("learned"), settings.truth("normalized"), settings.number("eps"));
  }

  private static RotaryPairing pairing(String name) {
    if (name.equals(NO_ROTARY)) {
      return null;
    }
    for (RotaryPairing pairing : RotaryPairing.values()) {
      if (label(pairing).equals(name)) {
        return pairing;
      }
    }
    throw new IllegalArgumentException(KIND + ": rotary must be one of " + String.join(", ", pairings())
        + ", but is '" + name + "'");
  }

  private static String label(RotaryPairing pairing) {
    return pairing == null ? NO_ROTARY : pairing.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> pairings() {
    return List.of(NO_ROTARY, label(RotaryPairing.INTERLEAVED), label(RotaryPairing.HALVES));
  }

  /**
   * The same with grouped heads.
   *
   * @param number heads of K and V, a divisor of the heads
   * @return a layer
   * @throws IllegalArgumentException if it is none
   */
  public MultiHeadAttention withKvHeads(int number) {
    return new MultiHeadAttention(heads, number, causal, scale, rotary, base, columns, learned, normalized, eps);
  }

  /**
   * The same where query i sees keys 0 to i only.
   *
   * @return a layer
   */
  public MultiHeadAttention withCausal() {
    return new MultiHeadAttention(heads, kvHeads, true, scale, rotary, base, columns, learned, normalized, eps);
  }

  /**
   * The same with another factor of the scores.
   *
   * @param factor positive and finite
   * @return a layer
   * @throws IllegalArgumentException if it is not
   */
  public MultiHeadAttention withScale(double factor) {
    require("scale", factor, factor != 0.0, "positive and finite, in float too");
    return new MultiHeadAttention(heads, kvHeads, causal, factor, rotary, base, columns, learned, normalized, eps);
  }

  /**
   * The same where heads of Q and K, of an even number of elements, are turned by the angles of their positions.
   *
   * @param pairing   which elements are pairs
   * @param ofAngles  base of the frequencies, positive and finite, usually 10000
   * @return a layer
   * @throws IllegalArgumentException if it is not
   */
  public MultiHeadAttention withRotary(RotaryPairing pairing, double ofAngles) {
    return new MultiHeadAttention(heads, kvHeads, causal, scale, pairing, ofAngles, 0, learned, normalized, eps);
  }

  /**
   * The same for tokens on a grid, row after row: half of the pairs of a head, whose elements are a multiple of four,
   * is turned by the row of a token, the others by its column.
   *
   * @param pairing  which elements are pairs
   * @param ofAngles base of the frequencies, positive and finite, usually 10000
   * @param ofGrid   tokens of a row, at least 1
   * @return a layer
   * @throws IllegalArgumentException if one of them is not
   */
  public MultiHeadAttention withRotaryGrid(RotaryPairing pairing, double ofAngles, int ofGrid) {
    if (ofGrid < 1) {
      throw new IllegalArgumentException(KIND + ": columns must be at least 1 on a grid, but is " + ofGrid);
    }
    return new MultiHeadAttention(heads, kvHeads, causal, scale, pairing, ofAngles, ofGrid, learned, normalized,
        eps);
  }

  /**
   * The same where the frequencies of positions are trained: {@code rotary.freqs}, a set for each head of K.
   *
   * @return a layer
   * @throws IllegalArgumentException if nothing is turned
   */
  public MultiHeadAttention withLearnedFrequencies() {
    if (rotary == null) {
      throw new IllegalArgumentException(KIND + ": nothing is turned, so that there are no frequencies to learn");
    }
    return new MultiHeadAttention(heads, kvHeads, causal, scale, rotary, base, columns, true, normalized, eps);
  }

  /**
   * The same where heads of Q and K are normalised.
   *
   * @param added to mean squares, at least 0 and finite
   * @return a layer
   * @throws IllegalArgumentException if it is not
   */
  public MultiHeadAttention withNormalization(double added) {
    return new MultiHeadAttention(heads, kvHeads, causal, scale, rotary, base, columns, learned, true, added);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("heads", heads);
    settings.put("kv-heads", kvHeads);
    settings.put("causal", causal);
    settings.put("scale", scale);
    settings.put("rotary", label(rotary));
    settings.put("base", base);
    settings.put("columns", columns);
    settings.put("learned", learned);
    settings.put("normalized", normalized);
    settings.put("eps", eps);
    return settings;
  }

  @Override
  public int inputs() {
    return 3;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    AttentionShape shape = shape(inputs);
    return Shape.of(shape.queries(), heads * shape.valueSize());
  }

  /** The kernel's shape of one sample. */
  AttentionShape shape(List<Shape> inputs) {
    Shape q = inputs.get(0);
    Shape k = inputs.get(1);
    Shape v = inputs.get(2);
    if (q.rank() != 2 || k.rank() != 2 || v.rank() != 2) {
      throw new IllegalArgumentException("queries, keys and values must be tokens x features, but are " + q + ", " + k
          + " and " + v);
    }
    if (q.last() % heads != 0 || k.last() != q.last() / heads * kvHeads || v.last() % kvHeads != 0
        || v.dimension(0) != k.dimension(0)) {
      throw new IllegalArgumentException(q + ", " + k + " and " + v + " are no queries, keys and values of " + heads
          + " heads, " + kvHeads + " of them of keys and values");
    }
    int size = q.last() / heads;
    if (rotary != null && size % (columns == 0 ? 2 : 4) != 0) {
      throw new IllegalArgumentException("heads that are turned must have "
          + (columns == 0 ? "an even number of elements, but have " : "elements a multiple of 4 on a grid, but have ")
          + size);
    }
    AttentionShape shape = AttentionShape.of(1, heads, q.dimension(0), k.dimension(0), size).withKvHeads(kvHeads)
        .withValueSize(v.last() / kvHeads).withTokenMajor();
    shape = scale == 0.0 ? shape : shape.withScale(scale);
    return causal ? shape.withCausal(0) : shape;
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    AttentionShape shape = shape(inputs);
    int size = shape.size();
    List<Parameter> all = new ArrayList<>();
    if (normalized) {
      all.add(new Parameter("q_norm.weight", Shape.of(size), 0, Initializer.ones(), 1, 1));
      all.add(new Parameter("k_norm.weight", Shape.of(size), size, Initializer.ones(), 1, 1));
    }
    if (trained()) {
      int axes = columns == 0 ? 1 : 2;
      all.add(new Parameter("rotary.freqs", Shape.of(axes, kvHeads, size / 2), frequencies(size),
          Initializer.rotary(base), size / 2, axes));
    }
    return all;
  }

  /** Whether there are frequencies among the parameters. */
  private boolean trained() {
    return learned && rotary != null;
  }

  /** Where they begin. */
  private int frequencies(int size) {
    return normalized ? 2 * size : 0;
  }

  @Override
  public LayerOperator operator(List<Shape> inputs) {
    AttentionShape shape = shape(inputs);
    return new AttentionOperator(this, shape, layout(shape), rotary == null || learned ? null
        : RotaryTable.tokens(rotary, base, columns, positions(shape), shape.size()).angles());
  }

  @Override
  public FloatLayerOperator floatOperator(List<Shape> inputs) {
    AttentionShape shape = shape(inputs);
    return new FloatAttentionOperator(this, shape, layout(shape), rotary == null || learned ? null
        : FloatRotaryTable.tokens(rotary, base, columns, positions(shape), shape.size()).angles());
  }

  /** What is turned, in groups of heads that have a set of frequencies; null: nothing. */
  private RotaryLayout layout(AttentionShape shape) {
    return rotary == null ? null
        : new RotaryLayout(rotary, columns, positions(shape), learned ? kvHeads : 1, shape.size() / 2);
  }

  /** Positions of queries and keys; the last row of a grid of fixed frequencies is whole. */
  private int positions(AttentionShape shape) {
    int tokens = Math.max(shape.queries(), shape.keys());
    return learned || columns == 0 ? tokens : Math.multiplyExact((tokens - 1) / columns + 1, columns);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    AttentionShape shape = shape(stages.shapes());
    int q = changed(stages, 0, shape, shape.queries(), heads);
    int k = changed(stages, 1, shape, shape.keys(), kvHeads);
    return stages.add(new SequenceStage.Attention(shape), q, k, stages.input(2));
  }

  /** Input 0 or 1, normalised and turned. */
  private int changed(DeviceStages stages, int input, AttentionShape shape, int tokens, int number) {
    int x = stages.input(input);
    int size = shape.size();
    if (normalized) {
      x = stages.add(new NormStage.RmsNorm(tokens * number, size, eps, stages.parameter(input * size)), x);
    }
    if (rotary == null) {
      return x;
    }
    return stages.add(trained()
        ? new SequenceStage.LearnedRotary(layout(shape), tokens, number / kvHeads, size,
            stages.parameter(frequencies(size)))
        : new SequenceStage.Rotary(rotary, base, columns, tokens, number, size), x);
  }

  @Override
  public String export(OnnxNodes nodes) {
    return new AttentionNodes(this, nodes).written();
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "softmax(scale Q K') V of each head", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("heads", Form.INTEGER, "heads of queries").required().atLeast(1),
          Key.of("kv-heads", Form.INTEGER, "heads of keys and values, a divisor of the heads; 0: as many").usual(0)
              .atLeast(0),
          Key.of("causal", Form.FLAG, "whether query i sees keys 0 to i only").usual(false),
          Key.of("scale", Form.NUMBER, "factor of the scores; 0: 1 / sqrt of a head's elements").usual(0.0),
          Key.word("rotary", "which pairs of elements are turned by their position",
              MultiHeadAttention::pairings).usual(NO_ROTARY),
          Key.of("base", Form.NUMBER, "of the frequencies").usual(BASE).positive(),
          Key.of("columns", Form.INTEGER, "tokens of a row of a grid that turns them; 0: they lie on a line").usual(0)
              .atLeast(0),
          Key.of("learned", Form.FLAG, "whether the frequencies of positions are trained, a set for each key head")
              .usual(false),
          Key.of("normalized", Form.FLAG, "whether heads of queries and keys are divided by their root mean square")
              .usual(false),
          Key.of("eps", Form.NUMBER, "added to the mean squares").usual(EPS).atLeast(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return MultiHeadAttention.of(settings);
    }
  }
}
