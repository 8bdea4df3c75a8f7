package org.isobit.models.hybrid;

import java.util.Objects;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.learning.Tape;

/**
 * The correction that a network makes: c(x) = network(x), in inference. What scales inputs and outputs, if anything, is
 * part of the network ({@code Layers.affine}). Immutable, thread-safe.
 */
public final class NetworkCorrection implements Correction {

  private static final String NAME = "NetworkCorrection";

  private final PackedNetwork packed;
  private final Network network;
  private final double[] theta;

  private NetworkCorrection(PackedNetwork packed) {
    this.packed = packed;
    network = packed.network();
    theta = packed.parameters();
  }

  /**
   * The correction.
   *
   * @param network with its weights
   * @return the correction
   * @throws IllegalArgumentException if as many numbers do not come out of it as go in
   */
  public static NetworkCorrection of(PackedNetwork network) {
    Objects.requireNonNull(network, "network");
    int in = network.network().input().size();
    int out = network.network().output().size();
    if (in != out) {
      throw new IllegalArgumentException(NAME + ": the network makes " + out + " numbers of " + in + ", but a "
          + "correction has as many as a state");
    }
    return new NetworkCorrection(network);
  }

  /**
   * The network.
   *
   * @return with its weights
   */
  public PackedNetwork network() {
    return packed;
  }

  @Override
  public int size() {
    return network.input().size();
  }

  @Override
  public void compute(int states, double[] x, int xOffset, double[] c, int cOffset) {
    packed.forward(states, x, xOffset, c, cOffset);
  }

  @Override
  public Linearization linearize(double[] x, int xOffset) {
    Tape tape = network.tape(1);
    tape.infer();
    network.forward(theta, 0, 1, x, xOffset, new double[size()], 0, tape);
    return new Linearization() {
      @Override
      public void tangent(double[] dx, int offset) {
        network.tangent(theta, 0, tape, dx, offset, dx, offset);
      }

      @Override
      public void adjoint(double[] dy, int offset) {
        network.backward(theta, 0, tape, dy, offset, dy, offset, null, 0, false);
      }
    };
  }

  @Override
  public String toString() {
    return NAME + "[" + size() + " variables, " + theta.length + " weights]";
  }
}
