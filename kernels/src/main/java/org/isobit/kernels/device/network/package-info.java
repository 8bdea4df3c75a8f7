/** Networks as devices are told of them: stages, the values they read and write, and where these lie. */
package org.isobit.kernels.device.network;
