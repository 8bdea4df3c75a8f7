/**
 * Files: NumPy arrays, CSV tables, YAML settings, and output that appears whole or not at all.
 *
 * <p>What is wrong inside a file is an {@link java.lang.IllegalArgumentException} whose message names file, place and
 * value; what the system refuses is an {@link java.io.IOException}.
 */
package org.isobit.models.io;
