package org.isobit.models.netcdf;

/**
 * A message of an object header.
 *
 * @param type  its type, as {@link Hdf5Messages} names them
 * @param flags its flags
 * @param order its creation order, or 0
 * @param data  its data
 */
record Hdf5Message(int type, int flags, int order, byte[] data) {}
