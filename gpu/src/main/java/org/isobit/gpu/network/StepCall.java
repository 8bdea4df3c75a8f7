// Master of FloatStepCall: the float version is generated from this file.
package org.isobit.gpu.network;

/** A step of a network, bound to the kernel that does it. */
interface StepCall {

  /** Asks the stream for it, for the samples that are in the values. */
  void run(StepValues values);
}
