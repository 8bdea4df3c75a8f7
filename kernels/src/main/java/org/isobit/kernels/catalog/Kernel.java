package org.isobit.kernels.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;

/**
 * One kernel of the catalogue.
 *
 * @param name            {@code operation.type}, for example {@code gemm.double}; also the id of its golden hashes, if
 *                        it is EXACT
 * @param family          its package, for example {@code gemm}
 * @param summary         what it computes, in a few words
 * @param exactness       what it promises
 * @param implementations the backends that have it
 * @param dimensions      names of its dimensions, for example m, n, k
 * @param flops           floating-point operations of one call
 * @param bytes           bytes that one call must move at least, each operand once
 */
public record Kernel(String name, String family, String summary, Exactness exactness, List<Backend> implementations,
    List<String> dimensions, Formula flops, Formula bytes) {

  /**
   * An EXACT kernel with reference and SIMD implementations.
   *
   * @param name       {@code operation.type}
   * @param family     its package
   * @param summary    what it computes
   * @param dimensions names of its dimensions
   * @param flops      operations of one call
   * @param bytes      bytes of one call
   * @return the catalogue entry
   */
  public static Kernel exact(String name, String family, String summary, List<String> dimensions, Formula flops,
      Formula bytes) {
    return new Kernel(name, family, summary, Exactness.EXACT, List.of(Backend.REFERENCE, Backend.SIMD), dimensions,
        flops, bytes);
  }

  /**
   * The same kernel with one implementation more.
   *
   * @param backend the backend that has it
   * @return the catalogue entry; this, if it lists the backend already
   */
  Kernel with(Backend backend) {
    return implementations.contains(backend) ? this : new Kernel(name, family, summary, exactness,
        Stream.concat(implementations.stream(), Stream.of(backend)).sorted().toList(), dimensions, flops, bytes);
  }
}
