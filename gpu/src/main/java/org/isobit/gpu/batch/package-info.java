/** Many small problems on a device, one a thread: see {@link org.isobit.linalg.batch}. */
package org.isobit.gpu.batch;
