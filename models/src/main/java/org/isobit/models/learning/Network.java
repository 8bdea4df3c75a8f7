// Master of FloatNetwork: the float version is generated from this file.
package org.isobit.models.learning;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.internal.Streams;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;

/**
 * Layers, one after the other or as a graph, with one flat vector of parameters θ that the caller owns: forward,
 * reverse-mode gradients with respect to parameters and inputs, forward-mode tangents. Class EXACT: a sample's outputs
 * do not depend on its batch, nor do any bits on the backend. In training, layers that are
 * {@link LayerOperator#coupled()}, as batch norm is, are the exception: there, gradients are those of whole batches,
 * and adding up those of parts is refused.
 *
 * <p>Samples lie one after the other: X is batch × {@code input().size()}, Y is batch × {@code output().size()}. Of
 * several inputs or outputs, a sample has all, one after the other. Where several layers read a value, what they give
 * to its gradient is added, the last one's first; what came from ∂L/∂Y is the first summand. A gradient of parameters
 * is laid out as θ; its sums run over the batch in order. {@link #backward} is the transpose of {@link #tangent}: with
 * ∂L/∂Y = w it gives ∂L/∂X = Jᵀ·w, where {@code tangent} gives J·v; so a network can stand in a tangent-linear or
 * adjoint model.
 *
 * <p>Immutable and thread-safe; a {@link Tape} belongs to one caller at a time and says which threads work on its
 * passes ({@link Tape#use}): they share samples and outputs, never a sum, and no bit depends on how many they are.
 * Nothing is allocated in the steady state. {@link IllegalArgumentException} for sizes and arrays that do not fit, and
 * for what is written over θ, over X by a forward pass, or over what else is written; a backward pass and a tangent
 * have copied what they read before they write, so that theirs may lie over it. Nothing is written before all that has
 * been checked.
 */
public final class Network {

  private final Architecture architecture;
  private final LayerOperator[] operators;
  private final InferenceSteps steps;

  private Network(Architecture architecture) {
    this.architecture = architecture;
    operators = new LayerOperator[architecture.layers().size()];
    for (int l = 0; l < operators.length; l++) {
      Layer layer = architecture.layers().get(l);
      operators[l] = layer.operator(architecture.shapesRead(l)); // float: operators[l] = layer.floatOperator(architecture.shapesRead(l));
    }
    steps = new InferenceSteps(this);
  }

  /**
   * A chain of layers.
   *
   * @param input  shape of a sample
   * @param layers at least one; each takes what the one before makes
   * @return the network
   * @throws IllegalArgumentException if there are none, or one cannot take its input
   */
  public static Network of(Shape input, Layer... layers) {
    return of(Architecture.of(input, List.of(layers)));
  }

  /**
   * The network of an architecture, which may be a graph: {@link Architecture#builder()}.
   *
   * @param architecture shapes and layers
   * @return the network
   */
  public static Network of(Architecture architecture) {
    return new Network(architecture);
  }

  /**
   * Shapes, layers, and where parameters lie.
   *
   * @return the same in double and float
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Shape of a sample that goes in.
   *
   * @return the first layer's input
   */
  public Shape input() {
    return architecture.input();
  }

  /**
   * Shape of a sample that comes out.
   *
   * @return the last layer's output
   */
  public Shape output() {
    return architecture.output();
  }

  /**
   * The number of parameters.
   *
   * @return length of θ
   */
  public int parameters() {
    return architecture.parameters();
  }

  /**
   * Every parameter: name, dimensions, offset.
   *
   * @return in order of offsets, named as in {@code layers.0.weight}
   */
  public List<Parameter> parameterList() {
    return architecture.parameterList();
  }

  /**
   * Initial parameters.
   *
   * @param seed   Philox' key
   * @param stream in 0 … 2^40 − 1: another number, other draws (members of an ensemble, say)
   * @return θ; in float the double values, rounded
   * @throws IllegalArgumentException if the stream is out of range
   */
  public double[] initialize(long seed, long stream) {
    double[] theta = new double[parameters()];
    initialize(seed, stream, theta, 0);
    return theta;
  }

  /**
   * Initial parameters as part of a larger vector.
   *
   * @param seed        Philox' key
   * @param stream      in 0 … 2^40 − 1
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   * @throws IllegalArgumentException if the stream is out of range or θ does not fit
   */
  public void initialize(long seed, long stream, double[] theta, long thetaOffset) {
    Streams.require(stream);
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    for (int p = 0; p < parameterList().size(); p++) {
      Parameter parameter = parameterList().get(p);
      parameter.initializer().fill(seed, Streams.initial(stream, p), parameter.fanIn(), parameter.fanOut(),
          parameter.size(), theta, to + parameter.offset());
    }
  }

