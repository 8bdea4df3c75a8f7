/** Systems of vertical columns on CUDA devices. */
package org.isobit.gpu.column;
