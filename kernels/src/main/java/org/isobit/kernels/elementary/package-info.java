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
 *   <tr><th>function</th><th>ceiling</th><th>double, largest found</th><th>float, largest of all</th>
 *     <th>float, results not correctly rounded</th></tr>
 *   <tr><td>exp</td><td>1</td><td>0.9228</td><td>0.8791</td><td>10161855</td></tr>
 *   <tr><td>expm1</td><td>2</td><td>1.3564</td><td>1.0440</td><td>4508895</td></tr>
 *   <tr><td>log</td><td>1</td><td>0.8532</td><td>0.8286</td><td>2118118</td></tr>
 *   <tr><td>log1p</td><td>2</td><td>0.9129</td><td>0.8920</td><td>13180338</td></tr>
 *   <tr><td>tanh</td><td>2</td><td>1.0428</td><td>0.8022</td><td>2576548</td></tr>
 *   <tr><td>sigmoid</td><td>2</td><td>1.5000</td><td>1.4990</td><td>2198108</td></tr>
 *   <tr><td>softplus</td><td>2</td><td>1.1552</td><td>1.1446</td><td>78860753</td></tr>
 *   <tr><td>erf</td><td>2</td><td>1.0182</td><td>0.9970</td><td>30002228</td></tr>
 *   <tr><td>sin</td><td>1</td><td>0.7812</td><td>0.7584</td><td>4984168</td></tr>
 *   <tr><td>cos</td><td>1</td><td>0.7821</td><td>0.7673</td><td>4611342</td></tr>
 *   <tr><td>sinpi</td><td>2</td><td>1.0603</td><td>0.9991</td><td>23953698</td></tr>
 *   <tr><td>cospi</td><td>2</td><td>1.0608</td><td>1.0094</td><td>32258752</td></tr>
 *   <tr><td>cbrt</td><td>1</td><td>0.5107</td><td>0.5002</td><td>105042</td></tr>
 *   <tr><td>logNdtr</td><td>4</td><td>2.3987</td><td>–</td><td>–</td></tr>
 *   <tr><td>logNdtrDerivative</td><td>4</td><td>2.8580</td><td>–</td><td>–</td></tr>
 * </table>
 *
 * <p>double was compared with quadruple precision on more than 30 million arguments a function, in a search that
 * narrows on the ranges where reduction, cancellation or a change of formula make errors largest, and with 56 digits on
 * the lists of arguments that the CORE-MATH project found hardest to round; arguments and errors stand at each
 * definition. float was compared on all 2^32 arguments, sin and cos up to the largest that they take. None is correctly
 * rounded for all, and none can be at no cost: cbrt comes nearest, with 618 of its 3·2^23 reduced arguments rounded the
 * other way; a polynomial with two terms more, for two operations more, leaves 8.
 */
package org.isobit.kernels.elementary;
