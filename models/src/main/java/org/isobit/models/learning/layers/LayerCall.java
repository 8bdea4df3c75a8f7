// Master of FloatLayerCall: the float version is generated from this file.
package org.isobit.models.learning.layers;

import org.isobit.kernels.Workers;

/**
 * The arguments of one call of a {@link LayerOperator}: arrays and where in them the operands begin. Samples lie one
 * after the other without gaps: each X is batch × its size, Y is batch × outputs, row-major. Whoever runs the layers
 * owns the call and fills it in anew for each layer; operators only read it, or hand it on with another batch, which
 * they then put back. Not thread-safe.
 */
public final class LayerCall {

  /** Samples. */
  public int batch;

  /** Array of the parameters. */
  public double[] theta;

  /** Index of the layer's first parameter. */
  public int thetaOffset;

  /** Array of each X. */
  public final double[][] x;

  /** Index of the first element of each X. */
  public final int[] xOffset;

  /** Array of Y: forward writes it, backward and tangent read it. */
  public double[] y;

  /** Index of its first element. */
  public int yOffset;

  /**
   * Array of what the layer keeps from forward for backward and tangent: {@link LayerOperator#keptOnce()} numbers, and
   * behind them {@link LayerOperator#kept()} a sample; null in a forward pass that nothing follows.
   */
  public double[] kept;

  /** Index of its first element. */
  public int keptOffset;

  /** Forward in training: array of what {@link LayerOperator#state()} says, written; else null. */
  public double[] state;

  /** Index of its first element. */
  public int stateOffset;

  /** Array of scratch, {@link LayerOperator#scratch()} numbers a sample, whose content is lost after the call. */
  public double[] scratch;

  /** Index of its first element. */
  public int scratchOffset;

  /** Backward: array of ∂L/∂Y, which may be overwritten. Tangent: array of the tangent of Y, written. */
  public double[] dy;

  /** Index of its first element. */
  public int dyOffset;

  /** Backward: array of ∂L/∂X for each X, written; null: not wanted. Tangent: array of the tangent of X, read. */
  public final double[][] dx;

  /** Index of the first element of each of them. */
  public final int[] dxOffset;

  /** Backward: array of the gradient with respect to the parameters, laid out as they are; null: not wanted. */
  public double[] gradient;

  /** Index of the gradient with respect to the layer's first parameter. */
  public int gradientOffset;

  /** Whether the gradient is added to what is there (its chains start from it) or replaces it. */
  public boolean accumulate;

  /** Where random layers draw from; null in inference. */
  public Draws draws;

  /** Threads among which the layer may share its outputs, never an accumulation. */
  public Workers workers = Workers.serial();

  /**
   * An empty call.
   *
   * @param inputs the most inputs of a layer that it is for
   */
  public LayerCall(int inputs) {
    x = new double[inputs][];
    xOffset = new int[inputs];
    dx = new double[inputs][];
    dxOffset = new int[inputs];
  }
}
