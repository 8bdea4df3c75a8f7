/** Eigenvalues and eigenvectors of symmetric matrices. */
package org.isobit.linalg.eigen;
