package org.isobit.kernels.device;

import org.isobit.kernels.localization.FloatLocalProblems;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;

/**
 * What a device takes over of local filters: the problems of all targets, class EXACT, with the bits of the processor.
 * Which observations are near a target is found on the processor, and comes list by list. Thread-safe: a session waits
 * for the one before to end.
 */
public interface LocalAccelerator {

  /** Most observations near a target, and most rows. */
  int MOST_TERMS = 4096;

  /** Most variables of a target: fields times points. */
  int MOST_VECTORS = Integer.MAX_VALUE / MOST_TERMS;

  /** Analyses of one ensemble under way. Belongs to the thread that began it. */
  interface Session extends AutoCloseable {

    /**
     * Analyses the targets of lists. A target that is refused keeps mean and analysis as they were.
     *
     * @param lists     which targets, and what is near them
     * @param status    takes for each target 0, or, if it is refused, another number
     * @param condition takes for each target that is refused its condition number, in float a bound of it; infinity if
     *                  it is within the limit and the matrix not positive definite to working precision, NaN if a
     *                  product of observed anomalies is not finite
     * @throws IllegalArgumentException if lists do not fit the problems, or something is too large
     * @throws AcceleratorException     if the device fails: then targets are analysed or not
     */
    void analyse(TargetLists lists, int[] status, double[] condition);

    /** Ends the session. */
    @Override
    void close();
  }

  /**
   * Begins to analyse an ensemble.
   *
   * @param problems what is to be done
   * @return the session, to be closed
   * @throws IllegalArgumentException if sizes do not fit
   * @throws AcceleratorException     if the device fails
   */
  Session begin(LocalProblems problems);

  /**
   * Begins to analyse an ensemble in float.
   *
   * @param problems what is to be done
   * @return the session, to be closed
   * @throws IllegalArgumentException if sizes do not fit
   * @throws AcceleratorException     if the device fails
   */
  Session begin(FloatLocalProblems problems);
}