  /**
   * Room for forward and backward passes.
   *
   * @param batch the most samples of one pass, at least 1
   * @return a tape of this network
   * @throws IllegalArgumentException if batch is below 1 or one array does not hold so much
   */
  public Tape tape(int batch) {
    return new Tape(this, batch);
  }

  /**
   * Y = network(X).
   *
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   * @param batch       samples, at least 0
   * @param x           array of X
   * @param xOffset     index of its first element
   * @param y           array of Y; shares no element with X
   * @param yOffset     index of its first element
   * @param tape        keeps what backward and tangent need, and says whether random layers draw; null: inference
   * @throws IllegalArgumentException if sizes, arrays or tape do not fit
   */
  public void forward(double[] theta, long thetaOffset, int batch, double[] x, long xOffset, double[] y, long yOffset,
      Tape tape) {
    if (tape == null) {
      infer(theta, thetaOffset, batch, x, xOffset, y, yOffset, Workers.serial());
      return;
    }
    require(tape);
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    Checks.size("network", "batch", batch);
    int in = input().size();
    int out = output().size();
    int xo = Checks.matrix("network", "X", x, xOffset, batch, in, in);
    int yo = Checks.matrix("network", "Y", y, yOffset, batch, out, out);
    requireApart(theta, to, batch, x, xo, y, yo);
    TapedPass.forward(this, theta, to, batch, x, xo, y, yo, tape);
  }

  /**
   * Y = network(X), inference by several threads: each takes some samples or, if there are few, some outputs of a
   * layer.
   *
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   * @param batch       samples, at least 0
   * @param x           array of X
   * @param xOffset     index of its first element
   * @param y           array of Y; shares no element with X
   * @param yOffset     index of its first element
   * @param workers     the threads
   * @throws IllegalArgumentException if sizes and arrays do not fit
   */
  public void infer(double[] theta, long thetaOffset, int batch, double[] x, long xOffset, double[] y, long yOffset,
      Workers workers) {
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    Checks.size("network", "batch", batch);
    int in = input().size();
    int out = output().size();
    int xo = Checks.matrix("network", "X", x, xOffset, batch, in, in);
    int yo = Checks.matrix("network", "Y", y, yOffset, batch, out, out);
    requireApart(theta, to, batch, x, xo, y, yo);
    SampleParts.run(steps, theta, to, batch, x, xo, y, yo, workers);
  }

  /**
   * Gradients of the last forward pass on a tape, by the chain rule backwards.
   *
   * @param theta          array of θ, as in the forward pass
   * @param thetaOffset    index of its first element
   * @param tape           of the forward pass
   * @param dy             array of ∂L/∂Y, batch × outputs
   * @param dyOffset       index of its first element
   * @param dx             array of ∂L/∂X, batch × inputs, written; null: not wanted
   * @param dxOffset       index of its first element
   * @param gradient       array of ∂L/∂θ, written; null: not wanted
   * @param gradientOffset index of its first element
   * @param accumulate     whether ∂L/∂θ is added to what is there, its sums beginning with it
   * @throws IllegalArgumentException if arrays or tape do not fit, and if gradients of a training pass are to be added
   *                                  of a network with a layer that couples samples
   * @throws IllegalStateException    if there was no forward pass
   */
  public void backward(double[] theta, long thetaOffset, Tape tape, double[] dy, long dyOffset, double[] dx,
      long dxOffset, double[] gradient, long gradientOffset, boolean accumulate) {
    require(tape);
    int batch = tape.batch();
    int in = input().size();
    int out = output().size();
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    int dyo = Checks.matrix("network", "dY", dy, dyOffset, batch, out, out);
    int dxo = dx == null ? 0 : Checks.matrix("network", "dX", dx, dxOffset, batch, in, in);
    int go = gradient == null ? 0
        : Checks.vector("network", "gradient", gradient, gradientOffset, parameters());
    Checks.apart("network", "gradient", "theta", gradient == theta, go, parameters(), to, parameters());
    Checks.apart("network", "dX", "theta", dx == theta, dxo, batch * in, to, parameters());
    Checks.apart("network", "dX", "gradient", dx != null && dx == gradient, dxo, batch * in, go, parameters());
    if (accumulate && gradient != null && tape.trained() && isCoupled()) {
      throw new IllegalArgumentException("network: layer " + coupled() + " ("
          + architecture.layers().get(coupled()).kind()
          + ") couples the samples of a batch in training: gradients of parts of a batch cannot be added up");
    }
    TapedPass.backward(this, theta, to, tape, dy, dyo, dx, dxo, gradient, go, accumulate);
  }

