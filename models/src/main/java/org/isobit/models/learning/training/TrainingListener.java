package org.isobit.models.learning.training;

/**
 * Is told about a training run while it goes on: to show progress, with the time left, hand it a
 * {@code Progress} of as many steps as there are epochs. Listeners of runs that go on in parallel are called by several
 * threads. What a listener does changes no weight.
 */
@FunctionalInterface
public interface TrainingListener {

  /**
   * An epoch has ended.
   *
   * @param record what it brought
   */
  void epochEnded(EpochRecord record);
}
