// Master of FloatTapedPass: the float version is generated from this file.
package org.isobit.models.learning;

import java.util.Arrays;
import org.isobit.kernels.Placement;
import org.isobit.models.learning.layers.LayerCall;

/** Runs a network's layers on a tape: forward, backward, tangent. Arguments have been checked. */
final class TapedPass {

  private TapedPass() {}

  static void forward(Network network, double[] theta, int to, int batch, double[] x, int xo, double[] y, int yo,
      Tape tape) {
    Architecture architecture = network.architecture();
    Wiring wiring = architecture.wiring();
    tape.begin(batch);
    int wide = architecture.input().size();
    int column = 0;
    for (int v = 0; v < wiring.inputs; v++) {
      SampleColumns.take(batch, wiring.sizes[v], x, xo + column, wide, tape.values, tape.activations[v]);
      column += wiring.sizes[v];
    }
    for (int l = 0; l < wiring.layers; l++) {
      LayerCall call = tape.layer(l);
      call.theta = theta;
      call.thetaOffset += to;
      network.operator(l).forward(call);
    }
    wide = architecture.output().size();
    column = 0;
    for (int v : wiring.outputs) {
      SampleColumns.put(batch, wiring.sizes[v], tape.values, tape.activations[v], y, yo + column, wide);
      column += wiring.sizes[v];
    }
    tape.done(batch);
  }

  static void backward(Network network, double[] theta, int to, Tape tape, double[] dy, int dyo, double[] dx, int dxo,
      double[] gradient, int go, boolean accumulate) {
    Architecture architecture = network.architecture();
    Wiring wiring = architecture.wiring();
    Placement places = wiring.backward;
    int batch = tape.batch();
    double[] work = tape.gradients;
    tape.call.batch = batch;
    int wide = architecture.output().size();
    int column = 0;
    for (int v : wiring.outputs) {
      SampleColumns.take(batch, wiring.sizes[v], dy, dyo + column, wide, work, (int) places.begin(v, tape.capacity()));
      column += wiring.sizes[v];
    }
    for (int l = wiring.layers - 1; l >= 0; l--) {
      if (dx == null && (gradient == null || !wiring.trained[wiring.inputs + l])) {
        if (gradient != null && !accumulate) {
          // What is not trained has the gradient 0.
          Arrays.fill(gradient, go + architecture.offset(l), go + architecture.offset(l + 1), 0.0);
        }
        continue;
      }
      LayerCall call = tape.layer(l);
      call.theta = theta;
      call.thetaOffset += to;
      call.gradient = gradient;
      call.gradientOffset = go + architecture.offset(l);
      call.accumulate = accumulate;
      call.dy = work;
      call.dyOffset = (int) places.begin(wiring.inputs + l, tape.capacity());
      int[] reads = wiring.reads[l];
      int[] summands = wiring.summands[l];
      for (int i = 0; i < reads.length; i++) {
        call.dx[i] = dx != null || wiring.trained[reads[i]] ? work : null;
        call.dxOffset[i] = (int) places.begin(summands[i] < 0 ? reads[i] : summands[i], tape.capacity());
      }
      network.operator(l).backward(call);
      for (int i = 0; i < reads.length; i++) {
        if (call.dx[i] != null && summands[i] >= 0) {
          add(batch * wiring.sizes[reads[i]], work, call.dxOffset[i], (int) places.begin(reads[i], tape.capacity()));
        }
      }
    }
    wide = architecture.input().size();
    column = 0;
    for (int v = 0; v < wiring.inputs && dx != null; v++) {
      SampleColumns.put(batch, wiring.sizes[v], work, (int) places.begin(v, tape.capacity()), dx, dxo + column, wide);
      column += wiring.sizes[v];
    }
  }

  private static void add(int n, double[] work, int from, int to) {
    for (int i = 0; i < n; i++) {
      work[to + i] += work[from + i];
    }
  }

  static void tangent(Network network, double[] theta, int to, Tape tape, double[] dx, int dxo, double[] dy, int dyo) {
    Architecture architecture = network.architecture();
    Wiring wiring = architecture.wiring();
    Placement places = tape.tangents;
    int batch = tape.batch();
    double[] work = tape.gradients;
    tape.call.batch = batch;
    int wide = architecture.input().size();
    int column = 0;
    for (int v = 0; v < wiring.inputs; v++) {
      SampleColumns.take(batch, wiring.sizes[v], dx, dxo + column, wide, work, (int) places.begin(v, tape.capacity()));
      column += wiring.sizes[v];
    }
    for (int l = 0; l < wiring.layers; l++) {
      LayerCall call = tape.layer(l);
      call.theta = theta;
      call.thetaOffset += to;
      int[] reads = wiring.reads[l];
      for (int i = 0; i < reads.length; i++) {
        call.dx[i] = work;
        call.dxOffset[i] = (int) places.begin(reads[i], tape.capacity());
      }
      call.dy = work;
      call.dyOffset = (int) places.begin(wiring.inputs + l, tape.capacity());
      network.operator(l).tangent(call);
    }
    wide = architecture.output().size();
    column = 0;
    for (int v : wiring.outputs) {
      SampleColumns.put(batch, wiring.sizes[v], work, (int) places.begin(v, tape.capacity()), dy, dyo + column, wide);
      column += wiring.sizes[v];
    }
  }
}