  /**
   * The derivative of the last forward pass on a tape in a direction: dY = (∂Y/∂X)·dX, sample by sample.
   *
   * @param theta       array of θ, as in the forward pass
   * @param thetaOffset index of its first element
   * @param tape        of the forward pass
   * @param dx          array of dX, batch × inputs
   * @param dxOffset    index of its first element
   * @param dy          array of dY, batch × outputs, written
   * @param dyOffset    index of its first element
   * @throws IllegalArgumentException if arrays or tape do not fit
   * @throws IllegalStateException    if there was no forward pass
   */
  public void tangent(double[] theta, long thetaOffset, Tape tape, double[] dx, long dxOffset, double[] dy,
      long dyOffset) {
    require(tape);
    int batch = tape.batch();
    int in = input().size();
    int out = output().size();
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    int dxo = Checks.matrix("network", "dX", dx, dxOffset, batch, in, in);
    int dyo = Checks.matrix("network", "dY", dy, dyOffset, batch, out, out);
    Checks.apart("network", "dY", "theta", dy == theta, dyo, batch * out, to, parameters());
    TapedPass.tangent(this, theta, to, tape, dx, dxo, dy, dyo);
  }

  /**
   * Gives parameters that are not trained (running moments, say) the values that the last forward pass on a tape has
   * left for them. Training does so after each step; where there are none, nothing happens.
   *
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   * @param tape        of a forward pass in training
   * @throws IllegalArgumentException if θ or the tape do not fit
   * @throws IllegalStateException    if there was no forward pass in training
   */
  public void settle(double[] theta, long thetaOffset, Tape tape) {
    require(tape);
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    if (!tape.trained()) {
      throw new IllegalStateException("tape: there was no forward pass in training");
    }
    for (int l = 0; l < operators.length; l++) {
      int from = tape.states[l];
      List<Parameter> own = architecture.parameters(l);
      for (int p = 0; p < own.size() && operators[l].state() > 0; p++) {
        Parameter parameter = own.get(p);
        if (!parameter.trained()) {
          System.arraycopy(tape.state, from, theta, to + architecture.offset(l) + parameter.offset(),
              parameter.size());
          from += parameter.size();
        }
      }
    }
  }

  /**
   * The network with one set of weights, packed for inference.
   *
   * @param theta       array of θ; later changes do not show
   * @param thetaOffset index of its first element
   * @return an immutable form with the bits of {@link #forward}
   * @throws IllegalArgumentException if θ does not fit
   */
  public PackedNetwork inference(double[] theta, long thetaOffset) {
    int to = Checks.vector("network", "theta", theta, thetaOffset, parameters());
    return new PackedNetwork(this, Arrays.copyOfRange(theta, to, to + parameters()));
  }

  LayerOperator operator(int l) {
    return operators[l];
  }

  /** Multiply-adds of a sample in a forward pass. */
  long work() {
    long work = 0;
    for (LayerOperator operator : operators) {
      work += operator.work();
    }
    return work;
  }

  /** The first layer that couples the samples of a batch in training, or the number of layers. */
  private int coupled() {
    int l = 0;
    while (l < operators.length && !operators[l].coupled()) {
      l++;
    }
    return l;
  }

  /**
   * Whether in training a sample's outputs depend on its batch, as batch norm makes them.
   *
   * @return true if a layer is {@link LayerOperator#coupled()}
   */
  public boolean isCoupled() {
    return coupled() < operators.length;
  }

  /**
   * Refuses training in which a layer gets fewer samples at once than it needs, as batch norm may.
   *
   * @param samples all of them, at least 1
   * @param batch   those of a batch, at least 1; the last batch has what is left
   * @throws IllegalArgumentException that names the layer and both numbers
   */
  public void requireBatches(int samples, int batch) {
    int last = (samples - 1) % batch + 1;
    for (int l = 0; l < operators.length; l++) {
      if (operators[l].leastBatch() > last) {
        throw new IllegalArgumentException("network: layer " + l + " (" + architecture.layers().get(l).kind()
            + ") needs at least " + operators[l].leastBatch() + " samples in a batch of training, but of " + samples
            + " samples in batches of " + batch + " the last batch has " + last);
      }
    }
  }

  private void requireApart(double[] theta, int to, int batch, double[] x, int xo, double[] y, int yo) {
    Checks.apart("network", "Y", "X", y == x, yo, batch * output().size(), xo, batch * input().size());
    Checks.apart("network", "Y", "theta", y == theta, yo, batch * output().size(), to, parameters());
  }

  private void require(Tape tape) {
    if (tape == null || tape.network != this) {
      throw new IllegalArgumentException("network: the tape belongs to another network");
    }
  }
}
