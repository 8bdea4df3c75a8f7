package org.isobit.models.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Checkpoint;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.FloatCheckpoint;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.SupervisedObjective;
import org.isobit.models.learning.training.Trainer;
import org.isobit.models.learning.training.TrainingRun;
import org.isobit.models.learning.training.TrainingSettings;

/** Checkpoints of training runs, double and float. */
record CheckpointTarget(String format, List<byte[]> corpus, Path file, boolean single) implements FuzzTarget {

  static List<FuzzTarget> all(Path folder) throws IOException {
    TrainingSettings settings = TrainingSettings.of(Optimizer.adam(0.01), 4, 3);
    double[] x = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    float[] single = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      single[i] = (float) x[i];
    }
    Network network = Network.of(Shape.of(1), Layers.dense(2, Activation.TANH), Layers.dense(1, Activation.IDENTITY));
    SupervisedObjective objective = new SupervisedObjective(network, Loss.squared(), x, x, 4);
    Path file = folder.resolve("checkpoint");
    TrainingRun plain = Trainer.of(objective, settings).start(network.initialize(1, 0));
    plain.epoch();
    plain.checkpoint().write(file);
    byte[] first = Files.readAllBytes(file);
    TrainingRun stopping = Trainer.of(objective, settings.withStopping(EarlyStopping.of(2))).withValidation(objective)
        .start(network.initialize(1, 0));
    stopping.epoch();
    stopping.checkpoint().write(file);
    byte[] second = Files.readAllBytes(file);
    FloatNetwork narrow = FloatNetwork.of(Shape.of(1), Layers.dense(2, Activation.TANH), Layers.dense(1,
        Activation.IDENTITY));
    FloatTrainingRun run = FloatTrainer.of(new FloatSupervisedObjective(narrow, Loss.squared(), single, single, 4),
        settings).start(narrow.initialize(1, 0));
    run.epoch();
    run.checkpoint().write(file);
    byte[] third = Files.readAllBytes(file);
    return List.of(new CheckpointTarget("checkpoint", List.of(first, second), file, false),
        new CheckpointTarget("float-checkpoint", List.of(third), file, true));
  }

  @Override
  public byte[] mended(byte[] bytes, RandomGenerator random) {
    if (bytes.length >= Integer.BYTES && random.nextInt(8) > 0) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - Integer.BYTES, checksum(bytes));
    }
    return bytes;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void read(Path input, byte[] bytes) throws IOException {
    if (single) {
      FloatCheckpoint.read(input);
    } else {
      Checkpoint.read(input);
    }
    if (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
      throw new AssertionError("a checkpoint with a wrong checksum was accepted");
    }
  }
}
