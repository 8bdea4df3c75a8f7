/** Local analyses on a device: the transform Kalman filter's problem of many points at a time. */
package org.isobit.gpu.local;
