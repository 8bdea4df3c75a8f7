// Master of FloatAttentionDerivativeConformance: the float version is generated from this file.
package org.isobit.verify.attention;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.AttentionDerivativeReference;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionOperands;
import org.isobit.kernels.attention.AttentionReference;
import org.isobit.kernels.attention.AttentionTangent;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Derivatives of attention: queries and keys of a head in two parts, and whole heads. */
public abstract sealed class AttentionDerivativeConformance implements Conformance {

  private final String kernel;

  private AttentionDerivativeConformance(String kernel) {
    this.kernel = kernel;
  }

  @Override
  public String kernel() {
    return kernel + ".double";
  }

  /** How it is called. */
  private enum Way {
    PARTS, WHOLE_HEADS, THREADS
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    run(implementation, AttentionCases.SHORT, Way.PARTS, sink);
    if (cases == Cases.FULL) {
      run(implementation, AttentionCases.FULL, Way.PARTS, sink);
      run(implementation, AttentionCases.RUNS, Way.PARTS, sink);
      if (this instanceof Gradient) {
        run(implementation, AttentionCases.FULL, Way.WHOLE_HEADS, sink);
        run(implementation, AttentionCases.RUNS, Way.WHOLE_HEADS, sink);
      }
      run(implementation, new int[][] {AttentionCases.PARALLEL}, Way.THREADS, sink);
    }
  }

  private void run(Backend implementation, int[][] cases, Way way, BitSink sink) {
    for (int[] sizes : cases) {
      sink.label(kernel + " " + AttentionCases.label(sizes) + " " + way);
      new Case(implementation, sizes).run(this, implementation, way, sink);
    }
  }

  /** A case and what forward made of it. */
  private static final class Case {

    private final AttentionCases c;
    private final double[] y;
    private final double[] statistics;
    private final double[] dq;
    private final double[] dk;
    private final double[] dv;
    private final double[] dy;

    Case(Backend implementation, int[] sizes) {
      c = new AttentionCases(sizes);
      y = c.likeY(1);
      statistics = new double[1 + 2 * c.queries()];
      c.forward(AttentionReference.of(implementation), y, statistics);
      dy = c.likeY(2);
      dq = c.likeQ(3);
      dk = c.likeK(4);
      dv = c.likeV(5);
    }

    void run(AttentionDerivativeConformance kernel, Backend implementation, Way way, BitSink sink) {
      if (way == Way.THREADS && Conformance.isFacade(implementation)) {
        kernel.facade(this);
      } else {
        AttentionOperands operands = new AttentionOperands().begin("conformance", c.shape, c.mask)
            .inputs(c.q, 1, c.ldq, c.k, 2, c.ldk, c.v, 3, c.ldv).made(y, 2, c.ldy, statistics, 1)
            .ofInputs(dq, 1, c.ldq, dk, 2, c.ldk, dv, 3, c.ldv).ofOutput(dy, 2, c.ldy);
        kernel.reference(AttentionDerivativeReference.of(implementation), c, operands, way == Way.WHOLE_HEADS);
      }
      kernel.outputs(this, sink);
    }
  }

  abstract void facade(Case x);

  abstract void reference(AttentionDerivativeReference kernels, AttentionCases c, AttentionOperands operands,
      boolean whole);

  abstract void outputs(Case x, BitSink sink);

  /** {@link AttentionGradient}. */
  public static final class Gradient extends AttentionDerivativeConformance {

    /** Made by the service loader. */
    public Gradient() {
      super("attentionGradient");
    }

    @Override
    void facade(Case x) {
      AttentionCases c = x.c;
      AttentionGradient.backward(c.shape, c.q, 1, c.ldq, c.k, 2, c.ldk, c.v, 3, c.ldv, c.mask, x.y, 2, c.ldy,
          x.statistics, 1, x.dy, 2, c.ldy, x.dq, 1, c.ldq, x.dk, 2, c.ldk, x.dv, 3, c.ldv, Workers.shared());
    }

    @Override
    void reference(AttentionDerivativeReference kernels, AttentionCases c, AttentionOperands operands,
        boolean whole) {
      if (whole) {
        for (int head = 0; head < c.shape.batch() * c.shape.kvHeads(); head++) {
          kernels.heads(operands, head);
        }
        return;
      }
      int queries = c.shape.queries();
      for (int head = 0; head < c.shape.batch() * c.shape.heads(); head++) {
        kernels.queries(operands, head, 0, queries / 3);
        kernels.queries(operands, head, queries / 3, queries);
      }
      int keys = c.shape.keys();
      for (int head = 0; head < c.shape.batch() * c.shape.kvHeads(); head++) {
        kernels.keys(operands, head, 0, keys / 3);
        kernels.keys(operands, head, keys / 3, keys);
      }
    }

    @Override
    void outputs(Case x, BitSink sink) {
      sink.add(x.dq);
      sink.add(x.dk);
      sink.add(x.dv);
    }
  }

  /** {@link AttentionTangent}. */
  public static final class Tangent extends AttentionDerivativeConformance {

    /** Made by the service loader. */
    public Tangent() {
      super("attentionTangent");
    }

    @Override
    void facade(Case x) {
      AttentionCases c = x.c;
      AttentionTangent.tangent(c.shape, c.q, 1, c.ldq, c.k, 2, c.ldk, c.v, 3, c.ldv, c.mask, x.y, 2, c.ldy,
          x.statistics, 1, x.dq, 1, c.ldq, x.dk, 2, c.ldk, x.dv, 3, c.ldv, x.dy, 2, c.ldy, Workers.shared());
    }

    @Override
    void reference(AttentionDerivativeReference kernels, AttentionCases c, AttentionOperands operands,
        boolean whole) {
      int queries = c.shape.queries();
      for (int head = 0; head < c.shape.batch() * c.shape.heads(); head++) {
        kernels.tangent(operands, head, 0, queries / 3);
        kernels.tangent(operands, head, queries / 3, queries);
      }
    }

    @Override
    void outputs(Case x, BitSink sink) {
      sink.add(x.dy);
    }
  }
}
