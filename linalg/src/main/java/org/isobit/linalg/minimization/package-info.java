/**
 * Minimisers and a linear solver, class EXACT: a minimisation has the same bits on any machine, if the function that is
 * minimised has them.
 *
 * <table>
 *   <caption>Which method takes what</caption>
 *   <tr><th>method</th><th>minimises</th><th>needs</th></tr>
 *   <tr><td>{@link org.isobit.linalg.minimization.ConjugateGradients}</td><td>½xᵀAx − bᵀx: solves A·x = b</td>
 *     <td>products with A, symmetric positive definite</td></tr>
 *   <tr><td>{@link org.isobit.linalg.minimization.Lbfgs}</td><td>any smooth function</td>
 *     <td>value and gradient</td></tr>
 *   <tr><td>{@link org.isobit.linalg.minimization.Newton}</td><td>any smooth function</td>
 *     <td>and products with the Hessian</td></tr>
 *   <tr><td>{@link org.isobit.linalg.minimization.GaussNewton}</td><td>½‖r(x)‖², perhaps with a background</td>
 *     <td>residuals, products with their Jacobian and its transpose</td></tr>
 *   <tr><td>{@link org.isobit.linalg.minimization.LevenbergMarquardt}</td><td>½‖r(x)‖², few variables</td>
 *     <td>residuals and their Jacobian as a matrix</td></tr>
 * </table>
 *
 * <p>All give a {@link org.isobit.linalg.minimization.Minimum} and stop as {@link
 * org.isobit.linalg.minimization.Stopping} says. The methods are immutable descriptions, made once and used by any
 * number of threads; each minimisation has its own arrays, and the functions are called by the thread that minimises.
 *
 * <p><b>Order of operations.</b> Inner products xᵀy are {@link org.isobit.kernels.reduce.Reduce#dot}, norms ‖x‖ {@link
 * org.isobit.kernels.reduce.Reduce#norm2}, products with matrices those of {@link org.isobit.kernels.gemm.Gemm}; a
 * vector y + a·x is one fma(a, x_i, y_i) an element. Formulas of single numbers are done as they are written in each
 * description, from left to right, with one rounding an operation, and fused nowhere else.
 */
package org.isobit.linalg.minimization;
