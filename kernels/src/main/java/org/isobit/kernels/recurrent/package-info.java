/** What recurrent cells do with their products: the gates of LSTM and GRU, elementwise on rows. */
package org.isobit.kernels.recurrent;
