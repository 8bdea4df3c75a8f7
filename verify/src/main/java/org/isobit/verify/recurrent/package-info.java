/** Fixed inputs of the kernels of recurrent cells. */
package org.isobit.verify.recurrent;
