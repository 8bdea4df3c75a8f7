/** Poisson's and Helmholtz' equations on lines and rectangles, by Fourier transforms. */
package org.isobit.linalg.poisson;
