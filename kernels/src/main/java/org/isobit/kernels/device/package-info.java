/** Devices beside the processor: which there are, which one is chosen and why, and what they take over. */
package org.isobit.kernels.device;
