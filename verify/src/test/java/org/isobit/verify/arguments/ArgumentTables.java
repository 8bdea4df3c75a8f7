package org.isobit.verify.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;

/** All tables. */
final class ArgumentTables {

  private ArgumentTables() {}

  /** Small calls of every entry. */
  static List<Call> small(Workers workers) {
    return Stream.of(new KernelArguments(workers, false), new NeuralArguments(workers, false),
        new LinalgArguments(workers), new DoubleArguments(), new PdeArguments(),
        new ConvolutionShapeArguments(), new PoolingShapeArguments(), new MinimizationArguments(),
        new FourierArguments(workers, false), new FloatFourierArguments(workers, false),
        new ColumnArguments(workers, false), new FloatColumnArguments(workers, false),
        new ConvolutionArguments(workers, false), new FloatConvolutionArguments(workers, false),
        new EcosystemArguments(workers, false), new FloatEcosystemArguments(workers, false),
        new NormalizationArguments(workers, false), new FloatNormalizationArguments(workers, false),
        new AttentionArguments(workers, false), new FloatAttentionArguments(workers, false),
        new RecurrentArguments(workers, false), new FloatRecurrentArguments(workers, false),
        new LossArguments(workers, false), new FloatLossArguments(workers, false),
        new PoolingArguments(workers, false), new FloatPoolingArguments(workers, false),
        new FloatKernelArguments(workers, false), new FloatNeuralArguments(workers, false),
        new FloatLinalgArguments(workers)).flatMap(table -> table.calls().stream()).toList();
  }

  /** Calls of every entry that takes threads, so large that it uses them. */
  static List<Call> large(Workers workers) {
    return Stream.of(new KernelArguments(workers, true), new NeuralArguments(workers, true),
        new FloatKernelArguments(workers, true), new FloatNeuralArguments(workers, true),
        new FourierArguments(workers, true), new FloatFourierArguments(workers, true),
        new ColumnArguments(workers, true), new FloatColumnArguments(workers, true),
        new ConvolutionArguments(workers, true), new FloatConvolutionArguments(workers, true),
        new EcosystemArguments(workers, true), new FloatEcosystemArguments(workers, true),
        new NormalizationArguments(workers, true), new FloatNormalizationArguments(workers, true),
        new AttentionArguments(workers, true), new FloatAttentionArguments(workers, true),
        new RecurrentArguments(workers, true), new FloatRecurrentArguments(workers, true),
        new LossArguments(workers, true), new FloatLossArguments(workers, true),
        new PoolingArguments(workers, true), new FloatPoolingArguments(workers, true))
        .flatMap(table -> table.calls().stream()).filter(Call::threaded).toList();
  }
}
