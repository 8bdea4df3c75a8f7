package org.isobit.kernels.device.network;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;

/** Stages of sequences: attention and the gates of recurrent cells. */
public sealed interface SequenceStage extends NetworkStage {

  /**
   * Attention, as {@link org.isobit.kernels.attention.Attention} without mask. Reads Q, K and V, writes Y; rows are
   * tokens, the heads one after the other in each.
   *
   * @param shape that of one sample, token-major
   */
  record Attention(AttentionShape shape) implements SequenceStage {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if there is none, or it is not that of one sample, token-major
     */
    public Attention {
      Checks.present("attention", "shape", shape);
      if (shape.batch() != 1 || !shape.tokenMajor()) {
        throw new IllegalArgumentException("attention: the shape must be that of one sample, token-major");
      }
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(shape.queries(), shape.heads() * shape.size()),
          new OperandShape(shape.keys(), shape.kvHeads() * shape.size()),
          new OperandShape(shape.keys(), shape.kvHeads() * shape.valueSize()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(shape.queries(), shape.heads() * shape.valueSize()));
    }
  }

  /**
   * Heads of tokens turned by the angles of {@link org.isobit.kernels.rotary.RotaryTable#tokens}, as
   * {@link org.isobit.kernels.rotary.Rotary}. Reads X, writes Y.
   *
   * @param pairing which elements of a head are pairs
   * @param base    of the frequencies, positive and finite
   * @param columns tokens of a row of a grid; 0: they lie on a line
   * @param tokens  tokens of a sample
   * @param heads   heads of a token
   * @param size    elements of a head, an even number, on a grid a multiple of 4
   */
  record Rotary(RotaryPairing pairing, double base, int columns, int tokens, int heads, int size)
      implements SequenceStage {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Rotary {
      Checks.present("rotary", "pairing", pairing);
      Checks.positive("rotary", "base", base);
      new OperandShape(heads, size);
      new OperandShape(tokens, heads * size);
      Checks.size("rotary", "columns", columns);
      int part = columns == 0 ? 2 : 4;
      if (size % part != 0) {
        throw new IllegalArgumentException("rotary: size of a head must be a multiple of " + part + ", but is " + size);
      }
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(tokens, heads * size));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }
  }

  /**
   * Heads of tokens turned by angles of frequencies that are weights, as
   * {@link org.isobit.kernels.rotary.RotaryAngles}. Reads X, writes Y.
   *
   * @param layout      what is turned
   * @param tokens      tokens of a sample, at most those of the layout
   * @param heads       heads of a group in a token
   * @param size        elements of a head, at least 2·pairs
   * @param frequencies index of the first frequency
   */
  record LearnedRotary(RotaryLayout layout, int tokens, int heads, int size, int frequencies)
      implements SequenceStage {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LearnedRotary {
      Checks.present("learned rotary", "layout", layout);
      WeightChecks.present("learned rotary", "frequencies", frequencies);
      new OperandShape(layout.groups() * heads, size);
      new OperandShape(tokens, layout.groups() * heads * size);
      if (tokens > layout.tokens() || size < 2 * layout.pairs()) {
        throw new IllegalArgumentException("learned rotary: " + tokens + " tokens of heads of " + size
            + " elements do not fit a layout of " + layout.tokens() + " tokens and " + layout.pairs() + " pairs");
      }
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(tokens, layout.groups() * heads * size));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public long weightsEnd() {
      return (long) frequencies + layout.frequencies();
    }
  }

  /**
   * The gates of an LSTM, as {@link org.isobit.kernels.recurrent.LstmGates}. Reads Z, which the gates replace, and C;
   * writes Z, the next C and H.
   *
   * @param n elements of a state
   */
  record LstmGates(int n) implements SequenceStage {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public LstmGates {
      new OperandShape(4, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, 4 * n), new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, 4 * n), new OperandShape(1, n), new OperandShape(1, n));
    }
  }

  /**
   * The gates of a GRU, as {@link org.isobit.kernels.recurrent.GruGates}. Reads Z, which the gates replace, and H;
   * writes Z and the next H.
   *
   * @param n elements of a state
   */
  record GruGates(int n) implements SequenceStage {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public GruGates {
      new OperandShape(4, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, 4 * n), new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, 4 * n), new OperandShape(1, n));
    }
  }
}
