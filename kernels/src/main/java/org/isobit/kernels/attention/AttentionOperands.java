// Master of FloatAttentionOperands: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Checks;

/**
 * Operands of {@link Attention} and its derivatives: arrays, where they begin and their leading dimensions, checked as
 * they are put in. Used again for the next call. Not thread-safe.
 */
public final class AttentionOperands {

  AttentionShape shape;
  AttentionMask mask;
  double[] q;
  int qo;
  int ldq;
  double[] k;
  int ko;
  int ldk;
  double[] v;
  int vo;
  int ldv;
  double[] y;
  int yo;
  int ldy;
  double[] statistics;
  int so;
  double[] dq;
  int dqo;
  int lddq;
  double[] dk;
  int dko;
  int lddk;
  double[] dv;
  int dvo;
  int lddv;
  double[] dy;
  int dyo;
  int lddy;

  private String operation;

  /** None yet. */
  public AttentionOperands() {}

  /**
   * Begins with shape and mask; the operands follow.
   *
   * @param name   the operation's, in messages
   * @param sizes  sizes and storage
   * @param hiding the mask, or {@link AttentionMask#NONE}
   * @return this
   * @throws IllegalArgumentException if one is null, or the mask does not fit
   */
  public AttentionOperands begin(String name, AttentionShape sizes, AttentionMask hiding) {
    Checks.present(name, "shape", sizes);
    Checks.present(name, "mask", hiding);
    hiding.require(name, sizes);
    operation = name;
    shape = sizes;
    mask = hiding;
    return this;
  }

  /**
   * Q, K and V.
   *
   * @param queries     array of Q
   * @param qOffset     index of its first element
   * @param qLd         its leading dimension
   * @param keys        array of K
   * @param kOffset     index of its first element
   * @param kLd         its leading dimension
   * @param values      array of V
   * @param vOffset     index of its first element
   * @param vLd         its leading dimension
   * @return this
   * @throws IllegalArgumentException if one does not fit
   */
  public AttentionOperands inputs(double[] queries, long qOffset, int qLd, double[] keys, long kOffset, int kLd,
      double[] values, long vOffset, int vLd) {
    qo = queries("Q", shape.size(), queries, qOffset, qLd);
    q = queries;
    ldq = qLd;
    ko = keys("K", shape.size(), keys, kOffset, kLd);
    k = keys;
    ldk = kLd;
    vo = keys("V", shape.valueSize(), values, vOffset, vLd);
    v = values;
    ldv = vLd;
    return this;
  }

  /**
   * What forward makes.
   *
   * @param outputs array of Y
   * @param yOffset index of its first element
   * @param yLd     its leading dimension
   * @param numbers array of the statistics; null: not wanted
   * @param sOffset index of the first one
   * @return this
   * @throws IllegalArgumentException if one does not fit
   */
  public AttentionOperands made(double[] outputs, long yOffset, int yLd, double[] numbers, long sOffset) {
    yo = queries("Y", shape.valueSize(), outputs, yOffset, yLd);
    y = outputs;
    ldy = yLd;
    so = numbers == null ? 0
        : Checks.vector(operation, "statistics", numbers, sOffset, shape.statistics(operation));
    statistics = numbers;
    return this;
  }

  /**
   * Gradients with respect to Q, K and V, or a direction of them; null: not wanted.
   *
   * @param queries     array of dQ
   * @param qOffset     index of its first element
   * @param qLd         its leading dimension
   * @param keys        array of dK
   * @param kOffset     index of its first element
   * @param kLd         its leading dimension
   * @param values      array of dV
   * @param vOffset     index of its first element
   * @param vLd         its leading dimension
   * @return this
   * @throws IllegalArgumentException if one does not fit
   */
  public AttentionOperands ofInputs(double[] queries, long qOffset, int qLd, double[] keys, long kOffset, int kLd,
      double[] values, long vOffset, int vLd) {
    dqo = queries == null ? 0 : queries("dQ", shape.size(), queries, qOffset, qLd);
    dq = queries;
    lddq = qLd;
    dko = keys == null ? 0 : keys("dK", shape.size(), keys, kOffset, kLd);
    dk = keys;
    lddk = kLd;
    dvo = values == null ? 0 : keys("dV", shape.valueSize(), values, vOffset, vLd);
    dv = values;
    lddv = vLd;
    return this;
  }

  /**
   * The gradient with respect to Y, or the derivative of Y.
   *
   * @param outputs array of dY
   * @param yOffset index of its first element
   * @param yLd     its leading dimension
   * @return this
   * @throws IllegalArgumentException if it does not fit
   */
  public AttentionOperands ofOutput(double[] outputs, long yOffset, int yLd) {
    dyo = queries("dY", shape.valueSize(), outputs, yOffset, yLd);
    dy = outputs;
    lddy = yLd;
    return this;
  }

  private int queries(String name, int width, double[] x, long offset, int ld) {
    return Checks.matrix(operation, name, x, offset, shape.rows(shape.heads(), shape.queries()),
        shape.columns(shape.heads(), width), ld);
  }

