package org.isobit.linalg.minimization;

/**
 * What one iteration of a minimisation came to.
 *
 * @param value    the function's value after it
 * @param gradient the norm of the gradient there
 * @param step     the length ‖x_k − x_{k−1}‖ of its step; 0 for the start
 * @param inner    inner iterations or trials: those of conjugate gradients in {@link Newton} and {@link GaussNewton},
 *                 evaluations of the line search in {@link Lbfgs}, trials of the radius in {@link LevenbergMarquardt}
 */
public record Iteration(double value, double gradient, double step, int inner) {}
