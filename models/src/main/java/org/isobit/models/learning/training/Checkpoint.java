// Master of FloatCheckpoint: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.Quoted;

/**
 * A training run between two epochs: weights, the optimiser's vectors and steps, best weights, the state of schedule
 * and early stopping, the history, and what the run is of. The order of samples and all draws are functions of seed,
 * epoch and step, so there is no generator's state. Immutable.
 *
 * <p>A file holds the bits, no time and no place, and ends with a CRC-32C of everything before. It is written whole or
 * not at all, and forced to the disk.
 */
public final class Checkpoint {

  /** The name of the initial weights' checksum in the identity. */
  static final String INITIAL = "initial.checksum";

  private final Map<String, String> identity;
  private final List<EpochRecord> history;
  private final long step;
  private final long optimizerSteps;
  private final double[] theta;
  private final double[][] vectors;
  private final double[] best;
  private final double[] course; // float: unchanged
  private final double[] watch; // float: unchanged

  Checkpoint(Map<String, String> identity, List<EpochRecord> history, long step, long optimizerSteps, double[] theta,
      double[][] vectors, double[] best, double[] course, double[] watch) { // float: float[][] vectors, float[] best, double[] course, double[] watch) {
    this.identity = identity;
    this.history = history;
    this.step = step;
    this.optimizerSteps = optimizerSteps;
    this.theta = theta;
    this.vectors = vectors;
    this.best = best;
    this.course = course;
    this.watch = watch;
  }

  /**
   * The number of epochs done.
   *
   * @return from 0
   */
  public int epochs() {
    return history.size();
  }

  /**
   * What all epochs so far brought.
   *
   * @return in order
   */
  public List<EpochRecord> history() {
    return history;
  }

  /**
   * The result so far: the best weights if early stopping keeps them, else the latest, or their moving average.
   *
   * @return a copy
   */
  public double[] parameters() {
    return best != null ? best.clone() : isAveraged(identity) ? vectors[vectors.length - 1].clone() : theta.clone();
  }

  /** Whether the last of the vectors is a moving average. */
  private static boolean isAveraged(Map<String, String> identity) {
    return identity.containsKey(TrainingSettings.AVERAGE);
  }

  /**
   * What the run is of: settings, objective, validation, by name.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, String> identity() {
    return Map.copyOf(identity);
  }

  String initial() {
    return identity.getOrDefault(INITIAL, "");
  }

  long step() {
    return step;
  }

  long optimizerSteps() {
    return optimizerSteps;
  }

  double[] theta() {
    return theta;
  }

  double[][] vectors() {
    return vectors;
  }

  double[] best() {
    return best;
  }

  double[] course() { // float: unchanged
    return course;
  }

  double[] watch() { // float: unchanged
    return watch;
  }

  /** Refuses to be resumed as anything else than what it is of. */
  void require(Map<String, String> wanted, int parameters) {
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      String here = identity.get(entry.getKey());
      if (!entry.getValue().equals(here)) {
        throw new IllegalArgumentException("checkpoint: it is of another run: " + entry.getKey() + " is "
            + (here == null ? "not there" : Quoted.line(here)) + " in it, but " + entry.getValue() + " is wanted");
      }
    }
    for (String key : identity.keySet()) {
      if (!wanted.containsKey(key)) {
        throw new IllegalArgumentException("checkpoint: it is of another run: it has " + Quoted.line(key) + " = "
            + Quoted.line(identity.get(key)) + ", which is not wanted");
      }
    }
    if (theta.length != parameters) {
      throw new IllegalArgumentException("checkpoint: it has " + theta.length + " parameters, but " + parameters
          + " are wanted");
    }
  }

  /**
   * Writes it.
   *
   * @param file replaced if it exists
   * @throws IOException if that fails; the file then stays as it was
   */
  public void write(Path file) throws IOException {
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(identity.size());
      for (Map.Entry<String, String> entry : identity.entrySet()) {
        out.text(entry.getKey());
        out.text(entry.getValue());
      }
      out.integer(history.size());
      for (EpochRecord record : history) {
        out.whole(record.steps());
        out.numbers(new double[] {record.loss(), record.validationLoss(), record.learningRate()}); // float: unchanged
      }
      out.whole(step);
      out.whole(optimizerSteps);
      out.numbers(theta);
      out.integer(vectors.length);
      for (double[] vector : vectors) {
        out.numbers(vector);
      }
      out.numbers(best == null ? new double[0] : best);
      out.numbers(course);
      out.numbers(watch == null ? new double[0] : watch); // float: unchanged
    });
  }

  /**
   * Reads one.
   *
   * @param file the file
   * @return the checkpoint
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException naming the file if it is no checkpoint, of another version or precision, or
   *     damaged
   */
  public static Checkpoint read(Path file) throws IOException {
    return CheckpointReader.read(file, Double.BYTES, in -> {
      Map<String, String> identity = new LinkedHashMap<>();
      for (int n = in.count("identity", 2 * Integer.BYTES); n > 0; n--) {
        String key = in.text();
        in.require("identity", "has a name twice", identity.put(key, in.text()) == null);
      }
      List<EpochRecord> history = new ArrayList<>();
      for (int n = in.count("history", Long.BYTES); history.size() < n;) {
        long steps = in.steps();
        double[] record = in.doubles("history", 3); // float: unchanged
        history.add(new EpochRecord(history.size(), steps, record[0], record[1], record[2]));
      }
      long step = in.steps();
      long optimizerSteps = in.steps();
      double[] theta = in.doubles("parameters", -1);
      int parameters = theta.length;
      double[][] vectors = new double[in.count("optimizer", Integer.BYTES)][];
      for (int v = 0; v < vectors.length; v++) {
        vectors[v] = in.doubles("optimizer", parameters);
      }
      in.require("optimizer", CheckpointReader.LENGTH, vectors.length > 0 || !isAveraged(identity));
      double[] best = in.doubles("best parameters", -1);
      double[] course = in.doubles("schedule", -1); // float: unchanged
      double[] watch = in.doubles("early stopping", -1); // float: unchanged
      in.require("best parameters", CheckpointReader.LENGTH, best.length == 0 || best.length == parameters);
      in.require("early stopping", CheckpointReader.LENGTH, watch.length == 0 || watch.length == 4);
      return new Checkpoint(identity, List.copyOf(history), step, optimizerSteps, theta, vectors,
          best.length == 0 ? null : best, course, watch.length == 0 ? null : watch);
    });
  }
}
