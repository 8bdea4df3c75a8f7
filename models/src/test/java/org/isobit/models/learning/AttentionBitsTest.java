// Master of FloatAttentionBitsTest: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.junit.jupiter.api.Test;

/** Networks of attention: the same bits for any batch, number of threads and way of running, adjoint and tangent. */
class AttentionBitsTest {

  private static final int BATCH = 3;
  private static final double ADJOINT = 1e-12; // float: private static final double ADJOINT = 1e-4;

  /** More than one block of keys, and enough work for threads. */
  private static final int TOKENS = 150;

  private static Network network(MultiHeadAttention layer) {
    return Network.of(AttentionLayersTest.block(layer, TOKENS));
  }

  /** Output, gradient with respect to inputs and tangent, one sample after the other; then the parameters'. */
  private static double[][] run(Network network, double[] theta, double[] x, double[] w, int batch, Tape tape) {
    int n = network.input().size();
    int samples = x.length / n;
    double[][] results = {new double[x.length], new double[x.length], new double[x.length],
        new double[theta.length]};
    for (int s = 0; s < samples; s += batch) {
      int part = Math.min(batch, samples - s);
      double[] dy = new double[part * n];
      System.arraycopy(w, s * n, dy, 0, dy.length);
      network.forward(theta, 0, part, x, s * n, results[0], s * n, tape);
      network.backward(theta, 0, tape, dy, 0, results[1], s * n, results[3], 0, s > 0);
      network.tangent(theta, 0, tape, dy, 0, results[2], s * n);
    }
    return results;
  }

  @Test
  void batchesThreadsAndInferenceDoNotShow() {
    try (Workers three = Workers.of(3)) {
      for (MultiHeadAttention layer : AttentionLayersTest.layers()) {
        Network network = network(layer);
        double[] theta = Problems.gaussian(1, network.parameters());
        double[] x = Problems.gaussian(2, BATCH * network.input().size());
        double[] w = Problems.gaussian(3, x.length);
        double[][] whole = run(network, theta, x, w, BATCH, network.tape(BATCH));
        double[][] parts = run(network, theta, x, w, 2, network.tape(2));
        Tape shared = network.tape(BATCH);
        shared.use(three);
        double[][] threads = run(network, theta, x, w, BATCH, shared);
        for (int i = 0; i < 4; i++) {
          Problems.assertSameBits(whole[i], parts[i], layer + ": parts, " + i);
          Problems.assertSameBits(whole[i], threads[i], layer + ": threads, " + i);
        }
        double[] y = new double[x.length];
        network.forward(theta, 0, BATCH, x, 0, y, 0, null);
        Problems.assertSameBits(whole[0], y, layer + ": inference");
        network.inference(theta, 0).forward(BATCH, x, 0, y, 0, three);
        Problems.assertSameBits(whole[0], y, layer + ": packed");
      }
    }
  }

  @Test
  void gradientIsTheAdjointOfTheTangent() {
    for (MultiHeadAttention layer : AttentionLayersTest.layers()) {
      Network network = Network.of(AttentionLayersTest.cross(layer, 70, 90));
      double[] theta = Problems.gaussian(1, network.parameters());
      double[] x = Problems.gaussian(2, network.input().size());
      double[] dx = Problems.gaussian(3, x.length);
      double[] w = Problems.gaussian(4, network.output().size());
      double[] back = new double[x.length];
      double[] there = new double[w.length];
      Tape tape = network.tape(1);
      network.forward(theta, 0, 1, x, 0, new double[w.length], 0, tape);
      network.tangent(theta, 0, tape, dx, 0, there, 0);
      network.backward(theta, 0, tape, w, 0, back, 0, null, 0, false);
      double forwards = 0; // float: unchanged
      double size = 1; // float: unchanged
      for (int i = 0; i < w.length; i++) {
        forwards += (double) there[i] * w[i]; // float: unchanged
        size += Math.abs((double) there[i] * w[i]); // float: unchanged
      }
      double backwards = 0; // float: unchanged
      for (int i = 0; i < x.length; i++) {
        backwards += (double) back[i] * dx[i]; // float: unchanged
      }
      assertEquals(forwards, backwards, ADJOINT * size, layer.toString());
    }
  }
}
