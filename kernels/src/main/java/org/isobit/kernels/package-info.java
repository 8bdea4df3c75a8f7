/** What every kernel family shares: the choice of the backend, worker threads, argument checks, errors. */
package org.isobit.kernels;
