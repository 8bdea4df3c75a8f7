package org.isobit.kernels.device.network;

/** Where weights of stages may lie. */
final class WeightChecks {

  private WeightChecks() {}

  /** Checks the index of weights that a stage has. */
  static void present(String stage, String name, int index) {
    if (index < 0) {
      throw new IllegalArgumentException(stage + ": " + name + " cannot be at " + index);
    }
  }

  /** Checks the index of weights that a stage may have, or −1. */
  static void optional(String stage, String name, int index) {
    if (index < -1) {
      throw new IllegalArgumentException(stage + ": " + name + " cannot be at " + index + "; -1 is for none");
    }
  }

  /** Checks the indices of factors and summands, of which the latter need the former; −1 is for none. */
  static void affine(String stage, int weight, int bias) {
    optional(stage, "weight", weight);
    optional(stage, "bias", bias);
    if (weight < 0 && bias >= 0) {
      throw new IllegalArgumentException(stage + ": there is a bias at " + bias + ", but no weight");
    }
  }

  /** Behind n weights, 0 for none. */
  static long end(int index, long n) {
    return index < 0 ? 0 : index + n;
  }
}
