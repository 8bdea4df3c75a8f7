/** The ceilings of the machine at hand: fused multiply-add peak and memory bandwidth, measured. */
package org.isobit.bench.hardware;
