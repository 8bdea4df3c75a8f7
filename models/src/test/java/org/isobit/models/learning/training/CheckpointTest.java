package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.autoencoder.AutoencoderObjective;
import org.isobit.models.learning.autoencoder.LatentScale;
import org.isobit.models.learning.autoencoder.VariationalAutoencoder;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files, and checkpoints of other runs, are refused by name. */
class CheckpointTest {

  @TempDir
  Path temporary;

  private static Network network(int width) {
    return Network.of(Shape.of(2), Layers.dense(width, Activation.TANH), Layers.dense(1, Activation.IDENTITY));
  }

  private static Trainer trainer(int width, Loss loss, TrainingSettings settings) {
    double[] x = Problems.inputs(20);
    return Trainer.of(new SupervisedObjective(network(width), loss, x, Problems.targets(x), 10), settings);
  }

  private static TrainingSettings settings() {
    return TrainingSettings.of(Optimizer.adam(0.01), 10, 2);
  }

  private Path written() throws IOException {
    TrainingRun run = trainer(3, Loss.squared(), settings()).start(network(3).initialize(1, 0));
    run.epoch();
    Path file = temporary.resolve("checkpoint");
    run.checkpoint().write(file);
    return file;
  }

  @Test
  void everyDamagedByteIsFound() throws IOException {
    byte[] good = Files.readAllBytes(written());
    Path file = temporary.resolve("damaged");
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 4;
      Files.write(file, bad);
      assertTrue(refusal(file).startsWith(file + ": "), "byte " + i);
    }
    for (int length = 0; length < good.length; length += length < 40 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(good, length));
      assertTrue(refusal(file).startsWith(file + ": "), "length " + length);
    }
  }

  /** Lengths that a checksum vouches for, but the file cannot hold. */
  @Test
  void hostileLengthsAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(written());
    Path file = temporary.resolve("hostile");
    int refused = 0;
    for (int i = 8; i < good.length - 8; i++) {
      for (int value : new int[] {-1, Integer.MAX_VALUE, good.length}) {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(i, value);
        Files.write(file, sealed(bad));
        try {
          // Where a number or a letter was changed it is another checkpoint, of another run or not.
          Checkpoint.read(file);
        } catch (IllegalArgumentException e) {
          assertTrue(e.getMessage().startsWith(file + ": this checkpoint cannot be used: "), e.getMessage());
          refused++;
        }
      }
    }
    assertTrue(refused > 100, "only " + refused);
    Files.write(file, sealed(Arrays.copyOf(good, good.length + 3)));
    assertTrue(refusal(file).contains("bytes too many"), refusal(file));
  }

  private static byte[] sealed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - Integer.BYTES);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
    return bytes;
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = temporary.resolve("text");
    Files.writeString(file, "x".repeat(100));
    assertEquals(file + ": it is no checkpoint: it does not begin with ISOBITCP", refusal(file));
    Files.writeString(file, "x");
    assertEquals(file + ": it is no checkpoint: it has 1 bytes", refusal(file));
    Path good = written();
    assertEquals(good + ": this checkpoint cannot be used: its numbers have 8 bytes, but 4 are wanted", assertThrows(
        IllegalArgumentException.class, () -> FloatCheckpoint.read(good)).getMessage());
    byte[] later = Files.readAllBytes(good);
    later[8] = 2;
    Files.write(file, sealed(later));
    assertEquals(file + ": this checkpoint cannot be used: it has version 2 of arithmetic contract 1, but version 1 of "
        + "contract 1 is wanted", refusal(file));
  }

  @Test
  void otherContractsAreRefused() throws IOException {
    Path file = written();
    byte[] later = Files.readAllBytes(file);
    int contract = Isobit.contractVersion();
    assertEquals(contract, later[12]);
    later[12] = (byte) (contract + 1);
    Files.write(file, sealed(later));
    assertEquals(file + ": this checkpoint cannot be used: it has version 1 of arithmetic contract " + (contract + 1)
        + ", but version 1 of contract " + contract + " is wanted", refusal(file));
    later[12] = (byte) contract;
    later[13] = 1;
    Files.write(file, sealed(later));
    assertTrue(refusal(file).contains("of arithmetic contract " + (contract + 256)), refusal(file));
  }

  /** What a checksum vouches for, but no run writes. */
  @Test
  void contentThatNoRunWritesIsRefused() throws IOException {
    Path file = temporary.resolve("made");
    String names = "identity has a name twice";
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(2);
      for (int i = 0; i < 2; i++) {
        out.text("seed");
        out.text("1");
      }
    });
    assertEquals(file + ": this checkpoint cannot be used: " + names, refusal(file));
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(0);
      out.integer(0);
      out.whole(-1);
      out.whole(0);
    });
    assertEquals(file + ": this checkpoint cannot be used: steps are -1", refusal(file));
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(0);
      out.integer(0);
      out.whole(0);
      out.whole(Long.MIN_VALUE);
    });
    assertEquals(file + ": this checkpoint cannot be used: steps are " + Long.MIN_VALUE, refusal(file));
    byte[] good = Files.readAllBytes(written());
    good[28] = (byte) 0xff; // the first letter of the first name
    Files.write(file, sealed(good));
    assertEquals(file + ": this checkpoint cannot be used: a text is not UTF-8", refusal(file));
  }

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Checkpoint.read(file)).getMessage();
  }

  @Test
  void otherRunsAreRefusedByName() throws IOException {
    Checkpoint checkpoint = Checkpoint.read(written());
    assertEquals(1, checkpoint.epochs());
    trainer(3, Loss.squared(), settings().withEpochs(9)).resume(checkpoint).epoch();
    assertEquals("checkpoint: it is of another run: objective.network.layers.0.outputs is 3 in it, but 4 is wanted",
        refusal(trainer(4, Loss.squared(), settings()), checkpoint));
    assertEquals("checkpoint: it is of another run: objective.loss is squared in it, but huber(0.5) is wanted",
        refusal(trainer(3, Loss.huber(0.5), settings()), checkpoint));
    assertEquals("checkpoint: it is of another run: optimizer.learning-rate is 0.01 in it, but 0.02 is wanted",
        refusal(trainer(3, Loss.squared(), TrainingSettings.of(Optimizer.adam(0.02), 10, 2)), checkpoint));
    assertEquals("checkpoint: it is of another run: seed is 0 in it, but 1 is wanted",
        refusal(trainer(3, Loss.squared(), settings().withSeed(1, 0)), checkpoint));
    assertEquals("checkpoint: it is of another run: schedule.kind is constant in it, but plateau is wanted",
        refusal(trainer(3, Loss.squared(), settings().withSchedule(Schedule.plateau(0.5, 1, 0, 0))), checkpoint));
    assertEquals("checkpoint: it is of another run: stopping.patience is not there in it, but 3 is wanted",
        refusal(trainer(3, Loss.squared(), settings().withStopping(EarlyStopping.of(3))), checkpoint));
    for (double[] betas : new double[][] {{0.8, 0.999}, {0.9, 0.99}}) {
      String which = betas[0] == 0.8 ? "beta1 is 0.9 in it, but 0.8" : "beta2 is 0.999 in it, but 0.99";
      assertEquals("checkpoint: it is of another run: optimizer." + which + " is wanted", refusal(trainer(3,
          Loss.squared(), TrainingSettings.of(Optimizer.adam(0.01, betas[0], betas[1], 1e-8), 10, 2)), checkpoint));
    }
    assertEquals("checkpoint: it is of another run: optimizer.epsilon is 1.0E-8 in it, but 1.0E-7 is wanted",
        refusal(trainer(3, Loss.squared(), TrainingSettings.of(Optimizer.adam(0.01, 0.9, 0.999, 1e-7), 10, 2)),
            checkpoint));
    double[] x = Problems.inputs(20);
    double[] y = Problems.targets(x);
    y[7] += 1e-12;
    String message = refusal(Trainer.of(new SupervisedObjective(network(3), Loss.squared(), x, y, 10), settings()),
        checkpoint);
    assertTrue(message.startsWith("checkpoint: it is of another run: objective.targets.checksum is "), message);
    SupervisedObjective same = new SupervisedObjective(network(3), Loss.squared(), x, Problems.targets(x), 10);
    assertEquals("checkpoint: it is of another run: validation is none in it, but present is wanted",
        refusal(Trainer.of(same, settings()).withValidation(same), checkpoint));
  }

  @Test
  void surplusIdentityIsRefusedByName() {
    Checkpoint plain = trainer(3, Loss.squared(), settings()).start(network(3).initialize(1, 0)).checkpoint();
    Map<String, String> more = new LinkedHashMap<>(plain.identity());
    more.put("noise\u001b", "0.1\u009b");
    Checkpoint surplus = new Checkpoint(more, plain.history(), plain.step(), plain.optimizerSteps(), plain.theta(),
        plain.vectors(), plain.best(), plain.course(), plain.watch());
    assertEquals("checkpoint: it is of another run: it has noise\\u{1b} = 0.1\\u{9b}, which is not wanted",
        refusal(trainer(3, Loss.squared(), settings()), surplus));
    Checkpoint longer = new Checkpoint(plain.identity(), plain.history(), plain.step(), plain.optimizerSteps(),
        Arrays.copyOf(plain.theta(), plain.theta().length + 1), plain.vectors(), plain.best(), plain.course(),
        plain.watch());
    assertEquals("checkpoint: it has " + (plain.theta().length + 1) + " parameters, but " + plain.theta().length
        + " are wanted", refusal(trainer(3, Loss.squared(), settings()), longer));
  }

  private static Trainer autoencoders(VariationalAutoencoder autoencoder) {
    return Trainer.of(new AutoencoderObjective(autoencoder, new AutoencoderLoss(0.1, 0.0025, 1e-6, 1),
        LatentScale.identity(1), Problems.inputs(20), 10), settings());
  }

  /** Autoencoders with as many parameters in each network, from the same weights at first: only the layers differ. */
  @Test
  void otherAutoencodersAreRefusedByName() {
    VariationalAutoencoder steep = VariationalAutoencoder.of(2, 1, 2, 3, 0.1);
    VariationalAutoencoder flat = VariationalAutoencoder.of(2, 1, 2, 3, 0.2);
    assertEquals(steep.parameters(), flat.parameters());
    TrainingRun run = autoencoders(steep).start(steep.initialize(1, 0));
    run.epoch();
    autoencoders(VariationalAutoencoder.of(2, 1, 2, 3, 0.1)).resume(run.checkpoint()).epoch();
    assertEquals("checkpoint: it is of another run: objective.encoder.layers.0.slope is 0.1 in it, but 0.2 is wanted",
        refusal(autoencoders(flat), run.checkpoint()));
    assertEquals("checkpoint: it is of another run: objective.encoder.layers is 3 in it, but 4 is wanted",
        refusal(autoencoders(VariationalAutoencoder.of(2, 1, 3, 3, 0.1)), run.checkpoint()));
    assertTrue(!steep.toString().equals(flat.toString()), steep.toString());
    assertEquals(steep.toString(), VariationalAutoencoder.of(2, 1, 2, 3, 0.1).toString());
  }

  private static String refusal(Trainer trainer, Checkpoint checkpoint) {
    return assertThrows(IllegalArgumentException.class, () -> trainer.resume(checkpoint)).getMessage();
  }
}