  private int keys(String name, int width, double[] x, long offset, int ld) {
    return Checks.matrix(operation, name, x, offset, shape.rows(shape.kvHeads(), shape.keys()),
        shape.columns(shape.kvHeads(), width), ld);
  }

  /** Refuses Y and statistics that share an element with another operand. */
  void requireForwardApart() {
    queriesApart("Y", shape.valueSize(), y, yo, ldy);
    if (statistics != null) {
      int numbers = shape.statistics(operation);
      apart("statistics", statistics, so, 1, numbers, 1);
    }
  }

  /** Refuses gradients that share an element with another operand. */
  void requireGradientsApart() {
    queriesApart("dQ", shape.size(), dq, dqo, lddq);
    keysApart("dK", shape.size(), dk, dko, lddk);
    keysApart("dV", shape.valueSize(), dv, dvo, lddv);
  }

  /** Refuses a derivative of Y that shares an element with another operand. */
  void requireTangentApart() {
    queriesApart("dY", shape.valueSize(), dy, dyo, lddy);
  }

  private void queriesApart(String output, int width, double[] x, int xo, int ldx) {
    apart(output, x, xo, shape.rows(shape.heads(), shape.queries()), shape.columns(shape.heads(), width), ldx);
  }

  private void keysApart(String output, int width, double[] x, int xo, int ldx) {
    apart(output, x, xo, shape.rows(shape.kvHeads(), shape.keys()), shape.columns(shape.kvHeads(), width), ldx);
  }

  private void apart(String output, double[] x, int xo, int rows, int columns, int ldx) {
    int queries = shape.rows(shape.heads(), shape.queries());
    int keys = shape.rows(shape.kvHeads(), shape.keys());
    int size = shape.columns(shape.heads(), shape.size());
    int width = shape.columns(shape.heads(), shape.valueSize());
    int keySize = shape.columns(shape.kvHeads(), shape.size());
    int keyWidth = shape.columns(shape.kvHeads(), shape.valueSize());
    int masked = mask.require(operation, shape);
    int numbers = statistics == null ? 0 : shape.statistics(operation);
    apart(output, x, xo, rows, columns, ldx, "Q", q, qo, queries, size, ldq);
    apart(output, x, xo, rows, columns, ldx, "K", k, ko, keys, keySize, ldk);
    apart(output, x, xo, rows, columns, ldx, "V", v, vo, keys, keyWidth, ldv);
    apart(output, x, xo, rows, columns, ldx, "Y", y, yo, queries, width, ldy);
    apart(output, x, xo, rows, columns, ldx, "statistics", statistics, so, 1, numbers, 1);
    apart(output, x, xo, rows, columns, ldx, "the mask", mask.added(), mask.offset(), 1, masked, 1);
    apart(output, x, xo, rows, columns, ldx, "dQ", dq, dqo, queries, size, lddq);
    apart(output, x, xo, rows, columns, ldx, "dK", dk, dko, keys, keySize, lddk);
    apart(output, x, xo, rows, columns, ldx, "dV", dv, dvo, keys, keyWidth, lddv);
    apart(output, x, xo, rows, columns, ldx, "dY", dy, dyo, queries, width, lddy);
  }

  private void apart(String output, double[] x, int xo, int rows, int columns, int ldx, String other, double[] z,
      int zo, int rowsZ, int columnsZ, int ldz) {
    Checks.apart(operation, output, other, x != null && x == z && !output.equals(other), xo, rows, columns, ldx, zo,
        rowsZ, columnsZ, ldz);
  }

  /** Holds on to nobody's arrays. */
  void clear() {
    shape = null;
    mask = null;
    q = null;
    k = null;
    v = null;
    y = null;
    statistics = null;
    dq = null;
    dk = null;
    dv = null;
    dy = null;
  }

  /** Where query i of head h of sample b begins in Q, given where Q begins. */
  int query(int b, int h, int i, int offset, int ld) {
    return offset + shape.start(b, h, shape.heads(), shape.queries(), shape.size(), ld) + i * ld;
  }

  /** The same in Y. */
  int output(int b, int h, int i, int offset, int ld) {
    return offset + shape.start(b, h, shape.heads(), shape.queries(), shape.valueSize(), ld) + i * ld;
  }

  /** Where key j of key head kv begins in K. */
  int key(int b, int kv, int j, int offset, int ld) {
    return offset + shape.start(b, kv, shape.kvHeads(), shape.keys(), shape.size(), ld) + j * ld;
  }

  /** The same in V. */
  int value(int b, int kv, int j, int offset, int ld) {
    return offset + shape.start(b, kv, shape.kvHeads(), shape.keys(), shape.valueSize(), ld) + j * ld;
  }

  /** Where the shift of query i of a head, counted through all samples, is; its reciprocal follows after all shifts. */
  int statistic(int head, int i) {
    return so + head * shape.queries() + i;
  }
}
