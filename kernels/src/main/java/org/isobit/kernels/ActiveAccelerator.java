package org.isobit.kernels;

import java.util.List;
import java.util.Locale;

/**
 * The answer to which accelerator is in use: given once per JVM, and not before somebody asks, since to look for a
 * device may start its driver.
 *
 * @param accelerator what is used, or null
 * @param reason      why, one sentence
 */
record ActiveAccelerator(Accelerator accelerator, String reason) {

  /**
   * Operations below which a step is not sent to a device that is not demanded: some milliseconds of a processor, which
   * is what a few launches and copies can take.
   */
  static final double LEAST_OPERATIONS = 2e8;

  /** Holds the answer or the refusal; made when it is first needed. */
  private static final class Holder {
    static final ActiveAccelerator ANSWER;
    static final String REFUSAL;

    static {
      ActiveAccelerator answer = null;
      String refusal = null;
      try {
        answer = choose(Backend.DEVICE, Backend.DEVICE == Backend.Wish.NEVER ? List.of() : Accelerator.all());
      } catch (AcceleratorException e) {
        refusal = e.getMessage();
      }
      ANSWER = answer;
      REFUSAL = refusal;
    }
  }

  static ActiveAccelerator get() {
    if (Holder.REFUSAL != null) {
      throw new AcceleratorException(Holder.REFUSAL);
    }
    return Holder.ANSWER;
  }

  static ActiveAccelerator choose(Backend.Wish wish, List<Accelerator> all) {
    if (wish == Backend.Wish.NEVER) {
      return new ActiveAccelerator(null, "no device: -D" + Backend.PROPERTY + "="
          + System.getProperty(Backend.PROPERTY, "auto").toLowerCase(Locale.ROOT) + " asks for the processor");
    }
    String obstacles = all.isEmpty() ? "no module for devices is on the class path" : "";
    for (Accelerator one : all) {
      String obstacle = one.obstacle();
      if (obstacle == null) {
        String how = wish == Backend.Wish.ALWAYS ? "asked for by -D" + Backend.PROPERTY + "=cuda"
            : "a device can be used";
        return logged(new ActiveAccelerator(one, one.name() + ": " + how));
      }
      obstacles += (obstacles.isEmpty() ? "" : "; ") + obstacle;
    }
    if (wish == Backend.Wish.ALWAYS) {
      throw new AcceleratorException("-D" + Backend.PROPERTY + "=cuda cannot be had: " + obstacles);
    }
    return logged(new ActiveAccelerator(null, "no device, the processor does everything: "
        + obstacles));
  }

  private static ActiveAccelerator logged(ActiveAccelerator answer) {
    System.getLogger("org.isobit").log(System.Logger.Level.DEBUG, "accelerator " + answer.reason);
    return answer;
  }
}
