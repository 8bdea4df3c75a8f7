package org.isobit.bench.device;

import java.util.stream.IntStream;

/**
 * How large the problems are and how often they are repeated. Immutable.
 *
 * @param kind            full, quick or tiny
 * @param multiprocessors of the device, so that all of them are busy
 */
record Sizes(Kind kind, int multiprocessors) {

  /** What a user can choose. */
  enum Kind {
    /** A few minutes: what a report of a card needs. */
    FULL,
    /** Less than a minute: smaller arrays, fewer repeats. */
    QUICK,
    /** Seconds on anything: whether all runs and all bits are right; times mean little. */
    TINY
  }

  /** Elements of the longest arrays. */
  int vector() {
    return pick(1 << 26, 1 << 24, 3000);
  }

  private int pick(int full, int quick, int tiny) {
    return switch (kind) {
      case FULL -> full;
      case QUICK -> quick;
      case TINY -> tiny;
    };
  }

  /** Threads of the arithmetic ceiling. */
  int threads() {
    return kind == Kind.TINY ? 256 : 2048 * multiprocessors;
  }

  /** Steps of its chains. */
  int steps() {
    return pick(1 << 14, 1 << 13, 16);
  }

  /** Orders of square products. */
  int[] squares() {
    return switch (kind) {
      case FULL -> new int[] {512, 1024, 2048, 4096, 8192};
      case QUICK -> new int[] {1024, 4096};
      case TINY -> new int[] {33, 70};
    };
  }

  /** Members of ensembles. */
  int[] members() {
    return switch (kind) {
      case FULL -> new int[] {20, 40, 64};
      case QUICK -> new int[] {40};
      case TINY -> new int[] {5};
    };
  }

  /** Variables of an ensemble of so many members. */
  int columns(int members) {
    return Math.min(pick(1 << 20, 1 << 18, 200), vector() / members);
  }

  /** Observations of a global analysis. */
  int observations() {
    return pick(1000, 1000, 30);
  }

  /** Orders of products in batches. */
  int[] batched() {
    return switch (kind) {
      case FULL -> new int[] {20, 40, 64};
      case QUICK -> new int[] {40};
      case TINY -> new int[] {9};
    };
  }

  /** Products of a batch of such an order. */
  int problems(int order) {
    return Math.min(pick(1 << 16, 1 << 13, 5), vector() / (order * order));
  }

  /** Samples that go through networks. */
  int samples() {
    return pick(1 << 16, 1 << 14, 40);
  }

  /** Width of the layers of networks. */
  int width() {
    return pick(512, 256, 24);
  }

  /** Images that are convolved or resized. */
  int images() {
    return pick(64, 16, 2);
  }

  /** Channels of an image. */
  int channels() {
    return pick(64, 64, 5);
  }

  /** Rows and columns of an image, an even number. */
  int side() {
    return pick(64, 64, 10);
  }

  /** Width of the rows of norms and gates. */
  int layerWidth() {
    return pick(1024, 1024, 32);
  }

  /** Numbers of a channel of an image. */
  int pixels() {
    return pick(1 << 14, 1 << 14, 9);
  }

  /** Tokens of an attention. */
  int tokens() {
    return pick(2048, 1024, 70);
  }

  /** Elements of a head of an attention. */
  int[] headSizes() {
    return switch (kind) {
      case FULL -> new int[] {32, 64, 128};
      case QUICK -> new int[] {64};
      case TINY -> new int[] {8};
    };
  }

  /** Members x observations near a point x fields. */
  int[][] locals() {
    return switch (kind) {
      case FULL -> new int[][] {{20, 20, 1}, {20, 100, 1}, {40, 20, 1}, {40, 100, 1}, {40, 100, 2}, {40, 100, 4},
          {40, 100, 64}, {64, 20, 1}, {64, 100, 1}, {64, 100, 64}};
      case QUICK -> new int[][] {{20, 100, 1}, {40, 100, 1}, {40, 100, 64}};
      case TINY -> new int[][] {{6, 3, 1}, {6, 9, 2}, {6, 9, 9}};
    };
  }

  /** Points of local analyses of so many fields and members. */
  int points(int members, int fields) {
    return Math.min(pick(1 << 16, 1 << 14, 9), vector() / (members * fields));
  }

  /** Repeats of each time, at most. */
  int repeats() {
    return pick(15, 7, 3);
  }

  /** Seconds after which no other repeat of a time is begun. */
  double budget() {
    return kind == Kind.FULL ? 0.3 : 0.1;
  }

  /** Bytes that the host's arrays take, with what comparisons need. */
  long hostBytes() {
    return (2L * Double.BYTES + 2L * Float.BYTES) * vector() + (kind == Kind.TINY ? 1L << 26 : 3L << 28);
  }

  /** Numbers 0 … n − 1. */
  static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
