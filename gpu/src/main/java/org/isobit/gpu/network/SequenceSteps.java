// Master of FloatSequenceSteps: the float version is generated from this file.
package org.isobit.gpu.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.gpu.attention.AttentionCuda;
import org.isobit.gpu.attention.AttentionMaskCuda;
import org.isobit.gpu.recurrent.GruGatesCuda;
import org.isobit.gpu.recurrent.LstmGatesCuda;
import org.isobit.gpu.rotary.RotaryAnglesCuda;
import org.isobit.gpu.rotary.RotaryCuda;
import org.isobit.gpu.rotary.RotaryTableCuda;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.SequenceStage;
import org.isobit.kernels.rotary.RotaryTable;

/** Attention and gates of recurrent cells as calls of kernels, loaded as they are needed. Not thread-safe. */
final class SequenceSteps implements AutoCloseable {

  private final Stream stream;
  private final DeviceArray weights;

  /** By stages of one head: those of queries, keys and further layers often share a table. */
  private final Map<SequenceStage.Rotary, RotaryTableCuda> tables = new LinkedHashMap<>();
  private AttentionCuda attention;
  private RotaryCuda rotary;
  private RotaryAnglesCuda learned;
  private LstmGatesCuda lstm;
  private GruGatesCuda gru;

  /** Kernels run on the stream; weights may be null where no stage has any. */
  SequenceSteps(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
  }

  /** A step of such a stage. */
  StepCall bind(SequenceStage stage, NetworkStep step) {
    NetworkOperand x = step.read(0);
    return switch (stage) {
      case SequenceStage.Attention s -> attention(s.shape(), step);
      case SequenceStage.Rotary s -> rotary(s, x, step.write(0));
      case SequenceStage.LearnedRotary s -> {
        learned = learned == null ? new RotaryAnglesCuda(stream) : learned;
        RotaryAnglesCuda kernel = learned;
        NetworkOperand y = step.write(0);
        yield v -> kernel.forward(s.layout(), weights, s.frequencies(), s.tokens(), v.rows(s.tokens()), s.heads(),
            s.size(), v.array, v.at(x), v.ld(x, s.tokens()), v.array, v.at(y), v.ld(y, s.tokens()));
      }
      case SequenceStage.LstmGates s -> {
        lstm = lstm == null ? new LstmGatesCuda(stream) : lstm;
        LstmGatesCuda kernel = lstm;
        NetworkOperand c = step.read(1);
        NetworkOperand next = step.write(1);
        NetworkOperand h = step.write(2);
        yield v -> kernel.forward(v.batch, s.n(), v.array, v.at(x), v.ld(x, 1), v.array, v.at(c), v.ld(c, 1), v.array,
            v.at(next), v.ld(next, 1), v.array, v.at(h), v.ld(h, 1));
      }
      case SequenceStage.GruGates s -> {
        gru = gru == null ? new GruGatesCuda(stream) : gru;
        GruGatesCuda kernel = gru;
        NetworkOperand h = step.read(1);
        NetworkOperand next = step.write(1);
        yield v -> kernel.forward(v.batch, s.n(), v.array, v.at(x), v.ld(x, 1), v.array, v.at(h), v.ld(h, 1), v.array,
            v.at(next), v.ld(next, 1));
      }
    };
  }

  private StepCall attention(AttentionShape one, NetworkStep step) {
    attention = attention == null ? new AttentionCuda(stream) : attention;
    AttentionCuda kernel = attention;
    NetworkOperand q = step.read(0);
    NetworkOperand k = step.read(1);
    NetworkOperand values = step.read(2);
    NetworkOperand y = step.write(0);
    return v -> kernel.forward(one.withBatch(v.batch), v.array, v.at(q), v.ld(q, one.queries()), v.array, v.at(k),
        v.ld(k, one.keys()), v.array, v.at(values), v.ld(values, one.keys()), AttentionMaskCuda.NONE, v.array, v.at(y),
        v.ld(y, one.queries()), null, 0);
  }

  private StepCall rotary(SequenceStage.Rotary s, NetworkOperand x, NetworkOperand y) {
    rotary = rotary == null ? new RotaryCuda(stream) : rotary;
    RotaryCuda kernel = rotary;
    RotaryTableCuda table = tables.computeIfAbsent(
        new SequenceStage.Rotary(s.pairing(), s.base(), s.columns(), s.tokens(), 1, s.size()),
        one -> new RotaryTableCuda(stream,
            RotaryTable.tokens(one.pairing(), one.base(), one.columns(), one.tokens(), one.size())));
    return v -> kernel.forward(table, 0, s.tokens(), v.rows(s.tokens()), s.heads(), s.size(), v.array, v.at(x),
        v.ld(x, s.tokens()), v.array, v.at(y), v.ld(y, s.tokens()));
  }

  @Override
  public void close() {
    Ending ending = new Ending();
    tables.values().forEach(ending::close);
    ending.finish();
  }
}
