/**
 * Elementary functions with the same bits everywhere: fixed sequences of IEEE operations, no library calls.
 *
 * <p>{@code Elementary} and {@code FloatElementary} work on arrays, {@code LogNdtr} on the normal distribution
 * function; the classes named {@code …Reference} define the bits of one element and give scalar access; those named
 * {@code …Simd} hold the vector loops, and for exp and log a form that takes and returns a vector, for loops of other
 * kernels. What each does, step by step and with every coefficient, stands in {@code kernels/README.md}.
 *
 * <table>
 *   <caption>Errors in units in the last place of the exact result</caption>
 *   <tr><th>function</th><th>ceiling</th><th>double, measured</th><th>float, all arguments</th></tr>
 *   <tr><td>exp</td><td>1</td><td>0.91</td><td>0.8791</td></tr>
 *   <tr><td>expm1</td><td>2</td><td>1.35</td><td>1.0440</td></tr>
 *   <tr><td>log</td><td>1</td><td>0.84</td><td>0.8286</td></tr>
 *   <tr><td>log1p</td><td>2</td><td>0.90</td><td>0.8920</td></tr>
 *   <tr><td>tanh</td><td>2</td><td>1.02</td><td>0.8022</td></tr>
 *   <tr><td>sigmoid</td><td>2</td><td>1.50</td><td>1.4990</td></tr>
 *   <tr><td>softplus</td><td>2</td><td>1.15</td><td>1.1446</td></tr>
 *   <tr><td>erf</td><td>2</td><td>0.98</td><td>0.9970</td></tr>
 *   <tr><td>sin</td><td>1</td><td>0.77</td><td>0.7584</td></tr>
 *   <tr><td>cos</td><td>1</td><td>0.77</td><td>0.7673</td></tr>
 *   <tr><td>sinpi</td><td>2</td><td>1.04</td><td>0.9991</td></tr>
 *   <tr><td>cospi</td><td>2</td><td>1.03</td><td>1.0094</td></tr>
 *   <tr><td>cbrt</td><td>1</td><td>0.52</td><td>0.5002</td></tr>
 *   <tr><td>logNdtr</td><td>4</td><td>2.05</td><td>–</td></tr>
 *   <tr><td>logNdtrDerivative</td><td>4</td><td>2.44</td><td>–</td></tr>
 * </table>
 *
 * <p>double was measured against quadruple precision on millions of arguments a function, with the ranges where
 * reduction, cancellation or a change of formula make errors largest; float over all 2^32 arguments against double.
 */
package org.isobit.kernels.elementary;
