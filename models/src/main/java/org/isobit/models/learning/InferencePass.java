// Master of FloatInferencePass: the float version is generated from this file.
package org.isobit.models.learning;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.layers.LayerCall;

/**
 * Runs a network without keeping anything: a few samples at a time, their activations in one buffer of the calling
 * thread, each only as long as a layer will read it.
 */
final class InferencePass {

  private static final ThreadLocal<InferencePass> MINE = new ThreadLocal<>();

  private LayerCall call = new LayerCall(1);
  private double[] buffer = {};

  private InferencePass() {}

  /** Y = network(X), with the weights and stacks of steps; Y must be apart from X. */
  static void run(InferenceSteps steps, double[] theta, int thetaOffset, int batch, double[] x, int xo, double[] y,
      int yo, Workers workers) {
    InferencePass pass = MINE.get();
    if (pass == null) {
      pass = new InferencePass();
      MINE.set(pass);
    }
    pass.reserve(steps, batch);
    pass.call.workers = workers;
    pass.call.theta = theta;
    Architecture architecture = steps.network.architecture();
    int in = architecture.input().size();
    int out = architecture.output().size();
    int samples = steps.samples(batch);
    for (int i = 0; i < batch; i += samples) {
      pass.block(steps, thetaOffset, samples, Math.min(samples, batch - i), x, xo + i * in, y, yo + i * out);
    }
    Arrays.fill(pass.call.x, null);
    pass.call.theta = null;
    pass.call.y = null;
    pass.call.workers = Workers.serial();
  }

  private void reserve(InferenceSteps steps, int batch) {
    int samples = steps.samples(batch);
    long size = steps.places.size(samples) + (long) samples * steps.scratch;
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("network: the activations of " + samples + " samples are " + size
          + " numbers, more than one array holds; use smaller batches");
    }
    if (buffer.length < size) {
      buffer = new double[(int) size];
    }
    Wiring wiring = steps.network.architecture().wiring();
    if (call.x.length < wiring.arity) {
      call = new LayerCall(wiring.arity);
    }
  }

  /** Some samples; places are those of room samples. */
  private void block(InferenceSteps steps, int thetaOffset, int room, int batch, double[] x, int xo, double[] y,
      int yo) {
    Architecture architecture = steps.network.architecture();
    Wiring wiring = architecture.wiring();
    int column = 0;
    for (int v = 0; v < wiring.inputs && wiring.inputs > 1; v++) {
      SampleColumns.take(batch, wiring.sizes[v], x, xo + column, architecture.input().size(), buffer,
          (int) steps.places.begin(v, room));
      column += wiring.sizes[v];
    }
    call.batch = batch;
    call.scratch = buffer;
    call.scratchOffset = (int) steps.places.size(room);
    int end;
    for (int l = 0; l < wiring.layers; l = end) {
      end = steps.end(l);
      for (int i = 0; i < wiring.reads[l].length; i++) {
        int v = wiring.reads[l][i];
        call.x[i] = v == steps.in ? x : v == steps.out ? y : buffer;
        call.xOffset[i] = v == steps.in ? xo : v == steps.out ? yo : (int) steps.places.begin(v, room);
      }
      int made = wiring.inputs + end - 1;
      call.y = made == steps.out ? y : buffer;
      call.yOffset = made == steps.out ? yo : (int) steps.places.begin(made, room);
      call.thetaOffset = thetaOffset + architecture.offset(l);
      steps.forward(l, call);
    }
    column = 0;
    for (int i = 0; i < wiring.outputs.length && wiring.outputs.length > 1; i++) {
      int v = wiring.outputs[i];
      SampleColumns.put(batch, wiring.sizes[v], buffer, (int) steps.places.begin(v, room), y, yo + column,
          architecture.output().size());
      column += wiring.sizes[v];
    }
  }
}
