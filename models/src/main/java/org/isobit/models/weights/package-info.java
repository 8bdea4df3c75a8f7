/**
 * Weights in safetensors files: a strict reader that treats every header as hostile, and a writer of deterministic
 * bytes.
 *
 * <p>What is wrong inside a file is an {@link java.lang.IllegalArgumentException} whose message names file, tensor and
 * value; what the system refuses is an {@link java.io.IOException}.
 */
package org.isobit.models.weights;
